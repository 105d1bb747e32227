import type { InboundItem } from '../../../domain/inbound.ts';
import type { Account, HistoryPage, HistoryRequest, PlatformCalls } from '../../../ports/account-access.ts';
import { readEach } from '../../shared/each.ts';
import {
  defined,
  idField,
  type JsonObject,
  objectField,
  objectsField,
  timeField,
} from '../../shared/fields.ts';
import { callerOf, read } from '../api/client.ts';
import { readMessagePush } from '../parse-message.ts';
import { nextPosition, type Place, type Position, readPlace, writePlace } from './history-place.ts';

/** The most that Lazada gives at once, of sessions and of messages. */
const PAGE_SIZE = '20';

/**
 * One call of Lazada: a page of sessions (which has no items yet), or a page of messages of the first session that is still to be read.
 * For the one import after connecting: Lazada prepares a month, at most 3,000 sessions, and forbids polling.
 * open.lazada.com, document 120971.
 */
export async function history(
  calls: PlatformCalls,
  account: Account,
  { since, cursor }: HistoryRequest,
): Promise<HistoryPage> {
  const begin: Place = { sessions: { startTime: String(account.now) }, pending: [] };
  const place = cursor === null ? begin : readPlace(cursor);
  const [session, ...later] = place.pending;
  if (session !== undefined) {
    const at = place.messages ?? { startTime: String(account.now) };
    const { items, messages } = await readMessages(calls, account, session, at, since);
    const rest = messages ? { pending: place.pending, messages } : { pending: later };
    return pageOf(items, defined({ sessions: place.sessions, ...rest }) as Place);
  }
  if (!place.sessions) return { items: [], next: null };
  return pageOf([], await readSessions(calls, account, place.sessions, since));
}

function pageOf(items: readonly InboundItem[], place: Place): HistoryPage {
  const more = place.sessions !== undefined || place.pending.length > 0;
  return { items, next: more ? writePlace(place) : null };
}

/** Sessions with something new in them; the list goes backwards in time. */
async function readSessions(
  calls: PlatformCalls,
  account: Account,
  at: Position,
  since: number | null,
): Promise<Place> {
  const page = await readPage(calls, account, '/im/session/list', at, { last_session_id: at.lastId });
  const sessions = objectsField(page, 'session_list');
  const wanted = sessions.filter((session) => !isOlder(timeField(session, 'last_message_time'), since));
  const pending = wanted.flatMap((session) => idField(session, 'session_id') ?? []);
  const next = wanted.length < sessions.length ? undefined : nextPosition(page, 'last_session_id', at);
  return defined({ sessions: next, pending }) as Place;
}

/** A page of a session's messages, newest first. */
async function readMessages(
  calls: PlatformCalls,
  account: Account,
  sessionId: string,
  at: Position,
  since: number | null,
): Promise<{ items: InboundItem[]; messages: Position | undefined }> {
  const params = { session_id: sessionId, last_message_id: at.lastId };
  const page = await readPage(calls, account, '/im/message/list', at, params);
  const listed = objectsField(page, 'message_list');
  const read = readEach(listed, (message) => readMessage(account, sessionId, message));
  const items = read.filter((item) => item.type === 'message' && !isOlder(item.sentAt, since));
  const old = listed.some((message) => isOlder(timeField(message, 'send_time'), since));
  return { items, messages: old ? undefined : nextPosition(page, 'last_message_id', at) };
}

/** A message of the list has the fields of its push. */
function readMessage(account: Account, sessionId: string, message: JsonObject): InboundItem[] {
  const data = { session_id: sessionId, ...message };
  return readMessagePush({
    accountId: account.accountId,
    data,
    pushedAt: undefined,
    receivedAt: account.now,
  });
}

async function readPage(
  calls: PlatformCalls,
  account: Account,
  api: string,
  at: Position,
  params: Readonly<Record<string, string | undefined>>,
): Promise<JsonObject> {
  const token = account.tokens.secrets.access_token;
  const page = { ...params, start_time: at.startTime, page_size: PAGE_SIZE };
  return objectField(await read(callerOf(calls, account), api, token, page), 'data') ?? {};
}

function isOlder(at: number | undefined, since: number | null): boolean {
  return since !== null && at !== undefined && at < since;
}
