import type { InboundItem } from '../../../../domain/inbound.ts';
import type {
  Account,
  HistoryPage,
  HistoryRequest,
  PlatformCalls,
} from '../../../../ports/account-access.ts';
import { readEach } from '../../../shared/each.ts';
import {
  idField,
  isTrue,
  type JsonObject,
  objectsField,
  textField,
  timeField,
} from '../../../shared/fields.ts';
import { accessTokenOf } from '../../api/account.ts';
import { businessCall } from '../../api/business/client.ts';
import { conversationOf } from '../../business/conversation.ts';
import { readMessage } from '../../business/parse-message.ts';
import { readCursor, textsOf } from '../cursor.ts';

/** Conversations that were answered, and requests that were not yet. */
const KINDS = ['SINGLE', 'STRANGER'] as const;
/** Conversations per page, of at most 100; their ids stand in the cursor. */
const LIMIT = '20';

/** Where the reading is. */
interface Place {
  /** Index in `KINDS`; past the end = nothing more to list. */
  readonly kind: number;
  /** Of the next page of conversations of that kind. */
  readonly list?: string;
  /** Conversations still to be read. */
  readonly todo: readonly string[];
}

/**
 * One call per page: a page of conversations (which has no items), or the messages of one of them. TikTok gives 90 days, 100
 * conversations and of each the last 20 messages, without further pages.
 * https://business-api.tiktok.com/portal/docs?id=1832184415059970 and …=1832184425841170
 */
export async function historyOfBusiness(
  calls: PlatformCalls,
  account: Account,
  { since, cursor }: HistoryRequest,
): Promise<HistoryPage> {
  const place = placeOf(cursor);
  const [conversation, ...todo] = place.todo;
  if (conversation === undefined) return listPage(calls, account, place, since ?? 0);
  const query = { business_id: account.accountId, conversation_id: conversation };
  const token = accessTokenOf(account);
  const data = await businessCall(calls, { path: '/business/message/content/list/', query, token });
  const items = objectsField(data, 'messages')
    .filter((message) => timeOf(message, 'timestamp') >= (since ?? 0))
    .flatMap((message) => itemsOf(account.accountId, { ...message, conversation_id: conversation }));
  return { items, next: cursorOf({ ...place, todo }) };
}

async function listPage(
  calls: PlatformCalls,
  account: Account,
  place: Place,
  since: number,
): Promise<HistoryPage> {
  const conversation_type = KINDS[place.kind];
  if (conversation_type === undefined) return { items: [], next: null };
  const data = await businessCall(calls, {
    path: '/business/message/conversation/list/',
    query: { business_id: account.accountId, conversation_type, limit: LIMIT, cursor: place.list },
    token: accessTokenOf(account),
  });
  const wanted = objectsField(data, 'conversations').filter((it) => timeOf(it, 'update_time') >= since);
  const todo = wanted.map((it) => idField(it, 'conversation_id')).filter((id) => id !== undefined);
  const list = isTrue(data, 'has_more') ? idField(data, 'cursor') : undefined;
  const next = list === undefined ? { kind: place.kind + 1 } : { kind: place.kind, list };
  return { items: [], next: cursorOf({ ...next, todo }) };
}

/**
 * A message of the list in the words of deliveries: there its type is `type` in small letters, and the names of the two sides are
 * `from` and `to`. Who wrote it is known by its ids; the direction is needed only where they are missing.
 */
function itemsOf(accountId: string, message: JsonObject): InboundItem[] {
  const content: JsonObject = {
    ...message,
    type: (textField(message, 'message_type') ?? '').toLowerCase(),
    from: textField(message, 'sender') ?? null,
    to: textField(message, 'recipient') ?? null,
  };
  return readEach([content], (content) => readMessage(conversationOf(accountId, content), 'inbound')).filter(
    ({ type }) => type === 'message',
  );
}

/** What has no readable time is not left out for its age. */
function timeOf(object: JsonObject, name: string): number {
  return timeField(object, name) ?? Number.POSITIVE_INFINITY;
}

function placeOf(cursor: string | null): Place {
  const read = readCursor(cursor);
  const list = textField(read, 'list');
  return {
    kind: typeof read.kind === 'number' ? read.kind : 0,
    todo: textsOf(read, 'todo'),
    ...(list === undefined ? {} : { list }),
  };
}

/** Null when nothing is left. */
function cursorOf(place: Place): string | null {
  return place.todo.length === 0 && place.kind >= KINDS.length ? null : JSON.stringify(place);
}
