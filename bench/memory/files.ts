import { PIECE_BYTES } from '../../lambdas/domain/sealed-stream.ts';
import { type Row, row } from '../rows.ts';
import { startFileHost } from './file-host.ts';
import { buildProgram, LAMBDA_OPTIONS, peakOf } from './program.ts';

const SMALL = 1_000_000;
const LARGE = 25_000_000;
/** Bytes that pass through each process: memory grows by garbage until V8 collects, whatever the files' size, so the garbage has to be alike. */
const PASSING = 500_000_000;

/** What the peak is when files of that size are kept, and when one is opened again and again. MB. */
interface Peaks {
  readonly keeping: number;
  readonly opening: number;
}

/** Peaks of the media worker and of opening a file for somebody who looks at it, for small files and for the largest. */
export async function measureFiles(folder: string): Promise<Row[]> {
  // The database in memory tells commands by the names of their classes.
  const file = await buildProgram('media', folder, { keepNames: true });
  const small = await peaksWith(file, SMALL);
  const large = await peaksWith(file, LARGE);
  return [
    row('media_worker.rss_mb.1mb', small.keeping, 'MB'),
    row('media_worker.rss_mb.25mb', large.keeping, 'MB'),
    row('media_worker.rss_ratio', large.keeping / small.keeping, '× 1 MB'),
    row('media_open.rss_mb.1mb', small.opening, 'MB'),
    row('media_open.rss_mb.25mb', large.opening, 'MB'),
    row('media_open.rss_ratio', large.opening / small.opening, '× 1 MB'),
  ];
}

/** @throws Error when what arrived in the bucket is not what was to be kept or shown */
async function peaksWith(file: string, size: number): Promise<Peaks> {
  const host = await startFileHost(size);
  const files = PASSING / size;
  const peak = (work: 'keep' | 'open') => {
    const args = [work, String(files), String(size)];
    return peakOf({ file, args, env: { BENCH_HOST: host.url }, options: LAMBDA_OPTIONS });
  };
  try {
    const keeping = await peak('keep');
    expectBytes(host.takeWritten(), files * sealedBytes(size));
    const opening = await peak('open');
    expectBytes(host.takeWritten(), files * size);
    return { keeping, opening };
  } finally {
    host.stop();
  }
}

function expectBytes(written: number, expected: number): void {
  if (written !== expected) throw new Error(`the bucket got ${written} bytes instead of ${expected}`);
}

/** Of a file that is sealed: 37 bytes before it, 16 after each piece. */
function sealedBytes(size: number): number {
  return 37 + size + 16 * Math.ceil(size / PIECE_BYTES);
}
