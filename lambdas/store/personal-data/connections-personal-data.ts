import type { DataScope } from '../../domain/data-scope.ts';
import type { HeldPage, HeldRecord, PersonalData } from '../../ports/personal-data.ts';
import { itemKindOf } from '../item-kinds.ts';
import { connectionKeys, type Key } from '../keys.ts';
import type { Item } from '../table.ts';
import { keyToPlace, placeToKey, type TableSweep } from '../table-sweep.ts';

/**
 * What the Connections table holds of a connection that ended, or of a workspace. Tokens and secrets are destroyed by disconnecting, at once;
 * customers do not stand here at all. Found by going through the table, which is small.
 */
export class ConnectionsPersonalData implements PersonalData {
  readonly store = 'Connections';
  readonly #sweep: TableSweep;

  constructor(sweep: TableSweep) {
    this.#sweep = sweep;
  }

  async find(scope: DataScope, cursor: string | null, limit: number): Promise<HeldPage> {
    if (scope.kind === 'customer' || scope.kind === 'member') return { records: [], cursor: null };
    const page = await this.#sweep.scan(cursor, limit);
    const held = page.items.filter((item) =>
      scope.kind === 'workspace' ? isOfWorkspace(item, scope.workspaceId) : isOfConnection(item, scope),
    );
    return { records: held.map(recordOf), cursor: page.cursor };
  }

  async destroy(_scope: DataScope, records: readonly HeldRecord[]): Promise<void> {
    await this.#sweep.delete(records.map(({ place }) => placeToKey(place)));
  }
}

function recordOf(item: Item): HeldRecord {
  const kind = itemKindOf('Connections', item.pk, item.sk) ?? 'other';
  return { store: 'Connections', item: kind, place: keyToPlace(item as Key) };
}

function isOfWorkspace(item: Item, workspaceId: string): boolean {
  return item.pk === connectionKeys.workspace(workspaceId) || item.workspace === workspaceId;
}

function isOfConnection(item: Item, scope: { workspaceId: string; connectionId: string }): boolean {
  const { pk, sk } = item;
  const { workspaceId, connectionId } = scope;
  if (pk !== connectionKeys.workspace(workspaceId))
    return item.workspace === workspaceId && item.connection === connectionId;
  const keys = [
    connectionKeys.connection(workspaceId, connectionId),
    connectionKeys.history(workspaceId, connectionId),
  ];
  return keys.some((key) => key.sk === sk) || String(sk).startsWith(connectionKeys.choices(connectionId));
}
