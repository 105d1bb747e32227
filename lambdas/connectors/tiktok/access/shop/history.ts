import type { InboundItem } from '../../../../domain/inbound.ts';
import type {
  Account,
  HistoryPage,
  HistoryRequest,
  PlatformCalls,
} from '../../../../ports/account-access.ts';
import { readEach } from '../../../shared/each.ts';
import { type JsonObject, objectField, objectsField, textField, timeField } from '../../../shared/fields.ts';
import { ShopClient } from '../../api/shop/shops.ts';
import { readMessage } from '../../shop/parse-message.ts';
import { readCursor, textsOf } from '../cursor.ts';

/** Conversations per page: their ids stand in the cursor. */
const CONVERSATIONS = '10';
/** The most that TikTok gives; more fails the call. */
const MESSAGES = '10';
const PATH = '/customer_service/202309/conversations';

/** Where the reading is. */
interface Place {
  /** Of the next page of conversations; null = there is none; absent = the first. */
  readonly list?: string | null;
  /** Conversations of this page still to be read. */
  readonly todo: readonly string[];
  /** Of the next page of messages in the first of `todo`. */
  readonly page?: string;
}

/**
 * One call per page: a page of conversations (which has no items), or a page of messages of one of them, the newest first.
 * https://partner.tiktokshop.com/docv2/page/get-conversation-messages-202309
 */
export async function historyOfShop(
  calls: PlatformCalls,
  account: Account,
  { since, cursor }: HistoryRequest,
): Promise<HistoryPage> {
  const shop = new ShopClient(calls, account);
  const place = placeOf(cursor);
  const [conversation] = place.todo;
  return conversation === undefined
    ? listPage(shop, place, since ?? 0)
    : messagePage(shop, place, { accountId: account.accountId, conversation, since: since ?? 0 });
}

async function listPage(shop: ShopClient, { list }: Place, since: number): Promise<HistoryPage> {
  const query = { page_size: CONVERSATIONS, ...(list ? { page_token: list } : {}) };
  const data = await shop.call({ method: 'GET', path: PATH, query });
  const wanted = objectsField(data, 'conversations').filter((it) => latestOf(it) >= since);
  const todo = wanted.map((it) => textField(it, 'id')).filter((id) => id !== undefined);
  return { items: [], next: cursorOf({ list: textField(data, 'next_page_token') || null, todo }) };
}

interface Reading {
  readonly accountId: string;
  readonly conversation: string;
  readonly since: number;
}

async function messagePage(shop: ShopClient, place: Place, reading: Reading): Promise<HistoryPage> {
  const data = await shop.call({
    method: 'GET',
    path: `${PATH}/${encodeURIComponent(reading.conversation)}/messages`,
    query: {
      page_size: MESSAGES,
      sort_order: 'DESC',
      sort_field: 'create_time',
      ...(place.page ? { page_token: place.page } : {}),
    },
  });
  const messages = objectsField(data, 'messages');
  const wanted = messages.filter((message) => timeOf(message) >= reading.since);
  const page = textField(data, 'next_page_token');
  const more = page && wanted.length === messages.length;
  const next = more ? { ...place, page } : { list: place.list ?? null, todo: place.todo.slice(1) };
  return { items: wanted.flatMap((message) => itemsOf(message, reading)), next: cursorOf(next) };
}

/** In lists a message calls its id `id`, and does not say where it was written; otherwise it is what deliveries have in `data`. */
function itemsOf(message: JsonObject, { accountId, conversation }: Reading): InboundItem[] {
  const { id = null, ...rest } = message;
  const data = { ...rest, message_id: id, conversation_id: conversation };
  return readEach([data], (data) => [readMessage(accountId, data)]).filter(({ type }) => type === 'message');
}

function latestOf(conversation: JsonObject): number {
  const latest = objectField(conversation, 'latest_message');
  return latest ? timeOf(latest) : Number.POSITIVE_INFINITY;
}

/** What has no readable time is not left out for its age. */
function timeOf(message: JsonObject): number {
  return timeField(message, 'create_time') ?? Number.POSITIVE_INFINITY;
}

function placeOf(cursor: string | null): Place {
  const read = readCursor(cursor);
  const page = textField(read, 'page');
  const list = cursor === null ? undefined : (textField(read, 'list') ?? null);
  return {
    todo: textsOf(read, 'todo'),
    ...(list === undefined ? {} : { list }),
    ...(page ? { page } : {}),
  };
}

/** Null when nothing is left. */
function cursorOf(place: Place): string | null {
  return place.todo.length === 0 && !place.list ? null : JSON.stringify(place);
}
