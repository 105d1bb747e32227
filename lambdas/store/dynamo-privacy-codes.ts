import type { CodeRecord } from '../domain/one-time-code.ts';
import type { PrivacyCodes } from '../ports/privacy-codes.ts';
import { ledgerKeys, TTL_ATTRIBUTE } from './keys.ts';
import { atRevision, REVISION, type Table } from './table.ts';

/** As long as the codes of a day are counted. */
const KEPT_SECONDS = 2 * 24 * 60 * 60;

/**
 * Codes beside their privacy requests in the Ledger table.
 *   code  {digest, until, tries, madeAt, r, expiresAt}
 */
export class DynamoPrivacyCodes implements PrivacyCodes {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async read(workspaceId: string, requestId: string): Promise<CodeRecord | null> {
    const item = await this.#table.get(ledgerKeys.privacyCode(workspaceId, requestId), { consistent: true });
    if (item === null) return null;
    const { digest, until, tries, madeAt } = item;
    return { digest, until, tries, madeAt, rev: item[REVISION] };
  }

  async save(workspaceId: string, requestId: string, record: CodeRecord): Promise<boolean> {
    const { rev, madeAt, ...plain } = record;
    const item = {
      ...ledgerKeys.privacyCode(workspaceId, requestId),
      ...plain,
      madeAt: [...madeAt],
      [TTL_ATTRIBUTE]: Math.ceil(record.until / 1_000) + KEPT_SECONDS,
      [REVISION]: rev + 1,
    };
    return (await this.#table.put(item, atRevision(rev === 0 ? null : rev))).written;
  }
}
