import { BEGINNING, chained } from '../domain/audit-chain.ts';
import { Unavailable } from '../domain/errors.ts';
import type { AuditEvent, AuditTrail } from '../ports/audit-trail.ts';
import type { Turns } from '../ports/turns.ts';
import { auditEventToItem, itemToAuditEvent } from './audit-items.ts';
import { ledgerKeys } from './keys.ts';
import { ABSENT, type Table } from './table.ts';

/** Each round lost means that another writer won; 20 of them wait for four seconds in all. */
const MAX_ROUNDS = 20;

/**
 * The audit trail in the Ledger table: each workspace's events in a chain, each with the hash of the one before. Costs one read and one write;
 * a round that another writer won costs both again. Its writers may put new events and read the chain's end, and nothing else.
 */
export class DynamoAuditTrail implements AuditTrail {
  readonly #table: Table;
  readonly #newId: () => string;
  readonly #turns: Turns;

  constructor(table: Table, newId: () => string, turns: Turns) {
    this.#table = table;
    this.#newId = newId;
    this.#turns = turns;
  }

  /** @throws Unavailable also when 20 others were faster; the caller tries again as after any other failure */
  async record(event: AuditEvent): Promise<void> {
    const id = this.#newId();
    await this.#turns.take(ledgerKeys.audit(event.workspaceId), async () => {
      for (let round = 0; round < MAX_ROUNDS; round++) {
        if (await this.#append(event, id)) return;
        await this.#turns.pause(round);
      }
      throw new Unavailable('the audit trail (too many writers at once)');
    });
  }

  /** False: another event took the place. */
  async #append(event: AuditEvent, id: string): Promise<boolean> {
    const pk = ledgerKeys.audit(event.workspaceId);
    // Consistent: with an older end the write would be lost for certain, and cost more than the read.
    const { items } = await this.#table.query({ pk, newestFirst: true, limit: 1, consistent: true });
    const before = items[0] ? itemToAuditEvent(items[0]) : BEGINNING;
    const next = chained(before, id, event);
    const result = await this.#table.put(auditEventToItem(next), ABSENT);
    // A write whose answer got lost is repeated below us, and then meets itself.
    return result.written || result.existing?.id === id;
  }
}
