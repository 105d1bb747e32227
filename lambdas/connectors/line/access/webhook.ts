import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { AccountProblem } from '../../../ports/account-access.ts';
import { isTrue, textField } from '../../shared/fields.ts';
import { callApi, type Session } from '../api/client.ts';

/** Where a channel's deliveries go. A channel has one address or none. */
export interface Endpoint {
  readonly url: string | null;
  /** "Use webhook" in the console: only a person can switch it. */
  readonly active: boolean;
}

const PATH = '/v2/bot/channel/webhook/endpoint';

/** https://developers.line.biz/en/reference/messaging-api/#get-webhook-endpoint-information */
export async function getEndpoint(session: Session): Promise<Endpoint> {
  try {
    const answer = await callApi(session, { method: 'GET', path: PATH, idempotent: true });
    return { url: textField(answer, 'endpoint') || null, active: isTrue(answer, 'active') };
  } catch (error) {
    if (error instanceof PlatformRefusal && error.kind === 'not_found') return { url: null, active: false };
    throw error;
  }
}

/** Takes up to a minute to take effect; there is no call that clears the address. */
export async function setEndpoint(session: Session, endpoint: string): Promise<void> {
  await callApi(session, { method: 'PUT', path: PATH, json: { endpoint }, idempotent: true });
}

/**
 * Lets LINE send a signed test delivery there, and says whether it got 200. Null = LINE allows no more tests now: 60 an hour, for which
 * reason none is repeated.
 */
export async function testEndpoint(session: Session, endpoint: string): Promise<boolean | null> {
  try {
    const path = '/v2/bot/channel/webhook/test';
    return isTrue(
      await callApi(session, { method: 'POST', path, json: { endpoint }, idempotent: false }),
      'success',
    );
  } catch (error) {
    if (error instanceof PlatformRefusal && error.kind === 'rate_limited') return null;
    throw error;
  }
}

/** Whether deliveries come to our address, as far as the settings tell. No address at all is like another one: setting ours mends it. */
export function webhookState(
  { url, active }: Endpoint,
  ours: string,
): { readonly webhook: 'on' | 'off'; readonly problem: AccountProblem | null } {
  if (url !== ours) return { webhook: 'off', problem: 'webhook_elsewhere' };
  return active ? { webhook: 'on', problem: null } : { webhook: 'off', problem: 'webhook_off' };
}
