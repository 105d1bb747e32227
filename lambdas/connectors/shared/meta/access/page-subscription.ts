import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import type { Subscription } from '../../../../ports/account-access.ts';
import { field, idField, isTrue, type JsonObject, objectsField, textField } from '../../fields.ts';
import { appToken, type Graph, type GraphNode, graphCall } from '../graph/graph.ts';

/** Nobody but the owner can mend it, in the Instagram app: "Allow access to messages". */
export const SWITCHED_OFF_BY_OWNER: Subscription = { webhook: 'off', problem: 'webhook_off' };

/** Whether Meta says so. */
export function isSwitchedOffByOwner(error: unknown): boolean {
  return error instanceof PlatformRefusal && error.platformCode === '200/2534041';
}

/**
 * Switches exactly these fields on: the call sets the list, it does not add to it.
 * https://developers.facebook.com/docs/graph-api/reference/page/subscribed_apps
 * @returns what stands against it; null = nothing
 */
export async function switchOn(
  { graph, node, token }: GraphNode,
  fields: readonly string[],
): Promise<Subscription | null> {
  const query = { subscribed_fields: fields.join(',') };
  try {
    const body = await graphCall(graph, { method: 'POST', path: pathOf(node), query, token });
    // A sample of Meta's has the string "true".
    if (isTrue(body, 'success')) return null;
  } catch (error) {
    if (isSwitchedOffByOwner(error)) return SWITCHED_OFF_BY_OWNER;
    throw error;
  }
  throw new PlatformRefusal('rejected', graph.platform, 'no success');
}

/** The fields that are switched on for our app; null = it is not subscribed. */
export async function switchedOn({ graph, node, token }: GraphNode): Promise<readonly string[] | null> {
  const body = await graphCall(graph, { path: pathOf(node), token });
  const apps = objectsField(body, 'data');
  // Instagram lists the calling app alone and does not name it everywhere.
  const ours = apps.find((app) => (idField(app, 'id') ?? graph.app.id) === graph.app.id);
  return ours ? fieldsOf(ours) : null;
}

/** What is off already is no error. */
export async function switchOff({ graph, node, token }: GraphNode): Promise<void> {
  await unlessGone(graphCall(graph, { method: 'DELETE', path: pathOf(node), token }));
}

/** Where the application's deliveries of an object go, by the console. `unknown` when Meta does not say. */
export async function deliveriesOf(
  graph: Graph,
  object: 'page' | 'instagram',
  webhookUrl: string,
): Promise<'here' | 'elsewhere' | 'nowhere' | 'unknown'> {
  const path = `/${encodeURIComponent(graph.app.id)}/subscriptions`;
  try {
    const body = await graphCall(graph, { path, token: appToken(graph.app) });
    const found = objectsField(body, 'data').find((entry) => textField(entry, 'object') === object);
    if (!found || field(found, 'active') === false) return 'nowhere';
    return textField(found, 'callback_url') === webhookUrl ? 'here' : 'elsewhere';
  } catch (error) {
    // It is about the operator's setup; what is known of the account counts without it.
    if (error instanceof PlatformRefusal) return 'unknown';
    throw error;
  }
}

const GONE = ['authorization_gone', 'permission_missing', 'not_found'];

/** Lets pass what Meta refuses because there is nothing left to take away: 190, 200, 10, 100/33. */
export async function unlessGone(call: Promise<unknown>): Promise<void> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof PlatformRefusal) || !GONE.includes(error.kind)) throw error;
  }
}

function pathOf(node: string): string {
  return `/${encodeURIComponent(node)}/subscribed_apps`;
}

function fieldsOf(app: JsonObject): string[] {
  const fields = field(app, 'subscribed_fields');
  return Array.isArray(fields) ? fields.filter((one) => typeof one === 'string') : [];
}
