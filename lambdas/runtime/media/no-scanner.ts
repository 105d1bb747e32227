import type { FileScanner } from '../../ports/file-scanner.ts';

/** Where the stage has no scanner: nobody looks, and says so. */
export const noScanner: FileScanner = { verdict: async () => 'not_scanned' };
