import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { Account, AccountReport, PlatformCalls, Subscription } from '../../../ports/account-access.ts';
import {
  isSwitchedOffByOwner,
  SWITCHED_OFF_BY_OWNER,
  switchedOn,
  switchOn,
} from '../../shared/meta/access/page-subscription.ts';
import { nodeOf } from '../node.ts';
import { loginFields } from './routes.ts';

/** Switches deliveries on. Where the console sends them no call of this API says. */
export async function subscribeLogin(calls: PlatformCalls, account: Account): Promise<Subscription> {
  const against = await switchOn(nodeOf(calls, account), loginFields(account));
  return against ?? { webhook: 'on', problem: null };
}

/** One call: it needs a good token, and says whether deliveries are on. Fields are not compared, since any of them switches all on. */
export async function checkLogin(calls: PlatformCalls, account: Account): Promise<AccountReport> {
  try {
    const on = await switchedOn(nodeOf(calls, account));
    return { webhook: on && on.length > 0 ? 'on' : 'off', problem: null };
  } catch (error) {
    if (!(error instanceof PlatformRefusal)) throw error;
    if (error.kind === 'account_suspended') return { webhook: 'unverified', problem: 'account_suspended' };
    if (isSwitchedOffByOwner(error)) return SWITCHED_OFF_BY_OWNER;
    if (error.kind === 'permission_missing') return { webhook: 'unverified', problem: 'permission_missing' };
    throw error;
  }
}
