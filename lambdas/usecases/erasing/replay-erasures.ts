import type { DataScope } from '../../domain/data-scope.ts';
import { afterEntriesAt } from '../../domain/ids.ts';
import type { Millis } from '../../domain/platform.ts';
import type { ConnectionList } from '../../ports/connections.ts';
import type { ErasureProof } from '../../ports/erasure-proof.ts';
import type { ErasedSubject, Erasures } from '../../ports/erasures.ts';
import type { ExpiringData } from '../../ports/expiring-data.ts';
import type { InboxStore } from '../../ports/inbox-store.ts';
import type { PersonalData } from '../../ports/personal-data.ts';
import { idsOf, PAGE } from './erasing-deps.ts';

/** What re-applying erasures to restored tables needs. */
export interface ReplayDeps {
  readonly erasures: Erasures;
  readonly store: Pick<InboxStore, 'conversationsOf'>;
  readonly connections: Pick<ConnectionList, 'connection'>;
  readonly data: readonly PersonalData[];
  readonly expiring: Pick<
    ExpiringData,
    | 'entries'
    | 'files'
    | 'marks'
    | 'deleteEntries'
    | 'deleteFiles'
    | 'deleteMarks'
    | 'parked'
    | 'deleteParked'
  >;
  readonly proof: ErasureProof;
}

/** What it did. */
export interface ReplayReport {
  /** People, members, connections and workspaces that had been erased. */
  readonly erasures: number;
  /** Records that were there again, by store. */
  readonly removed: Readonly<Record<string, number>>;
  /** Traces that are there still. */
  readonly left: number;
}

const MEMBER = 'member/';
/** Stores that a restore brings back, or that hang on them. */
const RESTORED: readonly string[] = ['Inbox', 'Connections', 'Media'];

/**
 * Erases again, in tables that were restored from a backup, whatever was erased since the backup was made: by the marks in the table of salts, which
 * is never restored, and by the requests that the ledger says are completed. Can be repeated.
 */
export async function replayErasures(deps: ReplayDeps): Promise<ReplayReport> {
  const removed: Record<string, number> = {};
  const scopes = await collect(deps, removed);
  for (const scope of scopes.values()) await destroyAll(deps, scope, removed);
  const ids = [...scopes.values()].flatMap(idsOf);
  await look(deps, ids, true);
  return { erasures: scopes.size, removed, left: await look(deps, ids, false) };
}

/** Whom and what to erase. Of those who came back, what is of before goes at once, and what is of now stays. */
async function collect(
  deps: ReplayDeps,
  removed: Record<string, number>,
): Promise<ReadonlyMap<string, DataScope>> {
  const scopes = new Map<string, DataScope>();
  const back = new Set<string>();
  let latest: Millis = -1;
  for await (const subject of deps.erasures.subjects()) {
    latest = Math.max(latest, subject.erasedAt);
    const key = `${subject.workspaceId}/${subject.subjectId}`;
    if (!subject.cameBack) scopes.set(key, await scopeOf(deps, subject));
    else {
      back.add(key);
      await removeFormer(deps, subject, removed);
    }
  }
  for await (const workspaceId of deps.erasures.workspaces())
    scopes.set(workspaceId, { kind: 'workspace', workspaceId, accountIds: [] });
  for await (const { scope, erasedAt } of deps.erasures.done()) {
    if (await isStillErased(deps, scope, erasedAt, back)) addDone(scopes, scope);
  }
  await dropParked(deps, latest, removed);
  return scopes;
}

async function scopeOf({ store }: ReplayDeps, { workspaceId, subjectId }: ErasedSubject): Promise<DataScope> {
  if (subjectId.startsWith(MEMBER))
    return { kind: 'member', workspaceId, userId: subjectId.slice(MEMBER.length) };
  const conversationIds = await store.conversationsOf(workspaceId, subjectId);
  return { kind: 'customer', workspaceId, subjectIds: [subjectId], conversationIds };
}

