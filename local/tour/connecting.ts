import { Problem } from '../cloud/problem.ts';
import { filledFor, openConsent, submitConsent } from '../sandbox/visit-consent.ts';
import type { Agent } from './agent.ts';
import type { TourLogin } from './logins.ts';
import type { PlayedAccount } from './sandbox-control.ts';
import { until } from './until.ts';

/** A connection as the agent API shows it. */
export interface ConnectionView {
  readonly id: string;
  readonly platform: string;
  readonly accountId: string;
  /** Where the platform sends the account's deliveries. */
  readonly webhookUrl: string;
  readonly state: string;
  readonly health: { readonly problem: string | null };
}

/** A connection that was begun. */
export interface Begun {
  readonly id: string;
  /** Where to consent; absent where the platform has no consent page. */
  readonly authorizeUrl?: string;
  /** What the browser keeps for the way back. */
  readonly cookie: string;
}

/** Asks KaoJai to connect an account. */
export async function begin(agent: Agent, login: TourLogin, account: PlayedAccount): Promise<Begun> {
  const { body, cookies } = await agent.call<{ id: string; authorizeUrl?: string }>(
    'POST',
    '/v1/connections',
    {
      platform: login.platform,
      features: ['inbox'],
      ...login.choice,
      ...(login.credentials ? { credentials: account.credentials ?? {} } : {}),
    },
  );
  if (login.consent && !body.authorizeUrl) throw new Problem('The answer names no page to consent on.');
  return { ...body, cookie: cookies.map((cookie) => cookie.split(';', 1)[0]).join('; ') };
}

/** Allows it on the platform's page, as a browser would. Answers where the platform sends the browser back to. */
export async function allow(authorizeUrl: string, sandboxUrl: string, account: PlayedAccount): Promise<URL> {
  if (!authorizeUrl.startsWith(`${sandboxUrl}/`))
    throw new Problem(`The page to consent on is not in the sandbox: ${new URL(authorizeUrl).host}.`);
  return submitConsent(authorizeUrl, filledFor(await openConsent(authorizeUrl), account));
}

/** Goes back to KaoJai with the cookie. Answers what the page says. @throws Problem when KaoJai does not take what the platform sent */
export async function comeBack(address: URL, cookie: string): Promise<string> {
  const response = await fetch(address, { headers: { cookie }, redirect: 'manual' });
  const said = wordsOf(await response.text());
  if (response.status < 400) return said;
  throw new Problem(`${address.pathname} was answered ${response.status}: ${said}`);
}

/** The English part of a page, as a person reads it. */
function wordsOf(page: string): string {
  const english = /<section lang="en">([\s\S]*?)<\/section>/.exec(page)?.[1] ?? page;
  return english
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * Waits until the account is connected; chooses it if the consent was for several. Answers the connection and how many there were.
 * @param said what the page said that the browser came back to
 */
export async function untilConnected(
  agent: Agent,
  begunId: string,
  account: PlayedAccount,
  said = '',
): Promise<{ readonly connection: ConnectionView; readonly choices: number }> {
  let seen = 'no answer';
  let choices = 1;
  const connection = await until(
    async () => {
      const { status, body } = await agent.ask<ConnectionView>('GET', `/v1/connections/${begunId}`);
      // A consent that leads to nothing takes the pending connection with it.
      if (status !== 200) throw new Problem(`The connection is gone (${status}). ${said}`);
      if (body.state === 'connected') return body;
      seen = `${body.state}, problem ${body.health.problem ?? 'none'}`;
      if (body.state === 'pending') choices = Math.max(choices, await choose(agent, begunId, account));
      return undefined;
    },
    () => `the connection is connected (it is ${seen})`,
  );
  if (connection.accountId === account.accountId) return { connection, choices };
  throw new Problem(`Connected was another account: ${connection.accountId}.`);
}

/** How many accounts there are to choose from; with several, the wanted one is chosen. */
async function choose(agent: Agent, id: string, account: PlayedAccount): Promise<number> {
  const path = `/v1/connections/${id}/choices`;
  const { status, body } = await agent.ask<{ items: { accountId: string }[] }>('GET', path);
  if (status !== 200 || body.items.length < 2) return 0;
  if (!body.items.some(({ accountId }) => accountId === account.accountId))
    throw new Problem('The wanted account is not among those to choose from.');
  await agent.call('POST', path, { accountIds: [account.accountId] });
  return body.items.length;
}

/** Waits for a state of a connection. */
export function untilState(agent: Agent, id: string, state: string): Promise<ConnectionView> {
  let seen = 'no answer';
  return until(
    async () => {
      const { body } = await agent.call<ConnectionView>('GET', `/v1/connections/${id}`);
      seen = body.state;
      return body.state === state ? body : undefined;
    },
    () => `the connection is ${state} (it is ${seen})`,
  );
}
