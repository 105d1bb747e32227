import type { Sealed } from '../domain/conversation.ts';
import type { StoreName } from '../domain/data-inventory.ts';
import type { Json } from '../domain/platform.ts';
import type { HeldRecord } from './personal-data.ts';

/** A record as an export has to show it: what is in the clear, and what has to be opened, by the names of the data inventory. */
export interface StoredRecord {
  readonly store: StoreName;
  /** Kind of record, as the data inventory names it. */
  readonly kind: string;
  readonly workspaceId: string;
  /** Null: it belongs to no conversation. */
  readonly conversationId: string | null;
  /** What its key says beside that: an entry, a token, a member … */
  readonly id: string;
  readonly plain: Readonly<Record<string, Json>>;
  readonly sealed: Readonly<Record<string, Sealed>>;
}

/** Reads what records hold. Raises `Unavailable`. */
export interface StoredRecords {
  /** Null: it is gone, or the data inventory shows nothing of it to anybody. */
  read(record: HeldRecord): Promise<StoredRecord | null>;
}

/** The archives of exports. All operations can be repeated and raise `Unavailable` when the storage does not answer. */
export interface Archives {
  /** Deletes all parts of a request's archive. */
  delete(workspaceId: string, requestId: string): Promise<void>;
}

/** A file on its way into a ZIP archive. Names have only letters, digits, `-`, `_`, `.` and `/`. */
export interface ZipEntry {
  readonly name: string;
  /** Whether it is made smaller: not what is compressed already. */
  readonly deflate: boolean;
  readonly bytes: AsyncIterable<Buffer>;
}

/** Makes a ZIP archive of files as they come, each read to its end before the next one is asked for; nothing is held as a whole. */
export type Zip = (entries: AsyncIterable<ZipEntry>) => AsyncIterable<Buffer>;
