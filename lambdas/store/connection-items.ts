import type { Millis } from '../domain/platform.ts';
import type { Connection, ConnectionChange, ConnectionState } from '../ports/connections.ts';
import { connectionKeys, DUE_PARTS, dueKeys } from './keys.ts';
import { type Item, REVISION } from './table.ts';

/** How a connection lies in the table, without its sealed facts. */
export function connectionToItem(connection: Connection): Item {
  return {
    ...connectionKeys.connection(connection.workspaceId, connection.id),
    workspace: connection.workspaceId,
    connection: connection.id,
    platform: connection.platform,
    surface: connection.surface,
    login: connection.login,
    account: connection.accountId,
    displayName: connection.displayName,
    features: [...connection.features],
    grantedScopes: [...connection.grantedScopes],
    webhookUrl: connection.webhookUrl,
    credentials: [...connection.credentials],
    ownUserIds: [...connection.ownUserIds],
    links: [...connection.links],
    authorization: connection.authorizationId,
    state: connection.state,
    connectedAt: connection.connectedAt,
    tokenExpiresAt: connection.tokenExpiresAt ?? undefined,
    ...healthToItem(connection),
    ...quotaToItem(connection),
    historyUntil: connection.historyUntil ?? undefined,
    lapsedAt: connection.lapsedAt ?? undefined,
    toldOf: connection.toldOf ?? undefined,
    closing: connection.closing ?? undefined,
    [REVISION]: connection.rev,
  };
}

/** The fields that a change sets, or takes away where they are undefined. */
export function changeToItem({ workspaceId, id, rev }: Connection, change: ConnectionChange): Item {
  const { checkAt, facts, health, quota, grantedScopes, ...plain } = change;
  const fields = Object.fromEntries(Object.entries(plain).map(([name, value]) => [name, value ?? undefined]));
  return {
    ...fields,
    ...(health ? healthToItem({ health }) : {}),
    ...(quota ? quotaToItem({ quota }) : {}),
    ...(grantedScopes ? { grantedScopes: [...grantedScopes] } : {}),
    ...(facts ? { facts } : {}),
    ...(checkAt === undefined ? {} : dueToItem(checkAt, workspaceId, id)),
    [REVISION]: rev + 1,
  };
}

function healthToItem({ health }: Pick<Connection, 'health'>): Item {
  return {
    checkedAt: health.checkedAt ?? undefined,
    problem: health.problem ?? undefined,
    failures: health.failures === 0 ? undefined : health.failures,
  };
}

/** Without a limit the attribute is missing. */
function quotaToItem({ quota }: Pick<ConnectionChange, 'quota'>): Item {
  return { quota: quota && { used: quota.used, limit: quota.limit ?? undefined, at: quota.at } };
}

/** Where a record stands among what is due; nowhere when `at` is null. */
export function dueToItem(at: Millis | null, workspaceId: string, id: string): Item {
  if (at === null) return { duePk: undefined, dueSk: undefined };
  return { duePk: dueKeys.partition(partOf(id)), dueSk: dueKeys.position(at, workspaceId, id) };
}

/** Ids are random, so that any of their characters spreads them. */
function partOf(id: string): number {
  return (id.charCodeAt(id.length - 1) ^ id.charCodeAt(id.length - 2)) % DUE_PARTS;
}

export function itemToConnection(item: Item): Connection {
  return {
    workspaceId: item.workspace,
    id: item.connection,
    platform: item.platform,
    surface: item.surface,
    login: item.login,
    accountId: item.account,
    displayName: item.displayName,
    features: item.features ?? [],
    grantedScopes: item.grantedScopes ?? [],
    webhookUrl: item.webhookUrl,
    credentials: item.credentials ?? [],
    ownUserIds: item.ownUserIds ?? [],
    links: item.links ?? [],
    authorizationId: item.authorization,
    state: stateOf(item),
    connectedAt: item.connectedAt,
    tokenExpiresAt: item.tokenExpiresAt ?? null,
    health: { checkedAt: item.checkedAt ?? null, problem: problemOf(item), failures: item.failures ?? 0 },
    ...(item.quota ? { quota: { ...item.quota, limit: item.quota.limit ?? null } } : {}),
    historyUntil: item.historyUntil ?? null,
    lapsedAt: item.lapsedAt ?? null,
    toldOf: item.toldOf ?? null,
    ...(item.tellingUntil === undefined ? {} : { tellingUntil: item.tellingUntil }),
    closing: item.closing ?? null,
    rev: item[REVISION] ?? 0,
  };
}

/** That the platform took the authorisation back shows at once; what follows from it, the keeper does. */
function stateOf(item: Item): ConnectionState {
  return item.state === 'connected' && isRevoked(item) ? 'needs_reconnect' : item.state;
}

/** Deliveries are unordered: an old revocation may come after a new consent. */
function isRevoked(item: Item): boolean {
  return signalAt(item, 'revoked') > Math.max(signalAt(item, 'authorized'), item.connectedAt);
}

/** The latest of what the platform said, as long as nothing later took it back. */
function problemOf(item: Item): string | null {
  const at = (signal: string): number => signalAt(item, signal);
  if (isRevoked(item)) return 'revoked_by_platform';
  if (at('suspended') > Math.max(at('resumed'), item.connectedAt)) return 'suspended_by_platform';
  if (at('sending_blocked') > Math.max(at('sending_unblocked'), item.connectedAt))
    return 'sending_blocked_by_platform';
  if (at('expiring') > Math.max(at('authorized'), item.connectedAt)) return 'authorization_expires_soon';
  return item.problem ?? null;
}

function signalAt(item: Item, signal: string): Millis {
  return item[`signalAt_${signal}`] ?? -1;
}
