import type { InboundItem, InboundMessage, MessageUnsend } from '../../../domain/inbound.ts';
import type { Json } from '../../../domain/platform.ts';
import {
  defined,
  idField,
  isTrue,
  type JsonObject,
  objectField,
  objectsField,
  required,
  textField,
} from '../fields.ts';
import { ignored } from './dialect.ts';
import { conversationOf, type MetaEvent, timeOf } from './event-context.ts';
import { contentOf } from './message-content.ts';
import { referralWithin } from './referral.ts';
import { ids, texts } from './rename-fields.ts';

/** `message`: something a customer or, as an echo, the account wrote; or that it was unsent. */
export function readMessage(context: MetaEvent, message: JsonObject): InboundItem[] {
  if (isToSelf(context, message)) return [ignored(context.dialect, 'self_message')];
  return [isTrue(message, 'is_deleted') ? unsendOf(context, message) : messageOf(context, message)];
}

/** The account wrote to itself, which people do to try out a connection. */
function isToSelf({ senderId, recipientId }: MetaEvent, message: JsonObject): boolean {
  return isTrue(message, 'is_self') || (senderId !== undefined && senderId === recipientId);
}

function messageOf(context: MetaEvent, message: JsonObject): InboundMessage {
  const content = contentOf(context.dialect, message);
  return defined({
    type: 'message' as const,
    ...conversationOf(context),
    platformMessageId: required(idField(message, 'mid'), 'message.mid'),
    direction: context.outbound ? ('outbound' as const) : ('inbound' as const),
    // Who typed an echo cannot be told: the inbox of Meta and other tools look alike, and ours is known by its mid.
    author: { type: context.outbound ? ('external' as const) : ('customer' as const) },
    ...content,
    data: { ...content.data, ...circumstances(context, message) },
    replyToPlatformMessageId: idField(objectField(message, 'reply_to'), 'mid'),
    sentAt: timeOf(context),
    standby: context.standby || undefined,
    echoName: context.outbound ? echoNameIn(message) : undefined,
  }) as InboundMessage;
}

/** Facts beside the content. A quick reply's payload was put there by us or another tool, but people can forge it. */
function circumstances({ outbound }: MetaEvent, message: JsonObject): Record<string, Json> {
  const commands = objectsField(message, 'commands')
    .map((command) => textField(command, 'name'))
    .filter((name) => name !== undefined);
  return {
    ...texts(objectField(message, 'quick_reply'), { quickReplyPayload: 'payload' }),
    ...referralWithin(message),
    ...(commands.length > 0 ? { commands } : {}),
    // By these an echo is known as the answer that we sent.
    ...(outbound
      ? { ...ids(message, { appId: 'app_id' }), ...texts(message, { metadata: 'metadata' }) }
      : {}),
  };
}

/** Our own answers have a name in `metadata`; what another tool wrote there may look like one and is nobody's. */
function echoNameIn(message: JsonObject): string | undefined {
  const metadata = textField(message, 'metadata');
  return metadata !== undefined && /^[\w-]{1,64}$/.test(metadata) ? metadata : undefined;
}

function unsendOf(context: MetaEvent, message: JsonObject): MessageUnsend {
  return {
    type: 'unsend',
    ...conversationOf(context),
    platformMessageId: required(idField(message, 'mid'), 'message.mid'),
    at: timeOf(context),
  };
}
