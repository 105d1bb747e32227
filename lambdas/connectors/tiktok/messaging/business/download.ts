import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import type { Account, PlatformCalls } from '../../../../ports/account-access.ts';
import type { InboundFile, MediaSource } from '../../../../ports/account-messaging.ts';
import { idField, textField } from '../../../shared/fields.ts';
import { httpsUrl } from '../../../shared/https-url.ts';
import { accessTokenOf } from '../../api/account.ts';
import { businessCall } from '../../api/business/client.ts';

/**
 * Asks for the address of a picture or video, which is good for a day and for the holder of the access token: the one place where a
 * token has to be handed on. `parse` keeps the two ids that TikTok asks for besides the file's.
 * https://business-api.tiktok.com/portal/docs?id=1832184455450626
 */
export async function downloadOf(
  calls: PlatformCalls,
  account: Account,
  file: InboundFile,
): Promise<MediaSource> {
  const conversation_id = idField(file.data, 'mediaConversationId');
  const message_id = idField(file.data, 'mediaMessageId');
  const media_type = file.kind.toUpperCase();
  if (conversation_id === undefined || message_id === undefined) return { kind: 'gone' };
  const ids = { business_id: account.accountId, conversation_id, message_id, media_id: file.mediaId };
  const token = accessTokenOf(account);
  try {
    const path = '/business/message/media/download/';
    const call = { path, body: { ...ids, media_type }, token, repeatable: true, reading: true } as const;
    const url = httpsUrl(textField(await businessCall(calls, call), 'download_url'));
    if (url === undefined) throw new PlatformRefusal('unavailable', 'tiktok', 'answer without download_url');
    return { kind: 'address', url, headers: { 'x-user': token.reveal() } };
  } catch (error) {
    if (error instanceof PlatformRefusal && error.kind === 'not_found') return { kind: 'gone' };
    throw error;
  }
}
