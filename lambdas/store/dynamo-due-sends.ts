import type { Millis } from '../domain/platform.ts';
import type { DueSend, DueSends } from '../ports/due-sends.ts';
import { BY_DUE, DUE_PARTS, dueKeys, ENTRY } from './keys.ts';
import type { Table } from './table.ts';

/** Messages that are due, by the sparse index ByDue of the Inbox table. */
export class DynamoDueSends implements DueSends {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async find(now: Millis, limit: number): Promise<readonly DueSend[]> {
    const found = new Map<string, DueSend>();
    for (let part = 0; part < DUE_PARTS; part++) {
      const page = { pk: dueKeys.partition(part), index: BY_DUE, from: '0', to: dueKeys.upTo(now), limit };
      for (const { pk, sk } of (await this.#table.query(page)).items) {
        const [, workspaceId = '', , conversationId = ''] = String(pk).split('#');
        const entryId = String(sk).slice(ENTRY.length);
        const known = found.get(pk);
        if (!known || entryId < known.from) found.set(pk, { workspaceId, conversationId, from: entryId });
      }
    }
    return [...found.values()];
  }
}
