import type { InboundMessage, Person, Thread } from '../../domain/inbound.ts';
import { defined, idField, type JsonObject, required, textField } from '../shared/fields.ts';

/** Who spoke to whom. */
export interface Sides {
  readonly thread: Thread;
  /** Whether the shop's side wrote it. */
  readonly own: boolean;
  readonly customer: Person;
  readonly author: InboundMessage['author'];
  /** Set with `counterpart` when nothing in the push tells the sides apart: the worker knows the shop's own user id. */
  readonly senderId?: string;
  readonly counterpart?: Person;
}

/** Statuses of the shop's automatic answers. */
const AUTOMATIC_STATUS = new Set(['auto_reply', 'offwork_autoreply']);

/** Cards that Shopee itself sends in the shop's name, such as `logistics_card`. */
const AUTOMATIC_TYPE = /_(?:card|notification|prompt|reminder)$/;

/**
 * Tells the sides apart in Shopee's order: the sender's shop, the receiver's shop, the seller's sub-account, and, where none
 * of these is given, an automatic answer, which only sellers have. Otherwise it is taken for the buyer's. A buyer may own a
 * shop, so a sender with another shop is still a buyer.
 */
export function sidesOf(shopId: string, chat: JsonObject): Sides {
  const conversationId = required(idField(chat, 'conversation_id'), 'conversation_id');
  const from = personOf(conversationId, chat, 'from');
  const to = personOf(conversationId, chat, 'to');
  const thread = { kind: 'direct' as const, id: conversationId };
  const own = isOwn(shopId, chat);
  if (own) return { thread, own, customer: to, author: authorOf(chat) };
  const sides = { thread, own: false, customer: from, author: { type: 'customer' as const } };
  if (own === false || from.platformUserId === undefined) return sides;
  return { ...sides, senderId: from.platformUserId, counterpart: to };
}

/** An id that means something: Shopee writes 0 or "" for none. */
export function presentId(object: JsonObject | undefined, name: string): string | undefined {
  const id = idField(object, name);
  return id === '0' ? undefined : id;
}

/** Undefined when only the shop's own user id could tell. */
function isOwn(shopId: string, chat: JsonObject): boolean | undefined {
  if (idField(chat, 'from_shop_id') === shopId) return true;
  if (idField(chat, 'to_shop_id') === shopId) return false;
  if (presentId(chat, 'sub_account_id') !== undefined || isAutomatic(chat)) return true;
  return undefined;
}

function isAutomatic(chat: JsonObject): boolean {
  return AUTOMATIC_STATUS.has(textField(chat, 'status') ?? '');
}

function authorOf(chat: JsonObject): InboundMessage['author'] {
  if (isAutomatic(chat) || AUTOMATIC_TYPE.test(textField(chat, 'message_type') ?? '')) return { type: 'bot' };
  // The number 0 when nobody's name is given.
  const name = textField(chat, 'sub_account_name');
  return name ? { type: 'external', name } : { type: 'external' };
}

function personOf(conversationId: string, chat: JsonObject, side: 'from' | 'to'): Person {
  return defined({
    key: conversationId,
    platformUserId: presentId(chat, `${side}_id`),
    displayName: textField(chat, `${side}_user_name`) || undefined,
  }) as Person;
}
