import type { InboundItem } from '../../../domain/inbound.ts';
import { type JsonObject, objectField, required } from '../fields.ts';
import { ignored } from './dialect.ts';
import type { MetaEvent } from './event-context.ts';
import { readHandover } from './parse-handover.ts';
import { readMessage } from './parse-message.ts';
import { readAccountLinking, readOptin, readPostback, readReferral } from './parse-notice.ts';
import { readEdit, readReaction } from './parse-patch.ts';
import { readPolicy } from './parse-policy.ts';
import { readDelivered, readSeen } from './parse-receipt.ts';

type Reader = (context: MetaEvent, body: JsonObject) => InboundItem[];

/** An event is what it has a key for. */
const READERS: readonly (readonly [key: string, read: Reader])[] = [
  ['message', readMessage],
  ['message_edit', readEdit],
  ['reaction', readReaction],
  ['postback', readPostback],
  ['referral', readReferral],
  ['optin', readOptin],
  ['delivery', readDelivered],
  ['read', readSeen],
  ['account_linking', readAccountLinking],
  ['pass_thread_control', readHandover('control_passed')],
  ['take_thread_control', readHandover('control_taken')],
  ['request_thread_control', readHandover('control_requested')],
  ['policy_enforcement', readPolicy],
  // Which of several applications are primary or secondary: nothing that happens in a conversation.
  ['app_roles', ignore('app_roles')],
  // Thumbs for an automated answer, and carts of a retired shop: features that the inbox does not have.
  ['response_feedback', ignore('response_feedback')],
  ['order', ignore('order')],
];

/** Reads one element of `messaging` or `standby`. */
export function readEvent(context: MetaEvent): InboundItem[] {
  const present = READERS.filter(([key]) => Object.hasOwn(context.event, key));
  if (present.length === 0) return [ignored(context.dialect, 'unknown_event')];
  return present.flatMap(([key, read]) => read(context, required(objectField(context.event, key), key)));
}

function ignore(rule: string): Reader {
  return ({ dialect }) => [ignored(dialect, rule)];
}
