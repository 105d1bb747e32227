import { createHash } from 'node:crypto';
import { access as lineAccess } from '../../../../../lambdas/connectors/line/access/index.ts';
import { manifest } from '../../../../../lambdas/connectors/line/manifest.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type {
  Account,
  AccountAccess,
  ExchangeRequest,
  Grant,
  GrantedAccount,
  PlatformApp,
  PlatformCall,
  PlatformCalls,
} from '../../../../../lambdas/ports/account-access.ts';
import { lineSandbox } from '../../../../../local/sandbox/line/index.ts';
import type { SandboxAccount } from '../../../../../local/sandbox/platform-sandbox.ts';
import { consent, type PlatformWorld, platformWorld } from '../../../../support/platform-world.ts';

/** With every method that LINE's access has. */
export const access = lineAccess as Required<Omit<AccountAccess, 'history'>>;

export const MALI = 'U2c7f9e04a1b8d36350fe4472c9ab1d08';
export const PA_DAENG = 'U90d1c3b7a5e24f68b1c0d9e8f7a6b5c4';
export const LOGIN_CHANNEL = '2007719001';
export const CUSTOMER = 'U71d3a5c8e0f94b62a7c5d9e1f0384b2c';

export const MODULE_SECRET = 'a90b6c1de5f24738b6d0e8c7351f42aa';
export const module: PlatformApp = {
  id: '2009990001',
  secret: new SecretText(MODULE_SECRET),
  facts: { channelId: '2009990001' },
};

export const ALL_SCOPES = Object.values(manifest.logins.module?.scopes ?? {}).flat();

/** LINE's sandbox with the operator's module channel. */
export function lineWorld(): Promise<PlatformWorld> {
  return platformWorld(manifest, lineSandbox, {
    lineModule: { channelId: module.id, channelSecret: MODULE_SECRET },
  });
}

/** What the merchant of that account would type. */
export async function typed({ sandbox }: PlatformWorld, accountId: string): Promise<Record<string, string>> {
  const accounts = (await sandbox.act('line', { kind: 'accounts' })) as SandboxAccount[];
  const found = accounts.find((account) => account.accountId === accountId && account.credentials);
  if (!found) throw new Error(`the sandbox has no account ${accountId}`);
  return { ...found.credentials };
}

/** Connects an account of the login `channel`, up to the choice. */
export async function identified(world: PlatformWorld, accountId: string): Promise<Grant> {
  const given = access.readCredentials(await typed(world, accountId));
  return access.identify(world.calls, { login: 'channel', app: null, given, now: world.clock.now() });
}

const VERIFIER = 'a-verifier-of-43-characters-or-more-0123456789';
export const challengeOf = (verifier: string) => createHash('sha256').update(verifier).digest('base64url');

export const redirectUriOf = ({ publicBaseUrl }: PlatformWorld) => `${publicBaseUrl}/oauth/line/callback`;

/** Goes through the consent page of the login `module`; answers what the exchange needs. */
export async function consented(
  world: PlatformWorld,
  accountId: string,
  scopes: readonly string[] = ALL_SCOPES,
): Promise<ExchangeRequest> {
  const redirectUri = redirectUriOf(world);
  const address = access.authorizeUrl({
    login: 'module',
    app: module,
    redirectUri,
    state: 'state-1',
    scopes,
    codeChallenge: challengeOf(VERIFIER),
  });
  const { query } = await consent(world.sandbox, address, { decision: 'allow', bot: accountId });
  const back = access.readReturn(query);
  if (back.kind !== 'code') throw new Error(`the consent page sends ${back.kind} back`);
  const { code, facts } = back;
  const codeVerifier = new SecretText(VERIFIER);
  return {
    login: 'module',
    app: module,
    code,
    redirectUri,
    codeVerifier,
    scopes,
    facts,
    now: world.clock.now(),
  };
}

