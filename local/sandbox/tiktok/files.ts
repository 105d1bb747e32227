import { createHash } from 'node:crypto';
import { type SandboxAction, type SandboxAnswer, SandboxProblem } from '../platform-sandbox.ts';

export const MB = 1024 * 1024;

/** Bytes, as they are kept in the sandbox's memory. */
export interface KeptFile {
  readonly base64: string;
  readonly mimeType: string;
}

/** What the first bytes say, by which TikTok knows a picture. */
const HEADS: readonly (readonly [mimeType: string, head: RegExp])[] = [
  ['image/jpeg', /^\xff\xd8\xff/],
  ['image/png', /^\x89PNG\r\n/],
  ['image/gif', /^GIF8[79]a/],
  ['image/webp', /^RIFF....WEBP/s],
];

/** The type of a picture by its bytes, whatever its name and its sender say; undefined for what is none. */
export function pictureType(bytes: Buffer): string | undefined {
  const head = bytes.subarray(0, 16).toString('latin1');
  return HEADS.find(([, pattern]) => pattern.test(head))?.[0];
}

export function keptFile(bytes: Buffer, mimeType: string): KeptFile {
  return { base64: bytes.toString('base64'), mimeType };
}

/** SHA-256 of the bytes, in hex. */
export function digestOf({ base64 }: KeptFile): string {
  return createHash('sha256').update(Buffer.from(base64, 'base64')).digest('hex');
}

/** The file itself, as a media host answers. */
export function fileAnswer({ base64, mimeType }: KeptFile): SandboxAnswer {
  return { status: 200, headers: { 'content-type': mimeType }, body: Buffer.from(base64, 'base64') };
}

/** A picture of one pixel, as everybody's picture. */
export const AVATAR: KeptFile = {
  base64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  mimeType: 'image/png',
};

type File = Extract<SandboxAction, { readonly kind: 'file' }>['file'];

/**
 * What a customer sends: both products have pictures and videos only.
 * @throws SandboxProblem for anything else
 */
export function customersFile({ kind, base64, mimeType }: File): KeptFile & { kind: 'image' | 'video' } {
  if (kind === 'image' || kind === 'video') return { kind, base64, mimeType };
  throw new SandboxProblem(`customers of TikTok cannot send this kind of file: ${kind}`);
}
