import { writeSync } from 'node:fs';

const STDOUT = 1;

/**
 * Writes an entry to the log. Past `console`, which Lambda would wrap into another JSON object, and past the stream, which costs more than
 * everything else that a metric does. What a full pipe does not take at the moment is left to the stream.
 */
export function writeToLog(entry: string): void {
  const bytes = Buffer.from(`${entry}\n`);
  const written = write(bytes);
  if (written < bytes.length) process.stdout.write(bytes.subarray(written));
}

/** How many bytes went out. */
function write(bytes: Buffer): number {
  try {
    return writeSync(STDOUT, bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    return 0;
  }
}
