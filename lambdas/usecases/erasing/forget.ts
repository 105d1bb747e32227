import { changeRequest, requestOf } from './change-request.ts';
import { DONE, type ErasingDeps, type RunRef, type StepResult } from './erasing-deps.ts';

/**
 * The end of what a request for access or correction has left: its archive, and the words with which it was asked for. The key goes first: from
 * then on every copy is unreadable. The record of the request stays.
 */
export async function forget(deps: ErasingDeps, ref: RunRef): Promise<StepResult> {
  const { type } = await requestOf(deps, ref);
  await deps.requests.forgetPerson(ref.workspaceId, ref.requestId);
  await deps.archives.delete(ref.workspaceId, ref.requestId);
  if (type === 'access')
    await deps.audit.record({
      workspaceId: ref.workspaceId,
      at: deps.clock.now(),
      action: 'privacy.archive_ended',
      actor: { kind: 'function', name: 'eraser' },
      reason: 'time_is_over',
      facts: { requestId: ref.requestId },
    });
  await changeRequest(deps, ref, (current) => {
    const { archive, ...rest } = current;
    return archive === undefined ? null : rest;
  });
  return DONE;
}
