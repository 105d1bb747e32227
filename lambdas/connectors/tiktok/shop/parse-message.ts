import { UnreadableDelivery } from '../../../domain/errors.ts';
import type { InboundEvent, InboundItem, InboundMessage, Person, Thread } from '../../../domain/inbound.ts';
import type { Json, Millis } from '../../../domain/platform.ts';
import {
  defined,
  field,
  idField,
  type JsonObject,
  objectField,
  required,
  textField,
  timeField,
} from '../../shared/fields.ts';
import type { Content } from '../content.ts';
import { readContent } from './content.ts';

/** What messages and notes have in common. */
interface ShopChat {
  readonly accountId: string;
  readonly thread: Thread;
  readonly customer: Person;
  readonly messageId: string;
  readonly at: Millis;
  readonly role: string | undefined;
  /** The ordering key inside a conversation: larger (as an integer of any length) is newer. */
  readonly index: Record<string, Json>;
}

/** Types that tell what happened around the conversation, and are notes whatever the sender's role. */
const NOTES: ReadonlyMap<string, string> = new Map([
  ['BUYER_ENTER_FROM_PRODUCT', 'entered_from_product'],
  ['BUYER_ENTER_FROM_ORDER', 'entered_from_order'],
  ['BUYER_ENTER_FROM_TRANSFER', 'entered_from_transfer'],
  ['ALLOCATED_SERVICE', 'agent_allocated'],
  ['NOTIFICATION', 'notification'],
]);

/** The role alone decides the direction: ROBOT and SYSTEM carry the shop's own `im_user_id`. */
const SENDERS: ReadonlyMap<string, Pick<InboundMessage, 'direction' | 'author'>> = new Map([
  ['BUYER', { direction: 'inbound', author: { type: 'customer' } }],
  ['CUSTOMER_SERVICE', { direction: 'outbound', author: { type: 'external' } }],
  ['SHOP', { direction: 'outbound', author: { type: 'external' } }],
  ['ROBOT', { direction: 'outbound', author: { type: 'bot' } }],
]);

/**
 * Topic 14.
 * @throws UnreadableDelivery when the ids are no strings (the topic number alone is no contract), or nobody can tell whose
 * message it is
 */
export function readMessage(accountId: string, data: JsonObject): InboundItem {
  const chat = readChat(accountId, data);
  // Such as the request to rate the shop, which is between TikTok and the buyer.
  const visible = field(data, 'is_visible');
  if (visible === false || visible === 'false') return { type: 'ignored', rule: 'tiktok.not_visible' };
  const type = required(textField(data, 'type'), 'data.type');
  const content = readContent(type, data);
  const note = NOTES.get(type);
  if (note !== undefined) return toEvent(chat, note, content, {});
  if (chat.role === 'SYSTEM') return toEvent(chat, 'system_note', content, { platformType: type });
  return toMessage(chat, content);
}

function readChat(accountId: string, data: JsonObject): ShopChat {
  const conversationId = required(textField(data, 'conversation_id') || undefined, 'data.conversation_id');
  const sender = objectField(data, 'sender');
  const role = textField(sender, 'role');
  const buyerId = role === 'BUYER' ? idField(sender, 'im_user_id') : undefined;
  return {
    accountId,
    thread: { kind: 'direct', id: conversationId },
    customer: defined({ key: conversationId, platformUserId: buyerId }) as Person,
    messageId: required(textField(data, 'message_id') || undefined, 'data.message_id'),
    at: required(timeField(data, 'create_time'), 'data.create_time'),
    role,
    index: defined({ index: idField(data, 'index') }) as Record<string, Json>,
  };
}

function toMessage(chat: ShopChat, content: Content): InboundMessage {
  const sender = SENDERS.get(chat.role ?? '');
  if (sender === undefined) throw new UnreadableDelivery('data.sender.role is missing or unknown');
  return {
    type: 'message',
    accountId: chat.accountId,
    thread: chat.thread,
    customer: chat.customer,
    platformMessageId: chat.messageId,
    ...sender,
    ...content,
    data: { ...content.data, ...chat.index },
    sentAt: chat.at,
  };
}

/** The message id serves as event id: a note may come by two subscriptions, with two notification ids. */
function toEvent(chat: ShopChat, event: string, content: Content, facts: Record<string, Json>): InboundEvent {
  return defined({
    type: 'event' as const,
    accountId: chat.accountId,
    thread: chat.thread,
    customer: chat.customer,
    event,
    eventId: chat.messageId,
    text: content.text ?? undefined,
    data: { ...content.data, ...facts, ...chat.index },
    at: chat.at,
    weight: 'quiet' as const,
  }) as InboundEvent;
}
