import type { RawDelivery } from '../domain/delivery.ts';
import { KaoJaiError } from '../domain/errors.ts';
import type { PlatformId } from '../domain/platform.ts';
import type { Clock } from '../ports/clock.ts';
import type { WebhookCredentials } from '../ports/connections.ts';
import type {
  Connector,
  HandshakeAnswer,
  Verdict,
  WebhookCredential,
  WebhookRoute,
} from '../ports/connector.ts';
import type { DeliveryQueue } from '../ports/deliveries.ts';
import type { Meter } from '../ports/meter.ts';

/**
 * Bodies up to 4 MiB: Lambda hands over 6 MB at most, and that is base64 for some content types. The largest real ones are Meta's, with
 * up to 1,000 updates each.
 */
export const MAX_BODY_BYTES = 4 * 1024 * 1024;

export interface AcceptDeps {
  readonly credentials: WebhookCredentials;
  readonly queue: DeliveryQueue;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly newId: () => string;
}

/** A route of a connector, found by the router. */
export interface MatchedRoute {
  readonly connector: Connector;
  readonly route: WebhookRoute;
  readonly params: Readonly<Record<string, string | undefined>>;
}

export interface DeliveryRequest extends MatchedRoute {
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Bytes; a body that is too large need not be decoded to be refused. */
  readonly size: number;
  readonly body: Buffer;
}

/** 200 accepted · 401 not signed by anyone we know · 413 too large · 503 could not be made durable, send it again. */
export type AcceptStatus = 200 | 401 | 413 | 503;

/**
 * Verify, make durable, acknowledge; nothing else. Size first, then the signature over the raw bytes, then the queue. Never answers 200
 * before the delivery is durable.
 */
export async function acceptDelivery(deps: AcceptDeps, request: DeliveryRequest): Promise<AcceptStatus> {
  const platform = request.connector.manifest.id;
  if (Math.max(request.size, request.body.length) > MAX_BODY_BYTES)
    return refuse(deps, 'DeliveryTooLarge', platform, 413);
  const delivery: RawDelivery = {
    platform,
    surface: request.route.surface,
    headers: request.headers,
    body: request.body,
    receivedAt: deps.clock.now(),
  };
  try {
    const verdict = await whoSigned(deps, request, delivery);
    if (verdict.kind === 'probe') return 200;
    if (verdict.kind === 'stale') return refuse(deps, 'DeliveryStale', platform, 401);
    if (verdict.kind === 'untrusted') return refuse(deps, 'DeliveryRefused', platform, 401);
    const id = deps.newId();
    const { surface, body, receivedAt } = delivery;
    await deps.queue.put({ id, platform, surface, credential: verdict.credential, receivedAt, body });
    // Not counted here: the queue counts what it takes, and a second count would only cost a log line.
    return 200;
  } catch (error) {
    const cause = error instanceof KaoJaiError ? error.message : 'unexpected';
    deps.meter.count('DeliveryNotStored', { Platform: platform }, { cause });
    return 503;
  }
}

/** A signature that fails although we know a secret may have been made with a newer one: look again, once. */
async function whoSigned(deps: AcceptDeps, matched: MatchedRoute, delivery: RawDelivery): Promise<Verdict> {
  const first = await verify(deps, matched, delivery, false);
  return first.kind === 'untrusted' ? verify(deps, matched, delivery, true) : first;
}

async function verify(
  deps: AcceptDeps,
  matched: MatchedRoute,
  delivery: RawDelivery,
  refreshed: boolean,
): Promise<Verdict> {
  const found = await candidatesOf(deps, matched, refreshed);
  return matched.connector.verify(delivery, found, delivery.receivedAt);
}

async function candidatesOf(
  { credentials }: Pick<AcceptDeps, 'credentials'>,
  { route, params }: MatchedRoute,
  refreshed: boolean,
): Promise<readonly WebhookCredential[]> {
  const options = { refreshed };
  const [first = '', ...more] = route.credentials;
  const found = await credentials.candidates(filled(first, params), options);
  if (more.length === 0) return found;
  const others = await Promise.all(
    more.map((lookup) => credentials.candidates(filled(lookup, params), options)),
  );
  return [...found, ...others.flat()];
}

/** Answers a platform's check of the address. */
export async function answerHandshake(
  deps: Pick<AcceptDeps, 'credentials'>,
  matched: MatchedRoute,
  query: Readonly<Record<string, string | undefined>>,
): Promise<HandshakeAnswer | { status: 404 | 503; body: string }> {
  if (!matched.connector.handshake) return { status: 404, body: '' };
  try {
    return matched.connector.handshake(query, await candidatesOf(deps, matched, false));
  } catch {
    return { status: 503, body: '' };
  }
}

/** A look-up with its path parameter filled in; a parameter that no id can have finds nothing. */
function filled(lookup: string, params: MatchedRoute['params']): string {
  const open = lookup.indexOf('{');
  if (open === -1) return lookup;
  const value = params[lookup.slice(open + 1, -1)] ?? '';
  return `${lookup.slice(0, open)}${/^[A-Za-z0-9_-]{1,64}$/.test(value) ? value : '!'}`;
}

function refuse(
  deps: AcceptDeps,
  metric: 'DeliveryTooLarge' | 'DeliveryStale' | 'DeliveryRefused',
  platform: PlatformId,
  status: 401 | 413,
): AcceptStatus {
  deps.meter.count(metric, { Platform: platform });
  return status;
}
