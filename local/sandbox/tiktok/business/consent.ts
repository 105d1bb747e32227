import { consentPage, decisionOf, redirectTo } from '../../consent-page.ts';
import type { SandboxAnswer, SandboxRequest, SandboxWorld } from '../../platform-sandbox.ts';
import { callbackOf, tickedScopes } from '../product.ts';
import { APP_SCOPES, type BusinessState, CODE_LIFE_MS } from './state.ts';

/** `www.tiktok.com/v2/auth/authorize`. What is wrong with the app or the address is shown, all else is sent back. */
export function consent(world: SandboxWorld, state: BusinessState, request: SandboxRequest): SandboxAnswer {
  const { query } = request;
  const app = world.apps.tiktokBusiness;
  const redirectUri = query.get('redirect_uri') ?? '';
  if (request.path !== '/v2/auth/authorize') return { status: 404 };
  if (!app || query.get('client_key') !== app.clientKey) return { status: 400, body: 'client_key' };
  if (redirectUri !== callbackOf(world.publicBaseUrl)) return { status: 400, body: 'redirect_uri' };
  const back = (params: Record<string, string>) =>
    redirectTo(redirectUri, { ...params, state: query.get('state') ?? undefined });
  if (query.get('response_type') !== 'code') return back({ error: 'unsupported_response_type' });
  const asked = (query.get('scope') ?? '').split(',');
  if (!asked.every((scope) => APP_SCOPES.includes(scope))) return back(INVALID_SCOPE);
  const form = decisionOf(request);
  if (!form) return page(state, asked);
  if (form.get('decision') !== 'allow') return back({ error: 'access_denied', error_description: 'denied' });
  const person = form.get('person') ?? '';
  if (!state.accounts.some(({ openId }) => openId === person)) return { status: 400, body: 'person' };
  if (state.banned.includes(person)) return { status: 403, body: 'This account is banned.' };
  const code = world.newToken('code.');
  const scopes = tickedScopes(form, asked);
  const until = world.now() + CODE_LIFE_MS;
  state.codes[code] = { openId: person, scopes, redirectUri, until, used: false };
  return back({ code, scopes: scopes.join(',') });
}

const INVALID_SCOPE = { error: 'invalid_scope', error_type: 'scope', error_description: 'scope' };

function page({ accounts }: BusinessState, scopes: readonly string[]): SandboxAnswer {
  const people = accounts.map(({ openId, username, displayName, business }) => ({
    name: 'person',
    value: openId,
    label: `${displayName} (@${username}${business ? '' : ', personal account'})`,
    type: 'radio' as const,
  }));
  const ticks = scopes.map((scope) => ({
    name: 'scope',
    value: scope,
    label: scope,
    type: 'checkbox' as const,
  }));
  return consentPage({ platform: 'TikTok', appName: 'KaoJai', scopes, choices: [...people, ...ticks] });
}
