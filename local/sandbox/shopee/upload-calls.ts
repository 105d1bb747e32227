import type { SandboxWorld } from '../platform-sandbox.ts';
import { ShopeeError } from './api-errors.ts';
import type { Asked } from './callers.ts';
import { addressOf, keepFile } from './files.ts';
import type { Memory, Shop } from './world.ts';

const MB = 1024 * 1024;

/** What a file of that type begins with. */
const IMAGES: readonly (readonly [mimeType: string, start: string])[] = [
  ['image/jpeg', 'ffd8ff'],
  ['image/png', '89504e470d0a1a0a'],
  ['image/gif', '47494638'],
];

/** A picture of at most 2 MB that is what it says. */
export function uploadImage(world: SandboxWorld, memory: Memory, { shopId }: Shop, { file }: Asked): object {
  const isImage = IMAGES.some(([type, start]) => type === file?.mimeType && startsWith(file.bytes, 0, start));
  if (!file || !isImage) throw new ShopeeError('error_param', 'Only jpg, jpeg, png and gif.');
  if (file.bytes.length > 2 * MB) throw new ShopeeError('error_param', 'The image is too large.');
  const kept = keepFile(world, memory, { ...file, shopId, kind: 'image' });
  const thumbnail = `${addressOf(kept)}_tn`;
  return {
    url: addressOf(kept),
    thumbnail,
    thumb_width: 320,
    thumb_height: 320,
    file_server_id: 0,
    url_hash: kept.id,
  };
}

/** A video of at most 30 MB; answers before it is prepared. */
export function uploadVideo(world: SandboxWorld, memory: Memory, { shopId }: Shop, { file }: Asked): object {
  if (file?.mimeType !== 'video/mp4' || !startsWith(file.bytes, 4, '66747970'))
    throw new ShopeeError('error_param', 'Only mp4.');
  if (file.bytes.length > 30 * MB) throw new ShopeeError('error_param', 'The video is too large.');
  return { vid: keepFile(world, memory, { ...file, shopId, kind: 'video' }).id };
}

/** Prepared when it is asked for the second time. Its duration is invented. */
export function videoResult(memory: Memory, { shopId }: Shop, query: URLSearchParams): object {
  const video = memory.files.find(
    (one) => one.id === query.get('vid') && one.shopId === shopId && one.kind === 'video',
  );
  if (!video) throw new ShopeeError('error_param', 'vid.');
  if (video.asked++ === 0) return { vid: video.id, status: 'processing' };
  const thumbnail = `${video.id}_tn`;
  const shape = { width: 399, height: 713, duration: 15_000 };
  return { vid: video.id, status: 'successful', video: addressOf(video), thumbnail, ...shape };
}

function startsWith(bytes: Buffer, at: number, hex: string): boolean {
  return bytes.subarray(at, at + hex.length / 2).toString('hex') === hex;
}
