import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';
import { takeUpload } from './attachments.ts';
import {
  type Bearer,
  bearerOf,
  bearerWith,
  checkProof,
  formOf,
  needScope,
  parametersOf,
  textOf,
} from './call.ts';
import { replyByApi } from './comments.ts';
import { conversation, conversations, oneMessage } from './conversations.ts';
import type { Meta } from './memory.ts';
import { facebookToken } from './oauth.ts';
import { listPages, needTask, ownPage, readPage } from './pages.ts';
import { type MetaPage, PAGES } from './people.ts';
import { debugToken, permissions, revoke } from './person-edges.ts';
import { graphError, unknownObject } from './problems.ts';
import { profile } from './profiles.ts';
import { NEEDED_TASKS } from './rules.ts';
import { send } from './sending.ts';
import { consoleSubscriptions, pageSubscription } from './subscribed-apps.ts';

/** graph.facebook.com. */
export async function facebookGraph(meta: Meta, request: SandboxRequest): Promise<SandboxAnswer> {
  const parameters = { ...parametersOf(request), ...(await formOf(request)) };
  const parts = partsOf(request.path);
  const route = `${request.method} ${parts.join('/')}`;
  if (route === 'GET oauth/access_token') return facebookToken(meta, parameters);
  const text = bearerOf(request, parameters);
  if (!text) throw graphError(2500, 'An active access token must be used to query information.');
  checkProof(meta, text, parameters);
  const { meta: app } = meta.world.apps;
  if (app && text === `${app.appId}|${app.appSecret}`) return asApp(meta, request.method, parts, parameters);
  const bearer = bearerWith(meta, text);
  if (route === 'GET me/accounts') return listPages(meta, bearer, parameters);
  if (route === 'GET me/permissions') return permissions(bearer);
  return withPage(meta, bearer, { method: request.method, parts, parameters });
}

/** The path without its version; the platform serves the oldest one without. */
export function partsOf(path: string): string[] {
  return path
    .split('/')
    .filter((part) => part !== '' && !/^v\d+\.\d+$/.test(part))
    .map(decodeURIComponent);
}

function asApp(
  meta: Meta,
  method: string,
  parts: readonly string[],
  parameters: Record<string, unknown>,
): SandboxAnswer {
  const [node = '', edge, permission] = parts;
  if (method === 'GET' && node === 'debug_token') return debugToken(meta, parameters);
  if (method === 'GET' && node === meta.world.apps.meta?.appId && edge === 'subscriptions')
    return consoleSubscriptions(meta);
  if (method === 'DELETE' && edge === 'permissions') return revoke(meta, node, permission);
  throw unknownObject(node);
}

interface Call {
  readonly method: string;
  readonly parts: readonly string[];
  readonly parameters: Record<string, unknown>;
}

async function withPage(meta: Meta, bearer: Bearer, call: Call): Promise<SandboxAnswer> {
  const { method, parts, parameters } = call;
  const [node = '', edge] = parts;
  if (edge === 'subscribed_apps') return pageSubscription(meta, bearer, { method, node, parameters });
  const named = PAGES.find(({ id }) => id === node);
  if (method === 'GET' && edge === undefined && (named ?? node === 'me'))
    return readPage(meta, bearer, named ?? ownPage(bearer, node), parameters);
  const answered = method === 'POST' ? await replyByApi(meta, bearer, parts, parameters) : undefined;
  if (answered) return answered;
  if (edge === 'message_attachments' && method === 'POST') return uploadTo(meta, bearer, call);
  if (edge === 'conversations' || edge === 'messages')
    return inbox(meta, bearer, call, edge === 'messages' && method === 'GET' ? 'me' : node);
  return inbox(meta, bearer, call, 'me');
}

/** Only of Messenger: Instagram takes addresses. */
async function uploadTo(meta: Meta, bearer: Bearer, { parts, parameters }: Call): Promise<SandboxAnswer> {
  const page = ownPage(bearer, parts[0] ?? '');
  needTask(bearer, page, NEEDED_TASKS.read);
  needScope(bearer, 'pages_messaging');
  return { status: 200, body: await takeUpload(meta, page.id, parameters) };
}

/** Everything about messages, of the Page or of the Instagram account that is linked to it. */
async function inbox(meta: Meta, bearer: Bearer, call: Call, node: string): Promise<SandboxAnswer> {
  const { method, parts, parameters } = call;
  const page = ownPage(bearer, node);
  needTask(bearer, page, NEEDED_TASKS.read);
  const accountId = accountOf(meta, page, bearer, call);
  const [first = '', edge] = parts;
  const scope = accountId === page.id ? 'pages_messaging' : 'instagram_manage_messages';
  // Of a single object Meta does not tell whether it is not there or not to be seen.
  if (method === 'GET' && edge !== 'conversations' && !bearer.consent.scopes.includes(scope))
    throw unknownObject(first);
  needScope(bearer, scope);
  if (method === 'POST' && edge === 'messages') return send(meta, { accountId, byLogin: false }, parameters);
  if (method !== 'GET') throw unknownObject(first);
  if (edge === 'conversations') return conversations(meta, accountId, parameters);
  const person = () => (edge === undefined ? profile(meta, accountId, first, parameters) : undefined);
  const found = conversation(meta, accountId, parts, parameters) ?? person();
  return found ?? oneMessage(meta, accountId, first);
}

/** Which of the two accounts a call of the Page's token is about. */
function accountOf(meta: Meta, page: MetaPage, { consent }: Bearer, { parts, parameters }: Call): string {
  const { instagramId } = page;
  if (!instagramId) return page.id;
  const { scopes } = consent;
  if (scopes.includes('instagram_manage_messages') && !scopes.includes('pages_messaging')) return instagramId;
  if (textOf(parameters, 'platform') === 'instagram') return instagramId;
  const [first = ''] = parts;
  const recipient = JSON.stringify(parameters.recipient ?? '');
  const theirs = meta.memory.messages.filter(({ accountId }) => accountId === instagramId);
  const isAbout = theirs.some(
    ({ customerId, mid }) => first === customerId || first === mid || recipient.includes(customerId),
  );
  return isAbout || first.startsWith('aWdf') ? instagramId : page.id;
}
