import { UnreadableDelivery } from '../../../domain/errors.ts';
import type { Person, Thread } from '../../../domain/inbound.ts';
import type { Millis } from '../../../domain/platform.ts';
import { idField, isTrue, type JsonObject, objectField, required, timeField } from '../fields.ts';
import type { Dialect } from './dialect.ts';

/** One element of `messaging` or `standby`, with what all kinds have in common already read. */
export interface MetaEvent {
  readonly dialect: Dialect;
  readonly event: JsonObject;
  readonly accountId: string | undefined;
  /** Absent in events about the account itself, and in the noise that Instagram sends around edits. */
  readonly senderId: string | undefined;
  readonly recipientId: string | undefined;
  /** The account's own act: an echo, or the account is the sender. */
  readonly outbound: boolean;
  readonly notifiedAt: Millis | undefined;
  readonly standby: boolean;
}

/** What every entry has. */
export interface MetaEntry {
  readonly id: string | undefined;
  readonly time: Millis | undefined;
}

/** Where an event belongs. */
export interface Conversation {
  readonly accountId: string;
  readonly thread: Thread;
  readonly customer: Person;
}

export function contextOf(
  dialect: Dialect,
  entry: MetaEntry,
  event: JsonObject,
  standby: boolean,
): MetaEvent {
  const senderId = idField(objectField(event, 'sender'), 'id');
  const recipientId = idField(objectField(event, 'recipient'), 'id');
  const echo = isTrue(objectField(event, 'message'), 'is_echo');
  const accountId = accountOf(dialect, entry.id, echo ? [senderId, recipientId] : [recipientId, senderId]);
  return {
    dialect,
    event,
    accountId,
    senderId,
    recipientId,
    outbound: echo || (senderId !== undefined && senderId === accountId),
    notifiedAt: entry.time,
    standby,
  };
}

/** @param sides the account's side by the event's direction, and the other one */
function accountOf(
  dialect: Dialect,
  entryId: string | undefined,
  sides: readonly [string | undefined, string | undefined],
): string | undefined {
  if (!dialect.entryIdMayBePlaceholder) return entryId;
  const complete = sides[0] !== undefined && sides[1] !== undefined;
  const isSide = sides.some((side) => side === entryId);
  return complete && !isSide ? sides[0] : (entryId ?? sides[0]);
}

/**
 * A conversation is one person and the account. The person is the receiver of what the account did, and the sender of the rest.
 * @throws UnreadableDelivery when an id is missing, or both are the account's
 */
export function conversationOf(context: MetaEvent): Conversation {
  const accountId = required(context.accountId, 'entry.id');
  const id = context.outbound
    ? required(context.recipientId, 'recipient.id')
    : required(context.senderId, 'sender.id');
  if (id === accountId) throw new UnreadableDelivery('the other side is the account itself');
  return { accountId, thread: { kind: 'direct', id }, customer: { key: id, platformUserId: id } };
}

/** @throws UnreadableDelivery when the event has no time */
export function timeOf(context: MetaEvent): Millis {
  return required(timeField(context.event, 'timestamp'), 'timestamp');
}
