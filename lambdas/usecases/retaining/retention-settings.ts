import { VersionChanged } from '../../domain/errors.ts';
import type { Session } from '../../domain/member.ts';
import type { PlatformId } from '../../domain/platform.ts';
import {
  CATEGORY_NAMES,
  checkRules,
  type EffectiveRule,
  effectiveRule,
  type RetentionRule,
  type RetentionSettings,
} from '../../domain/retention.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RetentionDemands, RetentionStore } from '../../ports/retention.ts';

/** What choosing about retention needs. */
export interface RetentionDeps {
  readonly retentionStore: RetentionStore;
  readonly demands: RetentionDemands;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

/** What a workspace chose, and what holds. */
export interface RetentionAnswer {
  readonly settings: RetentionSettings;
  readonly effective: readonly (EffectiveRule & { readonly platform: PlatformId })[];
}

/** The rules as they hold at every platform. */
export async function readRetention(
  { retentionStore, demands }: Pick<RetentionDeps, 'retentionStore' | 'demands'>,
  { workspaceId }: Session,
): Promise<RetentionAnswer> {
  return answerOf(demands, await retentionStore.settings(workspaceId));
}

/**
 * Chooses all rules anew; what is absent follows the terms again. First the trace, then the change.
 * @param seen the version that the member saw
 * @throws InvalidInput, VersionChanged
 */
export async function changeRetention(
  deps: RetentionDeps,
  { workspaceId, userId }: Session,
  seen: number,
  rules: readonly RetentionRule[],
): Promise<RetentionAnswer> {
  checkRules(rules, demandsOf(deps.demands));
  const current = await deps.retentionStore.settings(workspaceId);
  if (current.version !== seen) throw new VersionChanged('retention rules', current.version);
  const at = deps.clock.now();
  await deps.audit.record({
    workspaceId,
    at,
    action: 'retention.change',
    actor: { kind: 'member', userId },
    reason: 'settings',
    facts: { version: seen + 1, rules: rules.map((rule) => ({ ...rule })) },
  });
  const next = { workspaceId, rules, version: seen + 1, changedAt: at, changedBy: userId };
  if (await deps.retentionStore.save(next)) return answerOf(deps.demands, next);
  throw new VersionChanged('retention rules', (await deps.retentionStore.settings(workspaceId)).version);
}

/** Demands by platform. */
export function demandsOf({ platforms, of }: RetentionDemands) {
  return new Map(platforms.map((platform) => [platform, of(platform)] as const));
}

function answerOf(demands: RetentionDemands, settings: RetentionSettings): RetentionAnswer {
  const effective = demands.platforms.flatMap((platform) =>
    CATEGORY_NAMES.map((category) => ({
      platform,
      ...effectiveRule(settings.rules, platform, demands.of(platform), category),
    })),
  );
  return { settings, effective };
}
