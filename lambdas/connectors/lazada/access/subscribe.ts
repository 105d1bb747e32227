import type { Account, PlatformCalls, Subscription } from '../../../ports/account-access.ts';

/**
 * Nothing to call: the address and the kinds of pushes belong to the app and are set in Lazada's console, and the seller's consent alone
 * switches the seller's deliveries on. Lazada has no way to show either.
 */
export async function subscribe(_calls: PlatformCalls, _account: Account): Promise<Subscription> {
  return { webhook: 'unverified', problem: null };
}
