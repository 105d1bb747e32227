import type { Json, Millis } from './platform.ts';
import type { AttachmentKind, AuthorType, Direction, MessageKind } from './timeline.ts';

/**
 * What a connector reads out of one signed delivery. Everything here is in the platform's own ids; which
 * workspace and which conversation it belongs to is decided later, by the connection.
 */
export type InboundItem =
  | InboundMessage
  | InboundEvent
  | MessageEdit
  | MessageUnsend
  | MessageReaction
  | Receipt
  | ConnectionSignal
  | Ignored
  | Unreadable;

/**
 * Where a conversation takes place. `direct` is one customer; `comment` is the thread below a post, one per
 * top-level comment; `group` and `room` have several people.
 */
export interface Thread {
  readonly kind: 'direct' | 'group' | 'room' | 'comment';
  /** The platform's id of the person, group or thread; unique within the connected account. */
  readonly id: string;
}

/** A person on the customers' side. */
export interface Person {
  /**
   * Identifies the person within the connected account for keys and erasure. The platform's user id where
   * every event carries it, otherwise the platform's thread id.
   */
  readonly key: string;
  readonly platformUserId?: string;
  readonly displayName?: string;
  readonly avatarUrl?: string;
}

/** A file at the platform, still to be fetched (or to be linked, where the platform forbids copies). */
export interface InboundAttachment {
  readonly kind: AttachmentKind;
  /** https address at the platform; expires on most platforms. */
  readonly url?: string;
  /** The id by which the platform's API hands the file out. */
  readonly mediaId?: string;
  readonly name?: string;
  readonly mimeType?: string;
  /** Bytes, as the platform says. */
  readonly size?: number;
}

/** A one-time token with which an answer is free of charge (LINE). A credential: sealed like content. */
export interface ReplyToken {
  readonly token: string;
  /** Until when the platform promises to take it. */
  readonly until: Millis;
}

interface InThread {
  /** What deliveries call the connected account: Page id, shop id, bot user id … */
  readonly accountId: string;
  readonly thread: Thread;
}

export interface InboundMessage extends InThread {
  readonly type: 'message';
  /** The customer: sender of an inbound message, receiver of an outbound one; null when the platform hides it. */
  readonly customer: Person | null;
  readonly platformMessageId: string;
  readonly direction: Direction;
  readonly author: { readonly type: AuthorType; readonly name?: string };
  readonly kind: MessageKind;
  readonly text: string | null;
  readonly attachments: readonly InboundAttachment[];
  readonly data: Readonly<Record<string, Json>>;
  readonly replyToPlatformMessageId?: string;
  readonly sentAt: Millis;
  /** Whether the customer's act lets the merchant answer (again). Default: inbound messages do. */
  readonly opensWindow?: boolean;
  readonly replyToken?: ReplyToken;
  /** Opaque tokens that a later answer needs (LINE quote and mark-as-read tokens). Sealed, never shown. */
  readonly handles?: Readonly<Record<string, string>>;
  /** The platform's user id of the sender, for accounts whose own user id only the connection knows. */
  readonly senderId?: string;
  /** The other side of the message, used instead of `customer` when `senderId` proves to be the account's own. */
  readonly counterpart?: Person;
  /** Another application has control of the thread: read, but do not answer. */
  readonly standby?: boolean;
  /** On the echo of our own message: the name that we gave it (see `OutboundBatch.echoName`). */
  readonly echoName?: string;
}

/** How much an event asks for: nothing (`quiet`), a look (`notice`), or an answer like a message (`action`). */
export type Weight = 'quiet' | 'notice' | 'action';

export interface InboundEvent extends InThread {
  readonly type: 'event';
  readonly customer: Person | null;
  /** snake_case name, such as `follow`, `postback`, `referral`. */
  readonly event: string;
  /** The platform's event id, or one derived from the event's own content: the same event has the same id. */
  readonly eventId: string;
  /** Words to show for it, such as the label of a pressed button. */
  readonly text?: string;
  readonly data: Readonly<Record<string, Json>>;
  readonly at: Millis;
  readonly weight: Weight;
  readonly opensWindow?: boolean;
  readonly replyToken?: ReplyToken;
  /** The customer can (or can no longer) be written to, from this moment on. */
  readonly reachable?: boolean;
  readonly standby?: boolean;
}

/** The customer (or the account) changed a message's text. The largest `order` wins, whatever arrives last. */
export interface MessageEdit extends InThread {
  readonly type: 'edit';
  readonly customer: Person | null;
  readonly platformMessageId: string;
  readonly text: string;
  readonly at: Millis;
  readonly order: number;
  /**
   * The message as the edit shows it, for platforms that demand an unknown original to be stored from its edit
   * (LINE). Without it an edit of an unknown message waits for the message.
   */
  readonly original?: InboundMessage;
}

/** A message was taken back (unsent, recalled, removed). Wins over everything else about that message. */
export interface MessageUnsend extends InThread {
  readonly type: 'unsend';
  readonly customer: Person | null;
  readonly platformMessageId: string;
  readonly at: Millis;
}

export interface MessageReaction extends InThread {
  readonly type: 'reaction';
  readonly customer: Person | null;
  readonly platformMessageId: string;
  /** The platform's id of the person (or account) who reacted. One reaction per person and message. */
  readonly by: string;
  /** Null takes the reaction away. */
  readonly emoji: string | null;
  readonly at: Millis;
}

/** Outgoing messages reached the customer, or were seen. States only move forward. */
export interface Receipt extends InThread {
  readonly type: 'receipt';
  readonly customer: Person | null;
  readonly state: 'delivered' | 'read';
  /** Everything sent up to this time, … */
  readonly upTo?: Millis;
  /** … or this message and all before it. */
  readonly platformMessageId?: string;
}

/** What the platform says about the connection itself. */
export type ConnectionSignalName =
  | 'authorized'
  | 'revoked'
  | 'expiring'
  | 'suspended'
  | 'resumed'
  | 'sending_blocked'
  | 'sending_unblocked'
  | 'policy_warning';

export interface ConnectionSignal {
  readonly type: 'connection';
  readonly accountId: string;
  readonly signal: ConnectionSignalName;
  readonly at: Millis;
  /** Codes and times only, never personal data. */
  readonly data: Readonly<Record<string, Json>>;
}

/** Known, and by the platform's specification nothing for an inbox. Counted under its rule. */
export interface Ignored {
  readonly type: 'ignored';
  /** `platform.rule` in snake_case, such as `shopee.order_status`. */
  readonly rule: string;
}

/** Signed, but this part cannot be understood. The delivery is parked with the reason; its neighbours go on. */
export interface Unreadable {
  readonly type: 'unreadable';
  /** Names fields and expectations, never their content. */
  readonly reason: string;
}
