import type { InboundItem } from '../../../domain/inbound.ts';
import type { Millis } from '../../../domain/platform.ts';
import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { Account, HistoryPage, HistoryRequest, PlatformCalls } from '../../../ports/account-access.ts';
import { readEach } from '../../shared/each.ts';
import { idField, type JsonObject, textField, timeField } from '../../shared/fields.ts';
import { type ShopCaller, shopCallerOf } from '../api/client.ts';
import { listConversations, listMessages, type Rows, readConversation } from '../api/conversations.ts';
import { readChatMessage } from '../parse-chat.ts';
import { type HistoryPlace, readPlace, writePlace } from './history-place.ts';

/**
 * One page of messages of one conversation, conversations with the newest messages first. A message of the history is written as in a
 * delivery, but for the names, which stand with the conversation.
 */
export async function history(
  calls: PlatformCalls,
  account: Account,
  { since, cursor }: HistoryRequest,
): Promise<HistoryPage> {
  const caller = shopCallerOf(account);
  const place = await fill(calls, caller, cursor === null ? START : readPlace(cursor), since);
  const [conversationId] = place.conversations;
  if (conversationId === undefined) return { items: [], next: null };
  const page = await messagesOf(calls, caller, conversationId, place.offset);
  const buyer = place.offset === null ? await buyerOf(calls, caller, conversationId) : undefined;
  const items = readEach([...page.rows], (row) => readChatMessage(caller.shopId, named(row, buyer)));
  return { items: items.filter((item) => isWanted(item, since)), next: nextPlace(place, page, since) };
}

/** A conversation that was deleted since it was listed is one without messages. */
function messagesOf(
  calls: PlatformCalls,
  caller: ShopCaller,
  id: string,
  offset: string | null,
): Promise<Rows> {
  return listMessages(calls, caller, id, offset ?? undefined).catch((error: unknown) => {
    if (error instanceof PlatformRefusal && error.kind === 'not_found') return { rows: [], next: null };
    throw error;
  });
}

const START: HistoryPlace = { conversations: [], offset: null, before: '' };

/** The next page of conversations when none of the last one is left. */
async function fill(
  calls: PlatformCalls,
  caller: ShopCaller,
  place: HistoryPlace,
  since: Millis | null,
): Promise<HistoryPlace> {
  if (place.before === null || place.conversations.length > 0) return place;
  const { rows, next } = await listConversations(calls, caller, place.before || undefined);
  const isOld = (row: JsonObject | undefined) => since !== null && (lastMessageAt(row) ?? since) < since;
  const conversations = rows
    .filter((row) => !isOld(row))
    .map((row) => idField(row, 'conversation_id'))
    .filter((id) => id !== undefined);
  // Newest first (but for pinned ones): behind an old conversation there are only older ones.
  return { conversations, offset: null, before: isOld(rows.at(-1)) ? null : next };
}

function nextPlace(place: HistoryPlace, page: Rows, since: Millis | null): string | null {
  const oldest = page.rows.at(-1);
  const isPast = since !== null && (timeField(oldest, 'created_timestamp') ?? since) < since;
  const next: HistoryPlace =
    page.next === null || isPast
      ? { ...place, conversations: place.conversations.slice(1), offset: null }
      : { ...place, offset: page.next };
  return next.conversations.length === 0 && next.before === null ? null : writePlace(next);
}

/** Events, such as a pressed button, are no messages and stay out; what cannot be read cannot be mended by reading it again. */
function isWanted(item: InboundItem, since: Millis | null): boolean {
  return item.type === 'message' && (since === null || item.sentAt >= since);
}

/** In nanoseconds, which do not fit into a JavaScript number. */
function lastMessageAt(conversation: JsonObject | undefined): Millis | undefined {
  const nanos = idField(conversation, 'last_message_timestamp');
  return nanos !== undefined && /^\d{1,20}$/.test(nanos) ? Number(BigInt(nanos) / 1_000_000n) : undefined;
}

interface Buyer {
  readonly id: string;
  readonly name: string;
}

/** The buyer's name is no reason not to read what was said. */
async function buyerOf(calls: PlatformCalls, caller: ShopCaller, id: string): Promise<Buyer | undefined> {
  try {
    const conversation = await readConversation(calls, caller, id);
    const buyerId = idField(conversation, 'to_id');
    const name = textField(conversation, 'to_name');
    return buyerId && name ? { id: buyerId, name } : undefined;
  } catch (error) {
    if (error instanceof PlatformRefusal && error.kind === 'not_found') return undefined;
    throw error;
  }
}

/** The message with the buyer's name where deliveries have it. */
function named(row: JsonObject, buyer: Buyer | undefined): JsonObject {
  if (buyer === undefined) return row;
  if (idField(row, 'from_id') === buyer.id) return { from_user_name: buyer.name, ...row };
  return idField(row, 'to_id') === buyer.id ? { to_user_name: buyer.name, ...row } : row;
}
