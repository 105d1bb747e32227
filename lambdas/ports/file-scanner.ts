import type { FileRef } from './attachments.ts';

/**
 * What is known of a file's harmlessness. `pending`: somebody will look, or there is no such file yet. `unscannable`: somebody looked and could
 * not tell (encrypted archives). `not_scanned`: nobody looks at files here, on purpose.
 */
export type ScanVerdict = 'clean' | 'infected' | 'unscannable' | 'pending' | 'not_scanned';

/** Asked before a member's upload goes out, and before a customer's file is kept. */
export interface FileScanner {
  /** Of a file that lies open in the storage; what is sealed tells a scanner nothing. @throws Unavailable */
  verdict(file: FileRef): Promise<ScanVerdict>;
}
