import type { AttachmentPlace, AttachmentRecord, Upload } from '../domain/attachment.ts';
import type { Sealed } from '../domain/conversation.ts';
import type { Millis } from '../domain/platform.ts';
import type { ConversationRef } from '../domain/stored.ts';

/** What is known of files. All operations raise `Unavailable` when the store does not answer. */
export interface AttachmentStore {
  record(ref: ConversationRef, entryId: string, index: number): Promise<AttachmentRecord | null>;
  /** `replaces`: the revision that it must have, null = must not exist. False: somebody else was faster. */
  saveRecord(ref: ConversationRef, record: AttachmentRecord, replaces: number | null): Promise<boolean>;
  /** Of all entries from one to another, both included. */
  recordsOf(ref: ConversationRef, from: string, to: string): Promise<readonly AttachmentRecord[]>;
  /** Makes an attachment id lead to its place. Doing it again changes nothing. */
  point(workspaceId: string, attachmentId: string, at: AttachmentPlace): Promise<void>;
  /** Null: no message has an attachment of that id. */
  find(workspaceId: string, attachmentId: string): Promise<AttachmentPlace | null>;
  addUpload(upload: Upload, name: Sealed): Promise<void>;
  /** Null: there is none, or its time is over. */
  upload(workspaceId: string, id: string): Promise<{ readonly upload: Upload; readonly name: Sealed } | null>;
}

/** Which file. */
export type FileRef =
  /** Sealed, for as long as its message. */
  | {
      readonly kind: 'kept';
      readonly workspaceId: string;
      readonly conversationId: string;
      readonly id: string;
    }
  /** Of the kept picture with the same id; sealed like it, for as long. */
  | {
      readonly kind: 'thumbnail';
      readonly workspaceId: string;
      readonly conversationId: string;
      readonly id: string;
    }
  /** Opened for somebody who looks at it; for minutes. */
  | { readonly kind: 'view'; readonly workspaceId: string; readonly id: string }
  /** Laid down for the scanner before it is kept; until the scanner has spoken, a day at most. */
  | { readonly kind: 'scan'; readonly workspaceId: string; readonly id: string }
  /** As a member uploaded it; for a day. */
  | { readonly kind: 'upload'; readonly workspaceId: string; readonly id: string }
  /** A part of what was exported for a privacy request, sealed with a key of the request's own; for seven days. */
  | {
      readonly kind: 'archive';
      readonly workspaceId: string;
      readonly requestId: string;
      readonly part: number;
    }
  /** A picture that stands for films or large pictures of one shape (its id), whosever they are; for a day. */
  | { readonly kind: 'stand_in'; readonly id: string };

/** How a browser is to take a file. */
export interface FileHeaders {
  readonly contentType: string;
  readonly contentDisposition: string;
}

/** The files themselves. All operations raise `Unavailable` when the storage does not answer. */
export interface FileObjects {
  /** Writes a file as it comes; it is there as a whole or not at all. What `chunks` throws is raised. */
  write(file: FileRef, chunks: AsyncIterable<Buffer>, headers?: FileHeaders): Promise<void>;
  /** Reads a file piece by piece; null = there is none. */
  read(file: FileRef): Promise<AsyncIterable<Buffer> | null>;
  /** The first bytes of a file, at most so many; null = there is none. */
  readStart(file: FileRef, count: number): Promise<Buffer | null>;
  /** What is gone already is no error. */
  delete(file: FileRef): Promise<void>;
}

/** Addresses under which the storage itself hands out a file or takes one, for whoever has the address, until it expires. */
export interface FileLinks {
  /** @param headers what the storage is to say of the file, instead of what it was written with */
  toRead(file: FileRef, lifeMs: Millis, headers?: FileHeaders): FileLink;
  /** Takes one file of exactly that type and size, once. */
  toWrite(
    file: FileRef,
    what: { readonly mimeType: string; readonly size: number },
    lifeMs: Millis,
  ): FileLink & { readonly headers: Readonly<Record<string, string>> };
}

export interface FileLink {
  readonly url: string;
  readonly expiresAt: Millis;
}
