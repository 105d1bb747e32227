import { Raced } from '../domain/errors.ts';
import type { Millis } from '../domain/platform.ts';
import type { PrivacyCase } from '../domain/privacy-case.ts';
import { INBOX_DAYS, type WaitingRequest } from '../domain/public-request.ts';
import type { RequestDesk } from '../ports/request-inbox.ts';
import { caseToItem } from './dynamo-privacy-cases.ts';
import { INBOX, ledgerKeys, TTL_ATTRIBUTE } from './keys.ts';
import { ABSENT, type Item, type Table } from './table.ts';

/**
 * The inbox of the public request page in the Ledger table.
 *   public request  {code, receivedAt, platform, type, typed, expiresAt}
 */
export class DynamoRequestInbox implements RequestDesk {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async take(opened: PrivacyCase, request: WaitingRequest, typed: Uint8Array): Promise<void> {
    const key = ledgerKeys.publicRequest(new Date(request.receivedAt).toISOString(), request.code);
    const end = { [TTL_ATTRIBUTE]: Math.ceil(request.receivedAt / 1000) + INBOX_DAYS * 86_400 };
    const refused = await this.#table.transact([
      { put: { ...key, ...request, typed, ...end }, condition: ABSENT },
      { put: caseToItem(opened), condition: ABSENT },
    ]);
    // Two codes of chance that are the same: the next one is another.
    if (refused.length > 0) throw new Raced('the case');
  }

  async waiting(now: Millis): Promise<readonly WaitingRequest[]> {
    return (await this.#items(now)).map(({ code, receivedAt, platform, type }) => ({
      code,
      receivedAt,
      platform,
      type,
    }));
  }

  async typed(code: string, now: Millis): Promise<Uint8Array | null> {
    return (await this.#items(now)).find((item) => item.code === code)?.typed ?? null;
  }

  /** Deletes last: what dies in between is closed again, and deleted then. */
  async close(code: string, outcome: 'nothing_found' | 'rejected', at: Millis): Promise<boolean> {
    const { written } = await this.#table.change(
      ledgerKeys.privacyCase(code),
      { completedAt: at, outcome: outcome === 'rejected' ? outcome : undefined },
      {
        expression: 'attribute_exists(pk) AND attribute_not_exists(#ended)',
        names: { '#ended': 'completedAt' },
      },
    );
    await this.drop(code);
    return written;
  }

  async drop(code: string): Promise<void> {
    for (const { pk, sk, code: of } of await this.#items(0))
      if (of === code) await this.#table.delete({ pk, sk });
  }

  async #items(now: Millis): Promise<readonly Item[]> {
    const found: Item[] = [];
    for await (const item of this.#table.all({ pk: INBOX, consistent: true }))
      if (item[TTL_ATTRIBUTE] * 1000 > now) found.push(item);
    return found;
  }
}
