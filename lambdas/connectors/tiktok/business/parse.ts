import { UnreadableDelivery } from '../../../domain/errors.ts';
import type { InboundItem } from '../../../domain/inbound.ts';
import { readEach } from '../../shared/each.ts';
import {
  asObject,
  defined,
  type JsonObject,
  numberField,
  required,
  textField,
  timeField,
} from '../../shared/fields.ts';
import { readJson } from '../../shared/read-json.ts';
import { innerJson } from '../inner-json.ts';
import { accountOf, readConversation } from './conversation.ts';
import { readMessage } from './parse-message.ts';
import { readReadMark, readReferral } from './parse-notice.ts';

/** Events that are known and hold nothing for an inbox, with their rules. */
const IGNORED: ReadonlyMap<string, string> = new Map([
  // From the EEA, Switzerland or the UK: says only that something came, neither from whom nor where.
  ['im_receive_msg_eu', 'tiktok.message_eu'],
  // Comment-to-Message, a feature of its own.
  ['im_receive_high_intent_comment', 'tiktok.high_intent_comment'],
  ['im_auto_message_config_update', 'tiktok.auto_message_config'],
  ['im_auto_message_audit_update', 'tiktok.auto_message_audit'],
]);

/**
 * Reads `{"event","create_time","user_openid","content"}`: one event, with its own fields as JSON in the string `content`. The
 * envelope's time is in seconds, times inside `content` are milliseconds. `client_key` need not be looked at: the signature
 * proves the app.
 * @throws UnreadableDelivery when the body is no object or names no event
 */
export function parseBusiness(body: Buffer): InboundItem[] {
  const envelope = asObject(readJson(body));
  if (envelope === undefined) throw new UnreadableDelivery('the body is no object');
  const event = required(textField(envelope, 'event'), 'event');
  return readEach([envelope], (envelope) => readEvent(event, envelope));
}

function readEvent(event: string, envelope: JsonObject): InboundItem[] {
  switch (event) {
    case 'im_receive_msg':
      return readMessage(readConversation(envelope), 'inbound');
    case 'im_send_msg':
      return readMessage(readConversation(envelope), 'outbound');
    case 'im_mark_read_msg':
      return [readReadMark(readConversation(envelope))];
    case 'im_referral_msg':
      return [readReferral(readConversation(envelope))];
    case 'authorization.removed':
      return [readRemoval(envelope)];
    default:
      return [{ type: 'ignored', rule: IGNORED.get(event) ?? 'tiktok.unknown_event' }];
  }
}

/** The account or TikTok took the permission back. An unreadable reason must not keep it from being heeded. */
function readRemoval(envelope: JsonObject): InboundItem {
  const reason = numberField(innerJson(envelope), 'reason');
  return {
    type: 'connection',
    accountId: accountOf(envelope),
    signal: 'revoked',
    at: required(timeField(envelope, 'create_time'), 'create_time'),
    data: defined({ reason }),
  };
}
