import { access } from '../../../../../lambdas/connectors/tiktok/access/index.ts';
import { tiktok } from '../../../../../lambdas/connectors/tiktok/index.ts';
import { manifest } from '../../../../../lambdas/connectors/tiktok/manifest.ts';
import { kit } from '../../../../../lambdas/connectors/tiktok/samples/kit.ts';
import type { InboundItem } from '../../../../../lambdas/domain/inbound.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { TokenSet } from '../../../../../lambdas/domain/token-set.ts';
import type {
  Account,
  ConsentReturn,
  Grant,
  HistoryPage,
  PlatformApp,
  PlatformCalls,
} from '../../../../../lambdas/ports/account-access.ts';
import type { EgressAnswer } from '../../../../../lambdas/ports/egress.ts';
import { tiktokSandbox } from '../../../../../local/sandbox/tiktok/index.ts';
import {
  consent,
  type PlatformWorld,
  platformWorld,
  type ReceivedDelivery,
} from '../../../../support/platform-world.ts';

export type Login = 'shop' | 'business';
export const LOGINS: readonly Login[] = ['shop', 'business'];

/** Invented accounts of the sandbox. */
export const SHOP = { person: '7010736057180400101', id: '7496200000000000101' };
export const ABROAD = { person: '7010736057180400202', id: '7496200000000000202', my: '7496200000000000203' };
export const CREATOR = '7010736057180400303';
export const BUSINESS = '-000A4doiMhokCafeQ2wE6rT8yU1iO3p';
export const PERSONAL = '-000C1somchaiPersonalH3gF7dS5aQ8';
export const SEEDED = { shop: '7495112233445566778', business: '-000K7pQmYtRz1vB3nW9cD5fH8jL2sX' };
export const BUYER = { shop: '7493000000000000099', business: 'uQ7mZx2LkV9aT4==' };
export const PERSON = { shop: SHOP.person, business: BUSINESS };

/** What nobody may find in an error. */
export const CANARY = 'ข้อความลับของลูกค้า';

export const APPS = { ...kit.seed('shop', '').apps, ...kit.seed('business', '').apps };

export function tiktokWorld(): Promise<PlatformWorld> {
  return platformWorld(manifest, tiktokSandbox, APPS);
}

/** The operator's app as the kernel hands it over. */
export function appOf(login: Login): PlatformApp {
  const definition = manifest.apps.find(({ name }) => name === manifest.logins[login]?.app);
  const fields = APPS[definition?.name ?? ''] ?? {};
  const facts = Object.fromEntries((definition?.factFields ?? []).map((name) => [name, fields[name] ?? '']));
  return {
    id: fields[definition?.idField ?? ''] ?? '',
    secret: new SecretText(fields[definition?.secretField ?? ''] ?? ''),
    facts,
  };
}

export function redirectUriOf(world: Pick<PlatformWorld, 'publicBaseUrl'>): string {
  return `${world.publicBaseUrl}/oauth/tiktok/callback`;
}

/** What these features need. */
export function scopesOf(login: Login, features: readonly string[]): string[] {
  const scopes = manifest.logins[login]?.scopes ?? {};
  return features.flatMap((feature) => scopes[feature as keyof typeof scopes] ?? []);
}

export function authorizeUrl(world: PlatformWorld, login: Login, scopes = allScopes(login)): string {
  const request = { login, app: appOf(login), redirectUri: redirectUriOf(world), state: 'state-1', scopes };
  return access.authorizeUrl?.(request) ?? '';
}

export function allScopes(login: Login): string[] {
  return scopesOf(login, Object.keys(manifest.logins[login]?.scopes ?? {}));
}

/** Consents as a person and exchanges the code. */
export async function connect(
  world: PlatformWorld,
  login: Login,
  person = PERSON[login] as string,
  scope: readonly string[] = [],
): Promise<Grant> {
  const decision = { decision: 'allow', person, scope };
  const { query } = await consent(world.sandbox, authorizeUrl(world, login), decision);
  return exchange(world, login, access.readReturn?.(query) as ConsentReturn);
}

export async function exchange(world: PlatformWorld, login: Login, back: ConsentReturn): Promise<Grant> {
  if (back.kind !== 'code') throw new Error(`no code: ${back.kind}`);
  return access.exchange?.(world.calls, {
    login,
    app: appOf(login),
    code: back.code,
    redirectUri: redirectUriOf(world),
    scopes: allScopes(login),
    facts: back.facts,
    now: world.clock.now(),
  }) as Promise<Grant>;
}

