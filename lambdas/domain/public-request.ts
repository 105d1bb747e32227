import { createHash } from 'node:crypto';
import type { Millis, PlatformId } from './platform.ts';
import { dueAtOf, type PrivacyRequestType } from './privacy-request.ts';

/** What a person asks for on the public page. All of it is what they typed: nothing here is verified. */
export interface PublicRequest {
  readonly type: PrivacyRequestType;
  readonly platform: PlatformId;
  /** The shop's name or the address of its page. */
  readonly shop: string;
  /** What the person is called on the platform. */
  readonly name: string;
  /** Where an answer may be sent; null: by the conversation with the shop only. */
  readonly contact: string | null;
  readonly words: string | null;
}

/** Characters that a field may have, as its reader counts them. All of them together, sealed by KMS itself, stay below its 4,096 bytes. */
export const FIELD_LENGTHS = { shop: 120, name: 120, contact: 120, words: 400 } as const;

/** A request that nobody decides about is gone after this long, case and all that was typed: nobody asks about it later. */
export const INBOX_DAYS = 120;
/** Without a decision for this long it counts as late: ten days are left of the thirty that the law gives. */
export const LATE_DAYS = 20;

const DAY_MS = 86_400_000;

/** A request that waits for a decision: what of it may be read without opening it. */
export interface WaitingRequest {
  readonly code: string;
  readonly receivedAt: Millis;
  readonly platform: PlatformId;
  readonly type: PrivacyRequestType;
}

/** Whether it has waited too long for a decision. */
export function waitsTooLong({ receivedAt }: Pick<WaitingRequest, 'receivedAt'>, now: Millis): boolean {
  return now - receivedAt >= LATE_DAYS * DAY_MS;
}

/** By when whoever asked is answered. */
export function answerDue({ receivedAt }: Pick<WaitingRequest, 'receivedAt'>): Millis {
  return dueAtOf(receivedAt);
}

/**
 * Counts visitors without knowing them: one of 65,536 buckets, other ones each hour. About as many addresses of IPv4 share a bucket, so nobody finds
 * an address by trying them all, and no secret has to be kept for it. Two visitors of one bucket in one hour are rare, and harmless.
 */
export function visitorBucket(address: string, hour: number): string {
  const text = JSON.stringify(['visitor', hour, networkOf(address)]);
  return createHash('sha256').update(text).digest('hex').slice(0, 4);
}

/** Whoever has one address of IPv6 has all that share its first 64 bits. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = ''] = address.split('::');
  return [...head.split(':'), '0', '0', '0', '0'].slice(0, 4).join(':');
}

/** Full hours since 1970. */
export function hourOf(now: Millis): number {
  return Math.floor(now / 3_600_000);
}
