import type * as z from 'zod/mini';
import type { Conversation } from '../../domain/conversation-view.ts';
import type { Page } from '../../domain/cursor.ts';
import type { Customer } from '../../domain/customer.ts';
import type { Millis } from '../../domain/platform.ts';
import type { Message, Note, TimelineEntry } from '../../domain/timeline.ts';
import type { Connection } from '../../ports/connections.ts';
import type { Ticket } from '../../usecases/live/make-ticket.ts';
import type { Me } from '../../usecases/who-am-i.ts';
import type * as inbox from './inbox-schemas.ts';
import type { customer } from './routes/customers.ts';
import type * as schemas from './schemas.ts';
import { sendLimitsOf } from './send-limits.ts';

// What use cases answer, as the contract writes it: times as ISO 8601 with milliseconds. The return types are those of the
// response schemas.

/** `me` of the contract. */
export function meToWire({ user, workspace, role, permissions }: Me): z.input<typeof schemas.me> {
  const { id, email, name } = user;
  return { user: { id, email, name }, workspace: { ...workspace }, role, permissions: [...permissions] };
}

/** `connection` of the contract: field by field, so that nothing else of a connection can get out. */
export function connectionToWire(connection: Connection): z.input<typeof schemas.connection> {
  const { health, quota, tokenExpiresAt } = connection;
  return {
    id: connection.id,
    platform: connection.platform,
    accountId: connection.accountId === '' ? null : connection.accountId,
    displayName: connection.displayName,
    features: [...connection.features],
    grantedScopes: [...connection.grantedScopes],
    webhookUrl: connection.webhookUrl,
    state: connection.state,
    health: { checkedAt: isoOrNull(health.checkedAt), problem: health.problem },
    connectedAt: iso(connection.connectedAt),
    tokenExpiresAt: isoOrNull(tokenExpiresAt),
    ...sendLimitsOf(connection),
    ...(quota === undefined ? {} : { quota: { ...quota, at: iso(quota.at) } }),
  };
}

/** `conversation` of the contract. */
export function conversationToWire(conversation: Conversation): z.input<typeof inbox.conversation> {
  const { labels, lastActivityAt, replyWindow, snoozedUntil, ...rest } = conversation;
  return {
    ...rest,
    ...(snoozedUntil === undefined ? {} : { snoozedUntil: iso(snoozedUntil) }),
    labels: [...labels],
    lastActivityAt: iso(lastActivityAt),
    replyWindow: { ...replyWindow, closesAt: isoOrNull(replyWindow.closesAt) },
  };
}

/** A customer of the contract. */
export function customerToWire({ correctedAt, ...rest }: Customer): z.input<typeof customer> {
  return { ...rest, ...(correctedAt === undefined ? {} : { correctedAt: iso(correctedAt) }) };
}

/** `timeline entry` of the contract. */
export function entryToWire(entry: TimelineEntry): z.input<typeof inbox.timelineEntry> {
  return entry.type === 'message' ? messageToWire(entry) : { ...entry, at: iso(entry.at) };
}

/** A note of the contract. */
export function noteToWire(note: Note): z.input<typeof inbox.note> {
  return { ...note, at: iso(note.at) };
}

/** `message` of the contract. */
export function messageToWire(message: Message): z.input<typeof inbox.message> {
  const { sentAt, receivedAt, editedAt, deletedAt, attachments, reactions, ...rest } = message;
  return {
    ...rest,
    attachments: [...attachments],
    sentAt: iso(sentAt),
    receivedAt: iso(receivedAt),
    ...(editedAt === undefined ? {} : { editedAt: iso(editedAt) }),
    ...(deletedAt === undefined ? {} : { deletedAt: iso(deletedAt) }),
    reactions: [...reactions],
  };
}

/** A list of the contract. */
export function pageToWire<T, W>(
  page: Page<T>,
  toWire: (item: T) => W,
): { items: W[]; nextCursor: string | null } {
  return { items: page.items.map(toWire), nextCursor: page.nextCursor };
}

function iso(at: Millis): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: Millis | null): string | null {
  return at === null ? null : iso(at);
}

/** A ticket, with the address that it is for. */
export function ticketToWire({ ticket, url, expiresAt }: Ticket): z.input<typeof schemas.ticket> {
  return { ticket, url, expiresAt: new Date(expiresAt).toISOString() };
}
