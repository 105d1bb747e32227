import { PlatformRefusal } from '../../domain/platform-refusal.ts';
import type { Connection, ConnectionChange } from '../../ports/connections.ts';
import { EgressError } from '../../ports/egress.ts';
import { connectorOf } from '../connecting/connecting-deps.ts';
import type { OpenAccount } from '../connecting/open-account.ts';
import type { KeepingDeps } from './keeping-deps.ts';

/**
 * What of this month's paid messages is used, where the platform counts them. A platform that does not answer this one question is no problem
 * of the connection: what it said before stays, with its time.
 */
export async function quotaOf(
  deps: Pick<KeepingDeps, 'connectors' | 'clock'>,
  { platform }: Connection,
  { calls, account }: OpenAccount,
): Promise<Pick<ConnectionChange, 'quota'>> {
  const messaging = await connectorOf(deps, platform).messaging?.();
  if (!messaging?.quota) return {};
  try {
    const { used, limit } = await messaging.quota(calls, account);
    return { quota: { used, limit, at: deps.clock.now() } };
  } catch (error) {
    if (error instanceof PlatformRefusal || error instanceof EgressError) return {};
    throw error;
  }
}
