import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../domain/secret-text.ts';
import type { OutboundFile } from '../../../ports/account-messaging.ts';
import { objectField, textField } from '../../shared/fields.ts';
import { httpsUrl } from '../../shared/https-url.ts';
import { type Caller, upload } from '../api/client.ts';

/**
 * An address under which the buyer sees the picture: at Lazada, where it stays. `/image/upload` belongs to another group of permissions than
 * the chat; an app that does not have it can send an address of ours, which integrators do, but which is good for an hour.
 * @throws PlatformRefusal
 */
export async function hostPicture(
  caller: Caller,
  token: SecretText | undefined,
  file: OutboundFile,
  bytes: Buffer,
): Promise<string> {
  try {
    return await uploadPicture(caller, token, file.mimeType, bytes);
  } catch (error) {
    if (lacksPermission(error)) return file.link();
    throw error;
  }
}

async function uploadPicture(
  caller: Caller,
  token: SecretText | undefined,
  mimeType: string,
  bytes: Buffer,
): Promise<string> {
  const fileName = mimeType === 'image/png' ? 'image.png' : 'image.jpg';
  const part = { name: 'image', fileName, mimeType, bytes };
  const answer = await upload(caller, '/image/upload', token, part);
  // The official example has http://.
  const url = httpsUrl(textField(objectField(objectField(answer, 'data'), 'image'), 'url'));
  if (url === undefined) throw new PlatformRefusal('unavailable', 'lazada', 'no picture url');
  return url;
}

function lacksPermission(error: unknown): boolean {
  return error instanceof PlatformRefusal && error.platformCode === 'InsufficientPermission';
}
