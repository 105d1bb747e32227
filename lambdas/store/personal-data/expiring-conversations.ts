import type { AwsCaller } from '../../aws/aws-call.ts';
import { listObjects } from '../../aws/s3-listing.ts';
import type { Head } from '../../domain/conversation.ts';
import { attachmentIdOf, entryIdOf } from '../../domain/ids.ts';
import type { Millis } from '../../domain/platform.ts';
import type { ConversationRef } from '../../domain/stored.ts';
import type { ExpiringFile } from '../../ports/expiring-data.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';
import { FILE, inboxKeys, KEPT_FILES, type Key, objectKeys, SENT } from '../keys.ts';
import { atRevision, type Item, type Table } from '../table.ts';
import type { TableSweep } from '../table-sweep.ts';
import { AgedConversations, fileKeyOf } from './aged-conversations.ts';
import { leadsBefore, settledItem } from './expiring-items.ts';

/** Objects deleted at the same time. */
const AT_ONCE = 16;
const LAST = '\u{ffff}';

/** What expiring reaches AWS by. */
export interface ExpiringClients {
  readonly inbox: Table;
  readonly rows: TableSweep;
  readonly aws: AwsCaller;
  readonly bucket: string;
  readonly keys: Pick<SubjectKeys, 'workspace'>;
}

/** Entries, files, changes and heads of conversations whose time is over: rows of the Inbox table and objects of the media bucket. */
export class ExpiringConversations extends AgedConversations {
  protected readonly clients: ExpiringClients;

  constructor(clients: ExpiringClients) {
    super(clients.inbox);
    this.clients = clients;
  }

  /** The row of a file last: as long as it stands, everything else is found by it. */
  async deleteFiles(ref: ConversationRef, files: readonly ExpiringFile[]): Promise<void> {
    await this.#deleteObjects(await this.#objectsOf(ref, files));
    await this.clients.rows.delete(
      files.map((file) => inboxKeys.attachment(ref.workspaceId, file.attachmentId)),
    );
    await this.clients.rows.delete(files.map((file) => fileKeyOf(ref, file)));
  }

  async settleFiles(ref: ConversationRef, files: readonly ExpiringFile[]): Promise<void> {
    await this.#deleteObjects(await this.#objectsOf(ref, files));
    for (const file of files) {
      const item = await this.inbox.get(fileKeyOf(ref, file), { consistent: true });
      if (item) await this.inbox.put(settledItem(item), atRevision(item.r));
    }
  }

  async deleteSentNames(ref: ConversationRef, before: Millis): Promise<void> {
    const first = entryIdOf(before, '0');
    const items = await this.range(ref, SENT, `${SENT}${LAST}`);
    await this.clients.rows.delete(items.filter((item) => leadsBefore(item, first)).map(keyIn));
  }

  async deleteEntries(
    { workspaceId, conversationId }: ConversationRef,
    ids: readonly string[],
  ): Promise<void> {
    await this.clients.rows.delete(ids.map((id) => inboxKeys.entry(workspaceId, conversationId, id)));
  }

  async deleteMarks(
    { workspaceId, conversationId }: ConversationRef,
    tokens: readonly string[],
  ): Promise<void> {
    await this.clients.rows.delete(tokens.map((token) => inboxKeys.mark(workspaceId, conversationId, token)));
  }

  async deleteReceipts({ workspaceId, conversationId }: ConversationRef): Promise<void> {
    await this.inbox.delete(inboxKeys.receipts(workspaceId, conversationId));
  }

  /** Both or neither: a look-up without a conversation would never be found again. */
  async deleteHead({ workspaceId, conversationId, subjectId, rev }: Head): Promise<boolean> {
    const refused = await this.inbox.transact([
      { delete: inboxKeys.head(workspaceId, conversationId), condition: atRevision(rev) },
      { delete: inboxKeys.customer(workspaceId, subjectId, conversationId) },
    ]);
    return refused.length === 0;
  }

  async wipe(ref: ConversationRef): Promise<void> {
    const { workspaceId, conversationId } = ref;
    await this.#emptyFolder(`${KEPT_FILES}${workspaceId}/${conversationId}/`);
    const keys: Key[] = [];
    const pk = inboxKeys.conversation(workspaceId, conversationId);
    for await (const item of this.inbox.all({ pk, consistent: true })) {
      keys.push(keyIn(item));
      if (String(item.sk).startsWith(FILE)) keys.push(inboxKeys.attachment(workspaceId, item.id));
    }
    // What leads to others goes last.
    await this.clients.rows.delete(keys.filter(({ sk }) => !sk.startsWith(FILE)));
    await this.clients.rows.delete(keys.filter(({ sk }) => sk.startsWith(FILE)));
  }

  /** A file is kept under a name that only its place gives. */
  async #objectsOf({ workspaceId, conversationId }: ConversationRef, files: readonly ExpiringFile[]) {
    if (files.length === 0) return [];
    const { idSecret } = await this.clients.keys.workspace(workspaceId);
    return files.flatMap(({ entryId, index }) => {
      const id = attachmentIdOf(idSecret, conversationId, entryId, index);
      return [
        objectKeys.kept(workspaceId, conversationId, id),
        objectKeys.thumbnail(workspaceId, conversationId, id),
      ];
    });
  }

  async #emptyFolder(folder: string): Promise<void> {
    let after: string | null = null;
    do {
      const page = await listObjects(this.clients.aws, this.clients.bucket, folder, after, 1_000);
      await this.#deleteObjects(page.objects.map(({ key }) => key));
      after = page.next;
    } while (after !== null);
  }

  /** What is gone already is no error to S3. */
  async #deleteObjects(keys: readonly string[]): Promise<void> {
    const { aws, bucket } = this.clients;
    for (let i = 0; i < keys.length; i += AT_ONCE)
      await Promise.all(
        keys
          .slice(i, i + AT_ONCE)
          .map((key) => aws.send({ service: 's3', method: 'DELETE', path: `/${bucket}/${key}` })),
      );
  }
}

function keyIn({ pk, sk }: Item): Key {
  return { pk, sk };
}
