import type { Account, PlatformCalls, Subscription } from '../../../ports/account-access.ts';
import { sessionOf } from '../api/tokens.ts';
import { type Endpoint, getEndpoint, setEndpoint, testEndpoint } from './webhook.ts';

/** A module's one address is set by the operator's hand in the console, for all accounts; LINE shows it to nobody. */
const BY_CONSOLE: Subscription = { webhook: 'unverified', problem: null };

/**
 * Sets the channel's address, has LINE try it, and reads it back. The account's credential has to be stored before: the test is signed.
 * The address that stood there is kept as `formerWebhook`, so that the merchant can be told what it was.
 */
export async function subscribe(calls: PlatformCalls, account: Account): Promise<Subscription> {
  if (account.login === 'module') return BY_CONSOLE;
  const { webhookUrl } = account;
  const session = await sessionOf(calls, account);
  const before = await getEndpoint(session);
  if (before.url !== webhookUrl) await setEndpoint(session, webhookUrl);
  const works = await testEndpoint(session, webhookUrl);
  return { ...stateOf(await getEndpoint(session), works), ...formerOf(before.url, webhookUrl) };
}

/**
 * LINE takes up to a minute to let an address take effect, so the settings may still show the former one, or none: what counts of them is
 * the switch. What a person has to switch on comes first: until then nobody notices whether the address works.
 */
function stateOf({ url, active }: Endpoint, works: boolean | null): Subscription {
  if (url !== null && !active) return { webhook: 'off', problem: 'webhook_off' };
  const webhook = url === null || works === null ? 'unverified' : 'on';
  return { webhook, problem: works === false ? 'webhook_failing' : null };
}

/** Another system's address. One of our own, of an earlier connection, is not worth remembering. */
function formerOf(before: string | null, webhookUrl: string): Pick<Subscription, 'facts'> {
  const ours = before === null || before.startsWith(`${new URL(webhookUrl).origin}/`);
  return ours ? {} : { facts: { formerWebhook: before } };
}
