import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { Account, AccountReport, PlatformCalls } from '../../../ports/account-access.ts';
import type { Session } from '../api/client.ts';
import { sessionOf } from '../api/tokens.ts';
import { type Bot, botInfo, isAttached } from './bot.ts';
import { getEndpoint, webhookState } from './webhook.ts';

/**
 * LINE sends no event when a merchant reissues the secret, changes the address or switches deliveries off: only asking tells.
 * @throws PlatformRefusal `authorization_gone` for a reissued secret and a detached account
 */
export async function check(calls: PlatformCalls, account: Account): Promise<AccountReport> {
  const session = await sessionOf(calls, account);
  if (account.login === 'module') {
    const { displayName, facts } = await attachedBot(session, account.accountId);
    return { webhook: 'unverified', problem: null, displayName, facts };
  }
  const { displayName, facts } = await botInfo(session, account.accountId);
  return { ...webhookState(await getEndpoint(session), account.webhookUrl), displayName, facts };
}

/** A missing scope and a detached account get the same answer; the list of attached accounts tells them apart. */
async function attachedBot(session: Session, botId: string): Promise<Bot> {
  try {
    return await botInfo(session, botId);
  } catch (error) {
    const unclear = error instanceof PlatformRefusal && error.kind === 'permission_missing';
    if (!unclear || (await isAttached(session, botId))) throw error;
    throw new PlatformRefusal('authorization_gone', 'line', error.platformCode);
  }
}
