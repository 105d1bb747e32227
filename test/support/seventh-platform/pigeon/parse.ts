import { readEach } from '../../../../lambdas/connectors/shared/each.ts';
import {
  arrayField,
  asObject,
  defined,
  idField,
  type JsonObject,
  objectField,
  objectsField,
  pick,
  required,
  textField,
  timeField,
} from '../../../../lambdas/connectors/shared/fields.ts';
import { readJson } from '../../../../lambdas/connectors/shared/read-json.ts';
import type {
  InboundAttachment,
  InboundEvent,
  InboundItem,
  InboundMessage,
  Person,
  Receipt,
} from '../../../../lambdas/domain/inbound.ts';
import type { ParseInput } from '../../../../lambdas/ports/connector.ts';

/** Reads `{"loft","events":[…]}`. Every event names its `guest`, the customer, whoever acted. */
export function parse({ body }: ParseInput): InboundItem[] {
  const root = asObject(readJson(body));
  const accountId = required(idField(root, 'loft'), 'loft');
  return readEach(required(arrayField(root, 'events'), 'events'), (event) => [readEvent(accountId, event)]);
}

function readEvent(accountId: string, event: JsonObject): InboundItem {
  switch (required(textField(event, 'type'), 'type')) {
    case 'letter':
      return readLetter(accountId, event);
    case 'called_back':
      return {
        type: 'unsend',
        ...conversationOf(accountId, event),
        platformMessageId: required(idField(event, 'letterId'), 'letterId'),
        at: timeOf(event),
      };
    case 'stamp':
      return readStamp(accountId, event);
    case 'arrived':
      return readReceipt(accountId, event, 'delivered');
    case 'opened':
      return readReceipt(accountId, event, 'read');
    case 'weather':
      return { type: 'ignored', rule: 'pigeon.weather' };
    default:
      return { type: 'ignored', rule: 'pigeon.unknown_type' };
  }
}

function readLetter(accountId: string, event: JsonObject): InboundMessage {
  const outbound = textField(event, 'from') === 'loft';
  const attachments = objectsField(event, 'pictures').map(readPicture);
  return {
    type: 'message',
    ...conversationOf(accountId, event),
    platformMessageId: required(idField(event, 'letterId'), 'letterId'),
    direction: outbound ? 'outbound' : 'inbound',
    author: { type: outbound ? 'external' : 'customer' },
    kind: attachments.length > 0 ? 'image' : 'text',
    text: textField(event, 'text') ?? null,
    attachments,
    data: pick(event, ['pigeonName']),
    sentAt: timeOf(event),
  };
}

function readPicture(picture: JsonObject): InboundAttachment {
  return { kind: 'image', mediaId: required(idField(picture, 'id'), 'pictures.id') };
}

function readStamp(accountId: string, event: JsonObject): InboundEvent {
  return defined({
    type: 'event' as const,
    ...conversationOf(accountId, event),
    event: 'postback',
    eventId: required(idField(event, 'eventId'), 'eventId'),
    text: textField(event, 'label'),
    data: pick(event, ['value']),
    at: timeOf(event),
    weight: 'action' as const,
    opensWindow: true,
  }) as InboundEvent;
}

/** A receipt is about everything that was sent up to its time. */
function readReceipt(accountId: string, event: JsonObject, state: Receipt['state']): Receipt {
  return { type: 'receipt', ...conversationOf(accountId, event), state, upTo: timeOf(event) };
}

function conversationOf(accountId: string, event: JsonObject) {
  const guest = required(objectField(event, 'guest'), 'guest');
  const id = required(idField(guest, 'id'), 'guest.id');
  const customer = defined({ key: id, platformUserId: id, displayName: textField(guest, 'name') }) as Person;
  return { accountId, thread: { kind: 'direct' as const, id }, customer };
}

function timeOf(event: JsonObject): number {
  return required(timeField(event, 'at'), 'at');
}