/** The account of a grant as its connection has it. */
export function accountOf(world: PlatformWorld, login: Login, grant: Grant, index = 0): Account {
  const granted = grant.accounts[index];
  if (!granted) throw new Error('the grant has no such account');
  const tokens = granted.tokens ?? grant.shared?.tokens;
  return account(world, login, granted.accountId, tokens as TokenSet, granted.facts);
}

export function account(
  world: Pick<PlatformWorld, 'publicBaseUrl' | 'clock'>,
  login: Login,
  accountId: string,
  tokens: TokenSet,
  facts: Readonly<Record<string, string>> = {},
): Account {
  const connectionId = 'c_test';
  const { publicBaseUrl } = world;
  return {
    connectionId,
    accountId,
    surface: login,
    login,
    features: ['inbox'],
    webhookUrl: tiktok.webhookOf({ connectionId, login, publicBaseUrl }).webhookUrl,
    app: appOf(login),
    tokens,
    facts,
    now: world.clock.now(),
  };
}

/** The account of the demo seed, with what its seed gives. */
export function seeded(world: PlatformWorld, login: Login): Account {
  const { credentials } = kit.seed(login, SEEDED[login]);
  const { tokens, facts } = access.readCredentials(credentials);
  return account(world, login, SEEDED[login], tokens, facts);
}

export async function connected(world: PlatformWorld, login: Login): Promise<Account> {
  return accountOf(world, login, await connect(world, login));
}

/** Checks a delivery's signature and reads it. */
export function parsed(login: Login, delivery: ReceivedDelivery | undefined, now: number): InboundItem[] {
  if (!delivery) throw new Error('there is no delivery');
  const credential = kit.credentials[login];
  const headers = delivery.headers as Record<string, string>;
  const raw = { platform: 'tiktok', surface: login, headers, body: delivery.body, receivedAt: now };
  const verdict = tiktok.verify(raw, credential ? [credential] : [], now);
  if (verdict.kind !== 'trusted') throw new Error(`the delivery is ${verdict.kind}`);
  return tiktok.parse({ surface: login, body: delivery.body, receivedAt: now });
}

/** All pages of the history, with the number of calls it took. */
export async function wholeHistory(calls: PlatformCalls, of: Account, since: number | null = null) {
  const pages: HistoryPage[] = [];
  let cursor: string | null = null;
  do {
    const page = (await access.history?.(calls, of, { since, cursor })) as HistoryPage;
    pages.push(page);
    cursor = page.next;
    if ((cursor?.length ?? 0) > 2_000) throw new Error('the cursor is too long');
  } while (cursor !== null && pages.length < 100);
  return { pages, items: pages.flatMap(({ items }) => items) };
}

export interface SentCall {
  readonly method: string;
  readonly url: URL;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly idempotent: boolean;
}

/** Calls that are all answered by these, in turn (the last one again and again); what was sent is kept. */
export function answering(...answers: readonly (readonly [status: number, body: unknown])[]) {
  const sent: SentCall[] = [];
  const calls: PlatformCalls = {
    send: async ({ method, url, body = '', headers = {}, idempotent }) => {
      const [status, answer] = answers[Math.min(sent.length, answers.length - 1)] ?? [500, ''];
      sent.push({ method, url: new URL(url), body: String(body), headers, idempotent });
      const text = typeof answer === 'string' ? answer : JSON.stringify(answer);
      return { status, headers: {}, body: Buffer.from(text) } satisfies EgressAnswer;
    },
  };
  return { calls, sent };
}

/** Tokens that nobody issued. */
export function tokenSet(overrides: Partial<TokenSet> = {}): TokenSet {
  const secrets = {
    access_token: new SecretText('canary-access-token'),
    refresh_token: new SecretText('canary-refresh-token'),
  };
  return { secrets, expiresAt: null, authorizedUntil: null, ...overrides };
}

/** The refusal that a call ends in. */
export async function refusalOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (value) => ({ noRefusal: value }),
    (error) => error,
  );
}

export function advance({ clock }: Pick<PlatformWorld, 'clock'>, ms: number): void {
  clock.moveTo(clock.now() + ms);
}
