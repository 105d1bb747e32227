import type { CaseRequest, PrivacyCase } from '../../domain/privacy-case.ts';
import { type PrivacySource, privacyRequestId, receivedRequest } from '../../domain/privacy-request.ts';
import { verified } from '../../domain/privacy-states.ts';
import type { AuditActor, AuditTrail } from '../../ports/audit-trail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Connection } from '../../ports/connections.ts';
import type { PrivacyRequests } from '../../ports/privacy-requests.ts';

export interface ErasureDeps {
  readonly requests: PrivacyRequests;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

/** The request that a case makes for a person of a connection: however often it is worked out, it is the same. */
export function erasureOf(
  { code }: Pick<PrivacyCase, 'code'>,
  { workspaceId, id: connectionId, platform }: Connection,
  platformUserId: string,
): CaseRequest {
  const requestId = privacyRequestId(code, workspaceId, connectionId, platformUserId);
  return { workspaceId, connectionId, platform, requestId };
}

export interface AskedBy {
  readonly platformUserId: string;
  readonly source: PrivacySource;
  readonly actor: AuditActor;
}

/** Adds the privacy request; false = it was there. The audit event comes first, so that no request is without one. */
export async function requestErasure(
  deps: ErasureDeps,
  { receivedAt }: PrivacyCase,
  { workspaceId, connectionId, platform, requestId }: CaseRequest,
  { platformUserId, source, actor }: AskedBy,
): Promise<boolean> {
  if (await deps.requests.progress(workspaceId, requestId)) return false;
  const at = deps.clock.now();
  const facts = { requestId, type: 'erase' };
  const action = 'privacy.request';
  await deps.audit.record({ workspaceId, at, action, actor, reason: source, platform, connectionId, facts });
  const subject = { connectionId, platformUserId };
  const asked = { workspaceId, id: requestId, type: 'erase', subject, source, receivedAt } as const;
  // The case's clock is the one that the person sees; and the platform signed it, so that the work begins with the next minute.
  return deps.requests.add(verified(receivedRequest(asked), { method: 'platform', at: receivedAt }));
}
