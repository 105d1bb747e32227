import type { RawDelivery } from '../domain/delivery.ts';
import { KaoJaiError } from '../domain/errors.ts';
import type { PlatformId } from '../domain/platform.ts';
import type { Clock } from '../ports/clock.ts';
import type { WebhookCredentials } from '../ports/connections.ts';
import type { Connector, HandshakeAnswer, Verdict, WebhookRoute } from '../ports/connector.ts';
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
    const { headers: _headers, ...accepted } = delivery;
    const id = deps.newId();
    await deps.queue.put({ ...accepted, id, credential: verdict.credential });
    deps.meter.count('DeliveryAccepted', { Platform: platform }, { deliveryId: id });
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
  const found = await Promise.all(
    lookupsOf(matched).map((lookup) => deps.credentials.candidates(lookup, { refreshed })),
  );
  return matched.connector.verify(delivery, found.flat(), delivery.receivedAt);
}

/** Answers a platform's check of the address. */
export async function answerHandshake(
  deps: Pick<AcceptDeps, 'credentials'>,
  matched: MatchedRoute,
  query: Readonly<Record<string, string | undefined>>,
): Promise<HandshakeAnswer | { status: 404 | 503; body: string }> {
  if (!matched.connector.handshake) return { status: 404, body: '' };
  try {
    const found = await Promise.all(lookupsOf(matched).map((lookup) => deps.credentials.candidates(lookup)));
    return matched.connector.handshake(query, found.flat());
  } catch {
    return { status: 503, body: '' };
  }
}

/** The route's credential look-ups with path parameters filled in; a parameter that no id can have finds nothing. */
function lookupsOf({ route, params }: MatchedRoute): string[] {
  return route.credentials.map((lookup) =>
    lookup.replace(/\{(\w+)\}/g, (_, name: string) => {
      const value = params[name] ?? '';
      return /^[A-Za-z0-9_-]{1,64}$/.test(value) ? value : '!';
    }),
  );
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
