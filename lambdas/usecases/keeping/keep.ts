import type { KeeperJob } from '../../ports/keeper-jobs.ts';
import { checkConnection } from './check-connection.ts';
import { importHistory } from './import-history.ts';
import { keepAuthorization } from './keep-authorization.ts';
import type { KeepingDeps } from './keeping-deps.ts';

/** Does a keeper's job. Doing it twice, or for something that is gone, does no harm. */
export async function keep(deps: KeepingDeps, { kind, workspaceId, id }: KeeperJob): Promise<void> {
  switch (kind) {
    case 'connection':
      return checkConnection(deps, workspaceId, id);
    case 'authorization':
      return keepAuthorization(deps, workspaceId, id);
    case 'history':
      return importHistory(deps, workspaceId, id);
  }
}
