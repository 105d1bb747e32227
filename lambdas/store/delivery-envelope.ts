import type { AcceptedDelivery } from '../domain/delivery.ts';
import { Misconfigured } from '../domain/errors.ts';
import type { Millis } from '../domain/platform.ts';
import { open, seal } from '../domain/seal.ts';
import { objectKeys } from './keys.ts';

/**
 * A delivery as it lies in the queue, version 1. Old and new code run side by side during a deployment: a reader takes every version up
 * to its own and refuses later ones, which then come back until a new reader takes them.
 */
export interface Envelope {
  readonly v: 1;
  readonly id: string;
  readonly platform: string;
  readonly surface: string;
  readonly credential: string;
  readonly receivedAt: Millis;
  /** Sealed body, base64, … */
  readonly body?: string;
  /** … or the key of the object that holds it. */
  readonly object?: string;
  /** It was parked before and put back by an operator. */
  readonly redriven?: boolean;
}

/** SQS takes 1 MiB (since August 2025); the rest is room for the envelope. */
export const INLINE_LIMIT = 1_000_000;

/** The day whose transit key seals the delivery. */
export function dayOf(at: Millis): string {
  return new Date(at).toISOString().slice(0, 10);
}

export type Packed =
  | { readonly message: string }
  | { readonly message: string; readonly object: { readonly key: string; readonly body: Buffer } };

/** Seals a delivery for the queue; a large one goes into an object that the message names. */
export function pack(delivery: AcceptedDelivery, key: Buffer): Packed {
  const { id, platform, surface, credential, receivedAt } = delivery;
  const sealed = seal(key, associated(delivery), delivery.body);
  const envelope = { v: 1 as const, id, platform, surface, credential, receivedAt };
  if (sealed.length * (4 / 3) <= INLINE_LIMIT) {
    return { message: JSON.stringify({ ...envelope, body: sealed.toString('base64') } satisfies Envelope) };
  }
  const object = objectKeys.delivery(dayOf(receivedAt), id);
  return {
    message: JSON.stringify({ ...envelope, object } satisfies Envelope),
    object: { key: object, body: sealed },
  };
}

/** @throws Misconfigured for a version that this code does not know */
export function readEnvelope(message: string): Envelope {
  const envelope = JSON.parse(message) as Envelope;
  if (envelope.v !== 1)
    throw new Misconfigured(`queue message of version ${String(envelope.v)}; this code reads 1`);
  return envelope;
}

/** Opens the sealed body of an envelope. */
export function unpack(envelope: Envelope, key: Buffer, sealed: Buffer): AcceptedDelivery {
  const { id, platform, surface, credential, receivedAt } = envelope;
  return { id, platform, surface, credential, receivedAt, body: open(key, associated(envelope), sealed) };
}

/** The body belongs to this delivery and to what the ingress found out about it. */
function associated({
  id,
  platform,
  surface,
  credential,
}: Omit<AcceptedDelivery, 'body' | 'receivedAt'>): string[] {
  return ['delivery', id, platform, surface, credential];
}
