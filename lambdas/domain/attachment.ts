import { attachmentIdOf } from './ids.ts';
import type { InboundAttachment } from './inbound.ts';
import type { Millis } from './platform.ts';
import type { Attachment, Direction, MessageKind } from './timeline.ts';

/** No file is larger, in either direction; the egress gate has the same limit. Bytes. */
export const MAX_FILE_BYTES = 25 * 1_024 * 1_024;

/** What is known of a message's file. Nothing in it was written by a person: name and address are sealed with the message. */
export interface AttachmentRecord {
  readonly entryId: string;
  /** Its place among the message's attachments. */
  readonly index: number;
  readonly rev: number;
  /** As the timeline names it. */
  readonly attachmentId: string;
  readonly state: Attachment['state'];
  /** How often somebody began to fetch it. */
  readonly tries: number;
  /** By its content. */
  readonly mimeType?: string;
  /** Bytes. */
  readonly size?: number;
  /** Why it failed, expired, or is still pending: a code. */
  readonly reason?: string;
  /** The platform's terms forbid a copy: it is shown from its address there. */
  readonly linked?: true;
  /** Absent: none was made, or not yet. */
  readonly thumbnail?: ThumbnailRecord;
}

/** What became of a picture's thumbnail: its bytes, or a code that says why there is none. */
export type ThumbnailRecord = { readonly size: number } | { readonly reason: string };

/** The reason of a file whose message was taken back; nothing of it is kept. */
export const TAKEN_BACK = 'message_deleted';

/** Whether nothing more will happen to it by itself. */
export function isSettled({ state }: AttachmentRecord): boolean {
  return state !== 'pending';
}

/** Where an attachment id leads. */
export interface AttachmentPlace {
  readonly conversationId: string;
  readonly entryId: string;
  readonly index: number;
}

/** A file that a member uploads in order to send it. */
export interface Upload {
  readonly id: string;
  readonly workspaceId: string;
  /** The member who may send it. */
  readonly userId: string;
  /** Random; names the object. */
  readonly objectId: string;
  /** As the member said; the content decides. */
  readonly mimeType: string;
  /** Bytes; the storage takes exactly so many. */
  readonly size: number;
  readonly until: Millis;
}

const UPLOAD_ID = /^up_[A-Za-z0-9_-]{22}$/;

/** An id for an upload. @param random 16 bytes */
export function uploadIdOf(random: Buffer): string {
  return `up_${random.toString('base64url')}`;
}

/** The upload that an attachment of an outgoing message was sent from; null: it came from the platform. */
export function uploadOf(direction: Direction, { mediaId }: InboundAttachment): string | null {
  return direction === 'outbound' && mediaId !== undefined && UPLOAD_ID.test(mediaId) ? mediaId : null;
}

/** How the timeline names an attachment: as its upload, or by its place in its message. */
export function idOfAttachment(
  idSecret: Buffer,
  conversationId: string,
  entry: { readonly entryId: string; readonly direction: Direction },
  attachment: InboundAttachment,
  index: number,
): string {
  return (
    uploadOf(entry.direction, attachment) ?? attachmentIdOf(idSecret, conversationId, entry.entryId, index)
  );
}

/**
 * Whether a file may be kept. Both what the message is and what the file is can forbid it: a mentioned story is a picture, and still somebody
 * else's. What the manifest does not name is not copied.
 */
export function mayCopy(
  media: Readonly<Record<string, 'copy' | 'link'>>,
  message: MessageKind,
  file: InboundAttachment['kind'],
): boolean {
  return media[file] === 'copy' && media[message] !== 'link';
}
