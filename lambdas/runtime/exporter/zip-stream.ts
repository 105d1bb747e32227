import { Zip, ZipDeflate } from 'fflate';
import type { Millis } from '../../domain/platform.ts';
import type { ZipEntry } from '../../ports/exports.ts';

/** What is not to be made smaller still goes through the packer, which then only copies: readers of a stream need to see where a file ends. */
const LEVELS = { small: 6, asItIs: 0 } as const;

/**
 * A ZIP archive as it grows: no more than a piece of one file is in memory. Archives of more than 4 GiB would need another format; parts are smaller.
 * @param madeAt the time that the archive shows for its files
 */
export async function* zipStream(
  entries: AsyncIterable<ZipEntry>,
  madeAt: Millis,
): AsyncGenerator<Buffer, void> {
  const ready: Buffer[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  });
  for await (const { name, deflate, bytes } of entries) {
    const file = new ZipDeflate(name, { level: deflate ? LEVELS.small : LEVELS.asItIs });
    file.mtime = madeAt;
    zip.add(file);
    for await (const piece of bytes) {
      file.push(piece);
      yield* ready.splice(0);
    }
    file.push(new Uint8Array(0), true);
    yield* ready.splice(0);
  }
  zip.end();
  yield* ready.splice(0);
}
