import type { SandboxAnswer, SandboxRequest, SandboxWorld } from '../../platform-sandbox.ts';
import { AVATAR, fileAnswer, type KeptFile, keptFile, MB, pictureType } from '../files.ts';
import { readForm } from '../form-data.ts';
import { Refused } from '../product.ts';
import { admit, type Called, param } from './called.ts';
import { type BusinessState, DAY_MS } from './state.ts';

/** Where people's pictures are. Files of conversations are fetched from the API's own host. */
export const PICTURES = 'p16-sign-sg.tiktokcdn.com';
const LINKS = 'https://business-api.tiktok.com/media/';
const UPLOAD_LIFE_MS = 30 * DAY_MS;

/** `/business/message/media/upload/`: JPG or PNG up to 3 MB in a form. */
export function upload(called: Called): object {
  const accountId = admit(called, 'message.list.send');
  if (param(called, 'media_type') !== 'IMAGE') throw new Refused(200, 40908, 'media_type');
  const bytes = readForm(called.request)?.files.file?.bytes;
  if (!bytes) throw new Refused(200, 40002, 'file: Field is required');
  const mimeType = pictureType(bytes);
  if (mimeType !== 'image/jpeg' && mimeType !== 'image/png') throw new Refused(200, 40908, 'File type');
  if (bytes.length > 3 * MB) throw new Refused(200, 40908, 'File size');
  return { media_id: keep(called.world, called.state, accountId, keptFile(bytes, mimeType)) };
}

/** Keeps a file of an account's conversations and answers its id. */
export function keep(world: SandboxWorld, state: BusinessState, accountId: string, file: KeptFile): string {
  const mediaId = world.newToken('media.');
  state.media[mediaId] = accountId;
  state.files ??= {};
  state.files[mediaId] = { ...file, at: world.now() };
  return mediaId;
}

/** Whether a message may carry this: uploaded for the same account, not more than 30 days ago. */
export function isUploaded({ world, state }: Called, accountId: string, mediaId: string): boolean {
  const at = state.files?.[mediaId]?.at ?? Number.NEGATIVE_INFINITY;
  return state.media[mediaId] === accountId && world.now() - at <= UPLOAD_LIFE_MS;
}

/** `/business/message/media/download/`: an address that is good for a day, for a file of that message in that conversation. */
export function download(called: Called): object {
  const accountId = admit(called, 'message.list.read');
  const mediaId = param(called, 'media_id');
  const name = param(called, 'media_type').toLowerCase();
  if (name !== 'image' && name !== 'video') throw new Refused(200, 40002, 'media_type');
  const conversation = called.state.conversations[param(called, 'conversation_id')];
  const messageId = param(called, 'message_id');
  const message = conversation?.messages.find(({ message_id }) => message_id === messageId);
  const part = message?.[name] as { media_id?: string } | undefined;
  if (conversation?.accountId !== accountId || part?.media_id !== mediaId || !called.state.files?.[mediaId]) {
    throw new Refused(200, 40007, 'The media does not exist');
  }
  const token = called.world.newToken('d');
  called.state.links ??= {};
  called.state.links[token] = { accountId, mediaId, until: called.world.now() + DAY_MS };
  return { download_url: `${LINKS}${token}` };
}

/** A file behind such an address; only for whom it was made. */
export function media(world: SandboxWorld, state: BusinessState, request: SandboxRequest): SandboxAnswer {
  if (request.host === PICTURES) return fileAnswer(AVATAR);
  const link = state.links?.[request.path.replace('/media/', '')];
  const file = link && state.files?.[link.mediaId];
  if (!link || !file) return { status: 404 };
  const grant = state.grants[link.accountId];
  const holder = grant?.access === request.headers['x-user'] && world.now() <= (grant?.accessUntil ?? 0);
  return holder && world.now() < link.until ? fileAnswer(file) : { status: 403 };
}
