import type { InboundEvent, InboundItem, InboundMessage } from '../../domain/inbound.ts';
import type { Millis } from '../../domain/platform.ts';
import {
  defined,
  field,
  idField,
  isTrue,
  type JsonObject,
  numberField,
  required,
  textField,
  timeField,
} from '../shared/fields.ts';
import type { LazadaPush } from './parse.ts';
import { plainOrJson, readContent } from './parse-content.ts';
import { accountOf, buyerOf, threadOf } from './parse-sides.ts';

/** `from_account_type`, the only field to tell the direction by (`to_account_type` is wrong in the official sample). */
const BUYER = 1;
const SELLER = 2;

const SYSTEM_TEXT = 2;
const FOLLOW_INVITATION = 10010;
const AUTO_REPLY_MENU = 10015;
/** HTML that Lazada sends to all sellers; belongs to no conversation. */
const BROADCAST = 200016;

/** `type`: written by the system, not by a user. */
const BY_SYSTEM = 2;
/** `status`: taken back. */
const RECALLED = 1;

/** Type 2: a message of either side, its recall, or a line of Lazada's own. */
export function readMessagePush(push: LazadaPush): InboundItem[] {
  const template = numberField(push.data, 'template_id');
  if (template === BROADCAST) return [{ type: 'ignored', rule: 'lazada.marketing_broadcast' }];
  // A recall comes as two pushes: the message itself once more, and a system text that says so.
  if (template === SYSTEM_TEXT) return [notice(push, 'system_notice')];
  if (numberField(push.data, 'status') === RECALLED) return [unsend(push)];
  if (numberField(push.data, 'type') === BY_SYSTEM) return [notice(push, 'system_notice')];
  if (template === FOLLOW_INVITATION) return [notice(push, 'follow_invitation')];
  return [toMessage(push, template)];
}

function toMessage({ accountId, data, pushedAt }: LazadaPush, template: number | undefined): InboundMessage {
  const sessionId = required(idField(data, 'session_id'), 'session_id');
  const own = isOwn(data);
  const { data: facts, ...shown } = readContent(template, field(data, 'content'));
  return {
    type: 'message',
    accountId,
    thread: threadOf(sessionId),
    customer: buyerOf(sessionId, accountOf(data, own ? 'to' : 'from')),
    platformMessageId: required(idField(data, 'message_id'), 'message_id'),
    direction: own ? 'outbound' : 'inbound',
    author: authorOf(own, template, data),
    ...shown,
    data: { ...facts, ...warning(data) },
    sentAt: required(timeField(data, 'send_time') ?? pushedAt, 'send_time'),
  };
}

/** @throws UnreadableDelivery for a sender that is neither the buyer nor the seller */
function isOwn(data: JsonObject): boolean {
  const sender = numberField(data, 'from_account_type');
  return required(sender === SELLER ? true : sender === BUYER ? false : undefined, 'from_account_type');
}

function authorOf(own: boolean, template: number | undefined, data: JsonObject): InboundMessage['author'] {
  if (!own) return { type: 'customer' };
  return { type: template === AUTO_REPLY_MENU || isTrue(data, 'auto_reply') ? 'bot' : 'external' };
}

/** Not empty: the message failed the safety check, and only the seller sees it. */
function warning(data: JsonObject): { warning?: string } {
  const text = textField(data, 'process_msg');
  return text ? { warning: text } : {};
}

/** `send_time` is still that of the message, so the recall's own time is when it was pushed. */
function unsend({ accountId, data, pushedAt, receivedAt }: LazadaPush): InboundItem {
  const sessionId = required(idField(data, 'session_id'), 'session_id');
  return {
    type: 'unsend',
    accountId,
    thread: threadOf(sessionId),
    customer: customerOf(sessionId, data),
    platformMessageId: required(idField(data, 'message_id'), 'message_id'),
    at: pushedAt ?? receivedAt,
  };
}

function notice({ accountId, data, pushedAt }: LazadaPush, event: string): InboundEvent {
  const sessionId = required(idField(data, 'session_id'), 'session_id');
  const at: Millis = required(timeField(data, 'send_time') ?? pushedAt, 'send_time');
  return defined({
    type: 'event' as const,
    accountId,
    thread: threadOf(sessionId),
    customer: customerOf(sessionId, data),
    event,
    eventId: required(idField(data, 'message_id'), 'message_id'),
    text: noticeText(field(data, 'content')),
    data: {},
    at,
    weight: 'quiet' as const,
  }) as InboundEvent;
}

/** The buyer, where the sender's side is told; a system line may come from neither. */
function customerOf(sessionId: string, data: JsonObject) {
  const sender = numberField(data, 'from_account_type');
  if (sender === BUYER) return buyerOf(sessionId, accountOf(data, 'from'));
  return buyerOf(sessionId, sender === SELLER ? accountOf(data, 'to') : undefined);
}

function noticeText(content: ReturnType<typeof field>): string | undefined {
  const { plain, json } = plainOrJson(content);
  const texts = [plain, ...['txt', 'recallContent', 'title'].map((name) => textField(json, name))];
  return texts.find((text) => text !== undefined && text !== '');
}
