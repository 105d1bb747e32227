import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../domain/secret-text.ts';
import type { OutboundFile, OutboundMessage } from '../../../ports/account-messaging.ts';
import type { Caller } from '../api/client.ts';
import type { Params } from '../api/signature.ts';
import { pictureSize } from './picture-size.ts';
import { hostPicture } from './upload.ts';

/** `template_id` of what we send. */
const TEXT = '1';
const PICTURE = '3';

/**
 * A message in the names of sending, which are in snake_case (those of pushes are not).
 * @throws PlatformRefusal
 */
export async function bodyOf(
  caller: Caller,
  token: SecretText | undefined,
  { kind, text, file }: OutboundMessage,
): Promise<Params> {
  if (kind === 'text' && text) return { template_id: TEXT, txt: text };
  if (kind === 'image' && file) return pictureOf(caller, token, file);
  throw new PlatformRefusal('content_refused', 'lazada', `no ${kind}`);
}

/** Lazada wants to be told how large a picture is. */
async function pictureOf(caller: Caller, token: SecretText | undefined, file: OutboundFile): Promise<Params> {
  const bytes = await file.read();
  const size = pictureSize(bytes);
  if (size === null) throw new PlatformRefusal('content_refused', 'lazada', 'no picture size');
  const { width, height } = size;
  const img_url = await hostPicture(caller, token, file, bytes);
  return { template_id: PICTURE, img_url, width: String(width), height: String(height) };
}
