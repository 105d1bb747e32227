import { createHash } from 'node:crypto';
import type { SandboxAnswer, SandboxRequest, SandboxWorld } from '../platform-sandbox.ts';
import type { Memory, StoredFile } from './world.ts';

export const IMAGE_HOST = 'cf.shopee.co.th';
export const VIDEO_HOST = 'cvf.shopee.co.th';

type NewFile = Pick<StoredFile, 'shopId' | 'kind' | 'mimeType'> & { readonly bytes: Buffer };

/** Keeps a file under a new id, such as `th-11134207-…`. */
export function keepFile(world: SandboxWorld, memory: Memory, { bytes, ...file }: NewFile): StoredFile {
  const id = world.newToken(file.kind === 'image' ? 'th-11134207-' : 'th-11110105-');
  const kept: StoredFile = { ...file, id, base64: bytes.toString('base64'), asked: 0 };
  memory.files.push(kept);
  return kept;
}

/** Where everybody may fetch it. */
export function addressOf({ kind, id }: StoredFile): string {
  return `https://${kind === 'image' ? IMAGE_HOST : VIDEO_HOST}/file/${id}`;
}

/** Answers calls of the file store's hosts. */
export function serveFile({ files }: Memory, { host, method, path }: SandboxRequest): SandboxAnswer {
  const file = files.find((one) => addressOf(one) === `https://${host}${path}`);
  if (method !== 'GET' || !file) return { status: 404 };
  const headers = { 'content-type': file.mimeType };
  return { status: 200, headers, body: Buffer.from(file.base64, 'base64') };
}

/** SHA-256 of a file's bytes, in hex. */
export function digestOf({ files }: Memory, id: string): string | undefined {
  const file = files.find((one) => one.id === id);
  return file && createHash('sha256').update(Buffer.from(file.base64, 'base64')).digest('hex');
}