export async function exchanged(
  world: PlatformWorld,
  accountId: string,
  scopes?: readonly string[],
): Promise<Grant> {
  return access.exchange(world.calls, await consented(world, accountId, scopes));
}

/** The account of a grant as it is after connecting. */
export function accountOf(world: PlatformWorld, { accounts }: Grant, login: 'channel' | 'module'): Account {
  const [granted] = accounts as [GrantedAccount];
  const path = login === 'module' ? 'module' : 'c_test';
  return {
    connectionId: 'c_test',
    accountId: granted.accountId,
    surface: granted.surface,
    login,
    features: ['inbox', 'profiles'],
    webhookUrl: `${world.publicBaseUrl}/webhooks/line/${path}`,
    app: login === 'module' ? module : null,
    tokens: granted.tokens ?? { secrets: {}, expiresAt: null, authorizedUntil: null },
    facts: granted.facts,
    now: world.clock.now(),
  };
}

/** The same account later, with fresh tokens. */
export async function renewed(world: PlatformWorld, account: Account): Promise<Account> {
  const now = world.clock.now();
  return { ...account, now, tokens: await access.renew(world.calls, { ...account, now }) };
}

/** The switch "Use webhook" of the console. */
export async function switchWebhook(
  { sandbox }: PlatformWorld,
  channelId: string,
  on: boolean,
): Promise<void> {
  const address = `${sandbox.base}/developers.line.biz/console/channel/${channelId}/messaging-api`;
  const body = new URLSearchParams({ useWebhook: on ? 'on' : 'off' });
  const answer = await fetch(address, { method: 'POST', body });
  if (answer.status !== 200) throw new Error(`the console answers ${answer.status}`);
}

/** Lets minutes pass. */
export function later({ clock }: PlatformWorld, minutes: number): void {
  clock.moveTo(clock.now() + minutes * 60_000);
}

/** What one call of ours carried. */
export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly idempotent: boolean;
}

/** In LINE's place: answers by path, or by verb and path, and keeps what was asked. */
export function fakeLine(
  answers: Readonly<Record<string, { status?: number; body?: unknown; retryAfterMs?: number }>>,
): {
  readonly calls: PlatformCalls;
  readonly sent: Sent[];
} {
  const sent: Sent[] = [];
  const send = async ({ method, url, headers = {}, body = '', idempotent }: PlatformCall) => {
    sent.push({ method, url, headers, body: String(body), idempotent });
    const path = new URL(url).pathname;
    const found = answers[`${method} ${path}`] ?? answers[path] ?? { status: 404 };
    const { status = 200, body: answer = {}, ...more } = found;
    const bytes = Buffer.from(typeof answer === 'string' ? answer : JSON.stringify(answer));
    return { status, headers: {}, body: bytes, ...more };
  };
  return { calls: { send }, sent };
}

/** What `fakeLine` answers when all is well. */
export const GOOD = {
  '/oauth2/v3/token': { body: { token_type: 'Bearer', access_token: 'issued-token', expires_in: 900 } },
  '/v2/bot/info': { body: { userId: MALI, basicId: '@731mlila', displayName: 'ร้านมะลิ แฮนด์เมด' } },
  '/module/auth/v1/token': { body: { bot_id: MALI, scopes: ['message:send'] } },
} as const;

/** A connected account, without a world. */
export function someAccount(over: Partial<Account> = {}): Account {
  return {
    connectionId: 'c_test',
    accountId: MALI,
    surface: 'main',
    login: 'channel',
    features: ['inbox'],
    webhookUrl: 'https://api.example/webhooks/line/c_test',
    app: null,
    tokens: {
      secrets: { client_secret: new SecretText('kept-secret') },
      expiresAt: null,
      authorizedUntil: null,
    },
    facts: { channelId: '2007710455' },
    now: 1_790_000_000_000,
    ...over,
  };
}

/** Someone else's connection never hangs on anything of LINE's. */
export const NOBODY_ELSE = { isShared: () => false };
