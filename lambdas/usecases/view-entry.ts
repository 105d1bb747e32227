import { type AttachmentRecord, idOfAttachment, uploadOf } from '../domain/attachment.ts';
import type { Sealed } from '../domain/conversation.ts';
import { timeOfEntry, tokenOfEntry } from '../domain/ids.ts';
import type { InboundAttachment } from '../domain/inbound.ts';
import { type MessageContent, patchContent } from '../domain/message-content.ts';
import { sendFailureOf } from '../domain/send-failure.ts';
import type {
  EventContent,
  NoteContent,
  Receipts,
  StoredEvent,
  StoredMessage,
  StoredNote,
} from '../domain/stored.ts';
import type {
  Attachment,
  Author,
  Message,
  Note,
  Reaction,
  TimelineEntry,
  TimelineEvent,
} from '../domain/timeline.ts';
import type { OpenMark } from './open-marks.ts';

/** What the entries of a conversation are shown with. */
export interface EntryContext {
  readonly conversationId: string;
  readonly idSecret: Buffer;
  readonly marks: ReadonlyMap<string, OpenMark>;
  readonly receipts: Receipts | null;
  /** What became of the files of the entries; absent: they wait. */
  readonly files?: readonly AttachmentRecord[];
}

/** An entry with its content opened; also one that only a waiting edit shows so far. */
export type OpenedEntry =
  | { readonly stored: StoredEvent; readonly content: EventContent }
  | { readonly stored: StoredNote; readonly content: NoteContent }
  | { readonly stored: Omit<StoredMessage, 'rev'>; readonly content: MessageContent };

/** A timeline entry as agents see it. */
export function viewEntry(context: EntryContext, { stored, content }: OpenedEntry): TimelineEntry {
  if (stored.type === 'event') return viewEvent(context, stored, content as EventContent);
  if (stored.type === 'note') return viewNote(context, stored, content as NoteContent);
  return viewMessage(context, stored, content as MessageContent);
}

/** A note as agents see it. */
export function viewNote(
  { conversationId }: Pick<EntryContext, 'conversationId'>,
  { entryId, authorId }: StoredNote,
  { text }: NoteContent,
): Note {
  return { type: 'note', id: entryId, conversationId, authorId, text, at: timeOfEntry(entryId) };
}

/** The message that stands in a waiting edit, for as long as it has not come itself. */
export function originalOf({ mark, content: { original } }: OpenMark): OpenedEntry[] {
  if (!original) return [];
  const { entryId, direction, kind, content } = original;
  const state = direction === 'inbound' ? 'received' : 'sent';
  const { receivedAt, sealed } = mark;
  return [{ stored: { type: 'message', entryId, direction, kind, state, receivedAt, sealed }, content }];
}

function viewEvent(
  { conversationId }: EntryContext,
  { entryId, event }: StoredEvent,
  { text, data }: EventContent,
): TimelineEvent {
  const words = text === undefined ? {} : { text };
  return { type: 'event', id: entryId, conversationId, event, ...words, data, at: timeOfEntry(entryId) };
}

function viewMessage(
  context: EntryContext,
  stored: Omit<StoredMessage, 'rev'>,
  opened: MessageContent,
): Message {
  const waiting = context.marks.get(tokenOfEntry(stored.entryId));
  const content = waiting ? patchContent(opened, waiting.content.patch) : opened;
  const { edit, deletedAt, replyToPlatformMessageId } = content;
  return {
    type: 'message',
    id: stored.entryId,
    conversationId: context.conversationId,
    platformMessageId: content.platformMessageId,
    direction: stored.direction,
    author: authorOf(content, stored.sealed),
    kind: stored.kind,
    text: content.text,
    attachments: content.attachments.map((file, i) => viewAttachment(context, stored, file, i)),
    data: content.data,
    ...(replyToPlatformMessageId === undefined ? {} : { replyToPlatformMessageId }),
    sentAt: timeOfEntry(stored.entryId),
    receivedAt: stored.receivedAt,
    state: stateOf(stored, context.receipts),
    ...failureOf(stored),
    ...(edit === undefined ? {} : { editedAt: edit.at }),
    ...(deletedAt === undefined ? {} : { deletedAt }),
    reactions: reactionsOf(content),
  };
}

/** Content is sealed with the customer's key, so the key's name is the customer's id. */
function authorOf(
  { authorType: type, authorName: name, authorPlatformId }: MessageContent,
  sealed: Sealed,
): Author {
  return {
    type,
    ...(type === 'customer' ? { id: sealed.subjectId } : {}),
    ...(type === 'agent' && authorPlatformId !== undefined ? { id: authorPlatformId } : {}),
    ...(name === undefined ? {} : { name }),
  };
}

function viewAttachment(
  { idSecret, conversationId, files = [] }: EntryContext,
  stored: Omit<StoredMessage, 'rev'>,
  attachment: InboundAttachment,
  index: number,
): Attachment {
  const { kind, name } = attachment;
  const record = files.find((file) => file.entryId === stored.entryId && file.index === index);
  // By its content, where that has been looked at; until then as the platform says.
  const mimeType = record?.mimeType ?? attachment.mimeType;
  const size = record?.size ?? attachment.size;
  return {
    id: idOfAttachment(idSecret, conversationId, stored, attachment, index),
    kind,
    ...(name === undefined ? {} : { name }),
    ...(mimeType === undefined ? {} : { mimeType }),
    ...(size === undefined ? {} : { size }),
    // What was sent from here is there to be seen from the start.
    state: record?.state ?? (uploadOf(stored.direction, attachment) === null ? 'pending' : 'stored'),
    ...(record?.reason === undefined ? {} : { reason: record.reason }),
    ...(record?.thumbnail && 'size' in record.thumbnail ? { thumbnail: true as const } : {}),
  };
}

/** Only of what will not be tried again: what waits may still go out. */
function failureOf({ state, outbox }: Omit<StoredMessage, 'rev'>): Pick<Message, 'failure'> | object {
  if ((state !== 'failed' && state !== 'unknown') || !outbox?.failure) return {};
  const { th, en, retryable } = sendFailureOf(outbox.failure);
  return { failure: { code: outbox.failure, message: en, messageTh: th, retryable } };
}

/** Receipts say how far the customer's phone got; what was never sent for sure did not get there. */
function stateOf({ state, entryId }: Omit<StoredMessage, 'rev'>, receipts: Receipts | null) {
  if (state !== 'sent' && state !== 'delivered') return state;
  const sentAt = timeOfEntry(entryId);
  if (sentAt <= (receipts?.readUpTo ?? -1)) return 'read';
  return sentAt <= (receipts?.deliveredUpTo ?? -1) ? 'delivered' : state;
}

function reactionsOf({ reactions = {} }: MessageContent): Reaction[] {
  return Object.entries(reactions).flatMap(([by, { emoji }]) => (emoji === null ? [] : [{ emoji, by }]));
}
