import type { SandboxRequest } from '../../platform-sandbox.ts';
import { jsonOf, Refused } from '../product.ts';
import { isUploaded, PICTURES } from './files.ts';
import { DAY_MS, type ShopConversation, type ShopMessage, type ShopState } from './state.ts';

/** Of the sandbox's invented people only the ids are real; names follow from them. */
export function participantsOf({ shopId, customerId }: ShopConversation): object[] {
  return [
    {
      im_user_id: customerId,
      user_id: `749${customerId.slice(-16)}`,
      role: 'BUYER',
      nickname: `ผู้ซื้อ ${customerId.slice(-4)}`,
      avatar: `https://${PICTURES}/avatar/${customerId}`,
      buyer_platform: 'TIKTOK_SHOP',
    },
    { im_user_id: `7493${shopId.slice(-15)}`, role: 'SHOP', nickname: 'ร้านค้า', avatar: '' },
  ];
}

/** One page of conversations, the most recently used first. */
export function listConversations(state: ShopState, shopId: string, now: number, query: URLSearchParams) {
  const all = Object.entries(state.conversations)
    .filter(([, conversation]) => conversation.shopId === shopId)
    .sort(([, a], [, b]) => latestTime(b) - latestTime(a));
  const { page, next_page_token } = pageOf(all, query, 20);
  const conversations = page.map(([id, conversation]) => conversationObject(id, conversation, now));
  return { conversations, next_page_token };
}

export function conversationObject(id: string, conversation: ShopConversation, now: number): object {
  const participants = participantsOf(conversation);
  return {
    id,
    can_send_message: canSend(conversation, now),
    create_time: Math.floor(conversation.createdAt / 1000),
    participant_count: participants.length,
    participants,
    unread_count: conversation.unread,
    latest_message: conversation.messages.at(-1),
  };
}

/** One page of messages, the newest first unless asked otherwise. */
export function listMessages({ messages }: ShopConversation, query: URLSearchParams): object {
  const ascending = query.get('sort_order') === 'ASC';
  const sorted = [...messages].sort((a, b) => (BigInt(a.index) < BigInt(b.index) ? -1 : 1));
  const { page, next_page_token } = pageOf(ascending ? sorted : sorted.reverse(), query, 10);
  return { messages: page, next_page_token, unsupported_msg_tips: '' };
}

/** The bodies that a shop may send, and the field that makes each. */
const SENDABLE: ReadonlyMap<string, string> = new Map([
  ['TEXT', 'content'],
  ['IMAGE', 'url'],
  ['VIDEO', 'vid'],
  ['PRODUCT_CARD', 'product_id'],
  ['ORDER_CARD', 'order_id'],
  ['RETURN_REFUND_CARD', 'order_id'],
  ['LOGISTICS_CARD', 'order_id'],
  ['COUPON_CARD', 'coupon_id'],
]);

/** What is being sent, once everything about it proved right. @throws Refused */
export function readSend(
  request: SandboxRequest,
  state: ShopState,
  conversation: ShopConversation,
  now: number,
): Pick<ShopMessage, 'type' | 'content'> {
  const { type, content } = jsonOf(request.body) ?? {};
  const main = SENDABLE.get(String(type));
  const inner = typeof content === 'string' ? jsonOf(Buffer.from(content)) : undefined;
  const value = main && inner?.[main];
  if (!main || typeof content !== 'string' || typeof value !== 'string' || value === '') {
    throw new Refused(400, 45101002, 'Invalid params');
  }
  if (type === 'TEXT') checkText(value);
  if (type === 'IMAGE' && !isUploaded(state, conversation.shopId, inner ?? {}))
    throw new Refused(400, 45101002, 'Image was not uploaded');
  if (!canSend(conversation, now)) throw new Refused(403, 45109001, 'Unable to send message now');
  return { type: String(type), content };
}

/** Stands for all that TikTok does not let sellers write: "transfer money past the system". */
const FORBIDDEN = 'โอนเงินนอกระบบ';

function checkText(text: string): void {
  if ([...text].length > 2_000) throw new Refused(400, 45101002, 'Text too long');
  if (text.includes(FORBIDDEN)) throw new Refused(400, 45101006, 'Text violates content rules');
}

/** Talked within 30 days. Orders and returns, which open it too, the sandbox does not have. */
function canSend(conversation: ShopConversation, now: number): boolean {
  return now - latestTime(conversation) <= 30 * DAY_MS;
}

function latestTime({ messages, createdAt }: ShopConversation): number {
  const latest = messages.at(-1);
  return latest ? latest.create_time * 1000 : createdAt;
}

/** `page_size` must be there and in range; a token says where to go on, and is no plain number. */
function pageOf<T>(all: readonly T[], query: URLSearchParams, most: number) {
  const size = Number(query.get('page_size'));
  if (!Number.isInteger(size) || size < 1 || size > most)
    throw new Refused(400, 45101002, 'Invalid page_size');
  const token = query.get('page_token') ?? '';
  const from = token === '' ? 0 : Number(/^from:(\d+)$/.exec(Buffer.from(token, 'base64').toString())?.[1]);
  if (!Number.isInteger(from)) throw new Refused(400, 45101002, 'Invalid page_token');
  const end = from + size;
  const next_page_token = end < all.length ? Buffer.from(`from:${end}`).toString('base64') : '';
  return { page: all.slice(from, end), next_page_token };
}
