import type { Schema } from '../api/client.ts';

/** Problems that have words here; of another one its code is shown. */
const PROBLEMS = [
  'authorization_expired',
  'authorization_expires_soon',
  'authorization_gone',
  'revoked_by_platform',
  'refresh_interrupted',
  'refresh_refused',
  'permission_missing',
  'app_refused_by_platform',
  'account_suspended',
  'rejected_by_platform',
  'platform_busy',
  'platform_unavailable',
  'webhook_off',
  'webhook_elsewhere',
  'webhook_failing',
] as const;
export type Problem = (typeof PROBLEMS)[number];

/** The problem as the texts name it; `other` = none of those. */
export function problemOf(code: string): Problem | 'other' {
  return PROBLEMS.find((one) => one === code) ?? 'other';
}

/** Reasons why an account cannot be chosen that have words here. */
const REASONS = [
  'role_insufficient',
  'wrong_account_type',
  'wrong_country',
  'inactive',
  'not_linked',
  'account_taken',
] as const;

/** The reason as the texts name it; `other` = none of those. */
export function reasonOf(code: string): (typeof REASONS)[number] | 'other' {
  return REASONS.find((one) => one === code) ?? 'other';
}

type Connection = Schema<'Connection'>;

/** How a connection is doing, at a glance. */
export type Condition = 'well' | 'troubled' | 'choosing' | 'broken' | 'over';

/** Its state together with its health. */
export function conditionOf({ state, health }: Pick<Connection, 'state' | 'health'>): Condition {
  if (state === 'disconnected') return 'over';
  if (state === 'needs_reconnect') return 'broken';
  if (state === 'pending') return 'choosing';
  return health.problem === null ? 'well' : 'troubled';
}

/** Whether connecting it again is what helps. */
export function wantsReconnect(connection: Pick<Connection, 'state' | 'health'>): boolean {
  const condition = conditionOf(connection);
  if (condition === 'broken' || condition === 'over') return true;
  const helps: readonly (string | null)[] = [
    'permission_missing',
    'authorization_expires_soon',
    'authorization_expired',
  ];
  return condition === 'troubled' && helps.includes(connection.health.problem);
}

/** How much of the month's quota is used, in percent, at most 100; null = the platform sets no limit, or counts none. */
export function quotaUsed(quota: Connection['quota']): number | null {
  if (!quota || quota.limit === null || quota.limit <= 0) return null;
  return Math.min(100, Math.round((quota.used / quota.limit) * 100));
}

/** Those that need somebody first, then by name; what is over comes last. */
export function inOrder(connections: readonly Connection[]): readonly Connection[] {
  const rank: Readonly<Record<Condition, number>> = { broken: 0, troubled: 1, choosing: 2, well: 3, over: 4 };
  return [...connections].sort(
    (one, other) =>
      rank[conditionOf(one)] - rank[conditionOf(other)] || one.displayName.localeCompare(other.displayName),
  );
}
