import type { PlatformCalls } from '../../../../ports/account-access.ts';
import type { SentMessage } from '../../../../ports/account-messaging.ts';
import { idField, objectField } from '../../../shared/fields.ts';
import { accessTokenOf } from '../../api/account.ts';
import { businessCall } from '../../api/business/client.ts';
import { answered } from '../../api/refusals.ts';
import type { Sending } from '../login-messaging.ts';
import { pictureOf } from '../only-message.ts';
import { fileRefused, pictureForm } from '../upload.ts';

/**
 * Sends a text, which may quote a message, or a picture, which may not.
 * https://business-api.tiktok.com/portal/docs?id=1832184403754242
 */
export async function sendToPerson(calls: PlatformCalls, sending: Sending): Promise<SentMessage> {
  const { account, thread } = sending;
  const to = { business_id: account.accountId, recipient_type: 'CONVERSATION', recipient: thread.id };
  const data = await businessCall(calls, {
    path: '/business/message/send/',
    body: { ...to, ...(await bodyOf(calls, sending)) },
    token: accessTokenOf(account),
    message: true,
  });
  return { platformMessageId: idField(objectField(data, 'message'), 'message_id') ?? null };
}

async function bodyOf(calls: PlatformCalls, sending: Sending): Promise<object> {
  const { kind, text, replyTo } = sending.message;
  if (kind !== 'text') return { message_type: 'IMAGE', image: { media_id: await uploaded(calls, sending) } };
  const quoted = replyTo && { referenced_message_id: replyTo.platformMessageId };
  return {
    message_type: 'TEXT',
    text: { body: text },
    ...(quoted ? { referenced_message_info: quoted } : {}),
  };
}

/**
 * Uploads a picture and answers its id, which is good for 30 days. Repeating it leaves a picture that nobody sees.
 * https://business-api.tiktok.com/portal/docs?id=1832184437720193
 */
async function uploaded(calls: PlatformCalls, { account, message }: Sending): Promise<string> {
  const fields = { business_id: account.accountId, media_type: 'IMAGE' };
  const upload = businessCall(calls, {
    path: '/business/message/media/upload/',
    form: await pictureForm('file', pictureOf(message), fields),
    token: accessTokenOf(account),
    repeatable: true,
  });
  return answered(await upload.catch(fileRefused), 'media_id');
}
