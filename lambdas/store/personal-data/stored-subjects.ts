import type { DataScope } from '../../domain/data-scope.ts';
import { memberSubjectId } from '../../domain/ids.ts';
import { privacySubjectId } from '../../domain/privacy-request.ts';
import type { Subjects } from '../../ports/subjects.ts';
import { ENTRY } from '../keys.ts';
import type { Item, Table } from '../table.ts';
import type { TableSweep } from '../table-sweep.ts';
import { inboxItemKind } from './inbox-item-kind.ts';
import type { RequestsAbout } from './requests-about.ts';

/** Rows of one page. */
const PAGE = 500;

/**
 * Subjects by what is stored: the heads of a connection and who wrote in its groups, or all salts of a workspace. What was asked for about them
 * is sealed with keys of its own, which go, too: words of requests, and archives of exports.
 */
export class StoredSubjects implements Subjects {
  readonly #inbox: Table;
  readonly #inboxRows: TableSweep;
  readonly #salts: TableSweep;
  readonly #requests: RequestsAbout;

  constructor(inbox: Table, inboxRows: TableSweep, salts: TableSweep, requests: RequestsAbout) {
    this.#inbox = inbox;
    this.#inboxRows = inboxRows;
    this.#salts = salts;
    this.#requests = requests;
  }

  async of(
    scope: DataScope,
    cursor: string | null,
  ): Promise<{ subjectIds: readonly string[]; cursor: string | null }> {
    if (scope.kind === 'workspace') return this.#ofWorkspace(scope.workspaceId, cursor);
    if (scope.kind === 'connection') return this.#ofConnection(scope, cursor);
    const own = scope.kind === 'customer' ? scope.subjectIds : [memberSubjectId(scope.userId)];
    return { subjectIds: [...own, ...(await this.#askedAbout(scope))], cursor: null };
  }

  async #askedAbout(scope: DataScope, subjectIds: readonly string[] = []): Promise<string[]> {
    return (await this.#requests.of(scope, subjectIds)).map(privacySubjectId);
  }

  async #ofWorkspace(workspaceId: string, cursor: string | null) {
    const page = await this.#salts.scan(cursor, PAGE);
    const prefix = `W#${workspaceId}#S#`;
    const own = page.items.filter(({ pk, salt }) => String(pk).startsWith(prefix) && salt !== undefined);
    return { subjectIds: own.map(({ pk }) => String(pk).slice(prefix.length)), cursor: page.cursor };
  }

  async #ofConnection(scope: Extract<DataScope, { kind: 'connection' }>, cursor: string | null) {
    const page = await this.#inboxRows.scan(cursor, PAGE);
    const subjectIds = new Set<string>();
    for (const item of page.items) {
      const isOwn = String(item.pk).startsWith(`W#${scope.workspaceId}#`) && item.c === scope.connectionId;
      if (!isOwn || inboxItemKind(item) !== 'head') continue;
      subjectIds.add(item.s);
      if (item.t !== 'direct') for await (const author of this.#authorsIn(item)) subjectIds.add(author);
    }
    const asked = await this.#askedAbout(scope, [...subjectIds]);
    return { subjectIds: [...subjectIds, ...asked], cursor: page.cursor };
  }

  async *#authorsIn({ pk }: Item): AsyncGenerator<string> {
    const entries = { pk, from: ENTRY, to: `${ENTRY}\u{ffff}`, consistent: true };
    for await (const { b } of this.#inbox.all(entries)) if (b !== undefined) yield b;
  }
}
