import type { Json, Millis } from '../../../domain/platform.ts';
import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { PlatformCalls } from '../../../ports/account-access.ts';
import type { OutboundFile } from '../../../ports/account-messaging.ts';
import {
  defined,
  idField,
  type JsonObject,
  numberField,
  objectField,
  textField,
} from '../../shared/fields.ts';
import { callAsShop, type ShopCaller } from '../api/client.ts';
import { fileRefused } from './before-sending.ts';
import { fileForm } from './file-form.ts';

/** Whoever uploads. `wait`: for as many milliseconds. */
export interface Uploader {
  readonly calls: PlatformCalls;
  readonly caller: ShopCaller;
  readonly wait: (ms: Millis) => Promise<unknown>;
}

/** Shopee prepares a video for some seconds. */
const ASKS = 8;
const BETWEEN_ASKS_MS = 3_000;

/** `content` of a picture's message. */
export async function uploadImage(uploader: Uploader, file: OutboundFile): Promise<Record<string, Json>> {
  const url = textField(await upload(uploader, 'upload_image', file), 'url');
  if (!url) throw new PlatformRefusal('unavailable', 'shopee', 'no_url_in_answer');
  return { image_url: url };
}

/**
 * `content` of a video's message: uploaded, and prepared.
 * @throws PlatformRefusal `unavailable` when that takes longer than about 20 s
 */
export async function uploadVideo(uploader: Uploader, file: OutboundFile): Promise<Record<string, Json>> {
  const vid = idField(await upload(uploader, 'upload_video', file), 'vid');
  if (!vid) throw new PlatformRefusal('unavailable', 'shopee', 'no_vid_in_answer');
  for (let asked = 1; ; asked++) {
    const content = await videoContent(uploader, vid);
    if (content !== null) return content;
    if (asked === ASKS) throw new PlatformRefusal('unavailable', 'shopee', 'video_not_ready');
    await uploader.wait(BETWEEN_ASKS_MS);
  }
}

/** An upload that nobody uses reaches nobody: it may be repeated. */
async function upload(
  { calls, caller }: Uploader,
  name: string,
  file: OutboundFile,
): Promise<JsonObject | undefined> {
  const body = fileForm(file.mimeType, await file.read());
  const call = { method: 'POST', path: `/sellerchat/${name}`, body, idempotent: true } as const;
  return objectField(await callAsShop(calls, caller, call).catch(fileRefused), 'response');
}

/** Null: Shopee is still preparing it. */
async function videoContent({ calls, caller }: Uploader, vid: string): Promise<Record<string, Json> | null> {
  const call = { method: 'GET', path: '/sellerchat/get_video_upload_result', query: { vid } } as const;
  const answer = await callAsShop(calls, caller, { ...call, idempotent: true }).catch(fileRefused);
  const result = objectField(answer, 'response');
  const url = textField(result, 'video');
  if (textField(result, 'status') === 'failed')
    throw new PlatformRefusal('content_refused', 'shopee', 'video_failed');
  if (!url) return null;
  return defined({
    vid,
    video_url: url,
    thumb_url: textField(result, 'thumbnail'),
    thumb_width: numberField(result, 'width'),
    thumb_height: numberField(result, 'height'),
    duration_seconds: seconds(numberField(result, 'duration')),
  }) as Record<string, Json>;
}

/** The result has milliseconds. */
function seconds(duration: number | undefined): number | undefined {
  return duration === undefined ? undefined : Math.round(duration / 1000);
}
