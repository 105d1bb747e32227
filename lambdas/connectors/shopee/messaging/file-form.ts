import { createHash } from 'node:crypto';
import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { Form } from '../api/client.ts';

/** Names of ours: the one that the agent's file had may be personal, and Shopee shows none. */
const NAMES: Readonly<Record<string, string>> = {
  'image/jpeg': 'picture.jpg',
  'image/png': 'picture.png',
  'image/gif': 'picture.gif',
  'video/mp4': 'video.mp4',
};

/**
 * A form whose only field is `file`.
 * @throws PlatformRefusal `content_refused` for a type that Shopee does not take
 */
export function fileForm(mimeType: string, bytes: Buffer): Form {
  const name = Object.hasOwn(NAMES, mimeType) ? NAMES[mimeType] : undefined;
  if (name === undefined) throw new PlatformRefusal('content_refused', 'shopee', 'mime_type');
  // No file has its own digest in it.
  const boundary = createHash('sha256').update(bytes).digest('hex');
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${mimeType}\r\n\r\n`;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    bytes: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}
