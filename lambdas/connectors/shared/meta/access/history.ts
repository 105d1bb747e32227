import { InvalidInput } from '../../../../domain/errors.ts';
import type { InboundItem } from '../../../../domain/inbound.ts';
import type { Millis } from '../../../../domain/platform.ts';
import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../../domain/secret-text.ts';
import type { HistoryPage, HistoryRequest } from '../../../../ports/account-access.ts';
import {
  asObject,
  field,
  idField,
  type JsonObject,
  objectField,
  objectsField,
  textField,
} from '../../fields.ts';
import { readJson } from '../../read-json.ts';
import type { Dialect } from '../dialect.ts';
import { type Graph, graphCall } from '../graph/graph.ts';
import { readPast } from './history-message.ts';
import { instantOf } from './instant.ts';
import { nextCursor } from './next-page.ts';

/** Whose conversations are read. */
export interface Past {
  readonly graph: Graph;
  readonly token: SecretText;
  /** A Page's id, or `me`. */
  readonly node: string;
  readonly platform: 'messenger' | 'instagram';
  readonly dialect: Dialect;
  readonly accountId: string;
  /** Other ids by which the platform may call the account as a sender. */
  readonly aliases: readonly string[];
  /** Of a message. */
  readonly fields: string;
  /** How many of a conversation's messages one call gives; on Instagram only the newest 20 have details. */
  readonly messages: { readonly perCall: number; readonly further: boolean };
}

/** Where the reading stands. */
interface Place {
  /** Conversations of the list that are still to be read. */
  readonly todo: readonly string[];
  /** Messages of the first of them that were read already. */
  readonly read?: string;
  /** The next part of the list; absent = it is at its end. */
  readonly list?: string;
}

/** Ids have up to 250 characters: three of them and two cursors stay below the 2,000 that a cursor may have. */
const CONVERSATIONS_PER_CALL = 3;

/**
 * One part of one conversation per page, and one call more whenever the next conversations have to be listed. Newest first. Meta allows
 * two calls a second. https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversations
 */
export async function readHistory(past: Past, { since, cursor }: HistoryRequest): Promise<HistoryPage> {
  const started = cursor === null ? await list(past, since, undefined) : placeIn(cursor);
  const place = started.todo.length > 0 || !started.list ? started : await list(past, since, started.list);
  const [conversation, ...rest] = place.todo;
  if (conversation === undefined) return { items: [], next: cursorOf(place) };
  const edge = await messagesOf(past, conversation, place.read);
  const items = objectsField(edge, 'data').flatMap((message) => readPast(past, message));
  const wanted = items.filter((item) => since === null || sentAt(item) >= since);
  const further = past.messages.further && wanted.length === items.length ? nextCursor(edge) : undefined;
  const { read: _, ...after } = place;
  const next = further === undefined ? { ...after, todo: rest } : { ...after, read: further };
  return { items: wanted, next: cursorOf(next) };
}

async function list(past: Past, since: Millis | null, after: string | undefined): Promise<Place> {
  const query = { platform: past.platform, fields: 'id,updated_time', limit: CONVERSATIONS_PER_CALL, after };
  const path = `/${encodeURIComponent(past.node)}/conversations`;
  const body = await graphCall(past.graph, { path, query, token: past.token });
  const conversations = objectsField(body, 'data');
  const recent = conversations.filter((one) => since === null || (updatedAt(one) ?? since) >= since);
  const todo = recent.map((one) => idField(one, 'id')).filter((id) => id !== undefined);
  const next = recent.length === conversations.length ? nextCursor(body) : undefined;
  return { todo, ...(next === undefined ? {} : { list: next }) };
}

async function messagesOf(
  { graph, token, fields, messages }: Past,
  conversation: string,
  after: string | undefined,
): Promise<JsonObject | undefined> {
  const path = `/${encodeURIComponent(conversation)}`;
  try {
    if (after !== undefined)
      return await graphCall(graph, {
        path: `${path}/messages`,
        query: { fields, limit: messages.perCall, after },
        token,
      });
    const nested = `messages.limit(${messages.perCall}){${fields}}`;
    return objectField(await graphCall(graph, { path, query: { fields: nested }, token }), 'messages');
  } catch (error) {
    // Deleted since it was listed.
    if (error instanceof PlatformRefusal && error.kind === 'not_found') return undefined;
    throw error;
  }
}

function sentAt(item: InboundItem): Millis {
  return item.type === 'message' ? item.sentAt : 0;
}

function updatedAt(conversation: JsonObject): Millis | undefined {
  return instantOf(conversation, 'updated_time');
}

function cursorOf(place: Place): string | null {
  return place.todo.length > 0 || place.list !== undefined ? JSON.stringify(place) : null;
}

/** @throws InvalidInput for what `cursorOf` never wrote */
function placeIn(cursor: string): Place {
  const place = asObject(tolerant(cursor));
  const todo = field(place, 'todo');
  if (!Array.isArray(todo) || !todo.every((id) => typeof id === 'string'))
    throw new InvalidInput('the history cursor is not one of ours');
  const [read, listed] = [textField(place, 'read'), textField(place, 'list')];
  return {
    todo,
    ...(read === undefined ? {} : { read }),
    ...(listed === undefined ? {} : { list: listed }),
  };
}

function tolerant(cursor: string) {
  try {
    return readJson(cursor);
  } catch {
    return undefined;
  }
}
