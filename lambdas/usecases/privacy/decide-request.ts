import type { Session } from '../../domain/member.ts';
import type { PrivacyRequest } from '../../domain/privacy-request.ts';
import { approved, paused, rejected, resumed } from '../../domain/privacy-states.ts';
import { changeRequest, type RequestDeps, startRun } from './change-request.ts';

/** An officer's decision about a request. */
export type Ruling =
  | { readonly outcome: 'approved'; readonly legalBasis?: string | undefined }
  | { readonly outcome: 'rejected'; readonly legalBasis: string };

/**
 * An officer agrees or refuses. Agreeing does not stand in for a verification. Doing it again changes nothing.
 * @throws NotFound; @throws WrongState when it was rejected, or is being worked on and cannot be refused any more
 */
export async function decideRequest(
  deps: RequestDeps,
  { workspaceId, userId }: Session,
  requestId: string,
  ruling: Ruling,
): Promise<PrivacyRequest> {
  const action = ruling.outcome === 'approved' ? 'privacy.approve' : 'privacy.reject';
  const event = { action, reason: 'decision', actor: { kind: 'member', userId } } as const;
  const changed = await changeRequest(deps, { workspaceId, requestId }, event, (request, at) =>
    ruling.outcome === 'rejected'
      ? rejected(request, { by: userId, at, legalBasis: ruling.legalBasis })
      : approved(request, { by: userId, at, legalBasis: ruling.legalBasis ?? null }),
  );
  return startRun(deps, changed);
}

/** The clock of a request stands from now on. @throws NotFound; @throws WrongState */
export async function pauseRequest(
  deps: RequestDeps,
  { workspaceId, userId }: Session,
  requestId: string,
  ground: string,
): Promise<PrivacyRequest> {
  const event = {
    action: 'privacy.pause',
    reason: 'legal_ground',
    actor: { kind: 'member', userId },
  } as const;
  return changeRequest(deps, { workspaceId, requestId }, event, (request, now) =>
    paused(request, ground, now),
  );
}

/** The clock goes on, and so does the work. @throws NotFound; @throws WrongState */
export async function resumeRequest(
  deps: RequestDeps,
  { workspaceId, userId }: Session,
  requestId: string,
): Promise<PrivacyRequest> {
  const event = { action: 'privacy.resume', reason: 'decision', actor: { kind: 'member', userId } } as const;
  return startRun(deps, await changeRequest(deps, { workspaceId, requestId }, event, resumed));
}
