import type { Session } from '../../domain/member.ts';
import {
  hasEnded,
  type PrivacyRequest,
  type PrivacySource,
  privacyRequestId,
  receivedRequest,
} from '../../domain/privacy-request.ts';
import type { AuditActor } from '../../ports/audit-trail.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';
import { type Asked, refuseNonsense, subjectPrint } from './asked-of-us.ts';
import { findRequest, type RequestDeps } from './change-request.ts';

/** What making a privacy request needs. */
export interface OpenDeps extends Pick<RequestDeps, 'requests' | 'audit' | 'clock'> {
  readonly keys: Pick<SubjectKeys, 'workspace'>;
}

/** Who asks, and by which way. */
export interface Asker {
  readonly workspaceId: string;
  readonly source: PrivacySource;
  readonly actor: AuditActor;
}

/**
 * An officer or owner asks. An owner who has the whole workspace erased closes it.
 * @throws InvalidInput; @throws Forbidden
 */
export async function openRequest(deps: OpenDeps, session: Session, asked: Asked): Promise<PrivacyRequest> {
  refuseNonsense(session, asked);
  const { workspaceId, userId } = session;
  const source = asked.type === 'erase' && 'workspace' in asked.subject ? 'closing' : 'member';
  return receiveRequest(deps, { workspaceId, source, actor: { kind: 'member', userId } }, asked);
}

/**
 * Makes a request, or gives back the one for the same subject and type that is still open. Nobody is looked up: whether the subject is known
 * shows in nothing that whoever asks can see. One for somebody unknown is worked off like every other, and finds nothing.
 */
export async function receiveRequest(deps: OpenDeps, asker: Asker, asked: Asked): Promise<PrivacyRequest> {
  const { workspaceId, source, actor } = asker;
  const { idSecret } = await deps.keys.workspace(workspaceId);
  const print = subjectPrint(idSecret, asked.type, asked.subject);
  const { latest, next: id } = await requestsOf(deps, workspaceId, print);
  if (latest !== null) {
    const open = await findRequest(deps, { workspaceId, requestId: latest });
    if (!hasEnded(open)) return open;
  }
  const at = deps.clock.now();
  const facts = { requestId: id, type: asked.type };
  // First, so that no request is without it.
  await deps.audit.record({ workspaceId, at, action: 'privacy.request', actor, reason: source, facts });
  await deps.requests.add(receivedRequest({ workspaceId, id, source, receivedAt: at, ...asked }));
  return findRequest(deps, { workspaceId, requestId: id });
}

/**
 * Requests about one subject have numbers, and their ids follow from subject and number: so two that come at once are one, without another
 * record. The first free number is found by doubling and halving.
 */
async function requestsOf(
  { requests }: OpenDeps,
  workspaceId: string,
  print: string,
): Promise<{ readonly latest: string | null; readonly next: string }> {
  const idOf = (number: number): string => privacyRequestId('subject', print, String(number));
  const isTaken = async (number: number) => (await requests.progress(workspaceId, idOf(number))) !== null;
  let taken = 0;
  let free = 1;
  while (await isTaken(free)) [taken, free] = [free, free * 2];
  while (free - taken > 1) {
    const middle = Math.floor((taken + free) / 2);
    if (await isTaken(middle)) taken = middle;
    else free = middle;
  }
  return { latest: taken === 0 ? null : idOf(taken), next: idOf(free) };
}
