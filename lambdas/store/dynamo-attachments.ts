import type { AttachmentPlace, AttachmentRecord, Upload } from '../domain/attachment.ts';
import type { Sealed } from '../domain/conversation.ts';
import type { ConversationRef } from '../domain/stored.ts';
import type { AttachmentStore } from '../ports/attachments.ts';
import type { Clock } from '../ports/clock.ts';
import { inboxKeys, TTL_ATTRIBUTE } from './keys.ts';
import { atRevision, type Item, REVISION, type Table } from './table.ts';

/** After every character that a sort key goes on with. */
const LAST = '\u{ffff}';

/** What is known of files, in the Inbox table. */
export class DynamoAttachments implements AttachmentStore {
  readonly #table: Table;
  readonly #clock: Clock;

  constructor(table: Table, clock: Clock) {
    this.#table = table;
    this.#clock = clock;
  }

  async record(ref: ConversationRef, entryId: string, index: number): Promise<AttachmentRecord | null> {
    const key = inboxKeys.file(ref.workspaceId, ref.conversationId, entryId, index);
    const item = await this.#table.get(key, { consistent: true });
    return item && itemToRecord(item);
  }

  async saveRecord(
    ref: ConversationRef,
    record: AttachmentRecord,
    replaces: number | null,
  ): Promise<boolean> {
    const item = recordToItem(ref, record, (replaces ?? 0) + 1);
    return (await this.#table.put(item, atRevision(replaces))).written;
  }

  async recordsOf(ref: ConversationRef, from: string, to: string): Promise<readonly AttachmentRecord[]> {
    const records: AttachmentRecord[] = [];
    const page = {
      pk: inboxKeys.conversation(ref.workspaceId, ref.conversationId),
      from: inboxKeys.filesOf(from),
      to: `${inboxKeys.filesOf(to)}${LAST}`,
      consistent: true,
    };
    for await (const item of this.#table.all(page)) records.push(itemToRecord(item));
    return records;
  }

  async point(workspaceId: string, attachmentId: string, at: AttachmentPlace): Promise<void> {
    const { conversationId, entryId, index } = at;
    await this.#table.put({
      ...inboxKeys.attachment(workspaceId, attachmentId),
      c: conversationId,
      e: entryId,
      i: index,
    });
  }

  async find(workspaceId: string, attachmentId: string): Promise<AttachmentPlace | null> {
    const item = await this.#table.get(inboxKeys.attachment(workspaceId, attachmentId), { consistent: true });
    return item && { conversationId: item.c, entryId: item.e, index: item.i };
  }

  async addUpload(upload: Upload, name: Sealed): Promise<void> {
    const { workspaceId, id, userId, objectId, mimeType, size, until } = upload;
    await this.#table.put({
      ...inboxKeys.upload(workspaceId, id),
      u: userId,
      o: objectId,
      mt: mimeType,
      sz: size,
      un: until,
      b: name.subjectId,
      x: name.bytes,
      [TTL_ATTRIBUTE]: Math.ceil(until / 1_000),
    });
  }

  async upload(workspaceId: string, id: string): Promise<{ upload: Upload; name: Sealed } | null> {
    const item = await this.#table.get(inboxKeys.upload(workspaceId, id), { consistent: true });
    if (!item || item.un <= this.#clock.now()) return null;
    const { u: userId, o: objectId, mt: mimeType, sz: size, un: until } = item;
    return {
      upload: { id, workspaceId, userId, objectId, mimeType, size, until },
      name: { subjectId: item.b, bytes: item.x },
    };
  }
}

function recordToItem(ref: ConversationRef, record: AttachmentRecord, rev: number): Item {
  const { entryId, index, attachmentId, state, tries, mimeType, size, reason, linked, thumbnail } = record;
  return {
    ...inboxKeys.file(ref.workspaceId, ref.conversationId, entryId, index),
    [REVISION]: rev,
    id: attachmentId,
    st: state,
    n: tries,
    mt: mimeType,
    sz: size,
    rs: reason,
    ln: linked,
    ts: thumbnail && 'size' in thumbnail ? thumbnail.size : undefined,
    tr: thumbnail && 'reason' in thumbnail ? thumbnail.reason : undefined,
  };
}

function itemToRecord(item: Item): AttachmentRecord {
  const [, entryId = '', index = ''] = String(item.sk).split('#');
  return {
    entryId,
    index: Number(index),
    rev: item[REVISION],
    attachmentId: item.id,
    state: item.st,
    tries: item.n,
    ...(item.mt === undefined ? {} : { mimeType: item.mt }),
    ...(item.sz === undefined ? {} : { size: item.sz }),
    ...(item.rs === undefined ? {} : { reason: item.rs }),
    ...(item.ln === undefined ? {} : { linked: item.ln }),
    ...(item.ts === undefined ? {} : { thumbnail: { size: item.ts } }),
    ...(item.tr === undefined ? {} : { thumbnail: { reason: item.tr } }),
  };
}
