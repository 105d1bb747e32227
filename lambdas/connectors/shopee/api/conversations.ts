import type { PlatformCalls } from '../../../ports/account-access.ts';
import { idField, isTrue, type JsonObject, objectField, objectsField } from '../../shared/fields.ts';
import { callAsShop, type ShopCaller } from './client.ts';

/** Larger pages than 25 came back empty in production, although 60 is the documented limit. */
const CONVERSATIONS = 25;
const MESSAGES = 50;

/** A page of something, and where the next one begins; null = this was the last. */
export interface Rows {
  readonly rows: readonly JsonObject[];
  readonly next: string | null;
}

/**
 * Conversations, those with the newest messages first. `older` without a place begins with the newest; `latest` would begin with the oldest.
 */
export async function listConversations(
  calls: PlatformCalls,
  caller: ShopCaller,
  before: string | undefined,
): Promise<Rows> {
  const answer = await read(calls, caller, 'get_conversation_list', {
    direction: 'older',
    type: 'all',
    next_timestamp_nano: before,
    page_size: CONVERSATIONS,
  });
  const result = objectField(answer, 'page_result');
  const next = isTrue(result, 'more')
    ? idField(objectField(result, 'next_cursor'), 'next_message_time_nano')
    : undefined;
  return { rows: objectsField(answer, 'conversations'), next: placeAfter(before, next) };
}

/** Messages of one conversation, newest first. */
export async function listMessages(
  calls: PlatformCalls,
  caller: ShopCaller,
  conversationId: string,
  offset: string | undefined,
): Promise<Rows> {
  const query = { conversation_id: conversationId, offset, page_size: MESSAGES };
  const answer = await read(calls, caller, 'get_message', query);
  const rows = objectsField(answer, 'messages');
  const next = idField(objectField(answer, 'page_result'), 'next_offset');
  return { rows, next: rows.length === 0 ? null : placeAfter(offset, next) };
}

/** One conversation, with the buyer's name. */
export async function readConversation(
  calls: PlatformCalls,
  caller: ShopCaller,
  conversationId: string,
): Promise<JsonObject | undefined> {
  return read(calls, caller, 'get_one_conversation', { conversation_id: conversationId });
}

/** A place that does not move would be read for ever; 0 stands for none. */
function placeAfter(here: string | undefined, next: string | undefined): string | null {
  return next === undefined || next === '0' || next === here ? null : next;
}

async function read(
  calls: PlatformCalls,
  caller: ShopCaller,
  name: string,
  query: Readonly<Record<string, string | number | undefined>>,
): Promise<JsonObject | undefined> {
  const call = { method: 'GET', path: `/sellerchat/${name}`, query, idempotent: true } as const;
  return objectField(await callAsShop(calls, caller, call), 'response');
}
