import type { Millis } from '../../domain/platform.ts';
import { termOf } from '../../domain/retention.ts';
import type { SweepName, SweepState } from '../../ports/expiring-data.ts';
import { finishEndings } from './end-conversation.ts';
import { LATE_AFTER_MS, openWorkspace, type RetainingDeps, type SweptWorkspace } from './retaining-deps.ts';
import { sweepConversation } from './sweep-conversation.ts';

const HOUR_MS: Millis = 3_600_000;
const DAY_MS: Millis = 24 * HOUR_MS;

/** A pass a day, a little faster: what is over is gone within a day, and more than another is left for trouble. */
const PASS_EVERY_MS: Readonly<Record<SweepName, Millis>> = { retention: 20 * HOUR_MS, ended: 7 * DAY_MS };

/** Conversations looked at at the same time. */
const AT_ONCE = 8;

/** How far a pass is: a page of workspaces, one of them, and how far in it. */
interface Position {
  readonly page: string | null;
  readonly index: number;
  readonly within: string | null;
}

/**
 * A turn of the retention sweep. First conversations that were begun to be taken away; then the pass of the day goes on, as far as it gets within
 * the time. Every turn can be repeated: what is gone is not found again.
 * @param patienceMs no further workspace or page is begun after that
 */
export async function sweepRetention(deps: RetainingDeps, patienceMs: Millis): Promise<void> {
  const until = deps.clock.now() + patienceMs;
  await finishEndings(deps);
  await pass(deps, 'retention', until, (cursor) => sweepPage(deps, cursor));
  await pass(
    deps,
    'ended',
    until,
    async (cursor) => (await deps.data.deleteEnded(deps.clock.now(), cursor)).cursor,
  );
}

/** Goes on with a pass, or begins the next one when it is time. */
async function pass(
  deps: RetainingDeps,
  name: SweepName,
  until: Millis,
  step: (cursor: string | null) => Promise<string | null>,
): Promise<void> {
  const now = deps.clock.now();
  const before = await deps.data.state(name);
  if (before && before.cursor === null && now < before.beganAt + PASS_EVERY_MS[name]) return;
  let state: SweepState = before === null || before.cursor === null ? { beganAt: now, cursor: null } : before;
  if (now > state.beganAt + PASS_EVERY_MS[name] + DAY_MS)
    deps.meter.count('RetentionLate', {}, { sweep: name, hours: hoursOf(now - state.beganAt) });
  do {
    state = { ...state, cursor: await step(state.cursor) };
    await deps.data.saveState(name, state);
  } while (state.cursor !== null && deps.clock.now() < until);
}

/** One page of one workspace's conversations; the parked deliveries, of nobody's workspace, come first. */
async function sweepPage(deps: RetainingDeps, cursor: string | null): Promise<string | null> {
  if (cursor === null) await sweepParked(deps);
  const at: Position =
    cursor === null ? { page: null, index: 0, within: null } : (JSON.parse(cursor) as Position);
  const workspaces = await deps.data.workspaces(at.page);
  const workspaceId = workspaces.ids[at.index];
  if (workspaceId === undefined)
    return workspaces.cursor === null ? null : cursorOf({ page: workspaces.cursor, index: 0, within: null });
  const within = await sweepHeads(deps, workspaceId, at.within);
  return cursorOf(within === null ? { page: at.page, index: at.index + 1, within } : { ...at, within });
}

function cursorOf(position: Position): string {
  return JSON.stringify(position);
}

/** @returns where to go on in the workspace */
async function sweepHeads(
  deps: RetainingDeps,
  workspaceId: string,
  within: string | null,
): Promise<string | null> {
  const workspace = await openWorkspace(deps, workspaceId);
  const { heads, cursor } = await deps.data.heads(workspaceId, within);
  try {
    for (let i = 0; i < heads.length; i += AT_ONCE) {
      // All of them come to their end before one that failed is told: nothing goes on unseen.
      const batch = heads.slice(i, i + AT_ONCE).map((head) => sweepConversation(deps, workspace, head));
      for (const result of await Promise.allSettled(batch))
        if (result.status === 'rejected') throw result.reason;
    }
  } finally {
    await tell(deps, workspaceId, workspace);
  }
  return cursor;
}

/** Puts on record what was removed, and raises the alarm for what should have been removed long ago. */
async function tell(
  { audit, clock, meter }: RetainingDeps,
  workspaceId: string,
  { removed, latest }: SweptWorkspace,
): Promise<void> {
  if (latest > LATE_AFTER_MS) meter.count('RetentionLate', {}, { workspaceId, hours: hoursOf(latest) });
  if (Object.keys(removed).length === 0) return;
  await audit.record({
    workspaceId,
    at: clock.now(),
    action: 'retention.sweep',
    actor: { kind: 'function', name: 'retention-sweeper' },
    reason: 'retention',
    facts: { removed: { ...removed }, latestHours: hoursOf(latest) },
  });
}

function hoursOf(ms: Millis): number {
  return Math.round(ms / HOUR_MS);
}

/** By each platform's own days. */
async function sweepParked({ data, demands, clock }: RetainingDeps): Promise<void> {
  const now = clock.now();
  let cursor: string | null = null;
  do {
    const page = await data.parked(cursor);
    const over = page.parked.filter(
      ({ platform, receivedAt }) => receivedAt < now - termOf(demands.of(platform), 'parked').days * DAY_MS,
    );
    await data.deleteParked(over.map(({ place }) => place));
    cursor = page.cursor;
  } while (cursor !== null);
}
