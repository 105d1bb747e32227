import { Misconfigured } from '../../../domain/errors.ts';
import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { OutboundBatch, OutboundFile, OutboundMessage } from '../../../ports/account-messaging.ts';

/**
 * The one message of a batch; both products take one per call.
 * @throws Misconfigured for any other number: the manifest says so
 */
export function onlyMessage({ messages }: Pick<OutboundBatch, 'messages'>): OutboundMessage {
  const [message, ...more] = messages;
  if (message && more.length === 0) return message;
  throw new Misconfigured('tiktok takes one message per call', [`given: ${messages.length}`]);
}

/**
 * The picture of a message that is no text: neither product has a call by which an app could send anything else.
 * @throws PlatformRefusal `content_refused` for another kind
 */
export function pictureOf({ kind, file }: OutboundMessage): OutboundFile {
  if (kind === 'image' && file) return file;
  throw new PlatformRefusal('content_refused', 'tiktok', `kind ${kind}`);
}
