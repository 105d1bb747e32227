import { UnreadableDelivery } from '../../../domain/errors.ts';
import type { ConnectionSignal, InboundItem } from '../../../domain/inbound.ts';
import { readEach } from '../../shared/each.ts';
import {
  asObject,
  defined,
  idField,
  type JsonObject,
  numberField,
  objectField,
  required,
  timeField,
} from '../../shared/fields.ts';
import { readJson } from '../../shared/read-json.ts';
import { readMessage } from './parse-message.ts';

/** Numbers of the topics that mean something to an inbox, or that deserve a count of their own. */
const TOPIC = {
  orderStatus: 1,
  deauthorized: 6,
  expiring: 7,
  newConversation: 13,
  newMessage: 14,
  creatorMessage: 33,
};

/**
 * Reads `{"type","shop_id","timestamp","data"}`: one push, one topic. Times are seconds.
 * @throws UnreadableDelivery when the body is no object or has no numeric `type`
 */
export function parseShop(body: Buffer): InboundItem[] {
  const push = asObject(readJson(body));
  if (push === undefined) throw new UnreadableDelivery('the body is no object');
  const topic = required(numberField(push, 'type'), 'type');
  return readEach([push], (push) => [readPush(topic, push)]);
}

function readPush(topic: number, push: JsonObject): InboundItem {
  switch (topic) {
    case TOPIC.newMessage:
      return readMessage(shopOf(push), required(objectField(push, 'data'), 'data'));
    case TOPIC.deauthorized:
      return signal(push, 'revoked');
    case TOPIC.expiring:
      return signal(push, 'expiring');
    case TOPIC.newConversation:
      // Says only that an agent joined or left, and comes again for the same thread.
      return { type: 'ignored', rule: 'tiktok.new_conversation' };
    case TOPIC.orderStatus:
      return { type: 'ignored', rule: 'tiktok.order_status' };
    case TOPIC.creatorMessage:
      // Chats with creators belong to another API, by which this connector could not answer.
      return { type: 'ignored', rule: 'tiktok.creator_message' };
    default:
      return { type: 'ignored', rule: 'tiktok.other_push' };
  }
}

/** `data.message` is an English sentence that must not be parsed; the shop is named by `shop_id`. */
function signal(push: JsonObject, name: 'revoked' | 'expiring'): ConnectionSignal {
  const expiresAt = timeField(objectField(push, 'data'), 'expiration_time');
  return {
    type: 'connection',
    accountId: shopOf(push),
    signal: name,
    at: required(timeField(push, 'timestamp'), 'timestamp'),
    data: name === 'expiring' ? defined({ expiresAt }) : {},
  };
}

function shopOf(push: JsonObject): string {
  return required(idField(push, 'shop_id'), 'shop_id');
}
