import type { Millis } from '../../domain/platform.ts';
import type {
  EndingConversation,
  ExpiringData,
  ExpiringParked,
  SweepName,
  SweepState,
} from '../../ports/expiring-data.ts';
import { readMessage } from '../delivery-envelope.ts';
import { CONNECTION, ENDING, inboxKeys, PARKED, TTL_ATTRIBUTE } from '../keys.ts';
import { placeToKey, type TableSweep } from '../table-sweep.ts';
import { type ExpiringClients, ExpiringConversations } from './expiring-conversations.ts';
import { itemToParked } from './expiring-items.ts';

/** Rows of one page. */
const PAGE = 500;
/** Parked deliveries of one page. */
const PARKED_PAGE = 100;

/**
 * Everything whose time may be over. Workspaces are found through the Connections table, which has a few rows for each of them, and their
 * conversations through the index ByActivity: what is not over costs next to nothing.
 */
export class DynamoExpiringData extends ExpiringConversations implements ExpiringData {
  readonly #connections: TableSweep;

  constructor(clients: ExpiringClients, connections: TableSweep) {
    super(clients);
    this.#connections = connections;
  }

  async workspaces(cursor: string | null): Promise<{ ids: readonly string[]; cursor: string | null }> {
    const { items, cursor: next } = await this.#connections.scan(cursor, PAGE);
    const rows = items.filter(({ sk }) => String(sk).startsWith(CONNECTION));
    const ids = new Set(
      rows.flatMap(({ workspace }) => (workspace === undefined ? [] : [String(workspace)])),
    );
    return { ids: [...ids], cursor: next };
  }

  async addEnding({
    workspaceId,
    conversationId,
    subjectId,
    connectionId,
    beganAt,
  }: EndingConversation): Promise<void> {
    await this.clients.inbox.put({
      ...inboxKeys.ending(beganAt, workspaceId, conversationId),
      s: subjectId,
      c: connectionId ?? undefined,
    });
  }

  async endings(): Promise<readonly EndingConversation[]> {
    const { items } = await this.clients.inbox.query({ pk: ENDING, limit: PAGE, consistent: true });
    return items.map(({ sk, s, c }) => {
      const [beganAt = '', workspaceId = '', conversationId = ''] = String(sk).split('#');
      return { workspaceId, conversationId, subjectId: s, connectionId: c ?? null, beganAt: Number(beganAt) };
    });
  }

  async deleteEnding({ workspaceId, conversationId, beganAt }: EndingConversation): Promise<void> {
    await this.clients.inbox.delete(inboxKeys.ending(beganAt, workspaceId, conversationId));
  }

  async parked(cursor: string | null): Promise<{ parked: readonly ExpiringParked[]; cursor: string | null }> {
    const from = cursor === null ? {} : { from: `${cursor}\u0000` };
    const { items, more } = await this.clients.inbox.query({ pk: PARKED, ...from, limit: PARKED_PAGE });
    return { parked: items.map(itemToParked), cursor: more ? (items.at(-1)?.sk ?? null) : null };
  }

  /** The body first: without its row nobody would find it. */
  async deleteParked(places: readonly string[]): Promise<void> {
    const { inbox, aws, bucket, rows } = this.clients;
    for (const place of places) {
      const item = await inbox.get(placeToKey(place), { consistent: true });
      const object = item && readMessage(item.envelope).envelope.object;
      if (object) await aws.send({ service: 's3', method: 'DELETE', path: `/${bucket}/${object}` });
    }
    await rows.delete(places.map(placeToKey));
  }

  /** Parked deliveries have a body besides their row; they go by `deleteParked`. */
  async deleteEnded(now: Millis, cursor: string | null): Promise<{ count: number; cursor: string | null }> {
    const { items, cursor: next } = await this.clients.rows.scan(cursor, PAGE);
    const ended = items.filter((item) => item.pk !== PARKED && item[TTL_ATTRIBUTE] * 1_000 < now);
    await this.clients.rows.delete(ended.map(({ pk, sk }) => ({ pk, sk })));
    return { count: ended.length, cursor: next };
  }

  async state(name: SweepName): Promise<SweepState | null> {
    const item = await this.clients.inbox.get(inboxKeys.sweep(name), { consistent: true });
    return item && { beganAt: item.at, cursor: item.cu ?? null };
  }

  async saveState(name: SweepName, { beganAt, cursor }: SweepState): Promise<void> {
    await this.clients.inbox.put({ ...inboxKeys.sweep(name), at: beganAt, cu: cursor ?? undefined });
  }
}
