import type { SandboxAnswer } from '../platform-sandbox.ts';
import { type Bearer, needScope, textOf } from './call.ts';
import type { Meta } from './memory.ts';
import { needTask, ownPage } from './pages.ts';
import { graphError, missing } from './problems.ts';
import { INSTAGRAM_FIELDS, NEEDED_TASKS, PAGE_FIELDS } from './rules.ts';

interface Edge {
  readonly method: string;
  readonly node: string;
  readonly parameters: Record<string, unknown>;
}

/** `GET|POST|DELETE /{page-id}/subscribed_apps`. */
export function pageSubscription(meta: Meta, bearer: Bearer, edge: Edge): SandboxAnswer {
  const page = ownPage(bearer, edge.node);
  needScope(bearer, 'pages_manage_metadata');
  needTask(bearer, page, NEEDED_TASKS.subscribe);
  return onEdge(meta, page.id, edge, PAGE_FIELDS, meta.world.apps.meta?.appId ?? '');
}

/** `GET|POST|DELETE graph.instagram.com/me/subscribed_apps`. */
export function instagramSubscription(meta: Meta, bearer: Bearer, edge: Edge): SandboxAnswer {
  needScope(bearer, 'instagram_business_manage_messages');
  const accountId = bearer.token.accountId ?? '';
  return onEdge(meta, accountId, edge, INSTAGRAM_FIELDS, meta.world.apps.instagram?.appId ?? '');
}

/** A POST sets the fields, it does not add to them. */
function onEdge(
  { memory }: Meta,
  accountId: string,
  { method, parameters }: Edge,
  allowed: readonly string[],
  appId: string,
): SandboxAnswer {
  if (method === 'GET') {
    const fields = memory.subscribed[accountId];
    return {
      status: 200,
      body: { data: fields ? [{ id: appId, name: 'KaoJai', subscribed_fields: fields }] : [] },
    };
  }
  if (method === 'DELETE') {
    delete memory.subscribed[accountId];
    return { status: 200, body: { success: true } };
  }
  const fields = textOf(parameters, 'subscribed_fields')
    .split(',')
    .filter((field) => field !== '');
  if (fields.length === 0) throw missing('subscribed_fields');
  const foreign = fields.find((field) => !allowed.includes(field));
  if (foreign) throw graphError(100, `Param subscribed_fields must be one of {…} - got "${foreign}".`);
  memory.subscribed[accountId] = fields;
  return { status: 200, body: { success: true } };
}

/** `GET /{app-id}/subscriptions`: what the operator registered in the console. */
export function consoleSubscriptions({ world }: Meta): SandboxAnswer {
  const entry = (object: string, platform: string, fields: readonly string[]) => ({
    object,
    callback_url: `${world.publicBaseUrl}/webhooks/${platform}`,
    active: true,
    fields: fields.map((name) => ({ name, version: 'v25.0' })),
  });
  const data = [entry('page', 'facebook', PAGE_FIELDS), entry('instagram', 'instagram', INSTAGRAM_FIELDS)];
  return { status: 200, body: { data } };
}
