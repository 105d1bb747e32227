import { PlatformRefusal, type RefusalKind } from '../../../domain/platform-refusal.ts';
import type { Account, PlatformCalls } from '../../../ports/account-access.ts';
import type { InboundFile, MediaSource } from '../../../ports/account-messaging.ts';
import { textField } from '../../shared/fields.ts';
import { authorizationOf, callApi, DATA_API, type Session } from '../api/client.ts';
import { sessionOf } from '../api/tokens.ts';

/** LINE names no time; it advises to ask with growing pauses, for some minutes. */
const ASK_AGAIN_MS = 5_000;

/**
 * Where the bytes of a file are: at LINE, with the account's token; or, for what an app shared into the chat, at a server of others, which
 * never sees the token and which the gate does not call unless its host is listed.
 * https://developers.line.biz/en/reference/messaging-api/#get-content
 */
export async function source(
  calls: PlatformCalls,
  account: Account,
  { kind, url, mediaId }: InboundFile,
): Promise<MediaSource> {
  if (mediaId === undefined) return url === undefined ? { kind: 'gone' } : { kind: 'address', url };
  const session = await sessionOf(calls, account);
  const path = `/v2/bot/message/${encodeURIComponent(mediaId)}/content`;
  const state = kind === 'video' || kind === 'audio' ? await transcoding(session, path) : 'succeeded';
  // Whatever else LINE may say one day: it is not ready yet, and whoever asks gives up some time.
  if (state === 'failed') return { kind: 'gone' };
  if (state !== 'succeeded') return { kind: 'not_yet', retryAfterMs: ASK_AGAIN_MS };
  return { kind: 'address', url: `${DATA_API}${path}`, headers: authorizationOf(session) };
}

/** Unsent (410), or deleted by LINE, which keeps files for a time that it does not tell (404). */
const GONE: ReadonlySet<RefusalKind> = new Set(['not_found']);

/** https://developers.line.biz/en/reference/messaging-api/#verify-video-or-audio-preparation-status */
async function transcoding(session: Session, path: string): Promise<string | undefined> {
  const call = { method: 'GET', host: DATA_API, path: `${path}/transcoding`, idempotent: true } as const;
  try {
    return textField(await callApi(session, call), 'status');
  } catch (error) {
    if (error instanceof PlatformRefusal && GONE.has(error.kind)) return 'failed';
    throw error;
  }
}
