import type { Sealed } from '../../domain/conversation.ts';
import { timeOfEntry } from '../../domain/ids.ts';
import type { Json } from '../../domain/platform.ts';
import { readable } from '../../domain/readable.ts';
import type { StoredRecord } from '../../ports/exports.ts';
import type { HeldRecord } from '../../ports/personal-data.ts';
import type { SealedPlace } from '../../ports/sealer.ts';
import { place, placeOfSaved } from '../places.ts';
import type { ExportingDeps } from './exporting-deps.ts';
import { placeOfFile } from './file-entries.ts';

/** A record as the archive shows it. */
export interface ExportedRecord {
  readonly store: string;
  /** Kind of record, as the data inventory names it. */
  readonly record: string;
  readonly id: string;
  readonly conversationId?: string;
  /** Of what stands in a conversation, when it happened. */
  readonly sentAt?: string;
  /** Of a file that is kept, where it is in the archive. */
  readonly path?: string;
  /** What it holds, by the names of the data inventory: words for codes, moments in ISO 8601. */
  readonly data: Readonly<Record<string, Json>>;
}

/** Records read at the same time. */
const AT_ONCE = 25;

type ReadDeps = Pick<ExportingDeps, 'records' | 'sealer' | 'keys'>;

/** Reads records in their order. What is gone meanwhile is left out; of what was sealed with a destroyed key only the frame is left. */
export async function readRecords(
  deps: ReadDeps,
  records: readonly HeldRecord[],
): Promise<readonly ExportedRecord[]> {
  const read: ExportedRecord[] = [];
  for (let from = 0; from < records.length; from += AT_ONCE) {
    const some = records.slice(from, from + AT_ONCE).map((record) => readRecord(deps, record));
    for (const record of await Promise.all(some)) if (record !== null) read.push(record);
  }
  return read;
}

async function readRecord(deps: ReadDeps, record: HeldRecord): Promise<ExportedRecord | null> {
  const stored = await deps.records.read(record);
  if (stored === null) return null;
  const { store, kind, id, conversationId } = stored;
  return {
    store,
    record: kind,
    id,
    ...(conversationId === null ? {} : { conversationId }),
    ...(kind === 'entry' ? { sentAt: new Date(timeOfEntry(id)).toISOString() } : {}),
    ...(await pathOf(deps, stored)),
    data: { ...stored.plain, ...(await opened(deps, stored)) },
  };
}

/** Where the archive has a file that is kept. */
async function pathOf(deps: ReadDeps, stored: StoredRecord): Promise<{ path?: string }> {
  const at = stored.plain.state === 'stored' && (await placeOfFile(deps, stored));
  return at ? { path: at.path } : {};
}

async function opened({ sealer }: ReadDeps, stored: StoredRecord): Promise<Record<string, Json>> {
  const values = Object.entries(stored.sealed).map(async ([name, sealed]: [string, Sealed]) => {
    const at = placeOf(stored, name);
    const value = at && (await sealer.open<Json>(at, sealed));
    return [name, name === 'content' ? shown(value) : readable(name, value)] as const;
  });
  return Object.fromEntries(await Promise.all(values));
}

/** Without what whoever has it could act with in the shop's name; a waiting edit may hold a message as a whole. */
function shown(content: Json): Json {
  if (!isMap(content)) return content;
  const { replyToken: _token, handles: _handles, original, ...rest } = content;
  if (!isMap(original)) return readable('content', rest);
  return {
    ...(readable('content', rest) as object),
    original: { ...original, content: shown(original.content ?? null) },
  };
}

function isMap(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where a value was sealed for; null: nobody here knows. */
function placeOf({ kind, workspaceId, conversationId, id }: StoredRecord, name: string): SealedPlace | null {
  if (kind === 'member') return { workspaceId, record: `member/${id}`, field: name };
  if (kind === 'upload') return { workspaceId, record: `upload/${id}`, field: name };
  if (kind === 'canned reply') return placeOfSaved('reply', workspaceId, id);
  if (kind === 'saved view') return placeOfSaved('view', workspaceId, id);
  if (conversationId === null) return null;
  const ref = { workspaceId, conversationId };
  if (kind === 'entry') return place.entry(ref, id);
  if (kind === 'mark') return place.mark(ref, id);
  const inHead = { preview: place.preview, platformIds: place.ids, displayName: place.name } as const;
  return Object.hasOwn(inHead, name) ? inHead[name as keyof typeof inHead](ref) : null;
}
