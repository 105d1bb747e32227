import type { Json } from '../../../domain/platform.ts';
import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { OutboundMessage } from '../../../ports/account-messaging.ts';
import { type Uploader, uploadImage, uploadVideo } from './upload.ts';

/** A message as Shopee takes it: its type, and what depends on that. */
export interface Draft {
  readonly type: 'text' | 'image' | 'video';
  readonly content: Readonly<Record<string, Json>>;
}

/**
 * One message carries one type; pictures and videos are uploaded for it. Shopee's call has no place for a quote: `replyTo` is left out.
 * @throws PlatformRefusal `content_refused` for what its chat does not have
 */
export async function draftOf(uploader: Uploader, message: OutboundMessage): Promise<Draft> {
  const { kind, text, file } = message;
  if (kind === 'text' && text) return { type: kind, content: { text } };
  if (kind === 'image' && file) return { type: kind, content: await uploadImage(uploader, file) };
  if (kind === 'video' && file) return { type: kind, content: await uploadVideo(uploader, file) };
  throw new PlatformRefusal('content_refused', 'shopee', `no_${kind}`);
}
