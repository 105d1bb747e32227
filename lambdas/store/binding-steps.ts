import { lookupOfCredential } from '../domain/credential-ref.ts';
import type { Millis } from '../domain/platform.ts';
import type { Binding, Connection, SealedWebhookCredential } from '../ports/connections.ts';
import { authorizationToItem } from './authorization-items.ts';
import { connectionToItem, dueToItem } from './connection-items.ts';
import { connectionKeys, type Key, TTL_ATTRIBUTE } from './keys.ts';
import { ABSENT, atRevision, type Condition, REVISION, type Step } from './table.ts';

/** The pending connection leads to the one that it turned into for this long. */
const ALIAS_LIFE_S = 3_600;

/** The account's pointer stands first: where its condition does not hold, somebody else may have the account. */
export const ACCOUNT_STEP = 0;

/** What binding an account writes, all or nothing. */
export function bindingSteps(binding: Binding): Step[] {
  const { connection, facts, checkAt, pendingId, own, history } = binding;
  const { workspaceId, id, platform, accountId, rev } = connection;
  const place = { workspace: workspaceId, connection: id };
  return [
    {
      put: { ...connectionKeys.account(platform, accountId), ...place },
      condition: either(ABSENT, RELEASED, boundTo(workspaceId, id)),
    },
    {
      put: {
        ...connectionToItem({ ...connection, rev: rev + 1 }),
        facts,
        ...dueToItem(checkAt, workspaceId, id),
      },
      condition: rev === 0 ? ABSENT : atRevision(rev),
    },
    authorizationStep(binding),
    ...linkKeys(connection).map((key) => ({ put: { ...key, ...place } })),
    ...(own ? [credentialStep(connection, own)] : []),
    ...(history ? [historyStep(connection, history)] : []),
    ...(pendingId === null || pendingId === id ? [] : [aliasStep(connection, pendingId)]),
  ];
}

function credentialStep(
  { workspaceId, id, platform, connectedAt }: Connection,
  { ref, print, sealed }: SealedWebhookCredential,
): Step {
  const key = connectionKeys.credential(lookupOfCredential(ref), ref, print, workspaceId);
  const place = { workspace: workspaceId, connection: id };
  return { put: { ...key, ...place, ref, print, sealed, platform, addedAt: connectedAt } };
}

function historyStep(
  { workspaceId, id }: Connection,
  { at, since, until }: NonNullable<Binding['history']>,
): Step {
  return {
    put: {
      ...connectionKeys.history(workspaceId, id),
      workspace: workspaceId,
      connection: id,
      since: since ?? undefined,
      until,
      [REVISION]: 1,
      ...dueToItem(at, workspaceId, id),
    },
  };
}

function aliasStep({ workspaceId, id, connectedAt }: Connection, pendingId: string): Step {
  return {
    put: {
      ...connectionKeys.connection(workspaceId, pendingId),
      aliasOf: id,
      connection: pendingId,
      [TTL_ATTRIBUTE]: seconds(connectedAt) + ALIAS_LIFE_S,
    },
  };
}

/** The keys of a connection's links; a transaction names no item twice. */
export function linkKeys({
  workspaceId,
  id,
  links,
}: Pick<Connection, 'workspaceId' | 'id' | 'links'>): Key[] {
  return [...new Set(links)].map((print) => connectionKeys.link(print, workspaceId, id));
}

/** New tokens, or the ones that are there already and now have a user. */
function authorizationStep({ connection, tokens, renewAt }: Binding): Step {
  const { workspaceId, authorizationId, platform, login, connectedAt } = connection;
  const key = connectionKeys.authorization(workspaceId, authorizationId);
  if (tokens === null) {
    return {
      change: key,
      fields: { [TTL_ATTRIBUTE]: undefined, ...dueToItem(renewAt, workspaceId, authorizationId) },
      condition: { expression: 'attribute_exists(pk)' },
    };
  }
  return {
    put: {
      ...authorizationToItem({
        workspaceId,
        id: authorizationId,
        platform,
        login,
        tokens,
        renewedAt: connectedAt,
        lease: null,
        interrupted: 0,
        failures: 0,
        // Whoever renews the tokens that these replace finds another revision.
        rev: connectedAt,
      }),
      ...dueToItem(renewAt, workspaceId, authorizationId),
    },
  };
}

const RELEASED: Condition = {
  expression: '#released = :yes',
  names: { '#released': 'released' },
  values: { ':yes': true },
};

/** Holds for an account that this connection has. */
export function boundTo(workspaceId: string, connectionId: string): Condition {
  return {
    expression: '(#w = :w AND #c = :c)',
    names: { '#w': 'workspace', '#c': 'connection' },
    values: { ':w': workspaceId, ':c': connectionId },
  };
}

function either(...conditions: readonly Condition[]): Condition {
  return {
    expression: conditions.map(({ expression }) => expression).join(' OR '),
    names: Object.assign({}, ...conditions.map(({ names }) => names)),
    values: Object.assign({}, ...conditions.map(({ values }) => values)),
  };
}

/** Seconds, as the table's time to live counts. */
export function seconds(at: Millis): number {
  return Math.ceil(at / 1_000);
}
