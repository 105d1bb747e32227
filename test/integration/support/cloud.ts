import type { Act, SampleKit } from '../../../lambdas/connectors/shared/sample-kit.ts';
import { type Endpoints, readEndpoints } from '../../../local/cloud/endpoints.ts';
import { signIn } from '../../../local/cloud/sign-in.ts';
import { kitOf } from '../../support/samples.ts';

/** The local cloud that the setup started. */
export const state: string = process.env.KAOJAI_TEST_STATE ?? '';
export const endpoints: Endpoints = readEndpoints(state);

const tokens = new Map<string, Promise<string>>();

/** What the tests look at in a conversation. */
export interface ConversationView {
  readonly id: string;
  readonly platform: string;
  readonly connectionId: string;
  readonly status: string;
  readonly unreadCount: number;
  readonly preview: { readonly text: string | null } | null;
}

/** What the tests look at in a timeline entry. */
export interface EntryView {
  readonly id: string;
  readonly type: string;
  readonly text: string | null;
}

/** A request of a signed-in person to the agent API. */
export async function call<T = unknown>(
  email: string,
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; body: T }> {
  const user = endpoints.users.find((candidate) => candidate.email === email);
  if (!user) throw new Error(`no user ${email}`);
  if (!tokens.has(email)) tokens.set(email, signIn(endpoints.cognito, user));
  const headers = { ...init.headers, authorization: `Bearer ${await tokens.get(email)}` };
  const response = await fetch(`${endpoints.apiUrl}${path}`, { ...init, headers });
  const text = await response.text();
  return { status: response.status, body: (text ? JSON.parse(text) : null) as T };
}

/** The newest conversations of a person's workspace. */
export async function conversations(email: string): Promise<readonly ConversationView[]> {
  return (await call<{ items: ConversationView[] }>(email, '/v1/conversations?limit=100')).body.items;
}

/** A conversation's entries, newest first. */
export async function timeline(email: string, conversationId: string): Promise<readonly EntryView[]> {
  const path = `/v1/conversations/${conversationId}/timeline?limit=100`;
  return (await call<{ items: EntryView[] }>(email, path)).body.items;
}

export interface Account {
  readonly kit: SampleKit;
  readonly surface: string;
  readonly accountId: string;
  readonly webhookUrl: string;
  readonly connectionId: string;
}

/** Every connected account of a workspace, with the kit that plays its platform. */
export async function accountsOf(workspaceId: string): Promise<Account[]> {
  const found: Account[] = [];
  for (const { platform, accountId, webhookUrl, id, workspaceId: owner } of endpoints.connections) {
    if (owner !== workspaceId) continue;
    const kit = await kitOf(platform);
    const surface = Object.keys(kit.credentials).find((name) => surfaceFits(webhookUrl, name)) ?? 'main';
    found.push({ kit, surface, accountId, webhookUrl, connectionId: id });
  }
  return found;
}

function surfaceFits(webhookUrl: string, surface: string): boolean {
  return surface === 'main' || webhookUrl.endsWith(`/${surface}`);
}

/** Posts bytes as the platform would, signed for the account's registered address. Gives the answer's status. */
export async function post(
  account: Account,
  body: Buffer,
  headers?: Record<string, string>,
): Promise<number> {
  const response = await fetch(account.webhookUrl, {
    method: 'POST',
    headers: headers ?? signatureOf(account, body),
    body: new Uint8Array(body),
  });
  return response.status;
}

export function signatureOf({ kit, surface, webhookUrl }: Account, body: Buffer): Record<string, string> {
  const credential = kit.credentials[surface];
  if (!credential) throw new Error(`no credential for ${surface}`);
  const registered = { ...credential, facts: { ...credential.facts, callbackUrl: webhookUrl } };
  return kit.sign({ surface, body, credential: registered, at: Date.now() });
}

export function composed({ kit }: Account, act: Act): Buffer {
  const body = kit.compose(act);
  if (!body) throw new Error(`${kit.platform} has no ${act.kind}`);
  return body;
}

let lastId = BigInt(Date.now()) * 1_000n;

/** A message of an invented customer, with an id of its own. */
export function aMessage(
  account: Account,
  customerId: string,
  text: string,
  at = Date.now(),
): Act & { kind: 'message' } {
  const { surface, accountId } = account;
  return { kind: 'message', surface, accountId, customerId, messageId: String(lastId++), text, at };
}

/** Asks again and again until the answer is there; the local cloud needs a moment between a delivery and its message. */
export async function eventually<T>(ask: () => Promise<T | undefined>, what: string): Promise<T> {
  const deadline = Date.now() + 20_000;
  while (Date.now() < deadline) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`not within 20 s: ${what}`);
}
