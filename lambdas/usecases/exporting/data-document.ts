import type { ExportedRecord } from './read-record.ts';

/** What every document of an archive says of itself. */
export interface DocumentHead {
  readonly requestId: string;
  /** ISO 8601. */
  readonly madeAt: string;
  readonly part: number;
}

/** `data.json`: everything, by the names of the data inventory, a record a line. */
export async function* dataDocument(
  head: DocumentHead,
  pages: AsyncIterable<readonly ExportedRecord[]>,
): AsyncGenerator<Buffer, void> {
  const about = JSON.stringify({ format: 'kaojai-export', version: 1, ...head });
  yield Buffer.from(`${about.slice(0, -1)},"records":[`);
  let separator = '\n';
  for await (const page of pages) {
    const lines = page.map((record) => JSON.stringify(record));
    if (lines.length === 0) continue;
    yield Buffer.from(separator + lines.join(',\n'));
    separator = ',\n';
  }
  yield Buffer.from('\n]}\n');
}
