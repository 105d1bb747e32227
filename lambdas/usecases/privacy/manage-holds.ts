import { InvalidInput, NotFound } from '../../domain/errors.ts';
import type { Session } from '../../domain/member.ts';
import type { Millis } from '../../domain/platform.ts';
import { privacyRequestId } from '../../domain/privacy-request.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Hold, Holds } from '../../ports/holds.ts';

/** What keeping legal holds needs. */
export interface HoldDeps {
  readonly holds: Holds;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

/** What is to be held, why, and until when. */
export type HoldOrder = Pick<Hold, 'target' | 'basis' | 'until'>;

/**
 * From now on it is not erased. Whether what it names is there is not looked at: a hold may come before the first message. The same order
 * again is the same hold while it lasts.
 * @throws InvalidInput for an end that is over
 */
export async function placeHold(
  deps: HoldDeps,
  { workspaceId, userId }: Session,
  order: HoldOrder,
): Promise<Hold> {
  const placedAt = deps.clock.now();
  if (order.until !== null && order.until <= placedAt)
    throw new InvalidInput('the request breaks a rule', ['until: must be a time to come']);
  const same = (hold: Hold) => JSON.stringify(orderOf(hold)) === JSON.stringify(orderOf(order));
  const standing = (await deps.holds.active(workspaceId, placedAt)).find(same);
  if (standing) return standing;
  const id = privacyRequestId('hold', workspaceId, JSON.stringify(orderOf(order)), String(placedAt));
  await record(deps, workspaceId, userId, 'hold.place', id);
  const kept = { workspaceId, id, ...order, by: userId, placedAt, releasedAt: null, releasedBy: null };
  await deps.holds.place(kept);
  return kept;
}

/** The hold ends. @throws NotFound when there is none that lasts, and for one of another workspace */
export async function releaseHold(
  deps: HoldDeps,
  { workspaceId, userId }: Session,
  holdId: string,
): Promise<Hold> {
  const at = deps.clock.now();
  const standing = (await deps.holds.active(workspaceId, at)).some(({ id }) => id === holdId);
  if (!standing) throw new NotFound('hold');
  await record(deps, workspaceId, userId, 'hold.release', holdId);
  await deps.holds.release(workspaceId, holdId, userId, at);
  const hold = (await deps.holds.list(workspaceId)).find(({ id }) => id === holdId);
  if (!hold) throw new NotFound('hold');
  return hold;
}

/** All that ever were, the newest first. */
export async function listHolds(
  { holds }: Pick<HoldDeps, 'holds'>,
  { workspaceId }: Session,
): Promise<readonly Hold[]> {
  return holds.list(workspaceId);
}

function orderOf({
  target,
  basis,
  until,
}: HoldOrder): readonly [[string, string | true][], string, Millis | null] {
  return [Object.entries(target), basis, until];
}

async function record(
  { audit, clock }: HoldDeps,
  workspaceId: string,
  userId: string,
  action: 'hold.place' | 'hold.release',
  holdId: string,
): Promise<void> {
  const actor = { kind: 'member', userId } as const;
  const facts = { holdId };
  await audit.record({ workspaceId, at: clock.now(), action, actor, reason: 'legal_hold', facts });
}
