import type { DataScope } from '../../domain/data-scope.ts';
import { BY_TIME, ledgerKeys } from '../keys.ts';
import type { Item, Table } from '../table.ts';

/** What was asked for about the subjects of a scope, beside their erasure: requests keep words and archives of their own. */
export class RequestsAbout {
  readonly #ledger: Table;

  constructor(ledger: Table) {
    this.#ledger = ledger;
  }

  /**
   * Ids of requests for access and correction that may hold something of the scope. What was exported of a whole workspace or connection holds
   * its customers, too: it goes with the first of them that is erased, and can be asked for again.
   * @param subjectIds of a connection: some of its subjects
   */
  async of(scope: DataScope, subjectIds: readonly string[] = []): Promise<string[]> {
    const found: string[] = [];
    const pk = ledgerKeys.privacy(scope.workspaceId);
    for await (const item of this.#ledger.all({
      pk,
      from: BY_TIME,
      to: `${BY_TIME}\u{ffff}`,
      consistent: true,
    }))
      if (item.type !== 'erase' && mayHold(item, scope, subjectIds)) found.push(item.request);
    return found;
  }
}

function mayHold(item: Item, erased: DataScope, more: readonly string[]): boolean {
  const asked = askedFor(item);
  if (erased.kind === 'workspace' || asked === null) return erased.kind === 'workspace';
  if (asked.kind === 'workspace') return true;
  if (erased.kind === 'member') return asked.kind === 'member' && asked.userId === erased.userId;
  if (asked.kind === 'member') return false;
  if (asked.kind === 'connection')
    return erased.kind === 'customer' || asked.connectionId === erased.connectionId;
  const erasedIds = erased.kind === 'customer' ? erased.subjectIds : more;
  return asked.subjectIds.some((subjectId) => erasedIds.includes(subjectId));
}

/** Before a request has begun, its scope is not worked out, and its subject says most of it. Null: nobody can say. */
function askedFor({ workspace: workspaceId, scope, subject }: Item): DataScope | null {
  if (scope) return scope as DataScope;
  if ('customerId' in subject)
    return { kind: 'customer', workspaceId, subjectIds: [subject.customerId], conversationIds: [] };
  if ('memberId' in subject) return { kind: 'member', workspaceId, userId: subject.memberId };
  return 'workspace' in subject ? { kind: 'workspace', workspaceId, accountIds: [] } : null;
}
