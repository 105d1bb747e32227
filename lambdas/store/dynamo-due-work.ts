import type { Millis } from '../domain/platform.ts';
import type { DueRound, DueWork } from '../ports/due-work.ts';
import type { KeeperJob, KeeperJobKind } from '../ports/keeper-jobs.ts';
import { dueToItem } from './connection-items.ts';
import { AUTHORIZATION, BY_DUE, CONNECTION, DUE_PARTS, dueKeys, HISTORY } from './keys.ts';
import type { Item, Table } from './table.ts';

const KINDS: readonly (readonly [prefix: string, kind: KeeperJobKind])[] = [
  [CONNECTION, 'connection'],
  [AUTHORIZATION, 'authorization'],
  [HISTORY, 'history'],
];

/** What is due, by the sparse index ByDue of the Connections table: it holds keys only, of those that wait for something. */
export class DynamoDueWork implements DueWork {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async take(now: Millis, again: Millis, limit: number): Promise<DueRound> {
    const jobs: KeeperJob[] = [];
    let more = false;
    for (let part = 0; part < DUE_PARTS; part++) {
      const page = { pk: dueKeys.partition(part), index: BY_DUE, from: '0', to: dueKeys.upTo(now), limit };
      const due = await this.#table.query(page);
      more ||= due.items.length === limit;
      for (const item of due.items) jobs.push(...(await this.#putOff(item, again)));
    }
    return { jobs, more };
  }

  /** Nothing, when somebody else has just done so. */
  async #putOff(item: Item, again: Millis): Promise<KeeperJob[]> {
    const job = jobOf(item);
    const { written } = await this.#table.change(
      { pk: item.pk, sk: item.sk },
      dueToItem(again, job.workspaceId, job.id),
      { expression: '#due = :due', names: { '#due': BY_DUE.sort }, values: { ':due': item[BY_DUE.sort] } },
    );
    return written ? [job] : [];
  }
}

/** Workspace and id stand in the item's key, which is all that the index has. */
function jobOf({ pk, sk }: Item): KeeperJob {
  const [prefix = '', kind = 'connection'] = KINDS.find(([start]) => sk.startsWith(start)) ?? [];
  return { kind, workspaceId: pk.slice('W#'.length), id: sk.slice(prefix.length) };
}
