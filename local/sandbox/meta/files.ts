import { createHash } from 'node:crypto';
import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';
import { DAY, type Meta, type StoredFile } from './memory.ts';
import { pageById } from './people.ts';

/** Hosts of the content delivery network that the sandbox plays. */
export const MESSENGER_FILES = 'scontent.xx.fbcdn.net';
export const INSTAGRAM_FILES = 'lookaside.fbsbx.com';
export const MESSENGER_PICTURES = 'platform-lookaside.fbsbx.com';
export const INSTAGRAM_PICTURES = 'scontent.cdninstagram.com';

/** Addresses of files end after some days; Meta does not say how many. */
const ADDRESS_LIFE_MS = 3 * DAY;

export interface FileBytes {
  readonly bytes: Buffer;
  readonly mimeType: string;
  readonly name: string;
}

/** Puts a file on the network. Answers its id. */
export function keepFile({ world, memory }: Meta, { bytes, mimeType, name }: FileBytes): string {
  const id = world.newDigits(17);
  const digest = createHash('sha256').update(bytes).digest('hex');
  const expiresAt = world.now() + ADDRESS_LIFE_MS;
  memory.files = {
    ...memory.files,
    [id]: { base64: bytes.toString('base64'), mimeType, name, digest, expiresAt },
  };
  return id;
}

export function fileById({ memory }: Meta, id: string): StoredFile | undefined {
  return memory.files?.[id];
}

/** Where a file is to be had. The signature is in the query. */
export function addressOf(meta: Meta, accountId: string, id: string): string {
  const signature = signatureOf(id);
  if (!pageById(accountId))
    return `https://${INSTAGRAM_FILES}/ig_messaging_cdn/?asset_id=${id}&signature=${signature}`;
  const file = fileById(meta, id);
  const ends = Math.floor((file?.expiresAt ?? 0) / 1_000).toString(16);
  const name = encodeURIComponent(file?.name ?? id);
  return `https://${MESSENGER_FILES}/v/t1/${id}/${name}?oh=${signature}&oe=${ends.toUpperCase()}`;
}

/** `GET` of an address. A wrong signature or an address whose time is over answers 403. */
export function serveFile(meta: Meta, { method, host, path, query }: SandboxRequest): SandboxAnswer {
  if (method !== 'GET') return { status: 405 };
  const messenger = host === MESSENGER_FILES;
  const id = messenger ? path.split('/')[3] : query.get('asset_id');
  const signature = query.get(messenger ? 'oh' : 'signature');
  const file = fileById(meta, id ?? '');
  if (!id || !file) return { status: 404, body: 'Bad URL hash' };
  if (signature !== signatureOf(id) || file.expiresAt <= meta.world.now())
    return { status: 403, body: 'URL signature expired' };
  return {
    status: 200,
    headers: { 'content-type': file.mimeType },
    body: Buffer.from(file.base64, 'base64'),
  };
}

/** The least picture there is: everybody's profile. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export function servePicture({ method }: SandboxRequest): SandboxAnswer {
  if (method !== 'GET') return { status: 405 };
  return { status: 200, headers: { 'content-type': 'image/png' }, body: PICTURE };
}

function signatureOf(id: string): string {
  return createHash('sha256').update(`sandbox/${id}`).digest('base64url').slice(0, 24);
}
