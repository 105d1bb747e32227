import type { InboundEvent, InboundItem, Weight } from '../../domain/inbound.ts';
import type { Json } from '../../domain/platform.ts';
import {
  defined,
  field,
  idField,
  isTrue,
  type JsonObject,
  numberField,
  objectField,
  objectsField,
  pick,
  required,
  textField,
  timeField,
} from '../shared/fields.ts';
import type { LineEvent } from './parse.ts';

/** Every event that is not a message. An unknown type is counted, never an error: LINE adds types without notice. */
export function readNotice(context: LineEvent): InboundItem[] {
  const { event, type } = context;
  switch (type) {
    case 'follow':
      return [
        notice(
          context,
          'quiet',
          { isUnblocked: isTrue(objectField(event, 'follow'), 'isUnblocked') },
          { reachable: true },
        ),
      ];
    case 'unfollow':
      return [notice(context, 'quiet', {}, { reachable: false })];
    case 'join':
      return [notice(context, 'notice', {}, { reachable: true })];
    case 'leave':
      return [notice(context, 'quiet', {}, { reachable: false })];
    case 'memberJoined':
      return [named(context, 'member_joined', 'quiet', { members: members(event, 'joined') })];
    case 'memberLeft':
      return [named(context, 'member_left', 'quiet', { members: members(event, 'left') })];
    case 'postback':
      return [postback(context)];
    case 'videoPlayComplete':
      return [
        named(
          context,
          'video_play_complete',
          'quiet',
          pick(objectField(event, 'videoPlayComplete'), ['trackingId']),
        ),
      ];
    case 'beacon':
      return [notice(context, 'quiet', pick(objectField(event, 'beacon'), ['hwid', 'type', 'dm']))];
    case 'accountLink':
      return accountLink(context);
    case 'membership':
      return [notice(context, 'quiet', pick(objectField(event, 'membership'), ['type', 'membershipId']))];
    case 'activated':
      return [named(context, 'control_gained', 'quiet', controlUntil(event))];
    case 'deactivated':
      return [named(context, 'control_lost', 'quiet', {})];
    case 'module':
      return [module(context)];
    case 'botSuspended':
      return [
        { type: 'connection', accountId: context.accountId, signal: 'suspended', at: context.at, data: {} },
      ];
    case 'botResumed':
      return [
        { type: 'connection', accountId: context.accountId, signal: 'resumed', at: context.at, data: {} },
      ];
    case 'delivery':
      // Delivery of a notification message by phone number (PNP), a product this inbox does not send.
      return [{ type: 'ignored', rule: 'line.delivery' }];
    case 'things':
      return [{ type: 'ignored', rule: 'line.things' }];
    default:
      return [{ type: 'ignored', rule: 'line.unknown_type' }];
  }
}

function notice(
  context: LineEvent,
  weight: Weight,
  data: Record<string, Json>,
  more: Partial<InboundEvent> = {},
): InboundEvent {
  return named(context, context.type, weight, data, more);
}

function named(
  context: LineEvent,
  event: string,
  weight: Weight,
  data: Record<string, Json>,
  more: Partial<InboundEvent> = {},
): InboundEvent {
  return defined({
    type: 'event' as const,
    accountId: context.accountId,
    thread: required(context.thread, 'source'),
    customer: context.customer,
    event: event.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    eventId: context.eventId,
    data,
    at: context.at,
    weight,
    replyToken: context.replyToken,
    standby: context.standby || undefined,
    ...more,
  }) as InboundEvent;
}

/** `data` is what we or another tool put on the button; a person may replay an old one, so it is only shown. */
function postback(context: LineEvent): InboundEvent {
  const postback = required(objectField(context.event, 'postback'), 'postback');
  const params = objectField(postback, 'params');
  const data = {
    data: required(textField(postback, 'data'), 'postback.data'),
    ...(params ? { params: pick(params, ['date', 'time', 'datetime', 'newRichMenuAliasId', 'status']) } : {}),
  };
  return notice(context, 'action', data, { opensWindow: true });
}

/** A failed link has neither source nor reply token: there is no conversation to put it into. */
function accountLink(context: LineEvent): InboundItem[] {
  if (!context.thread) return [{ type: 'ignored', rule: 'line.account_link_failed' }];
  return [notice(context, 'quiet', pick(objectField(context.event, 'link'), ['result']))];
}

function module({ event, at }: LineEvent): InboundItem {
  const module = objectField(event, 'module');
  // The account meant is named inside; `destination` is the module channel's own bot.
  const accountId = required(idField(module, 'botId'), 'module.botId');
  const kind = textField(module, 'type');
  if (kind === 'attached') {
    const scopes = field(module, 'scopes');
    const data = { scopes: Array.isArray(scopes) ? scopes.filter((s) => typeof s === 'string') : [] };
    return { type: 'connection', accountId, signal: 'authorized', at, data };
  }
  if (kind === 'detached')
    return { type: 'connection', accountId, signal: 'revoked', at, data: pick(module, ['reason']) };
  return { type: 'ignored', rule: 'line.unknown_module_type' };
}

function controlUntil(event: JsonObject): Record<string, Json> {
  const expireAt =
    timeField(objectField(event, 'chatControl'), 'expireAt') ??
    numberField(objectField(event, 'chatControl'), 'expireAt');
  return expireAt === undefined ? {} : { expireAt };
}

function members(event: JsonObject, name: string): string[] {
  return objectsField(objectField(event, name), 'members')
    .map((member) => idField(member, 'userId'))
    .filter((id) => id !== undefined);
}
