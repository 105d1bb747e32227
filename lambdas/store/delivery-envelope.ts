import type { AcceptedDelivery } from '../domain/delivery.ts';
import { Misconfigured } from '../domain/errors.ts';
import type { Millis } from '../domain/platform.ts';
import { open, type SealKey, seal } from '../domain/seal.ts';
import { objectKeys } from './keys.ts';

/**
 * A delivery as it lies in the queue, version 1: one line of JSON with the facts, then the sealed body in base64 (nothing in it needs
 * escaping, so a large body is never gone through again). Old and new code run side by side during a deployment: a reader takes every version
 * up to its own and refuses later ones, which then come back until a new reader takes them.
 */
export interface Envelope {
  readonly v: 1;
  readonly id: string;
  readonly platform: string;
  readonly surface: string;
  readonly credential: string;
  readonly receivedAt: Millis;
  /** The key of the object that holds the sealed body, when the message does not. */
  readonly object?: string;
  /** It was parked before and put back by an operator. */
  readonly redriven?: boolean;
}

/**
 * Characters of sealed body that a message holds: 256 KB, the size that SQS has always taken, less room for the facts. SQS bills by 64 KB, so from
 * there on an object is as cheap, and it spares the base64.
 */
export const INLINE_LIMIT = 250_000;

/** The day whose transit key seals the delivery. */
export function dayOf(at: Millis): string {
  return new Date(at).toISOString().slice(0, 10);
}

export interface Packed {
  readonly envelope: Envelope;
  /** Sealed body, base64; empty when it lies in the object. */
  readonly body: string;
  /** What does not fit the message, and where it goes. */
  readonly object?: { readonly key: string; readonly body: Buffer };
}

/** Seals a delivery for the queue; a large one goes into an object that the message names. */
export function pack(delivery: AcceptedDelivery, key: SealKey): Packed {
  const { id, platform, surface, credential, receivedAt } = delivery;
  const sealed = seal(key, associated(delivery), delivery.body);
  const envelope: Envelope = { v: 1, id, platform, surface, credential, receivedAt };
  if (sealed.length * (4 / 3) <= INLINE_LIMIT) return { envelope, body: sealed.toString('base64') };
  const object = objectKeys.delivery(dayOf(receivedAt), id);
  return { envelope: { ...envelope, object }, body: '', object: { key: object, body: sealed } };
}

/** A packed delivery as a queue message. */
export function writeMessage({ envelope, body }: Pick<Packed, 'envelope' | 'body'>): string {
  return `${JSON.stringify(envelope)}\n${body}`;
}

/** The message as a JSON string, without going through the body. */
export function messageAsJson({ envelope, body }: Pick<Packed, 'envelope' | 'body'>): string {
  return `${JSON.stringify(JSON.stringify(envelope)).slice(0, -1)}\\n${body}"`;
}

/** @throws Misconfigured for what is no message of a version that this code knows */
export function readMessage(message: string): Pick<Packed, 'envelope' | 'body'> {
  const end = message.indexOf('\n');
  const envelope = parse(end === -1 ? message : message.slice(0, end));
  if (envelope?.v !== 1)
    throw new Misconfigured(`queue message of version ${String(envelope?.v)}; this code reads 1`);
  return { envelope, body: end === -1 ? '' : message.slice(end + 1) };
}

function parse(line: string): Envelope | undefined {
  try {
    return JSON.parse(line) as Envelope;
  } catch {
    return undefined;
  }
}

/** Opens the sealed body of an envelope. */
export function unpack(envelope: Envelope, key: SealKey, sealed: Buffer): AcceptedDelivery {
  const { id, platform, surface, credential, receivedAt } = envelope;
  return { id, platform, surface, credential, receivedAt, body: open(key, associated(envelope), sealed) };
}

/** The body belongs to this delivery and to what the ingress found out about it. */
function associated(delivery: Omit<AcceptedDelivery, 'body'>): string[] {
  const { id, platform, surface, credential, receivedAt } = delivery;
  return ['delivery', id, platform, surface, credential, String(receivedAt)];
}
