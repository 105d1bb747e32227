import type { ChainedEvent } from '../domain/audit-chain.ts';
import type { AuditLog } from '../ports/audit-trail.ts';
import { itemToAuditEvent } from './audit-items.ts';
import { ledgerKeys } from './keys.ts';
import type { Item, Table } from './table.ts';

/** Reads the audit trail in the Ledger table. */
export class DynamoAuditLog implements AuditLog {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async newest(
    workspaceId: string,
    { limit, below }: { readonly limit: number; readonly below?: number },
  ): Promise<readonly ChainedEvent[]> {
    const pk = ledgerKeys.audit(workspaceId);
    const to = below === undefined ? {} : { to: ledgerKeys.auditEvent(workspaceId, below - 1).sk };
    const found: Item[] = [];
    for await (const item of this.#table.all({ pk, newestFirst: true, limit, ...to }))
      if (found.push(item) === limit) break;
    return found.map(itemToAuditEvent);
  }

  async *inOrder(workspaceId: string, above: number): AsyncGenerator<ChainedEvent> {
    const { pk, sk: from } = ledgerKeys.auditEvent(workspaceId, above + 1);
    for await (const item of this.#table.all({ pk, from, consistent: true })) yield itemToAuditEvent(item);
  }
}
