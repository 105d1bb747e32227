import { KaoJaiError } from '../../domain/errors.ts';
import type { FileRef } from '../../ports/attachments.ts';
import type { FileScanner, ScanVerdict } from '../../ports/file-scanner.ts';

/** Why a file is not handed on: codes for timeline and API. */
export const HELD_BACK = {
  infected: 'malware',
  unscannable: 'not_scannable',
  pending: 'not_scanned',
} as const;

/** A file that nobody gets: it carries malware, nobody can tell, or nobody has looked yet. */
export class FileHeldBack extends KaoJaiError {
  constructor(verdict: keyof typeof HELD_BACK) {
    const waits = verdict === 'pending';
    const message = waits ? 'the file is still being scanned' : 'the file did not pass the scan';
    super(waits ? 'attachment_pending' : 'attachment_failed', waits ? 'retry' : 'refuse', message, [
      HELD_BACK[verdict],
    ]);
  }
}

/** @throws FileHeldBack unless the file was looked at and found clean, or nobody looks at files here */
export async function refuseHeldBack(scanner: FileScanner, file: FileRef): Promise<void> {
  const verdict = await scanner.verdict(file);
  if (isHeldBack(verdict)) throw new FileHeldBack(verdict);
}

/** Whether nobody may have a file of this verdict. */
export function isHeldBack(verdict: ScanVerdict): verdict is keyof typeof HELD_BACK {
  return verdict !== 'clean' && verdict !== 'not_scanned';
}
