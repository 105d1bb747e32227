import type { DataScope } from '../../domain/data-scope.ts';
import { privacySubjectId } from '../../domain/privacy-request.ts';
import type { DoneErasure, ErasedSubject, Erasures } from '../../ports/erasures.ts';
import { itemKindOf } from '../item-kinds.ts';
import type { Item } from '../table.ts';
import type { TableSweep } from '../table-sweep.ts';

/** Rows of one page. */
const PAGE = 500;

/** What keys of privacy requests begin with. */
const OF_REQUESTS = privacySubjectId('');

/** Erasures by their marks in the table of salts, and by the requests that were completed. */
export class StoredErasures implements Erasures {
  readonly #salts: TableSweep;
  readonly #ledger: TableSweep;

  constructor(salts: TableSweep, ledger: TableSweep) {
    this.#salts = salts;
    this.#ledger = ledger;
  }

  /** Also marks whose time is over, for as long as the database keeps them. */
  async *subjects(): AsyncGenerator<ErasedSubject> {
    for await (const { pk, sk, salt, erasedAt } of rowsOf(this.#salts)) {
      if (itemKindOf('SubjectKeys', pk, sk) !== 'salt' || erasedAt === undefined) continue;
      const [, workspaceId = '', , ...rest] = String(pk).split('#');
      const subjectId = rest.join('#');
      // A request that has ended forgets whom it was about; nothing but itself was sealed with its key.
      if (!subjectId.startsWith(OF_REQUESTS))
        yield { workspaceId, subjectId, erasedAt, cameBack: salt !== undefined };
    }
  }

  async *workspaces(): AsyncGenerator<string> {
    for await (const { pk, sk, wrapped, erasedAt } of rowsOf(this.#salts)) {
      const isErased = itemKindOf('SubjectKeys', pk, sk) === 'workspace key' && wrapped === undefined;
      if (isErased && erasedAt !== undefined) yield String(pk).slice('W#'.length);
    }
  }

  async *done(): AsyncGenerator<DoneErasure> {
    for await (const item of rowsOf(this.#ledger)) {
      if (itemKindOf('Ledger', item.pk, item.sk) !== 'privacy request') continue;
      const { type, state, scope, steps = [] } = item;
      const at = (steps as Item[]).find(({ name }) => name === 'restrict')?.at;
      if (type === 'erase' && state === 'completed' && scope && at !== undefined)
        yield { scope: scope as DataScope, erasedAt: at };
    }
  }
}

async function* rowsOf(table: TableSweep): AsyncGenerator<Item> {
  let cursor: string | null = null;
  do {
    const page: { items: Item[]; cursor: string | null } = await table.scan(cursor, PAGE);
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== null);
}
