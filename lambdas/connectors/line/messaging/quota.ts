import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { Account, PlatformCalls } from '../../../ports/account-access.ts';
import type { Quota } from '../../../ports/account-messaging.ts';
import { numberField, textField } from '../../shared/fields.ts';
import { callApi, expected, type Session } from '../api/client.ts';
import { sessionOf } from '../api/tokens.ts';

/**
 * The month's pushes, by recipients; answers by reply token do not count. LINE calls its count approximate.
 * https://developers.line.biz/en/reference/messaging-api/#get-quota
 */
export async function quota(calls: PlatformCalls, account: Account): Promise<Quota> {
  return quotaOf(await sessionOf(calls, account));
}

/**
 * Why a push got 429. LINE says it in words that may change: if they were not those of a used-up month, its counters decide.
 * @returns the refusal to raise
 */
export async function spentOrBusy(session: Session, refusal: PlatformRefusal): Promise<PlatformRefusal> {
  const { limit, used } = await quotaOf(session).catch(() => ({ limit: null, used: 0 }));
  if (limit === null || used < limit) return refusal;
  return new PlatformRefusal('quota_exceeded', 'line', refusal.platformCode);
}

async function quotaOf(session: Session): Promise<Quota> {
  const [plan, consumption] = await Promise.all([
    callApi(session, { method: 'GET', path: '/v2/bot/message/quota', idempotent: true }),
    callApi(session, { method: 'GET', path: '/v2/bot/message/quota/consumption', idempotent: true }),
  ]);
  const limited = textField(plan, 'type') !== 'none';
  return {
    limit: limited ? expected(numberField(plan, 'value')) : null,
    used: expected(numberField(consumption, 'totalUsage')),
  };
}
