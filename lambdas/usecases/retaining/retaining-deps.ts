import type { Millis } from '../../domain/platform.ts';
import type { RetentionCategory, RetentionSettings } from '../../domain/retention.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ExpiringData } from '../../ports/expiring-data.ts';
import type { Hold, Holds } from '../../ports/holds.ts';
import type { InboxStore } from '../../ports/inbox-store.ts';
import type { Meter } from '../../ports/meter.ts';
import type { RetentionDemands, RetentionStore } from '../../ports/retention.ts';
import type { SubjectErasure, SubjectKeys } from '../../ports/subject-keys.ts';
import type { Turns } from '../../ports/turns.ts';

/** What the retention sweep needs. */
export interface RetainingDeps {
  readonly retention: RetentionStore;
  readonly demands: RetentionDemands;
  readonly data: ExpiringData;
  readonly store: Pick<InboxStore, 'head' | 'saveHead' | 'conversationsOf' | 'entry'>;
  readonly keys: Pick<SubjectKeys, 'standing'>;
  readonly erasure: SubjectErasure;
  readonly holds: Pick<Holds, 'list'>;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly turns: Turns;
}

/** What was removed, by category. */
export type Removed = Partial<Record<RetentionCategory | 'parked' | 'ended', number>>;

/** A workspace as a turn of the sweep sees it. */
export interface SweptWorkspace {
  readonly settings: RetentionSettings;
  /** Those that hold at this moment. */
  readonly holds: readonly Hold[];
  /** Since when nothing but the rules as they are now kept anything: nothing can be late before that. */
  readonly since: Millis;
  readonly removed: Removed;
  /** The longest that anything was kept over its time, in milliseconds. */
  latest: Millis;
  /** Worked out once it is asked for: see `isElsewhere`. */
  shared?: Promise<SharedConversations | null>;
}

/** Conversations of several people, by connection. */
export type SharedConversations = ReadonlyMap<string, ReadonlySet<string>>;

/** What is kept for longer than this over its time is an alarm. */
export const LATE_AFTER_MS: Millis = 48 * 3_600_000;

/** Reads what holds for a workspace. */
export async function openWorkspace(deps: RetainingDeps, workspaceId: string): Promise<SweptWorkspace> {
  const now = deps.clock.now();
  const [settings, all] = await Promise.all([
    deps.retention.settings(workspaceId),
    deps.holds.list(workspaceId),
  ]);
  const ends = all.map((hold) => endOf(hold));
  const holds = all.filter((_, i) => (ends[i] ?? 0) > now);
  const ended = ends.filter((end) => end <= now);
  return { settings, holds, since: Math.max(settings.changedAt ?? 0, ...ended), removed: {}, latest: 0 };
}

function endOf({ releasedAt, until }: Hold): Millis {
  return Math.min(releasedAt ?? Number.POSITIVE_INFINITY, until ?? Number.POSITIVE_INFINITY);
}

/** Counts what was removed. */
export function count(removed: Removed, category: keyof Removed, by: number): void {
  if (by > 0) removed[category] = (removed[category] ?? 0) + by;
}

/**
 * Notes how long something was kept over its time: from when its time was over, from when it came (an import brings what is over already), or
 * from when the rule that ended it came into force.
 */
export function noteLateness(
  workspace: SweptWorkspace,
  now: Millis,
  { overSince, receivedAt }: { readonly overSince: Millis; readonly receivedAt: Millis },
): void {
  const late = now - Math.max(overSince, receivedAt, workspace.since);
  if (late > workspace.latest) workspace.latest = late;
}
