import {
  type SandboxAnswer,
  SandboxProblem,
  type SandboxRequest,
  type SandboxWorld,
} from '../../platform-sandbox.ts';
import { type AccountAction, jsonOf, type Product, Refused } from '../product.ts';
import type { Called } from './called.ts';
import { consent } from './consent.ts';
import { capabilities, download, profile, upload } from './media.ts';
import { listConversations, listMessages, send } from './messages.ts';
import { say, sayRemoved } from './post.ts';
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
    hosts: [CONSENT, API],
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
    handle: (request) =>
      request.host === CONSENT ? consent(world, state, request) : api(world, state, request),
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
  if (type.startsWith('multipart/form-data')) return formOf(body);
  const json = type.startsWith('application/json') ? jsonOf(body) : undefined;
  if (!json) throw new Refused(200, 40002, 'The body must be JSON');
  return json;
}

/** The text fields of a form. */
function formOf(body: Buffer): Record<string, string> {
  const fields = body.toString('latin1').matchAll(/name="([a-z_]+)"\r\n\r\n([^\r]*)\r\n/g);
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]));
}

async function act(world: SandboxWorld, state: BusinessState, action: AccountAction): Promise<unknown> {
  const { accountId } = action;
  const grant = state.grants[accountId];
  if (action.kind === 'message') {
    const fields = { text: { body: action.text } };
    return say(world, state, { kind: 'message', accountId, customerId: action.customerId, fields });
  }
  if (action.kind === 'suspend') return ban(world, state, accountId, action.on);
  if (!grant) throw new SandboxProblem('this account has not authorised the app');
  if (action.kind === 'expire') {
    grant.accessUntil = world.now() - 1;
    return {};
  }
  delete state.grants[accountId];
  await sayRemoved(world, state, accountId, 1);
  return {};
}

/** Business knows no suspension but the ban of an account: reason 4, and the consent is gone for good. */
async function ban(
  world: SandboxWorld,
  state: BusinessState,
  accountId: string,
  on: boolean,
): Promise<object> {
  const others = state.banned.filter((id) => id !== accountId);
  state.banned.splice(0, state.banned.length, ...others, ...(on ? [accountId] : []));
  if (on && state.grants[accountId]) {
    delete state.grants[accountId];
    await sayRemoved(world, state, accountId, 4);
  }
  return {};
}
