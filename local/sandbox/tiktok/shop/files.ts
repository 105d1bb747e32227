import type { SandboxAnswer, SandboxRequest, SandboxWorld } from '../../platform-sandbox.ts';
import { AVATAR, fileAnswer, type KeptFile, MB, pictureType } from '../files.ts';
import { readForm } from '../form-data.ts';
import { Refused } from '../product.ts';
import { DAY_MS, type ShopFile, type ShopState } from './state.ts';

/** Where pictures and videos of the chat, and people's pictures, are fetched. */
export const PICTURES = 'p16-oec-sg.ibyteimg.com';
export const VIDEOS = 'v16-oec-sg.tiktokcdn.com';

/** Invented: the sandbox does not look into pictures. */
const SIZE = { width: 1280, height: 720 };

/** `/customer_service/202309/images/upload`: jpg, png, gif or webp in the field `data`, up to 10 MB. @throws Refused */
export function upload(world: SandboxWorld, state: ShopState, shopId: string, request: SandboxRequest) {
  const bytes = readForm(request)?.files.data?.bytes;
  const mimeType = bytes && pictureType(bytes);
  if (!bytes || !mimeType || bytes.length > 10 * MB) throw new Refused(400, 45101002, 'Invalid image');
  const file = { base64: bytes.toString('base64'), mimeType };
  return { url: keep(world, state, { ...file, shopId, from: 'shop' }), ...SIZE };
}

/** Keeps a file and answers its address. */
function keep(world: SandboxWorld, state: ShopState, file: ShopFile): string {
  const host = file.mimeType.startsWith('video/') ? VIDEOS : PICTURES;
  const url = `https://${host}/tos/${world.newToken('f')}`;
  state.files ??= {};
  state.files[url] = file;
  return url;
}

/** What a buyer's picture or video is in the chat. */
export function contentOf(
  world: SandboxWorld,
  state: ShopState,
  shopId: string,
  file: KeptFile & { kind: 'image' | 'video' },
): { type: string; content: string } {
  const { kind, ...kept } = file;
  if (kind === 'image') {
    const url = keep(world, state, { ...kept, shopId, from: 'buyer' });
    return { type: 'IMAGE', content: JSON.stringify({ url, ...SIZE }) };
  }
  const until = world.now() + DAY_MS;
  const url = keep(world, state, { ...kept, shopId, from: 'buyer', until });
  return { type: 'VIDEO', content: JSON.stringify(videoOf(world, url, kept, until)) };
}

/** TikTok writes some of the numbers as strings. */
function videoOf(world: SandboxWorld, url: string, { base64 }: KeptFile, until: number): object {
  return {
    url,
    cover: `https://${PICTURES}/avatar/cover`,
    ...SIZE,
    duration: '5.004',
    vid: world.newToken('v'),
    expire_time: String(Math.floor(until / 1000)),
    format: 'mp4',
    size: Buffer.from(base64, 'base64').length,
  };
}

/** A media host: no credentials are asked for, and an address past its time is forbidden. */
export function media(world: SandboxWorld, state: ShopState, { host, path }: SandboxRequest): SandboxAnswer {
  if (path.startsWith('/avatar/')) return fileAnswer(AVATAR);
  const file = state.files?.[`https://${host}${path}`];
  if (!file) return { status: 404 };
  return world.now() >= (file.until ?? Number.POSITIVE_INFINITY) ? { status: 403 } : fileAnswer(file);
}

/** Whether a picture is one that this shop uploaded, with the values that the upload answered. */
export function isUploaded(
  state: ShopState,
  shopId: string,
  inner: Readonly<Record<string, unknown>>,
): boolean {
  const file = state.files?.[String(inner.url)];
  const same = inner.width === SIZE.width && inner.height === SIZE.height;
  return file?.shopId === shopId && file.from === 'shop' && same;
}
