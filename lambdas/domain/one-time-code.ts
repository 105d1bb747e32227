import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Millis } from './platform.ts';

/** A code is good for this long. */
export const CODE_LIFE_MS: Millis = 10 * 60_000;
/** How often one may be guessed at. */
export const MAX_TRIES = 5;
/** Codes of one request within a day: 25 guesses at a million. */
export const MAX_CODES = 5;
const DAY_MS: Millis = 24 * 60 * 60_000;

/** What is kept of a request's codes; of the code itself only a digest. */
export interface CodeRecord {
  readonly digest: string;
  readonly until: Millis;
  readonly tries: number;
  /** When codes were made, within the last day. */
  readonly madeAt: readonly Millis[];
  /** Counts writes. */
  readonly rev: number;
}

/** Six digits of chance, each code as likely as the other. @param bytes at least 6, random */
export function codeFrom(bytes: Buffer): string {
  // 2^48 is 281 million times a million: no code is likelier than another by more than that.
  return String(bytes.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
}

/** HMAC-SHA-256 with a secret of the workspace: six digits would be guessed from a plain digest at once. */
export function codeDigest(secret: Buffer, requestId: string, code: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify(['privacy code', requestId, code]))
    .digest('base64url');
}

/** With a new code in the place of the one before; null = there were too many of late. */
export function withCode(before: CodeRecord | null, digest: string, now: Millis): CodeRecord | null {
  const madeAt = (before?.madeAt ?? []).filter((at) => at > now - DAY_MS);
  if (madeAt.length >= MAX_CODES) return null;
  const rev = before?.rev ?? 0;
  return { digest, until: now + CODE_LIFE_MS, tries: 0, madeAt: [...madeAt, now], rev };
}

/** With one try less, which has to be written down before the code is looked at; null = there is none left. */
export function withTry(record: CodeRecord, now: Millis): CodeRecord | null {
  return record.tries >= MAX_TRIES || now >= record.until ? null : { ...record, tries: record.tries + 1 };
}

/** In constant time. */
export function isCode({ digest }: CodeRecord, given: string): boolean {
  const [stored, other] = [Buffer.from(digest), Buffer.from(given)];
  return stored.length === other.length && timingSafeEqual(stored, other);
}
