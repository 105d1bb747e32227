import type { Millis } from '../../../domain/platform.ts';
import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import { SecretText } from '../../../domain/secret-text.ts';
import type { TokenSet } from '../../../domain/token-set.ts';
import type { Account, PlatformApp, PlatformCalls } from '../../../ports/account-access.ts';
import { numberField, textField } from '../../shared/fields.ts';
import { API, callForm, expected, type Session } from './client.ts';

/** Whose token it is: the merchant's channel or the operator's module channel. */
export interface Issuer {
  readonly kind: 'channel' | 'module';
  readonly id: string;
  readonly secret: SecretText;
}

export interface IssuedToken {
  readonly token: SecretText;
  readonly expiresAt: Millis;
}

/** A stateless token lives 15 minutes; LINE says so in `expires_in`, too. */
const STATELESS_SEC = 900;

/**
 * Issues a stateless token: there is no limit of how many live, and nothing to revoke.
 * https://developers.line.biz/en/reference/messaging-api/#issue-stateless-channel-access-token
 * @throws PlatformRefusal `authorization_gone` (`app_refused` for the operator's module) when id and secret do not fit
 */
export async function issueToken(calls: PlatformCalls, issuer: Issuer, now: Millis): Promise<IssuedToken> {
  const answer = await callForm(calls, {
    url: `${API}/oauth2/v3/token`,
    asked: `${issuer.kind}_token`,
    form: {
      grant_type: 'client_credentials',
      client_id: issuer.id,
      client_secret: issuer.secret.reveal(),
    },
    idempotent: true,
  });
  const seconds = numberField(answer, 'expires_in') ?? STATELESS_SEC;
  return {
    token: new SecretText(expected(textField(answer, 'access_token') || undefined)),
    expiresAt: now + seconds * 1000,
  };
}

/** `renew`: a token for the next minutes. The secret that it came by is kept. */
export async function renew(calls: PlatformCalls, account: Account): Promise<TokenSet> {
  const { token, expiresAt } = await issueToken(calls, issuerOf(account), account.now);
  const { client_secret } = account.tokens.secrets;
  return {
    secrets: { ...(client_secret ? { client_secret } : {}), access_token: token },
    expiresAt,
    authorizedUntil: account.tokens.authorizedUntil,
  };
}

/** Makes an account's calls possible: with its token if that lives, otherwise with a new one. */
export async function sessionOf(calls: PlatformCalls, account: Account): Promise<Session> {
  const { secrets, expiresAt } = account.tokens;
  const lives = expiresAt === null || expiresAt > account.now;
  const issuer = issuerOf(account);
  const token =
    lives && secrets.access_token
      ? secrets.access_token
      : (await issueToken(calls, issuer, account.now)).token;
  return issuer.kind === 'module'
    ? moduleSession(calls, token, account.app, account.accountId)
    : channelSession(calls, token);
}

export function channelSession(calls: PlatformCalls, token: SecretText): Session {
  return { calls, asked: 'channel_api', token, botHeader: {} };
}

/**
 * One token of the module channel serves all attached accounts; a header names the account. LINE tells its name only to participants of
 * the programme; public programs of some of them use this one. An operator who was told another sets `botIdHeader` with the app.
 */
export function moduleSession(
  calls: PlatformCalls,
  token: SecretText,
  app: PlatformApp | null,
  botId: string,
): Session {
  return {
    calls,
    asked: 'module_api',
    token,
    botHeader: { [app?.facts.botIdHeader ?? 'x-line-bot-id']: botId },
  };
}

/** The operator's module channel. */
export function moduleOf(app: PlatformApp): Issuer {
  return { kind: 'module', id: app.id, secret: app.secret };
}

/** @throws PlatformRefusal when the account lacks what a token is issued for */
function issuerOf({ login, app, facts, tokens }: Account): Issuer {
  if (login === 'module') {
    if (!app) throw new PlatformRefusal('app_refused', 'line', 'no app');
    return moduleOf(app);
  }
  const { channelId } = facts;
  const { client_secret } = tokens.secrets;
  if (!channelId || !client_secret) throw new PlatformRefusal('authorization_gone', 'line', 'no credentials');
  return { kind: 'channel', id: channelId, secret: client_secret };
}
