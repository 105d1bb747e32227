import type { Session } from '../../domain/member.ts';
import { type Purpose, PurposeRefused, purposeOf } from '../../domain/purpose.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Sealer, Sealers } from '../../ports/sealer.ts';
import type { RouteFacts } from './route.ts';

/** By this header a request names what it reads personal data for, where that is not what its route is for. */
export const PURPOSE_HEADER = 'x-kaojai-purpose';

/** What the gate needs; an API that opens nothing has no sealers. */
export interface PurposeDeps {
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly sealers?: Sealers;
  readonly sealer?: Sealer;
}

/** A route, as far as the gate has to know it. */
type PurposedRoute = Pick<RouteFacts, 'operation'> & { readonly purpose: Purpose };

/**
 * Carries out a request with everything bound to its purpose: what it opens is opened for that, or not at all. A refusal, here or further in, is
 * written to the audit trail.
 * @throws PurposeRefused
 */
export async function forItsPurpose<D extends PurposeDeps, T>(
  deps: D,
  session: Session,
  route: PurposedRoute,
  headers: Readonly<Record<string, string | undefined>>,
  run: (deps: D) => Promise<T>,
): Promise<T> {
  try {
    const named = headers[PURPOSE_HEADER];
    return await run(boundTo(deps, named === undefined ? route.purpose : purposeOf(named.trim())));
  } catch (error) {
    if (error instanceof PurposeRefused) await recordRefusal(deps, session, route, error);
    throw error;
  }
}

function boundTo<D extends PurposeDeps>(deps: D, purpose: Purpose): D {
  return deps.sealers ? { ...deps, sealer: deps.sealers.for(purpose) } : deps;
}

/** A word that is no purpose may be anything, so it is not written down. */
async function recordRefusal(
  { audit, clock }: PurposeDeps,
  { workspaceId, userId }: Session,
  { operation }: PurposedRoute,
  { named }: PurposeRefused,
): Promise<void> {
  await audit.record({
    workspaceId,
    at: clock.now(),
    action: 'purpose.refuse',
    actor: { kind: 'member', userId },
    reason: named === null ? 'unknown_purpose' : 'refused_purpose',
    facts: { operation, ...(named === null ? {} : { purpose: named }) },
  });
}
