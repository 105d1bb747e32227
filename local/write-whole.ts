import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes a file in one step: a reader sees all of it or nothing, also when this process is killed meanwhile. Readable by its owner only. */
export function writeWhole(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  // Hidden, so that nobody who lists the folder takes it for the file.
  const unfinished = path.join(path.dirname(file), `.${path.basename(file)}.new`);
  writeFileSync(unfinished, text, { mode: 0o600 });
  renameSync(unfinished, file);
}
