import { writeSync } from 'node:fs';

const STDOUT = 1;

/**
 * Writes a line to the log. Past `console`, which Lambda would wrap into another JSON object, and past the stream, which costs more than
 * everything else that a metric does. A pipe that takes nothing at the moment is left to the stream.
 */
export function writeLine(line: string): void {
  try {
    writeSync(STDOUT, `${line}\n`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    process.stdout.write(`${line}\n`);
  }
}
