import { VISITS_KEPT_MS, type Visits } from '../ports/visits.ts';
import { ledgerKeys, TTL_ATTRIBUTE } from './keys.ts';
import type { Table } from './table.ts';

/**
 * Counts of visits, per hour and bucket, in the Ledger table; no address is among them.
 *   visits  {count, expiresAt}
 */
export class DynamoVisits implements Visits {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async count(hour: number, bucket: string, most: number): Promise<boolean> {
    const end = hour * 3_600 + VISITS_KEPT_MS / 1_000;
    const { written } = await this.#table.update(
      ledgerKeys.visits(hour, bucket),
      {
        expression: 'SET #end = :end ADD #count :one',
        names: { '#end': TTL_ATTRIBUTE, '#count': 'count' },
        values: { ':end': end, ':one': 1 },
      },
      {
        expression: 'attribute_not_exists(#count) OR #count < :most',
        names: { '#count': 'count' },
        values: { ':most': most },
      },
    );
    return written;
  }
}
