import { UnreadableDelivery } from '../../domain/errors.ts';
import type { InboundItem, Person, ReplyToken, Thread } from '../../domain/inbound.ts';
import type { Millis } from '../../domain/platform.ts';
import type { ParseInput } from '../../ports/connector.ts';
import { readEach } from '../shared/each.ts';
import {
  arrayField,
  asObject,
  idField,
  type JsonObject,
  objectField,
  required,
  textField,
  timeField,
} from '../shared/fields.ts';
import { readJson } from '../shared/read-json.ts';
import { readEdit, readMessage } from './parse-message.ts';
import { readNotice } from './parse-notice.ts';

/** One event of a delivery, with what every kind has in common already read. */
export interface LineEvent {
  readonly type: string;
  readonly accountId: string;
  readonly event: JsonObject;
  readonly eventId: string;
  readonly at: Millis;
  readonly standby: boolean;
  readonly thread: Thread | undefined;
  readonly customer: Person | null;
  readonly replyToken: ReplyToken | undefined;
}

/** A reply token is promised for one minute after the webhook arrived. */
const REPLY_TOKEN_MS = 60_000;

/** Tokens of the console's old verification events; they must never be answered. */
const TEST_REPLY_TOKENS = new Set(['0'.repeat(32), 'f'.repeat(32)]);

/** Reads `{"destination","events":[…]}`; several users and kinds in one request, in no promised order. */
export function parse({ body, receivedAt }: ParseInput): InboundItem[] {
  const root = asObject(readJson(body));
  const accountId = idField(root, 'destination');
  const events = arrayField(root, 'events');
  if (accountId === undefined) throw new UnreadableDelivery('destination is missing');
  if (events === undefined) throw new UnreadableDelivery('events is missing or no array');
  return readEach(events, (event) => readEvent(accountId, event, receivedAt));
}

function readEvent(accountId: string, event: JsonObject, receivedAt: Millis): InboundItem[] {
  const type = required(textField(event, 'type'), 'type');
  const source = objectField(event, 'source');
  const context: LineEvent = {
    type,
    accountId,
    event,
    eventId: required(idField(event, 'webhookEventId'), 'webhookEventId'),
    at: required(timeField(event, 'timestamp'), 'timestamp'),
    // An unknown mode is treated like standby: read, do not answer.
    standby: textField(event, 'mode') !== 'active',
    thread: threadOf(source),
    customer: personOf(source),
    replyToken: replyTokenOf(event, receivedAt),
  };
  if (type === 'message') return [readMessage(context)];
  if (type === 'messageEdited') return [readEdit(context)];
  if (type === 'unsend') return [readUnsend(context)];
  return readNotice(context);
}

function readUnsend(context: LineEvent): InboundItem {
  return {
    type: 'unsend',
    accountId: context.accountId,
    thread: required(context.thread, 'source'),
    customer: context.customer,
    platformMessageId: required(
      idField(objectField(context.event, 'unsend'), 'messageId'),
      'unsend.messageId',
    ),
    at: context.at,
  };
}

/** A message in a group belongs to the group's conversation, never to the member's own. */
function threadOf(source: JsonObject | undefined): Thread | undefined {
  const type = textField(source, 'type');
  const groupId = idField(source, 'groupId');
  const roomId = idField(source, 'roomId');
  const userId = idField(source, 'userId');
  if (type === 'group' && groupId) return { kind: 'group', id: groupId };
  if (type === 'room' && roomId) return { kind: 'room', id: roomId };
  if (type === 'user' && userId) return { kind: 'direct', id: userId };
  return undefined;
}

function personOf(source: JsonObject | undefined): Person | null {
  const userId = idField(source, 'userId');
  return userId ? { key: userId, platformUserId: userId } : null;
}

function replyTokenOf(event: JsonObject, receivedAt: Millis): ReplyToken | undefined {
  const token = textField(event, 'replyToken');
  if (!token || TEST_REPLY_TOKENS.has(token) || textField(event, 'mode') !== 'active') return undefined;
  return { token, until: receivedAt + REPLY_TOKEN_MS };
}
