import type { OutboundBatch, OutboundMessage } from '../../../../ports/account-messaging.ts';
import type { MessagingProduct } from './product.ts';

/** A file as a message names it: uploaded before, or where Meta fetches it. */
export type FileReference = { readonly attachment_id: string } | { readonly url: string };

/**
 * The body of the Send API.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/reference/send-api
 * @param file of everything but a text
 */
export function messageBody(
  product: MessagingProduct,
  { to, permission, echoName }: OutboundBatch,
  { kind, text, replyTo }: OutboundMessage,
  file: FileReference | undefined,
): object {
  const content = file === undefined ? { text } : { attachment: { type: kind, payload: file } };
  return {
    recipient: { id: to.platformUserId ?? to.thread.id },
    ...typeOf(product, permission.kind),
    message: { ...content, ...(product.named ? { metadata: echoName } : {}) },
    ...(product.quotes && replyTo ? { reply_to: { mid: replyTo.platformMessageId } } : {}),
  };
}

/** HUMAN_AGENT is the one tag that is left: it opens the time from 24 hours to 7 days, for what a person wrote. */
function typeOf({ typed }: MessagingProduct, permission: OutboundBatch['permission']['kind']): object {
  if (permission === 'human_agent') return { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' };
  return typed ? { messaging_type: 'RESPONSE' } : {};
}
