import type { Millis } from '../domain/platform.ts';

/** How far the import of a connection's earlier messages got. */
export interface HistoryImport {
  readonly workspaceId: string;
  readonly connectionId: string;
  /** Older messages are not wanted; null = all that there are. */
  readonly since: Millis | null;
  /** Later ones came as deliveries. */
  readonly until: Millis;
  /** `HistoryPage.next`, sealed like facts: it may hold ids of conversations. */
  readonly cursor: Uint8Array | null;
  readonly failures: number;
  readonly rev: number;
}

/** Keeps imports. */
export interface HistoryImportStore {
  historyImport(workspaceId: string, connectionId: string): Promise<HistoryImport | null>;
  /** Null = somebody else got further meanwhile. */
  saveImport(progress: HistoryImport, nextAt: Millis): Promise<HistoryImport | null>;
  endImport(progress: HistoryImport): Promise<void>;
}
