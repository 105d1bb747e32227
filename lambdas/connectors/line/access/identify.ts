import { InvalidInput } from '../../../domain/errors.ts';
import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../domain/secret-text.ts';
import type { Grant, GrantedAccount, IdentifyRequest, PlatformCalls } from '../../../ports/account-access.ts';
import { idField } from '../../shared/fields.ts';
import { API, callForm } from '../api/client.ts';
import { channelSession, issueToken } from '../api/tokens.ts';
import { botInfo } from './bot.ts';

/**
 * Proves id and secret by issuing a token with them, and asks whose they are.
 * @throws PlatformRefusal `authorization_gone` when they do not fit
 * @throws InvalidInput when a pasted token is another channel's
 */
export async function identify(calls: PlatformCalls, { given, now }: IdentifyRequest): Promise<Grant> {
  const { channelId = '' } = given.facts;
  const { client_secret, access_token } = given.tokens.secrets;
  if (!client_secret) throw new InvalidInput('credentials.channelSecret is missing');
  const { token } = await issueToken(calls, { kind: 'channel', id: channelId, secret: client_secret }, now);
  if (access_token) await checkPasted(calls, access_token, channelId);
  return { accounts: [await accountOf(calls, token, channelId, client_secret)], grantedScopes: [] };
}

/** Tokens are issued when they are needed: of what was given only the secret is kept, a pasted token has nothing to add. */
async function accountOf(
  calls: PlatformCalls,
  token: SecretText,
  channelId: string,
  client_secret: SecretText,
): Promise<GrantedAccount> {
  const known = {
    surface: 'main',
    tokens: { secrets: { client_secret }, expiresAt: null, authorizedUntil: null },
    links: [],
    ownUserIds: [],
  };
  try {
    const { userId, displayName, facts } = await botInfo(channelSession(calls, token));
    return { ...known, accountId: userId, displayName, facts: { channelId, ...facts } };
  } catch (error) {
    // Other channels (LINE Login) have id and secret, too, and get tokens by them; but there is no account behind.
    if (!(error instanceof PlatformRefusal) || !NO_BOT.has(error.kind)) throw error;
    const facts = { channelId };
    return { ...known, accountId: channelId, displayName: channelId, facts, unusable: 'wrong_account_type' };
  }
}

const NO_BOT: ReadonlySet<PlatformRefusal['kind']> = new Set(['app_refused', 'not_found']);

async function checkPasted(calls: PlatformCalls, token: SecretText, channelId: string): Promise<void> {
  const answer = await callForm(calls, {
    url: `${API}/v2/oauth/verify`,
    asked: 'pasted',
    form: { access_token: token.reveal() },
    idempotent: true,
  });
  if (idField(answer, 'client_id') !== channelId)
    throw new InvalidInput('credentials.accessToken is of another channel', [
      'credentials.accessToken: a token of the channel channelId, or none',
    ]);
}
