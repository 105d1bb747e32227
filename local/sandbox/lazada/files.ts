import { createHash } from 'node:crypto';
import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';
import type { Lazada, StoredFile } from './platform.ts';

/** Pictures lie here. */
export const PICTURES = 'th-live-02.slatic.net';
/** Videos lie here. */
export const VIDEOS = 'lazvideo.lazcdn.com';

/** How long Lazada lets a picture take that lies elsewhere. */
const FETCH_MS = 5_000;

/** Keeps a file. @returns where it lies, host and path */
export function keepFile(
  { world, memory }: Lazada,
  place: string,
  bytes: Buffer,
  mimeType: string,
  lifeMs?: number,
): string {
  const until = lifeMs === undefined ? null : world.now() + lifeMs;
  memory.files ??= {};
  memory.files[place] = { base64: bytes.toString('base64'), mimeType, until };
  return place;
}

/** A file to whoever has its address, as long as that is good. */
export function serveFile(lazada: Lazada, { method, host, path }: SandboxRequest): SandboxAnswer {
  const file = fileAt(lazada, `${host}${path}`);
  if (method !== 'GET' || !file) return { status: 404, body: 'Not Found' };
  if (file.until !== null && file.until <= lazada.world.now()) return { status: 403, body: 'Forbidden' };
  return {
    status: 200,
    headers: { 'content-type': file.mimeType },
    body: Buffer.from(file.base64, 'base64'),
  };
}

/** The bytes of a picture that is sent by its address; undefined = there are none to be had. */
export async function bytesAt(lazada: Lazada, url: string): Promise<Buffer | undefined> {
  const file = fileAt(lazada, url.replace(/^https?:\/\//, ''));
  if (file) return Buffer.from(file.base64, 'base64');
  const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS) }).catch(() => undefined);
  return response?.ok ? Buffer.from(await response.arrayBuffer()) : undefined;
}

export function digestOf(bytes: Buffer, algorithm = 'sha256'): string {
  return createHash(algorithm).update(bytes).digest('hex');
}

function fileAt({ memory }: Lazada, place: string): StoredFile | undefined {
  return memory.files && Object.hasOwn(memory.files, place) ? memory.files[place] : undefined;
}
