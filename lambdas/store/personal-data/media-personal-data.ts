import type { AwsCaller } from '../../aws/aws-call.ts';
import { listObjects } from '../../aws/s3-listing.ts';
import { type DataScope, isKept } from '../../domain/data-scope.ts';
import type { HeldPage, HeldRecord, PersonalData } from '../../ports/personal-data.ts';
import { EXPORTS, KEPT_FILES, objectKeys, SCANS, UPLOADS, VIEWS } from '../keys.ts';
import type { Item, Table } from '../table.ts';
import type { TableSweep } from '../table-sweep.ts';
import { groupPage } from './group-entries.ts';
import { inboxItemKind } from './inbox-item-kind.ts';
import type { RequestsAbout } from './requests-about.ts';

type Customer = Extract<DataScope, { kind: 'customer' }>;
type Member = Extract<DataScope, { kind: 'member' }>;

/** Objects deleted at the same time. */
const AT_ONCE = 16;

/**
 * Files in the media bucket, by folder: a conversation's, or a workspace's. Goes before the Inbox table, whose rows lead to what is somebody's
 * in a group. Opened views and uploads of a customer carry no name of theirs and end by themselves, after a quarter of an hour and a day.
 */
export class MediaPersonalData implements PersonalData {
  readonly store = 'Media';
  readonly #aws: AwsCaller;
  readonly #bucket: string;
  readonly #inbox: Table;
  readonly #sweep: TableSweep;
  readonly #requests: RequestsAbout;

  constructor(aws: AwsCaller, bucket: string, inbox: Table, sweep: TableSweep, requests: RequestsAbout) {
    this.#aws = aws;
    this.#bucket = bucket;
    this.#inbox = inbox;
    this.#sweep = sweep;
    this.#requests = requests;
  }

  async find(scope: DataScope, cursor: string | null, limit: number): Promise<HeldPage> {
    if (scope.kind === 'connection') return this.#ofConnection(scope, cursor, limit);
    const folders =
      scope.kind === 'workspace' ? workspaceFolders(scope.workspaceId) : await this.#foldersOf(scope);
    const [source, at] = cursor === null ? [0, null] : (JSON.parse(cursor) as [number, string | null]);
    const folder = folders[source];
    const next = (done: string | null) => JSON.stringify(done === null ? [source + 1, null] : [source, done]);
    if (folder !== undefined) {
      const page = await listObjects(this.#aws, this.#bucket, folder, at, limit);
      const gone = page.objects.filter(({ key }) => !isKept(scope, key.split('/')[2] ?? ''));
      return { records: gone.map(recordOf), cursor: next(page.next) };
    }
    if (scope.kind !== 'customer' || source > folders.length) return { records: [], cursor: null };
    const page = await groupPage(this.#inbox, scope, at);
    return { records: page.items.flatMap(filesOf), cursor: next(page.cursor) };
  }

  async destroy(_scope: DataScope, records: readonly HeldRecord[]): Promise<void> {
    for (let i = 0; i < records.length; i += AT_ONCE) {
      await Promise.all(
        records.slice(i, i + AT_ONCE).map(({ place }) =>
          // What is gone already is no error to S3.
          this.#aws.send({ service: 's3', method: 'DELETE', path: `/${this.#bucket}/${place}` }),
        ),
      );
    }
  }

  /** Conversations, and what was exported of the same people. */
  async #foldersOf(scope: Customer | Member): Promise<string[]> {
    const kept = scope.kind === 'customer' ? keptFolders(scope) : [];
    return [...kept, ...(await this.#archivesOf(scope))];
  }

  async #archivesOf(scope: DataScope, subjectIds: readonly string[] = []): Promise<string[]> {
    const requestIds = await this.#requests.of(scope, subjectIds);
    return requestIds.map((requestId) => objectKeys.archives(scope.workspaceId, requestId));
  }

  /** The heads of its conversations say which folders are its. */
  async #ofConnection(
    scope: Extract<DataScope, { kind: 'connection' }>,
    cursor: string | null,
    limit: number,
  ): Promise<HeldPage> {
    const page = await this.#sweep.scan(cursor, limit);
    const records: HeldRecord[] = [];
    const subjectIds: string[] = [];
    for (const item of page.items) {
      if (inboxItemKind(item) !== 'head' || item.c !== scope.connectionId) continue;
      subjectIds.push(item.s);
      const [, workspaceId = '', , conversationId = ''] = String(item.pk).split('#');
      if (workspaceId === scope.workspaceId && !isKept(scope, conversationId))
        records.push(...(await this.#inFolder(`${KEPT_FILES}${workspaceId}/${conversationId}/`)));
    }
    for (const folder of await this.#archivesOf(scope, subjectIds))
      records.push(...(await this.#inFolder(folder)));
    return { records, cursor: page.cursor };
  }

  async #inFolder(folder: string): Promise<HeldRecord[]> {
    const records: HeldRecord[] = [];
    let after: string | null = null;
    do {
      const page = await listObjects(this.#aws, this.#bucket, folder, after, 1_000);
      records.push(...page.objects.map(recordOf));
      after = page.next;
    } while (after !== null);
    return records;
  }
}

function keptFolders(scope: Customer): string[] {
  return scope.conversationIds
    .filter((conversationId) => !isKept(scope, conversationId))
    .map((conversationId) => `${KEPT_FILES}${scope.workspaceId}/${conversationId}/`);
}

function workspaceFolders(workspaceId: string): string[] {
  return [KEPT_FILES, VIEWS, UPLOADS, SCANS, EXPORTS].map((folder) => `${folder}${workspaceId}/`);
}

function recordOf({ key, size }: { key: string; size?: number }): HeldRecord {
  return {
    store: 'Media',
    item: key.split('/')[0] ?? '',
    place: key,
    ...(size === undefined ? {} : { size }),
  };
}

/** A file that came in is kept under the id by which the timeline names it. */
function filesOf(item: Item): HeldRecord[] {
  if (inboxItemKind(item) !== 'file') return [];
  const [, workspaceId = '', , conversationId = ''] = String(item.pk).split('#');
  return [
    recordOf({ key: objectKeys.kept(workspaceId, conversationId, item.id) }),
    recordOf({ key: objectKeys.thumbnail(workspaceId, conversationId, item.id) }),
  ];
}
