import type { Millis } from '../domain/platform.ts';
import type { Authorization, AuthorizationStore } from '../ports/authorizations.ts';
import type { Clock } from '../ports/clock.ts';
import { authorizationToItem, itemToAuthorization } from './authorization-items.ts';
import { dueToItem } from './connection-items.ts';
import { connectionKeys, TTL_ATTRIBUTE } from './keys.ts';
import { atRevision, type Condition, type Table } from './table.ts';

/** Sealed tokens in the Connections table. */
export class DynamoAuthorizations implements AuthorizationStore {
  readonly #table: Table;
  readonly #clock: Clock;

  constructor(table: Table, clock: Clock) {
    this.#table = table;
    this.#clock = clock;
  }

  async authorization(workspaceId: string, id: string): Promise<Authorization | null> {
    const item = await this.#table.get(connectionKeys.authorization(workspaceId, id), { consistent: true });
    if (item === null) return null;
    const over = item[TTL_ATTRIBUTE] !== undefined && item[TTL_ATTRIBUTE] * 1_000 <= this.#clock.now();
    return over ? null : itemToAuthorization(item);
  }

  async saveAuthorization(
    authorization: Authorization,
    renewAt: Millis | null,
  ): Promise<Authorization | null> {
    const { workspaceId, id, rev } = authorization;
    const saved = { ...authorization, rev: rev + 1 };
    const { pk: _pk, sk: _sk, ...fields } = authorizationToItem(saved);
    const { written } = await this.#table.change(
      connectionKeys.authorization(workspaceId, id),
      { ...fields, ...dueToItem(renewAt, workspaceId, id) },
      atRevision(rev),
    );
    return written ? saved : null;
  }

  async addShared(authorization: Authorization, until: Millis, renewAt: Millis | null): Promise<void> {
    const item = authorizationToItem(authorization);
    const alone = await this.#table.put({ ...item, [TTL_ATTRIBUTE]: Math.ceil(until / 1_000) }, UNUSED);
    if (alone.written) return;
    // Connections use it already: they go on with the new tokens, for the platform may have ended the old ones.
    const { pk: _pk, sk: _sk, ...fields } = item;
    const { workspaceId, id } = authorization;
    const due = dueToItem(renewAt, workspaceId, id);
    await this.#table.change(connectionKeys.authorization(workspaceId, id), { ...fields, ...due }, THERE);
  }

  async destroy(workspaceId: string, id: string, rev?: number): Promise<void> {
    const condition = rev === undefined ? undefined : atRevision(rev);
    await this.#table.delete(connectionKeys.authorization(workspaceId, id), condition);
  }
}

/** Not there, or there for a choice only that nobody has made yet: what a connection uses does not end by itself. */
const UNUSED: Condition = {
  expression: 'attribute_not_exists(pk) OR attribute_exists(#ttl)',
  names: { '#ttl': TTL_ATTRIBUTE },
};

const THERE: Condition = { expression: 'attribute_exists(pk)' };
