import type { ConnectionSignal } from '../domain/inbound.ts';
import { RefreshingCache } from '../domain/refreshing-cache.ts';
import type { Clock } from '../ports/clock.ts';
import type {
  Connection,
  ConnectionDirectory,
  ConnectionList,
  ConnectionStore,
} from '../ports/connections.ts';
import { connectionKeys } from './keys.ts';
import type { Item, Table } from './table.ts';

/** A connection in memory is at most this old; a disconnected account's deliveries stop being stored after that. */
const FRESH_MS = 30_000;

/** Connections on DynamoDB. */
export class DynamoConnections implements ConnectionDirectory, ConnectionList, ConnectionStore {
  readonly #table: Table;
  readonly #byAccount: RefreshingCache<Connection | null>;

  constructor(table: Table, clock: Clock) {
    this.#table = table;
    const known = { freshMs: FRESH_MS, keepMs: FRESH_MS };
    // That nobody connected the account yet may change while its first delivery is on the way.
    const unknown = { freshMs: 2_000, keepMs: 2_000 };
    this.#byAccount = new RefreshingCache<Connection | null>(
      () => clock.now(),
      (found) => (found ? known : unknown),
      10_000,
    );
  }

  async byAccount(platform: string, accountId: string): Promise<Connection | null> {
    return this.#byAccount.get(`${platform}/${accountId}`, async () => {
      const pointer = await this.#table.get(connectionKeys.account(platform, accountId), {
        consistent: false,
      });
      return pointer && this.connection(pointer.workspace, pointer.connection);
    });
  }

  async connections(workspaceId: string): Promise<readonly Connection[]> {
    const found: Connection[] = [];
    const pk = connectionKeys.workspace(workspaceId);
    for await (const item of this.#table.all({ pk, from: 'CONNECTION#', to: 'CONNECTION#\u{ffff}' })) {
      found.push(itemToConnection(item));
    }
    return found;
  }

  async connection(workspaceId: string, connectionId: string): Promise<Connection | null> {
    const item = await this.#table.get(connectionKeys.connection(workspaceId, connectionId), {
      consistent: false,
    });
    return item && itemToConnection(item);
  }

  async claim(connection: Connection): Promise<boolean> {
    const { platform, accountId, workspaceId, id } = connection;
    const pointer = {
      ...connectionKeys.account(platform, accountId),
      workspace: workspaceId,
      connection: id,
    };
    const claimed = await this.#table.put(pointer, {
      expression: 'attribute_not_exists(pk) OR (#w = :w AND #c = :c)',
      names: { '#w': 'workspace', '#c': 'connection' },
      values: { ':w': workspaceId, ':c': id },
    });
    if (claimed.written) await this.#table.put(connectionToItem(connection));
    return claimed.written;
  }

  async recordSignal(connection: Connection, signal: ConnectionSignal): Promise<void> {
    await this.#table.update(
      connectionKeys.connection(connection.workspaceId, connection.id),
      {
        expression: 'SET #at = :at, #data = :data',
        names: {
          '#at': `signalAt_${signal.signal}`,
          '#data': `signalData_${signal.signal}`,
        },
        values: { ':at': signal.at, ':data': signal.data },
      },
      // Deliveries are unordered: an older signal of the same name changes nothing, nor does one for a connection that is gone.
      { expression: 'attribute_exists(pk) AND (attribute_not_exists(#at) OR #at < :at)' },
    );
  }
}

function itemToConnection(item: Item): Connection {
  return {
    workspaceId: item.workspace,
    id: item.connection,
    platform: item.platform,
    surface: item.surface,
    accountId: item.account,
    displayName: item.displayName,
    features: item.features ?? [],
    grantedScopes: item.grantedScopes ?? [],
    webhookUrl: item.webhookUrl,
    credentials: item.credentials ?? [],
    ownUserIds: item.ownUserIds ?? [],
    state: item.state,
    connectedAt: item.connectedAt,
    tokenExpiresAt: item.tokenExpiresAt ?? null,
    health: { checkedAt: item.checkedAt ?? null, problem: problemOf(item) },
  };
}

/** The latest of what the platform said, as long as nothing later took it back. */
function problemOf(item: Item): string | null {
  const at = (signal: string): number => item[`signalAt_${signal}`] ?? -1;
  if (at('revoked') > Math.max(at('authorized'), item.connectedAt)) return 'revoked_by_platform';
  if (at('suspended') > at('resumed')) return 'suspended_by_platform';
  if (at('sending_blocked') > at('sending_unblocked')) return 'sending_blocked_by_platform';
  if (at('expiring') > Math.max(at('authorized'), item.connectedAt)) return 'authorization_expires_soon';
  return item.problem ?? null;
}

/** How a connection lies in the table. */
function connectionToItem(connection: Connection): Item {
  return {
    ...connectionKeys.connection(connection.workspaceId, connection.id),
    workspace: connection.workspaceId,
    connection: connection.id,
    platform: connection.platform,
    surface: connection.surface,
    account: connection.accountId,
    displayName: connection.displayName,
    features: [...connection.features],
    grantedScopes: [...connection.grantedScopes],
    webhookUrl: connection.webhookUrl,
    credentials: [...connection.credentials],
    ownUserIds: [...connection.ownUserIds],
    state: connection.state,
    connectedAt: connection.connectedAt,
    tokenExpiresAt: connection.tokenExpiresAt ?? undefined,
    checkedAt: connection.health.checkedAt ?? undefined,
    problem: connection.health.problem ?? undefined,
  };
}
