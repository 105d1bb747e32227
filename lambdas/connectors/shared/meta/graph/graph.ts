import { Misconfigured } from '../../../../domain/errors.ts';
import type { Millis, PlatformId } from '../../../../domain/platform.ts';
import { SecretText } from '../../../../domain/secret-text.ts';
import type { PlatformApp, PlatformCalls } from '../../../../ports/account-access.ts';
import type { EgressAnswer } from '../../../../ports/egress.ts';
import { withQuery } from '../../access/addresses.ts';
import type { JsonObject } from '../../fields.ts';
import { appsecretProof } from './proof.ts';
import { acceptedBody } from './refusals.ts';

/** Always in the path: without one the oldest version that the app may still use answers. A version lives about two years. */
export const GRAPH_VERSION = 'v25.0';

/** One of Meta's two Graph APIs, as one application calls it. */
export interface Graph {
  readonly platform: PlatformId;
  readonly calls: PlatformCalls;
  readonly app: PlatformApp;
  /** With the version, without a slash at the end. */
  readonly base: string;
  /** Whether calls prove that they come from the app's server; not documented for graph.instagram.com. */
  readonly proves: boolean;
}

/** Something at Meta that calls are about, and the token that reaches it. */
export interface GraphNode {
  readonly graph: Graph;
  /** An id, or `me`: whose token it is. */
  readonly node: string;
  readonly token: SecretText;
}

export interface GraphCall {
  /** Default: GET. */
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Begins with a slash. */
  readonly path: string;
  /** Goes into a header, never into the address. Null where the call has none, or takes it as a parameter only. */
  readonly token: SecretText | null;
  readonly query?: Readonly<Record<string, string | number | undefined>>;
  readonly body?: GraphBody;
  /** Of the whole call; see `EgressCall.timeoutMs`. */
  readonly timeoutMs?: Millis;
  /** Default: yes. */
  readonly idempotent?: boolean;
}

/** With its content type. */
export interface GraphBody {
  readonly type: string;
  readonly content: Buffer | string;
}

/**
 * graph.facebook.com, for Pages and what is linked to them.
 * @throws Misconfigured when the deployment has no such application
 */
export function facebookGraph(platform: PlatformId, calls: PlatformCalls, app: PlatformApp | null): Graph {
  const base = `https://graph.facebook.com/${GRAPH_VERSION}`;
  return { platform, calls, app: known(app), base, proves: true };
}

/** graph.instagram.com, for accounts connected by the Instagram login. */
export function instagramGraph(platform: PlatformId, calls: PlatformCalls, app: PlatformApp | null): Graph {
  const base = `https://graph.instagram.com/${GRAPH_VERSION}`;
  return { platform, calls, app: known(app), base, proves: false };
}

function known(app: PlatformApp | null): PlatformApp {
  if (app) return app;
  throw new Misconfigured('the Meta application of this login is not set up');
}

/**
 * Makes a call and reads its answer.
 * @throws PlatformRefusal
 * @throws EgressError
 */
export async function graphCall(graph: Graph, call: GraphCall): Promise<JsonObject> {
  return acceptedBody(graph.platform, await graphAnswer(graph, call));
}

/**
 * Makes a call; what Meta answers is not read.
 * @throws EgressError
 */
export function graphAnswer(graph: Graph, call: GraphCall): Promise<EgressAnswer> {
  const { method = 'GET', path, token, body, timeoutMs, idempotent = true } = call;
  const proof = graph.proves && token ? { appsecret_proof: appsecretProof(graph.app.secret, token) } : {};
  return graph.calls.send({
    method,
    url: withQuery(`${graph.base}${path}`, { ...call.query, ...proof }),
    headers: {
      ...(token ? { authorization: `Bearer ${token.reveal()}` } : {}),
      ...(body ? { 'content-type': body.type } : {}),
    },
    ...(body ? { body: body.content } : {}),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    idempotent,
  });
}

/** A body as most calls have it. */
export function jsonBody(value: object): GraphBody {
  return { type: 'application/json', content: JSON.stringify(value) };
}

/** The application's own token: its id and its secret, to be treated as the secret. */
export function appToken({ id, secret }: PlatformApp): SecretText {
  return new SecretText(`${id}|${secret.reveal()}`);
}
