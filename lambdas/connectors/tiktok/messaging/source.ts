import type { Account, PlatformCalls } from '../../../ports/account-access.ts';
import type { InboundFile, MediaSource } from '../../../ports/account-messaging.ts';
import { timeField } from '../../shared/fields.ts';
import { httpsUrl } from '../../shared/https-url.ts';
import { downloadOf } from './business/download.ts';

/**
 * Where a file is. Shop's pictures and videos, and stickers of both products, have plain addresses, of which a video's dies at
 * `expiresAt`. Pictures and videos of Business are handed out by the API.
 */
export async function sourceOf(
  calls: PlatformCalls,
  account: Account,
  file: InboundFile,
): Promise<MediaSource> {
  if (file.mediaId !== undefined) return downloadOf(calls, account, file);
  const url = httpsUrl(file.url);
  const dead = account.now >= (timeField(file.data, 'expiresAt') ?? Number.POSITIVE_INFINITY);
  return url === undefined || dead ? { kind: 'gone' } : { kind: 'address', url };
}
