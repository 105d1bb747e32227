import type { PlatformCalls } from '../../../../ports/account-access.ts';
import type { OutboundMessage, SentMessage } from '../../../../ports/account-messaging.ts';
import { defined, idField, numberField } from '../../../shared/fields.ts';
import { answered } from '../../api/refusals.ts';
import { ShopClient } from '../../api/shop/shops.ts';
import type { Sending } from '../login-messaging.ts';
import { pictureOf } from '../only-message.ts';
import { fileRefused, pictureForm } from '../upload.ts';

const CONVERSATIONS = '/customer_service/202309/conversations';
const UPLOAD = '/customer_service/202309/images/upload';

/**
 * Sends a text or a picture into a conversation. Shop cannot quote.
 * https://partner.tiktokshop.com/docv2/page/send-message-202309
 */
export async function sendToBuyer(
  calls: PlatformCalls,
  { account, thread, message }: Sending,
): Promise<SentMessage> {
  const shop = new ShopClient(calls, account);
  const body = await bodyOf(shop, message);
  const path = `${CONVERSATIONS}/${encodeURIComponent(thread.id)}/messages`;
  const data = await shop.call({ method: 'POST', path, body, message: true });
  return { platformMessageId: idField(data, 'message_id') ?? null };
}

/** `content` is JSON in a text. */
async function bodyOf(shop: ShopClient, message: OutboundMessage): Promise<object> {
  if (message.kind === 'text') {
    return { type: 'TEXT', content: JSON.stringify({ content: message.text }) };
  }
  return { type: 'IMAGE', content: JSON.stringify(await uploaded(shop, message)) };
}

/**
 * Uploads a picture; the three values of the answer are the message. Repeating it leaves a picture that nobody sees.
 * https://partner.tiktokshop.com/docv2/page/upload-buyer-messages-image-202309
 */
async function uploaded(shop: ShopClient, message: OutboundMessage): Promise<object> {
  const form = await pictureForm('data', pictureOf(message));
  const upload = shop.call({ method: 'POST', path: UPLOAD, form, repeatable: true });
  const data = await upload.catch(fileRefused);
  const url = answered(data, 'url');
  return defined({ url, width: numberField(data, 'width'), height: numberField(data, 'height') });
}
