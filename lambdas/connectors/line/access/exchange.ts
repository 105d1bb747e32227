import type { ExchangeRequest, Grant, PlatformCalls } from '../../../ports/account-access.ts';
import { arrayField, idField, type JsonObject, textField } from '../../shared/fields.ts';
import { callForm, expected } from '../api/client.ts';
import { issueToken, moduleOf, moduleSession } from '../api/tokens.ts';
import { botInfo } from './bot.ts';

/**
 * Spends the code: from then on the module is attached. The answer names the account and has no token: all attached accounts are called
 * with the module channel's own.
 * @throws PlatformRefusal `code_invalid`
 */
export async function exchange(calls: PlatformCalls, request: ExchangeRequest): Promise<Grant> {
  const answer = await spendCode(calls, request);
  const botId = expected(idField(answer, 'bot_id'));
  const { token } = await issueToken(calls, moduleOf(request.app), request.now);
  const { displayName, facts } = await botInfo(moduleSession(calls, token, request.app, botId), botId);
  const account = {
    accountId: botId,
    displayName,
    surface: 'main',
    tokens: { secrets: {}, expiresAt: null, authorizedUntil: null },
    facts,
    links: [],
    ownUserIds: [],
  };
  return { accounts: [account], grantedScopes: scopesOf(answer) };
}

function spendCode(calls: PlatformCalls, request: ExchangeRequest): Promise<JsonObject> {
  const { app, code, redirectUri, codeVerifier, scopes } = request;
  const basic = Buffer.from(`${app.id}:${app.secret.reveal()}`).toString('base64');
  return callForm(calls, {
    url: 'https://manager.line.biz/module/auth/v1/token',
    asked: 'code',
    headers: { authorization: `Basic ${basic}` },
    form: {
      grant_type: 'authorization_code',
      code: code.reveal(),
      redirect_uri: redirectUri,
      code_verifier: codeVerifier?.reveal(),
      // LINE wants again what the consent page was asked for, with the same value.
      scope: scopes.join(' '),
    },
    idempotent: false,
  });
}

/** `scopes`, a list, in LINE's example and OpenAPI file; `scope` in its written reference. */
function scopesOf(answer: JsonObject): string[] {
  const list = arrayField(answer, 'scopes') ?? arrayField(answer, 'scope');
  if (list) return list.filter((scope) => typeof scope === 'string');
  return (textField(answer, 'scopes') ?? textField(answer, 'scope') ?? '').split(' ').filter(Boolean);
}
