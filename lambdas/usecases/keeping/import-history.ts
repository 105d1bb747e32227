import { PlatformRefusal } from '../../domain/platform-refusal.ts';
import type { HistoryPage } from '../../ports/account-access.ts';
import type { Connection } from '../../ports/connections.ts';
import { EgressError } from '../../ports/egress.ts';
import type { HistoryImport } from '../../ports/history-imports.ts';
import { openAccount } from '../connecting/open-account.ts';
import { importMessage } from './import-message.ts';
import { KEEPER, type KeepingDeps } from './keeping-deps.ts';
import { retryTime } from './retry-time.ts';

/** Pages that one job reads; the next job goes on where it ended. */
const PAGES_PER_JOB = 10;
/** A worker that dies in the middle is made good for this much later. */
const AGAIN_MS = 10 * 60_000;
/** Then the platform will not give it; the connection itself is watched elsewhere. */
const MAX_FAILURES = 8;

/**
 * Imports earlier messages page by page, once, as far as the platform has them. What arrived by delivery stays as it is; each page is written
 * before the next is asked for, so that a crash repeats a page and loses none.
 */
export async function importHistory(
  deps: KeepingDeps,
  workspaceId: string,
  connectionId: string,
): Promise<void> {
  const progress = await deps.imports.historyImport(workspaceId, connectionId);
  if (progress === null) return;
  const connection = await deps.connections.fresh(workspaceId, connectionId);
  if (connection?.state !== 'connected') return deps.imports.endImport(progress);
  try {
    await importPages(deps, connection, progress);
  } catch (error) {
    if (!(error instanceof PlatformRefusal || error instanceof EgressError)) throw error;
    await postpone(deps, progress, error);
  }
}

async function importPages(deps: KeepingDeps, connection: Connection, begun: HistoryImport): Promise<void> {
  const opened = await openAccount(deps, connection, { actor: KEEPER, reason: 'history_import' });
  if (!opened?.access.history) return deps.imports.endImport(begun);
  const { access, calls, account } = opened;
  const owner = {
    workspaceId: connection.workspaceId,
    connectionId: connection.id,
    platform: connection.platform,
  };
  let progress: HistoryImport | null = begun;
  let cursor = begun.cursor && ((await deps.vault.openFacts(owner, begun.cursor)).cursor ?? null);
  for (let page = 0; page < PAGES_PER_JOB && progress; page++) {
    const found: HistoryPage | undefined = await access.history?.(calls, account, {
      since: begun.since,
      cursor,
    });
    for (const item of found?.items ?? []) await importMessage(deps, connection, begun, item);
    if (!found?.next) return deps.imports.endImport(progress);
    cursor = found.next;
    const sealed: Uint8Array = await deps.vault.sealFacts(owner, { cursor });
    const last = page === PAGES_PER_JOB - 1;
    const nextAt: number = deps.clock.now() + (last ? 0 : AGAIN_MS);
    progress = await deps.imports.saveImport({ ...progress, cursor: sealed, failures: 0 }, nextAt);
  }
  // Somebody else got further, or the next job goes on at once.
  if (progress)
    await deps.jobs.ask([{ kind: 'history', workspaceId: owner.workspaceId, id: owner.connectionId }]);
}

async function postpone(
  deps: KeepingDeps,
  progress: HistoryImport,
  error: PlatformRefusal | EgressError,
): Promise<void> {
  const { workspaceId, connectionId } = progress;
  // Pages before the one that failed have been written down.
  const current = await deps.imports.historyImport(workspaceId, connectionId);
  if (current === null) return;
  const failures = current.failures + 1;
  if (failures > MAX_FAILURES) {
    deps.meter.count('HistoryGivenUp');
    return deps.imports.endImport(current);
  }
  await deps.imports.saveImport({ ...current, failures }, retryTime(deps, failures, error.retryAfterMs));
}
