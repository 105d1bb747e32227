import { createHash, createPublicKey, verify } from 'node:crypto';
import type { Millis } from './platform.ts';

/** What an erasure proves, without a word of whom it was about. Times are ISO 8601. */
export interface Certificate {
  readonly version: 1;
  readonly id: string;
  readonly workspaceId: string;
  readonly requestId: string;
  readonly subject: 'customer' | 'member' | 'connection' | 'workspace';
  readonly receivedAt: string;
  readonly verifiedAt: string | null;
  /** What is older than this stays out for ever. */
  readonly erasedAt: string;
  readonly completedAt: string;
  readonly steps: readonly CertificateStep[];
  /** Records that were destroyed, by store. */
  readonly erased: Readonly<Record<string, number>>;
  /** The last look through every record of every store: how many were looked at, by store; none of them was the subject's. */
  readonly proof: {
    readonly scanned: Readonly<Record<string, number>>;
    readonly found: 0;
    readonly rounds: number;
  };
  readonly keyMaterial: KeyMaterial;
  /** What the law lets or makes us keep. */
  readonly exceptions: readonly { readonly what: string; readonly basis: string }[];
}

/** A step, and when it ended. */
export interface CertificateStep {
  readonly name: string;
  readonly at: string;
}

/** How long what could open a copy may survive, at most. */
export interface KeyMaterial {
  /** In the memory of functions, from the destruction on. */
  readonly memorySeconds: number;
  /** In the point-in-time window of the table of salts. */
  readonly recoveryDays: number;
  /** Copies without a key, in backups. */
  readonly backupDays: number;
}

/** A certificate with its signature over `certificateBytes`. */
export interface SignedCertificate {
  readonly certificate: Certificate;
  readonly signature: { readonly algorithm: 'ECDSA_SHA_256'; readonly keyId: string; readonly value: string };
}

/** The bytes that are signed: JSON with sorted names and no spaces. */
export function certificateBytes(certificate: Certificate): Buffer {
  return Buffer.from(JSON.stringify(sorted(certificate)), 'utf8');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, one]) => [name, sorted(one)]));
}

/** Whether the signature is of that key over exactly this certificate. @param publicKey PEM */
export function isGenuine({ certificate, signature }: SignedCertificate, publicKey: string): boolean {
  if (signature.algorithm !== 'ECDSA_SHA_256') return false;
  const key = createPublicKey(publicKey);
  return verify('sha256', certificateBytes(certificate), key, Buffer.from(signature.value, 'base64'));
}

/** One request has one certificate, however often it is made. */
export function certificateIdOf(requestId: string): string {
  return `ct_${createHash('sha256').update(`certificate ${requestId}`).digest('base64url').slice(0, 22)}`;
}

/** A moment as certificates write it. */
export function isoOf(at: Millis): string {
  return new Date(at).toISOString();
}
