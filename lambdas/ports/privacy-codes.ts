import type { CodeRecord } from '../domain/one-time-code.ts';

/** Keeps the codes that verify privacy requests. All operations raise `Unavailable` when the store does not answer. */
export interface PrivacyCodes {
  /** Null: none was ever made, or it is long over. */
  read(workspaceId: string, requestId: string): Promise<CodeRecord | null>;
  /** Writes it over the revision that it has; 0 = none. False: somebody else was faster. */
  save(workspaceId: string, requestId: string, record: CodeRecord): Promise<boolean>;
}
