import { hasEnded } from '../../domain/privacy-request.ts';
import { releaseSubject } from '../privacy/restrict-subject.ts';
import { changeRequest, requestOf, withStep } from './change-request.ts';
import { DONE, type ErasingDeps, type RunRef, type StepResult } from './erasing-deps.ts';
import { erasedAtOf } from './restrict.ts';

/** Ends the request: it forgets who asked, the person may write again as somebody new, and it is complete. */
export async function close(deps: ErasingDeps, ref: RunRef): Promise<StepResult> {
  const request = await requestOf(deps, ref);
  if (hasEnded(request)) return DONE;
  const at = deps.clock.now();
  await deps.audit.record({
    workspaceId: ref.workspaceId,
    at,
    action: 'privacy.erased',
    actor: { kind: 'function', name: 'eraser' },
    reason: request.source,
    facts: { requestId: ref.requestId, certificateId: request.certificateId ?? null },
  });
  if (request.scope?.kind === 'customer')
    for (const subjectId of request.scope.subjectIds)
      await releaseSubject(deps, { ...ref, subjectId, at: erasedAtOf(request) ?? at });
  await deps.requests.forgetPerson(ref.workspaceId, ref.requestId);
  await changeRequest(deps, ref, (current) => {
    const { canaries: _canaries, ...rest } = withStep(current, 'close', 'done', at);
    return { ...rest, state: 'completed', completedAt: at, nextAt: null };
  });
  return DONE;
}
