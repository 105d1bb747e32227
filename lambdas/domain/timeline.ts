import type { Json, Millis } from './platform.ts';

/** What a message is. `unsupported` is shown as "something came that only the platform's app can show". */
export const MESSAGE_KINDS = [
  'text',
  'image',
  'video',
  'audio',
  'file',
  'sticker',
  'location',
  'product',
  'order',
  'voucher',
  'template',
  'story_mention',
  'story_reply',
  'share',
  'comment',
  'unsupported',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

export type AttachmentKind = 'image' | 'video' | 'audio' | 'file' | 'sticker';

export const MESSAGE_STATES = [
  'received',
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

export type Direction = 'inbound' | 'outbound';

/** Who wrote a message. `external` wrote it in the platform's own app or another tool. */
export type AuthorType = 'customer' | 'agent' | 'bot' | 'external';

export interface Author {
  readonly type: AuthorType;
  readonly id?: string;
  readonly name?: string;
}

/** A file that belongs to a message, as the timeline shows it. */
export interface Attachment {
  readonly id: string;
  readonly kind: AttachmentKind;
  readonly name?: string;
  readonly mimeType?: string;
  /** Bytes. */
  readonly size?: number;
  readonly state: 'pending' | 'stored' | 'failed' | 'expired';
  /** Code of why there is nothing to see. */
  readonly reason?: string;
  /** There is a small picture of it. */
  readonly thumbnail?: true;
}

export interface Reaction {
  readonly emoji: string;
  /** Opaque id of the person who reacted. */
  readonly by: string;
}

export interface Message {
  readonly type: 'message';
  readonly id: string;
  readonly conversationId: string;
  readonly platformMessageId: string;
  readonly direction: Direction;
  readonly author: Author;
  readonly kind: MessageKind;
  /** Null where the platform gives no text, and after the message was deleted. */
  readonly text: string | null;
  readonly attachments: readonly Attachment[];
  /** Facts of the kind, such as `{"stickerId"}` or `{"orderId"}`. */
  readonly data: Readonly<Record<string, Json>>;
  readonly replyToPlatformMessageId?: string;
  readonly sentAt: Millis;
  readonly receivedAt: Millis;
  readonly state: MessageState;
  readonly failure?: {
    readonly code: string;
    /** In English, and in Thai. */
    readonly message: string;
    readonly messageTh: string;
    readonly retryable: boolean;
  };
  readonly editedAt?: Millis;
  readonly deletedAt?: Millis;
  readonly reactions: readonly Reaction[];
}

/** Something that happened in a conversation and is not a message: a follow, a postback, an assignment. */
export interface TimelineEvent {
  readonly type: 'event';
  readonly id: string;
  readonly conversationId: string;
  readonly event: string;
  /** Words to show for it, such as the label of a pressed button. */
  readonly text?: string;
  readonly data: Readonly<Record<string, Json>>;
  readonly at: Millis;
}

/** A private remark of an agent; never sent anywhere. */
export interface Note {
  readonly type: 'note';
  readonly id: string;
  readonly conversationId: string;
  readonly authorId: string;
  readonly text: string;
  readonly at: Millis;
}

export type TimelineEntry = Message | TimelineEvent | Note;
