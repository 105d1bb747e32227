import { isAlive, type LiveSocket } from '../domain/live-socket.ts';
import type { Clock } from '../ports/clock.ts';
import type { LiveSockets, LiveTicket, LiveTickets } from '../ports/live.ts';
import { inboxKeys } from './keys.ts';
import { changeToFields, itemToSocket, itemToTicket, socketToItem, ticketToItem } from './live-items.ts';
import { ABSENT, type Condition, type Table } from './table.ts';

const PRESENT: Condition = { expression: 'attribute_exists(pk)' };

/** Tickets in the Inbox table, by their digest: whoever has one does not have to say which workspace it is of. */
export class DynamoLiveTickets implements LiveTickets {
  readonly #table: Table;
  readonly #clock: Clock;

  constructor(table: Table, clock: Clock) {
    this.#table = table;
    this.#clock = clock;
  }

  async add(ticket: LiveTicket): Promise<void> {
    await this.#table.put(ticketToItem(ticket), ABSENT);
  }

  async take(digest: string): Promise<LiveTicket | null> {
    const key = inboxKeys.ticket(digest);
    const item = await this.#table.get(key, { consistent: true });
    if (!item) return null;
    // Of two who have read it, one deletes it.
    const { written } = await this.#table.delete(key, PRESENT);
    const ticket = itemToTicket(digest, item);
    return written && this.#clock.now() < ticket.until ? ticket : null;
  }
}

/** Open sockets in the Inbox table, one partition per workspace. */
export class DynamoLiveSockets implements LiveSockets {
  readonly #table: Table;
  readonly #clock: Clock;

  constructor(table: Table, clock: Clock) {
    this.#table = table;
    this.#clock = clock;
  }

  async add(socket: LiveSocket): Promise<void> {
    await this.#table.put(socketToItem(socket));
  }

  async of(workspaceId: string): Promise<readonly LiveSocket[]> {
    const found: LiveSocket[] = [];
    const pk = inboxKeys.sockets(workspaceId);
    for await (const item of this.#table.all({ pk, consistent: true }))
      found.push(itemToSocket(workspaceId, item));
    // What is past its time may stand in the table for days.
    return found.filter((socket) => isAlive(socket, this.#clock.now()));
  }

  async change(
    { workspaceId, connectionId }: Pick<LiveSocket, 'workspaceId' | 'connectionId'>,
    change: Pick<LiveSocket, 'heard'> & Partial<Pick<LiveSocket, 'view'>>,
  ): Promise<boolean> {
    const key = inboxKeys.socket(workspaceId, connectionId);
    return (await this.#table.change(key, changeToFields(change), PRESENT)).written;
  }

  async remove({
    workspaceId,
    connectionId,
  }: Pick<LiveSocket, 'workspaceId' | 'connectionId'>): Promise<void> {
    await this.#table.delete(inboxKeys.socket(workspaceId, connectionId));
  }
}
