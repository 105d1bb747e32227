import type { Millis } from '../../../domain/platform.ts';
import type { Account, PlatformCalls } from '../../../ports/account-access.ts';
import type { InboundFile, MediaSource } from '../../../ports/account-messaging.ts';
import { type JsonObject, textField } from '../../shared/fields.ts';
import { httpsUrl } from '../../shared/https-url.ts';
import { callerOf, read } from '../api/client.ts';

/** A buyer's video is checked and made playable first, which takes a minute or a few. */
const PREPARING_MS: Millis = 60_000;

/** States of a video from which it does not come back. */
const LOST: readonly string[] = ['TRANSCODE_FAILED', 'AUDIT_FAILED', 'DELETED'];

/**
 * Pictures and stickers come with their address, which is good for a while only. Videos come as an id.
 * open.lazada.com, page of the API `/media/video/get`.
 * @throws PlatformRefusal
 */
export async function source(
  calls: PlatformCalls,
  account: Account,
  { url, mediaId }: InboundFile,
): Promise<MediaSource> {
  if (url !== undefined) return { kind: 'address', url };
  if (mediaId === undefined) return { kind: 'gone' };
  const token = account.tokens.secrets.access_token;
  return videoIn(await read(callerOf(calls, account), '/media/video/get', token, { videoId: mediaId }));
}

/** Playable is only `AUDIT_SUCCESS`: before it, the address may lead to nothing or to what Lazada would not show. */
function videoIn(answer: JsonObject): MediaSource {
  const state = textField(answer, 'state') ?? '';
  if (LOST.includes(state)) return { kind: 'gone' };
  // The official examples have http://.
  const url = httpsUrl(textField(answer, 'video_url'));
  if (state === 'AUDIT_SUCCESS' && url !== undefined) return { kind: 'address', url };
  return { kind: 'not_yet', retryAfterMs: PREPARING_MS };
}
