import type { Millis } from '../domain/platform.ts';
import type { HistoryImport, HistoryImportStore } from '../ports/history-imports.ts';
import { dueToItem } from './connection-items.ts';
import { connectionKeys } from './keys.ts';
import { atRevision, REVISION, type Table } from './table.ts';

/** Imports of earlier messages, in the Connections table. */
export class DynamoHistoryImports implements HistoryImportStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async historyImport(workspaceId: string, connectionId: string): Promise<HistoryImport | null> {
    const item = await this.#table.get(connectionKeys.history(workspaceId, connectionId), {
      consistent: true,
    });
    return (
      item && {
        workspaceId,
        connectionId,
        since: item.since ?? null,
        until: item.until,
        cursor: item.cursor ?? null,
        failures: item.failures ?? 0,
        rev: item[REVISION],
      }
    );
  }

  async saveImport(progress: HistoryImport, nextAt: Millis): Promise<HistoryImport | null> {
    const { workspaceId, connectionId, cursor, failures, rev } = progress;
    const { written } = await this.#table.change(
      connectionKeys.history(workspaceId, connectionId),
      {
        cursor: cursor ?? undefined,
        failures,
        [REVISION]: rev + 1,
        ...dueToItem(nextAt, workspaceId, connectionId),
      },
      atRevision(rev),
    );
    return written ? { ...progress, rev: rev + 1 } : null;
  }

  async endImport({ workspaceId, connectionId, rev }: HistoryImport): Promise<void> {
    await this.#table.delete(connectionKeys.history(workspaceId, connectionId), atRevision(rev));
  }
}
