import type { ZipEntry } from '../../ports/exports.ts';
import type { HeldRecord } from '../../ports/personal-data.ts';
import type { RunningRequest } from './begin-run.ts';
import { type DocumentHead, dataDocument } from './data-document.ts';
import type { ExportingDeps } from './exporting-deps.ts';
import { fileEntries } from './file-entries.ts';
import { nextPage, type Position } from './held-records.ts';
import { pageDocument } from './page-document.ts';
import { type ExportedRecord, readRecords } from './read-record.ts';

/** Where a part begins: in the rows, and in their files, which follow when all rows are packed. */
export interface PartStart {
  readonly part: number;
  readonly rows: Position;
  /** `after`: the file packed last, in the page that begins at `at`. */
  readonly files: { readonly at: NonNullable<Position>; readonly after: string | null } | null;
}

/** Records whose documents are written at once. */
const AT_ONCE = 500;

/**
 * One part of an archive: so many rows, then so many bytes of files. Of the rows only the places are in memory, at most as many as a part takes; of
 * files nothing but the piece that is on its way.
 */
export class PartPacker {
  /** What was packed, by store; complete when the entries have been read to their end, as is `next`. */
  readonly counts: Record<string, number> = {};
  /** Where the next part begins; null = this was the last one. */
  next: PartStart | null = null;
  readonly #deps: ExportingDeps;
  readonly #request: RunningRequest;
  readonly #start: PartStart;

  constructor(deps: ExportingDeps, request: RunningRequest, start: PartStart) {
    this.#deps = deps;
    this.#request = request;
    this.#start = start;
  }

  async *entries(): AsyncGenerator<ZipEntry, void> {
    const { part, rows, files } = this.#start;
    const { records, next } = await this.#collect(rows);
    if (rows !== null || part === 1) yield* this.#documents(records);
    const left = next === null && files !== null ? yield* this.#files(files) : files;
    this.next = next === null && left === null ? null : { part: part + 1, rows: next, files: left };
  }

  async #collect(start: Position): Promise<{ records: HeldRecord[]; next: Position }> {
    const records: HeldRecord[] = [];
    let at = start;
    while (at !== null && records.length < this.#deps.limits.records) {
      const page = await nextPage(this.#deps.rows, this.#request.scope, at);
      records.push(...page.records);
      at = page.next;
    }
    return { records, next: at };
  }

  *#documents(records: readonly HeldRecord[]): Generator<ZipEntry, void> {
    const { part } = this.#start;
    const madeAt = new Date(this.#deps.clock.now()).toISOString();
    const head: DocumentHead = { requestId: this.#request.id, madeAt, part };
    const suffix = part === 1 ? '' : `-${part}`;
    const count = (store: string) => {
      this.counts[store] = (this.counts[store] ?? 0) + 1;
    };
    yield {
      name: `data${suffix}.json`,
      deflate: true,
      bytes: dataDocument(head, this.#read(records, count)),
    };
    yield { name: `index${suffix}.html`, deflate: true, bytes: pageDocument(head, this.#read(records)) };
  }

  async *#read(
    records: readonly HeldRecord[],
    seen: (store: string) => void = () => {},
  ): AsyncGenerator<readonly ExportedRecord[], void> {
    for (let from = 0; from < records.length; from += AT_ONCE) {
      const page = await readRecords(this.#deps, records.slice(from, from + AT_ONCE));
      for (const { store } of page) seen(store);
      yield page;
    }
  }

  /** Goes through the rows once more, for those of the kind `file`. */
  async *#files(start: NonNullable<PartStart['files']>): AsyncGenerator<ZipEntry, PartStart['files']> {
    let at: Position = start.at;
    let bytes = 0;
    while (at !== null) {
      const page = await nextPage(this.#deps.rows, this.#request.scope, at);
      for (const record of filesBehind(page.records, start.after)) {
        for (const entry of await fileEntries(this.#deps, record))
          yield this.#counted(entry, (length) => {
            bytes += length;
          });
        if (bytes >= this.#deps.limits.fileBytes) return { at, after: record.place };
      }
      at = page.next;
    }
    return null;
  }

  #counted(entry: ZipEntry, add: (length: number) => void): ZipEntry {
    // Thumbnails are copies of what is counted already.
    if (!entry.name.includes('.thumbnail.')) this.counts.Media = (this.counts.Media ?? 0) + 1;
    return { ...entry, bytes: measured(entry.bytes, add) };
  }
}

async function* measured(
  bytes: AsyncIterable<Buffer>,
  add: (length: number) => void,
): AsyncGenerator<Buffer, void> {
  for await (const piece of bytes) {
    add(piece.length);
    yield piece;
  }
}

/** Behind a file that is not among them, all of them are. */
function filesBehind(records: readonly HeldRecord[], after: string | null): readonly HeldRecord[] {
  const files = records.filter(({ item }) => item === 'file');
  return files.slice(files.findIndex(({ place }) => place === after) + 1);
}
