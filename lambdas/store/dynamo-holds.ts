import type { Millis } from '../domain/platform.ts';
import type { Hold, Holds } from '../ports/holds.ts';
import { ledgerKeys } from './keys.ts';
import { ABSENT, type Item, type Table } from './table.ts';

/**
 * Legal holds in the Ledger table: a workspace has few, and all of them are read together.
 *   hold  {workspace, hold, target, basis, by, placedAt, until?, releasedAt?, releasedBy?}
 */
export class DynamoHolds implements Holds {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async place({ workspaceId, id, target, basis, by, placedAt, until }: Hold): Promise<void> {
    const key = keyOf(workspaceId, placedAt, id);
    const item = { ...key, workspace: workspaceId, hold: id, target: { ...target }, basis, by, placedAt };
    await this.#table.put({ ...item, until: until ?? undefined }, ABSENT);
  }

  async release(workspaceId: string, holdId: string, by: string, at: Millis): Promise<boolean> {
    const hold = (await this.active(workspaceId, at)).find(({ id }) => id === holdId);
    if (!hold) return false;
    const { written } = await this.#table.change(
      keyOf(workspaceId, hold.placedAt, holdId),
      { releasedAt: at, releasedBy: by },
      { expression: 'attribute_exists(pk) AND attribute_not_exists(releasedAt)' },
    );
    return written;
  }

  async list(workspaceId: string): Promise<readonly Hold[]> {
    const holds: Hold[] = [];
    const page = { pk: ledgerKeys.holds(workspaceId), newestFirst: true, consistent: true };
    for await (const item of this.#table.all(page)) holds.push(holdOf(item));
    return holds;
  }

  async active(workspaceId: string, now: Millis): Promise<readonly Hold[]> {
    const all = await this.list(workspaceId);
    return all.filter(({ releasedAt, until }) => releasedAt === null && (until === null || now < until));
  }
}

function keyOf(workspaceId: string, placedAt: Millis, holdId: string) {
  return ledgerKeys.hold(workspaceId, new Date(placedAt).toISOString(), holdId);
}

function holdOf(item: Item): Hold {
  return {
    workspaceId: item.workspace,
    id: item.hold,
    target: item.target,
    basis: item.basis,
    by: item.by,
    placedAt: item.placedAt,
    until: item.until ?? null,
    releasedAt: item.releasedAt ?? null,
    releasedBy: item.releasedBy ?? null,
  };
}
