import type { ConnectionSignal } from '../domain/inbound.ts';
import { linkPrint } from '../domain/link-print.ts';
import { RefreshingCache } from '../domain/refreshing-cache.ts';
import type { Clock } from '../ports/clock.ts';
import type { ConnectionLinks, LinkedConnection } from '../ports/connection-links.ts';
import type { Connection, ConnectionDirectory, ConnectionList } from '../ports/connections.ts';
import { itemToConnection } from './connection-items.ts';
import { CONNECTION, connectionKeys, TTL_ATTRIBUTE } from './keys.ts';
import type { Item, Table } from './table.ts';

/** A connection in memory is at most this old; a disconnected account's deliveries stop being stored after that. */
const FRESH_MS = 5_000;

/** Finds and reads connections; what changes them is in `DynamoConnectionStore`. */
export class DynamoConnections implements ConnectionDirectory, ConnectionList, ConnectionLinks {
  readonly #table: Table;
  readonly #clock: Clock;
  readonly #byAccount: RefreshingCache<Connection | null>;

  constructor(table: Table, clock: Clock) {
    this.#table = table;
    this.#clock = clock;
    const known = { freshMs: FRESH_MS, keepMs: FRESH_MS };
    // That nobody connected the account yet may change while its first delivery is on the way.
    const unknown = { freshMs: 2_000, keepMs: 2_000 };
    this.#byAccount = new RefreshingCache<Connection | null>(
      () => clock.now(),
      (found) => (found ? known : unknown),
      10_000,
    );
  }

  async byAccount(
    platform: string,
    accountId: string,
    { fresh = false }: { readonly fresh?: boolean } = {},
  ): Promise<Connection | null> {
    const load = async () => {
      const key = connectionKeys.account(platform, accountId);
      const pointer = await this.#table.get(key, { consistent: fresh });
      return pointer && this.#read(pointer.workspace, pointer.connection, fresh);
    };
    const name = `${platform}/${accountId}`;
    return fresh ? this.#byAccount.refresh(name, load) : this.#byAccount.get(name, load);
  }

  async connections(workspaceId: string): Promise<readonly Connection[]> {
    const found: Connection[] = [];
    const pk = connectionKeys.workspace(workspaceId);
    for await (const item of this.#table.all({ pk, from: CONNECTION, to: `${CONNECTION}\u{ffff}` })) {
      if (item.aliasOf === undefined && !this.#isOver(item)) found.push(itemToConnection(item));
    }
    return found;
  }

  async connection(workspaceId: string, connectionId: string): Promise<Connection | null> {
    return this.#read(workspaceId, connectionId, false);
  }

  async fresh(workspaceId: string, connectionId: string): Promise<Connection | null> {
    return this.#read(workspaceId, connectionId, true);
  }

  async #read(workspaceId: string, connectionId: string, consistent: boolean): Promise<Connection | null> {
    const item = await this.#table.get(connectionKeys.connection(workspaceId, connectionId), { consistent });
    if (item === null || this.#isOver(item)) return null;
    return item.aliasOf === undefined
      ? itemToConnection(item)
      : this.#read(workspaceId, item.aliasOf, consistent);
  }

  /** The table deletes what is over some time later. */
  #isOver(item: Item): boolean {
    return item[TTL_ATTRIBUTE] !== undefined && item[TTL_ATTRIBUTE] * 1_000 <= this.#clock.now();
  }

  async recordSignal(connection: Connection, signal: ConnectionSignal): Promise<void> {
    await this.#table.update(
      connectionKeys.connection(connection.workspaceId, connection.id),
      {
        expression: 'SET #at = :at, #data = :data',
        names: {
          '#at': `signalAt_${signal.signal}`,
          '#data': `signalData_${signal.signal}`,
        },
        values: { ':at': signal.at, ':data': signal.data },
      },
      // Deliveries are unordered: an older signal of the same name changes nothing, nor does one for a connection that is gone.
      { expression: 'attribute_exists(pk) AND (attribute_not_exists(#at) OR #at < :at)' },
    );
  }

  async linked(link: string): Promise<readonly LinkedConnection[]> {
    const found: LinkedConnection[] = [];
    const pk = connectionKeys.links(linkPrint(link));
    for await (const item of this.#table.all({ pk, consistent: true }))
      found.push({ workspaceId: item.workspace, connectionId: item.connection });
    return found;
  }
}
