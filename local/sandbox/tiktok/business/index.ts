import type { SandboxAnswer, SandboxRequest, SandboxWorld } from '../../platform-sandbox.ts';
import { readForm } from '../form-data.ts';
import { jsonOf, type Product, Refused } from '../product.ts';
import { act } from './acts.ts';
import type { Called } from './called.ts';
import { consent } from './consent.ts';
import { download, media, PICTURES, upload } from './files.ts';
import { listConversations, listMessages, send } from './messages.ts';
import { capabilities, profile } from './profile.ts';
import { type BusinessState, initialState } from './state.ts';
import { exchange, refresh, revoke, tokenInfo } from './tokens.ts';
import { deleteWebhook, listWebhook, updateWebhook } from './webhook.ts';

const CONSENT = 'www.tiktok.com';
const API = 'business-api.tiktok.com';
const BASE = '/open_api/v1.3';

/** TikTok Business: holders of accounts and their direct messages. */
export function businessSandbox(world: SandboxWorld): Product {
  const state = world.memory<BusinessState>('tiktok/business', () => initialState(world));
  return {
    hosts: [CONSENT, API, PICTURES],
    accounts: () =>
      state.accounts
        .filter(({ business }) => business)
        .map(({ openId: accountId, displayName }) => ({
          platform: 'tiktok',
          login: 'business',
          accountId,
          displayName,
          person: accountId,
        })),
    has: (accountId) => state.accounts.some(({ openId }) => openId === accountId),
    handle: (request) => {
      if (request.host === CONSENT) return consent(world, state, request);
      const file = request.host === PICTURES || request.path.startsWith('/media/');
      return file ? media(world, state, request) : api(world, state, request);
    },
    act: (action) => act(world, state, action),
  };
}

type Endpoint = readonly [method: 'GET' | 'POST', answer: (called: Called) => object | Promise<object>];

/** Every path ends with a slash; without it there is nothing. */
const ENDPOINTS: ReadonlyMap<string, Endpoint> = new Map<string, Endpoint>([
  ['/tt_user/oauth2/token/', ['POST', exchange]],
  ['/tt_user/oauth2/refresh_token/', ['POST', refresh]],
  ['/tt_user/oauth2/revoke/', ['POST', revoke]],
  ['/tt_user/token_info/get/', ['POST', tokenInfo]],
  ['/business/get/', ['GET', profile]],
  ['/business/webhook/list/', ['GET', listWebhook]],
  ['/business/webhook/update/', ['POST', updateWebhook]],
  ['/business/webhook/delete/', ['POST', deleteWebhook]],
  ['/business/message/send/', ['POST', send]],
  ['/business/message/conversation/list/', ['GET', listConversations]],
  ['/business/message/content/list/', ['GET', listMessages]],
  ['/business/message/media/upload/', ['POST', upload]],
  ['/business/message/media/download/', ['POST', download]],
  ['/business/message/capabilities/get/', ['GET', capabilities]],
]);

/** Refusals come with status 200 and a code; only an unknown path or verb has a status of its own. */
async function api(
  world: SandboxWorld,
  state: BusinessState,
  request: SandboxRequest,
): Promise<SandboxAnswer> {
  const [method, answer] = ENDPOINTS.get(request.path.replace(BASE, '')) ?? [];
  if (!answer || !request.path.startsWith(`${BASE}/`)) return { status: 404, body: 'not found' };
  if (method !== request.method) return { status: 405, body: 'method not allowed' };
  const request_id = world.newDigits(20);
  try {
    const data = await answer({ world, state, request, params: paramsOf(request) });
    return { status: 200, body: { code: 0, message: 'OK', request_id, data } };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { status: error.status, body: { code: error.code, message: error.message, request_id, data: {} } };
  }
}

/** A POST must say that it is JSON; the one with a file is a form. */
function paramsOf({ method, query, headers, body }: SandboxRequest): Record<string, unknown> {
  if (method === 'GET') return Object.fromEntries(query);
  const type = headers['content-type'] ?? '';
  const form = readForm({ headers, body })?.fields;
  const json = type.startsWith('application/json') ? jsonOf(body) : form;
  if (!json) throw new Refused(200, 40002, 'The body must be JSON');
  return json;
}
