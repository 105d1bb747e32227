import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Verdict, WebhookCredential } from '../../ports/connector.ts';

/** HMAC-SHA256 over bytes. Strings are hashed as UTF-8; bodies must be given as the bytes that arrived. */
export function hmacSha256(key: string, ...parts: readonly (string | Buffer)[]): Buffer {
  const hmac = createHmac('sha256', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** Compares two MACs in constant time; different lengths are unequal, never an exception. */
export function sameMac(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

/** 32 bytes written as 64 hex digits, or null. `lowerOnly` for platforms that always send lower case. */
export function macFromHex(value: string | undefined, lowerOnly: boolean): Buffer | null {
  if (value === undefined) return null;
  return (lowerOnly ? /^[0-9a-f]{64}$/ : /^[0-9a-fA-F]{64}$/).test(value) ? Buffer.from(value, 'hex') : null;
}

/**
 * Exactly 32 bytes in standard base64 with padding, or null. The last character before the padding carries two bits that
 * decoders ignore; a value with those bits set is refused, so that one MAC has one spelling.
 */
export function macFromBase64(value: string | undefined): Buffer | null {
  if (value === undefined || !/^[A-Za-z0-9+/]{43}=$/.test(value)) return null;
  const mac = Buffer.from(value, 'base64');
  return mac.toString('base64') === value ? mac : null;
}

/**
 * Finds the credential whose MAC equals the received one. All candidates are tried, so that time does not tell which one
 * matched; with none, one MAC is computed all the same, so that an unknown account costs what a known one does.
 */
export function whoSigned(
  received: Buffer | null,
  credentials: readonly WebhookCredential[],
  macOf: (credential: WebhookCredential) => Buffer,
): Verdict {
  let verdict: Verdict = { kind: 'untrusted' };
  for (const credential of credentials.length > 0 ? credentials : [NOBODY]) {
    const expected = macOf(credential);
    if (received && sameMac(expected, received) && credential !== NOBODY && verdict.kind === 'untrusted') {
      verdict = { kind: 'trusted', credential: credential.ref };
    }
  }
  return verdict;
}

const NOBODY: WebhookCredential = {
  ref: 'nobody',
  secret: { reveal: () => 'nobody signs with this' } as WebhookCredential['secret'],
  facts: {},
};
