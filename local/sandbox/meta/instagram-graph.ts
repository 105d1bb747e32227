import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';
import { type Bearer, bearerOf, bearerWith, needScope, parametersOf, textOf } from './call.ts';
import { replyByApi } from './comments.ts';
import { conversation, conversations, oneMessage } from './conversations.ts';
import { partsOf } from './facebook-graph.ts';
import type { Meta } from './memory.ts';
import { instagramLongToken, instagramRefresh } from './oauth.ts';
import { instagramById } from './people.ts';
import { graphError, unknownObject } from './problems.ts';
import { profile } from './profiles.ts';
import { send } from './sending.ts';
import { instagramSubscription } from './subscribed-apps.ts';

/** graph.instagram.com. */
export async function instagramGraph(meta: Meta, request: SandboxRequest): Promise<SandboxAnswer> {
  const parameters = parametersOf(request);
  const parts = partsOf(request.path);
  const [node = '', edge] = parts;
  const { method } = request;
  if (method === 'GET' && parts.length === 1 && node === 'access_token')
    return instagramLongToken(meta, parameters);
  if (method === 'GET' && parts.length === 1 && node === 'refresh_access_token')
    return instagramRefresh(meta, parameters);
  const text = bearerOf(request, parameters);
  if (!text) throw graphError(190, 'Cannot parse access token', { type: 'IGApiException' });
  const bearer = bearerWith(meta, text);
  if (bearer.token.kind !== 'instagram') throw graphError(190, 'Invalid OAuth access token');
  const accountId = bearer.token.accountId ?? '';
  const isOwn = node === 'me' || node === accountId;
  if (isOwn && edge === 'subscribed_apps')
    return instagramSubscription(meta, bearer, { method, node, parameters });
  if (isOwn && method === 'GET' && edge === undefined) return me(bearer, parameters);
  const answered = method === 'POST' ? await replyByApi(meta, bearer, parts, parameters) : undefined;
  if (answered) return answered;
  needScope(bearer, 'instagram_business_manage_messages');
  if (isOwn && method === 'POST' && edge === 'messages')
    return send(meta, { accountId, byLogin: true }, parameters);
  if (method !== 'GET') throw unknownObject(node);
  if (isOwn && edge === 'conversations') return conversations(meta, accountId, parameters);
  const person = () => (edge === undefined ? profile(meta, accountId, node, parameters) : undefined);
  const found = conversation(meta, accountId, parts, parameters) ?? person();
  return found ?? oneMessage(meta, accountId, node);
}

function me(bearer: Bearer, parameters: Record<string, unknown>): SandboxAnswer {
  needScope(bearer, 'instagram_business_basic');
  const account = instagramById(bearer.token.accountId);
  const all: Record<string, string | undefined> = {
    user_id: account?.id,
    username: account?.username,
    name: account?.name,
    account_type: account?.accountType,
  };
  const asked = textOf(parameters, 'fields')
    .split(',')
    .filter((name) => name in all);
  const fields = Object.fromEntries(asked.map((name) => [name, all[name]]));
  return { status: 200, body: { ...fields, id: account?.appScopedId } };
}
