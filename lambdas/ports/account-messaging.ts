import type { Thread } from '../domain/inbound.ts';
import type { Json, Millis } from '../domain/platform.ts';
import type { ReplyPermission } from '../domain/reply-permission.ts';
import type { SecretText } from '../domain/secret-text.ts';
import type { AttachmentKind } from '../domain/timeline.ts';
import type { Account, PlatformCalls } from './account-access.ts';

/**
 * All that KaoJai does at a platform for a conversation: answering, fetching what customers sent, asking who they are. Loaded only by the
 * functions that call platforms.
 *
 * Every method raises `PlatformRefusal` when the platform says no (classified by code) and `EgressError` when it does not answer.
 */
export interface AccountMessaging {
  /**
   * Sends one batch. At most one call of it can reach the customer, and that one is never repeated by itself unless the platform tells repeats
   * apart by `idempotencyKey`; what has to be done before (an upload) may be repeated. A repeat that the platform recognises as done before
   * counts as sent.
   * @returns one entry per message, in order
   * @throws EgressError with `mayHaveArrived`: nobody knows whether the customer has it
   */
  send(calls: PlatformCalls, account: Account, batch: OutboundBatch): Promise<readonly SentMessage[]>;
  /** Where the bytes of a file that came with a message are. Absent: the platform's deliveries carry plain addresses, which are fetched as they are. */
  source?(calls: PlatformCalls, account: Account, file: InboundFile): Promise<MediaSource>;
  /** Who somebody is. Null: the platform does not tell (any more). Absent: it has no such call, or deliveries say it. */
  profile?(calls: PlatformCalls, account: Account, person: PersonAtPlatform): Promise<CustomerProfile | null>;
  /** What may still be sent for money this month. Absent: sending costs nothing. */
  quota?(calls: PlatformCalls, account: Account): Promise<Quota>;
}

export interface OutboundBatch {
  readonly to: Recipient;
  /** From one to `OutboundLimits.batch`. */
  readonly messages: readonly OutboundMessage[];
  /** A UUID; the same for every try. */
  readonly idempotencyKey: string;
  /** Names the messages in the platform's echo, where it gives such a name back (Meta's `metadata`). At most 64 URL-safe characters. */
  readonly echoName: string;
  /** A fresh token that makes the answer free; absent: there is none. */
  readonly replyToken?: SecretText;
  readonly permission: ReplyPermission;
  readonly now: Millis;
}

export interface Recipient {
  readonly thread: Thread;
  /** Where it is another than the thread's id. */
  readonly platformUserId?: string;
}

export interface OutboundMessage {
  readonly kind: 'text' | 'image' | 'video' | 'audio' | 'file';
  /** Of a text; within the platform's limits already. */
  readonly text?: string;
  /** Of everything else; of a type and size that the platform takes. */
  readonly file?: OutboundFile;
  /** Quotes a message of the conversation. `handles`: those of the quoted message (see `InboundMessage.handles`). */
  readonly replyTo?: {
    readonly platformMessageId: string;
    readonly handles: Readonly<Record<string, string>>;
  };
}

export interface OutboundFile {
  readonly name: string;
  readonly mimeType: string;
  /** Bytes. */
  readonly size: number;
  /** How long a sound is, by its content; null: it does not tell. Absent: nobody knows. */
  durationMs?(): Promise<Millis | null>;
  /** The bytes, for platforms that want them. */
  read(): Promise<Buffer>;
  /** An unguessable https address for platforms that fetch files themselves; it lives for an hour. */
  link(): Promise<string>;
  /** The same of a small picture that stands for it (JPEG or PNG, at most 1 MB), for pictures and videos. */
  previewLink(): Promise<string>;
}

export interface SentMessage {
  /** Null: the platform tells it only by its echo. */
  readonly platformMessageId: string | null;
  /** As the platform says. */
  readonly sentAt?: Millis;
  /** See `InboundMessage.handles`. */
  readonly handles?: Readonly<Record<string, string>>;
}

/** A file of a customer's message. */
export interface InboundFile {
  readonly kind: AttachmentKind;
  readonly url?: string;
  readonly mediaId?: string;
  /** Facts of the message, such as LINE's `contentProvider`. */
  readonly data: Readonly<Record<string, Json>>;
}

export type MediaSource =
  /** To be fetched by GET, from the platform's `api` or `media` hosts, with these headers. */
  | { readonly kind: 'address'; readonly url: string; readonly headers?: Readonly<Record<string, string>> }
  /** The platform is still preparing it. */
  | { readonly kind: 'not_yet'; readonly retryAfterMs: Millis }
  /** It is not there any more. */
  | { readonly kind: 'gone' };

export interface PersonAtPlatform {
  readonly platformUserId: string;
  readonly thread: Thread;
}

/** What a platform says of a customer. */
export interface CustomerProfile {
  readonly displayName?: string;
  readonly avatarUrl?: string;
}

export interface Quota {
  /** Messages in this month; null = no limit. */
  readonly limit: number | null;
  readonly used: number;
}
