import type { AuditEvent, AuditTrail } from '../ports/audit-trail.ts';
import { ledgerKeys } from './keys.ts';
import { ABSENT, type Table } from './table.ts';

/** The audit trail in the Ledger table. Its writers may put new events and nothing else. */
export class DynamoAuditTrail implements AuditTrail {
  readonly #table: Table;
  readonly #newId: () => string;

  constructor(table: Table, newId: () => string) {
    this.#table = table;
    this.#newId = newId;
  }

  async record(event: AuditEvent): Promise<void> {
    const { workspaceId, at, actor, facts, ...fields } = event;
    const time = new Date(at).toISOString();
    await this.#table.put(
      {
        pk: ledgerKeys.audit(workspaceId, time.slice(0, 7)),
        sk: `${time}#${this.#newId()}`,
        ...fields,
        workspace: workspaceId,
        at: time,
        actor: { ...actor },
        facts: facts && { ...facts },
      },
      ABSENT,
    );
  }
}
