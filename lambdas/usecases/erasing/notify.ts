import { changeRequest, requestOf, withStep } from './change-request.ts';
import { DONE, type ErasingDeps, type RunRef, type StepResult } from './erasing-deps.ts';

/**
 * Tells whoever else keeps something of the person: the user pool, of a member. No subprocessor in the register keeps anything else of its own
 * accord, and no platform offers to be told; a workspace's connections were revoked when they were let go.
 */
export async function notify(deps: ErasingDeps, ref: RunRef): Promise<StepResult> {
  const { scope } = await requestOf(deps, ref);
  let told = 0;
  if (scope?.kind === 'member') {
    await deps.directory.delete(scope.userId);
    told = 1;
  }
  await changeRequest(deps, ref, (current) =>
    current.steps.some(({ name, state }) => name === 'notify' && state === 'done')
      ? null
      : withStep(current, 'notify', 'done', deps.clock.now(), { told }),
  );
  return DONE;
}