/** A connection may have been connected again, and a person have come back. */
async function isStillErased(
  { connections }: ReplayDeps,
  scope: DataScope,
  erasedAt: Millis,
  back: ReadonlySet<string>,
): Promise<boolean> {
  if (scope.kind === 'customer')
    return !scope.subjectIds.some((id) => back.has(`${scope.workspaceId}/${id}`));
  if (scope.kind !== 'connection') return true;
  const connection = await connections.connection(scope.workspaceId, scope.connectionId);
  return connection === null || connection.connectedAt <= erasedAt;
}

/** What a request knew of a person may be more than the look-ups say. A hold that kept something of it has ended with it. */
function addDone(scopes: Map<string, DataScope>, { except: _, ...scope }: DataScope): void {
  const [id = ''] = idsOf(scope as DataScope);
  const key = scope.kind === 'workspace' ? scope.workspaceId : `${scope.workspaceId}/${id}`;
  const known = scopes.get(key);
  if (known?.kind !== 'customer' || scope.kind !== 'customer') scopes.set(key, scope as DataScope);
  else {
    const conversationIds = [...new Set([...known.conversationIds, ...scope.conversationIds])];
    scopes.set(key, { ...known, conversationIds });
  }
}

async function destroyAll(
  deps: ReplayDeps,
  scope: DataScope,
  removed: Record<string, number>,
): Promise<void> {
  for (const data of deps.data) {
    let cursor: string | null = null;
    do {
      const page = await data.find(scope, cursor, PAGE);
      await data.destroy(scope, page.records);
      for (const { store } of page.records) removed[store] = (removed[store] ?? 0) + 1;
      cursor = page.cursor;
    } while (cursor !== null);
  }
}

/** Entries, files and waiting changes up to the moment of the erasure: the new person wrote later. */
async function removeFormer(
  { store, expiring }: ReplayDeps,
  { workspaceId, subjectId, erasedAt }: ErasedSubject,
  removed: Record<string, number>,
): Promise<void> {
  const upTo = afterEntriesAt(erasedAt);
  for (const conversationId of await store.conversationsOf(workspaceId, subjectId)) {
    const ref = { workspaceId, conversationId };
    for (
      let files = await expiring.files(ref, upTo, PAGE);
      files.length > 0;
      files = await expiring.files(ref, upTo, PAGE)
    )
      await expiring.deleteFiles(ref, files);
    for (let old = await expiring.entries(ref, { upTo, limit: PAGE }); old.length > 0; ) {
      await expiring.deleteEntries(
        ref,
        old.map(({ entryId }) => entryId),
      );
      removed.Inbox = (removed.Inbox ?? 0) + old.length;
      old = await expiring.entries(ref, { upTo, limit: PAGE });
    }
    const marks = (await expiring.marks(ref)).filter(({ receivedAt }) => receivedAt <= erasedAt);
    await expiring.deleteMarks(
      ref,
      marks.map(({ token }) => token),
    );
  }
}

/** The words by which parked deliveries were told have been forgotten: of before an erasure nobody can say any more whose they are. */
async function dropParked(
  { expiring }: ReplayDeps,
  upTo: Millis,
  removed: Record<string, number>,
): Promise<void> {
  let cursor: string | null = null;
  do {
    const page = await expiring.parked(cursor);
    const old = page.parked.filter(({ receivedAt }) => receivedAt <= upTo);
    await expiring.deleteParked(old.map(({ place }) => place));
    if (old.length > 0) removed.Parked = (removed.Parked ?? 0) + old.length;
    cursor = page.cursor;
  } while (cursor !== null);
}

/** Goes through every record. @returns how many traces there are; with `erases` they go */
async function look({ proof, data }: ReplayDeps, ids: readonly string[], erases: boolean): Promise<number> {
  let found = 0;
  for (const store of proof.stores.filter((name) => RESTORED.includes(name))) {
    let cursor: string | null = null;
    do {
      const page = await proof.look(store, { ids, canaries: [] }, cursor);
      found += page.found.length;
      // What was forgotten is destroyed by its place alone; the scope says nothing more.
      const scope = { kind: 'workspace', workspaceId: '', accountIds: [] } as const;
      if (erases) for (const one of data) if (one.store === store) await one.destroy(scope, page.found);
      cursor = page.cursor;
    } while (cursor !== null);
  }
  return found;
}
