import { KaoJaiError, NotFound, Raced } from '../../domain/errors.ts';
import type { Millis } from '../../domain/platform.ts';
import type { PrivacyRequest } from '../../domain/privacy-request.ts';
import { failuresOf, mayStart } from '../../domain/privacy-states.ts';
import type { AuditActor, AuditEvent, AuditTrail } from '../../ports/audit-trail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PrivacyRequests, RequestRef } from '../../ports/privacy-requests.ts';
import type { PrivacyRuns } from '../../ports/privacy-runs.ts';

/** What working on privacy requests needs. */
export interface RequestDeps {
  readonly requests: PrivacyRequests;
  readonly runs: PrivacyRuns;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

/** What the audit trail says of a change, beside whose it is. */
export interface ChangeEvent extends Pick<AuditEvent, 'action' | 'reason'> {
  readonly actor: AuditActor;
}

const ROUNDS = 5;

/** A request of the workspace. @throws NotFound for an unknown id, and for one of another workspace */
export async function findRequest(
  { requests }: Pick<RequestDeps, 'requests'>,
  { workspaceId, requestId }: RequestRef,
): Promise<PrivacyRequest> {
  const request = await requests.request(workspaceId, requestId);
  if (request === null) throw new NotFound('privacy request');
  return request;
}

/**
 * Changes a request, from what is written now, until nobody else was faster. It is written down who does it before it is done. What is so
 * already (`change` gives back what it got) is no change.
 * @throws NotFound; @throws Raced; and what `change` raises
 */
export async function changeRequest(
  deps: Pick<RequestDeps, 'requests' | 'audit' | 'clock'>,
  ref: RequestRef,
  event: ChangeEvent,
  change: (request: PrivacyRequest, now: Millis) => PrivacyRequest,
): Promise<PrivacyRequest> {
  for (let round = 0; round < ROUNDS; round++) {
    const request = await findRequest(deps, ref);
    const at = deps.clock.now();
    const changed = change(request, at);
    if (changed === request) return request;
    const facts = { requestId: request.id, type: request.type };
    await deps.audit.record({ workspaceId: request.workspaceId, at, ...event, facts });
    if (await deps.requests.save(changed)) return { ...changed, rev: changed.rev + 1 };
  }
  throw new Raced('the privacy request');
}

/** Begins the work on a request that may begin. It is written already that it may: what fails here, the clock does within a minute. */
export async function startRun(
  { runs }: Pick<RequestDeps, 'runs'>,
  request: PrivacyRequest,
): Promise<PrivacyRequest> {
  if (!mayStart(request)) return request;
  const { workspaceId, id: requestId, type } = request;
  await runs
    .start({ workspaceId, requestId, type, failures: failuresOf(request) })
    .catch((error: unknown) => {
      if (!(error instanceof KaoJaiError)) throw error;
    });
  return request;
}
