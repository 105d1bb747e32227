import { createHash } from 'node:crypto';
import { consentPage, decisionOf, redirectTo } from '../consent-page.ts';
import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';
import { formOf, oauthFailed } from './answers.ts';
import { accountEvent, deliverToModule } from './deliveries.ts';
import type { Code, Line, Official } from './memory.ts';

const SCOPES = new Set([
  'message:send',
  'message:receive',
  'profile:read',
  'message:mark_as_read',
  'account:manage',
  'coupon:manage',
]);

/** LINE does not publish how long a code lives; that of LINE Login lives 10 minutes. */
const CODE_MS = 10 * 60_000;

const FILTERS = ['region', 'basic_search_id', 'brand_type'] as const;

/** `/module/auth/v1/authorize`: an admin chooses the account to attach. */
export function authorize(line: Line, request: SandboxRequest): SandboxAnswer {
  const { query } = request;
  const module = line.world.apps.lineModule;
  const redirectUri = query.get('redirect_uri') ?? '';
  const state = query.get('state');
  // Without a registered address there is nowhere to send the browser to.
  if (!module || query.get('client_id') !== module.channelId) return page(400, 'client_id is invalid');
  if (redirectUri !== `${line.world.publicBaseUrl}/oauth/line/callback`)
    return page(400, 'redirect_uri is not registered');
  if (!state) return page(400, 'state is missing');
  const back = (params: Record<string, string>) => redirectTo(redirectUri, { ...params, state });
  const error = errorIn(query);
  if (error) return back({ error, error_description: 'the request is not valid' });
  const decision = decisionOf(request);
  if (!decision) return choose(line, query);
  const official = choices(line, query).find(
    ({ botId }) => botId === (decision.get('bot') ?? choices(line, query)[0]?.botId),
  );
  if (decision.get('decision') !== 'allow' || !official)
    return back({ error: 'access_denied', error_description: 'the user denied the request' });
  return back({ code: newCode(line, query, official, redirectUri) });
}

function errorIn(query: URLSearchParams): string | null {
  if (query.get('response_type') !== 'code') return 'unsupported_response_type';
  const scopes = (query.get('scope') ?? '').split(' ');
  if (!scopes.every((scope) => SCOPES.has(scope))) return 'invalid_scope';
  const region = query.get('region');
  if (region !== null && region !== 'JP' && region !== 'TW') return 'invalid_request';
  const method = query.get('code_challenge_method');
  return query.has('code_challenge') && method !== 'S256' ? 'invalid_request' : null;
}

function choices({ memory }: Line, query: URLSearchParams): Official[] {
  const basicId = query.get('basic_search_id');
  return memory.officials.filter(
    (official) => official.kind === 'official' && (basicId === null || basicId === official.basicId),
  );
}

function choose(line: Line, query: URLSearchParams): SandboxAnswer {
  return consentPage({
    platform: 'LINE Official Account Manager',
    appName: 'KaoJai.ai',
    scopes: (query.get('scope') ?? '').split(' '),
    choices: choices(line, query).map(({ botId, displayName, person, basicId }) => ({
      name: 'bot',
      value: botId,
      label: `${displayName} ${basicId} (${person})`,
      type: 'radio',
    })),
  });
}

function newCode(line: Line, query: URLSearchParams, { botId }: Official, redirectUri: string): string {
  const code = line.world.newToken('line-code-');
  line.memory.codes[code] = {
    botId,
    redirectUri,
    scope: query.get('scope') ?? '',
    challenge: query.get('code_challenge'),
    filters: Object.fromEntries(FILTERS.map((name) => [name, query.get(name)])),
    expiresAt: line.world.now() + CODE_MS,
    spent: false,
  };
  return code;
}

/** `POST /module/auth/v1/token`: spends the code and attaches the module, which the module's address is told, too. */
export async function exchangeCode(line: Line, request: SandboxRequest): Promise<SandboxAnswer> {
  const form = formOf(request);
  if (!(form instanceof URLSearchParams)) return form;
  if (!isClient(line, request, form))
    return oauthFailed(400, 'invalid_client', 'client authentication failed');
  if (form.get('grant_type') !== 'authorization_code')
    return oauthFailed(400, 'unsupported_grant_type', 'grant_type');
  const code = line.memory.codes[form.get('code') ?? ''];
  if (!code || !isGood(line, code, form))
    return oauthFailed(400, 'invalid_grant', 'the code or a parameter is invalid');
  code.spent = true;
  const official = line.memory.officials.find(({ botId }) => botId === code.botId);
  if (!official) return oauthFailed(403, 'access_denied', 'the account is gone');
  const scopes = code.scope.split(' ');
  official.module = { scopes };
  const event = accountEvent(line, 'module', { module: { type: 'attached', botId: code.botId, scopes } });
  await deliverToModule(line, official, event);
  return { status: 200, body: { bot_id: code.botId, scopes } };
}

function isClient(line: Line, { headers }: SandboxRequest, form: URLSearchParams): boolean {
  const { channelId, channelSecret } = line.world.apps.lineModule ?? {};
  if (!channelId || !channelSecret) return false;
  const given = /^Basic (.+)$/.exec(headers.authorization ?? '')?.[1];
  if (given !== undefined) return Buffer.from(given, 'base64').toString() === `${channelId}:${channelSecret}`;
  return form.get('client_id') === channelId && form.get('client_secret') === channelSecret;
}

function isGood(line: Line, code: Code, form: URLSearchParams): boolean {
  const proof = createHash('sha256')
    .update(form.get('code_verifier') ?? '')
    .digest('base64url');
  return (
    !code.spent &&
    code.expiresAt > line.world.now() &&
    code.redirectUri === form.get('redirect_uri') &&
    code.scope === form.get('scope') &&
    FILTERS.every((name) => code.filters[name] === form.get(name)) &&
    (code.challenge === null || code.challenge === proof)
  );
}

function page(status: number, text: string): SandboxAnswer {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: text };
}
