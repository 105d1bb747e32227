import type { Millis } from '../domain/platform.ts';
import { CASE_DAYS, type CaseRequest, type PrivacyCase } from '../domain/privacy-case.ts';
import type { LinkedConnection } from '../ports/connection-links.ts';
import type { PrivacyCases } from '../ports/privacy-cases.ts';
import { CASE, CONNECTION, ledgerKeys, TTL_ATTRIBUTE } from './keys.ts';
import { ABSENT, type Condition, type Item, type Table } from './table.ts';

const CONSISTENT = { consistent: true };

/** The operator's cases in the Ledger table. Ids, dates and fingerprints only; all of it ends by itself. */
export class DynamoPrivacyCases implements PrivacyCases {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async case(code: string): Promise<PrivacyCase | null> {
    const { pk } = ledgerKeys.privacyCase(code);
    let opened: Item | undefined;
    const requests: CaseRequest[] = [];
    for await (const item of this.#table.all({ pk, ...CONSISTENT })) {
      if (item.sk === CASE) opened = item;
      else requests.push(itemToRequest(item));
    }
    if (!opened) return null;
    const { receivedAt, dueAt, completedAt = null, asked, outcome } = opened;
    return {
      code,
      receivedAt,
      dueAt,
      completedAt,
      requests,
      ...(asked && { asked }),
      ...(outcome && { outcome }),
    };
  }

  async latest(print: string): Promise<string | null> {
    const item = await this.#table.get(ledgerKeys.latestCase(print), CONSISTENT);
    return item?.code ?? null;
  }

  async open(print: string, opened: PrivacyCase, replaces: string | null): Promise<boolean> {
    const { code } = opened;
    const refused = await this.#table.transact([
      { put: { ...ledgerKeys.latestCase(print), code, ...endOf(opened) }, condition: standsFor(replaces) },
      { put: caseToItem(opened), condition: ABSENT },
    ]);
    return refused.length === 0;
  }

  async addRequests(opened: PrivacyCase, requests: readonly CaseRequest[]): Promise<void> {
    for (const { workspaceId, connectionId, platform, requestId } of requests) {
      await this.#table.put({
        ...ledgerKeys.caseRequest(opened.code, workspaceId, requestId),
        workspace: workspaceId,
        connection: connectionId,
        platform,
        request: requestId,
        ...endOf(opened),
      });
    }
  }

  async complete(code: string, at: Millis): Promise<void> {
    await this.#table.change(
      ledgerKeys.privacyCase(code),
      { completedAt: at },
      {
        expression: 'attribute_exists(pk) AND attribute_not_exists(#ended)',
        names: { '#ended': 'completedAt' },
      },
    );
  }

  async remember(print: string, connections: readonly LinkedConnection[], until: Millis): Promise<void> {
    for (const { workspaceId, connectionId } of connections) {
      await this.#table.put({
        ...ledgerKeys.remembered(print, workspaceId, connectionId),
        workspace: workspaceId,
        connection: connectionId,
        until,
        [TTL_ATTRIBUTE]: Math.floor(until / 1000),
      });
    }
  }

  async remembered(print: string, now: Millis): Promise<readonly LinkedConnection[]> {
    const { pk } = ledgerKeys.latestCase(print);
    const found: LinkedConnection[] = [];
    for await (const item of this.#table.all({
      pk,
      from: CONNECTION,
      to: `${CONNECTION}\u{ffff}`,
      ...CONSISTENT,
    }))
      if (item.until > now) found.push({ workspaceId: item.workspace, connectionId: item.connection });
    return found;
  }
}

/** A case that has just been opened. */
export function caseToItem({ code, receivedAt, dueAt, completedAt, asked }: PrivacyCase): Item {
  const dates = { receivedAt, dueAt, completedAt: completedAt ?? undefined };
  return { ...ledgerKeys.privacyCase(code), ...dates, asked, ...endOf({ receivedAt }) };
}

/** The pointer must be as it was read. */
function standsFor(code: string | null): Condition {
  return code === null
    ? ABSENT
    : { expression: '#code = :code', names: { '#code': 'code' }, values: { ':code': code } };
}

function endOf({ receivedAt }: Pick<PrivacyCase, 'receivedAt'>): Item {
  return { [TTL_ATTRIBUTE]: Math.floor(receivedAt / 1000) + CASE_DAYS * 86_400 };
}

function itemToRequest({ workspace, connection, platform, request }: Item): CaseRequest {
  return { workspaceId: workspace, connectionId: connection, platform, requestId: request };
}
