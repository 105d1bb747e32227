import { hasEnded } from '../../domain/privacy-request.ts';
import { changeRequest, withStep } from './change-request.ts';
import { DONE, type ErasingDeps, type RunRef, type StepResult } from './erasing-deps.ts';

/** When somebody looks again: a failed run is started anew by the clock, which goes on where it ended. */
const AGAIN_AFTER_MS = 3_600_000;

type FailDeps = Pick<ErasingDeps, 'requests' | 'turns' | 'clock' | 'meter'>;

/** The workflow gave up: the request says so, an alarm goes off, and the clock starts it again. Nothing is reported as done. */
export async function failRun(deps: FailDeps, ref: RunRef): Promise<StepResult> {
  return fail(deps, ref, 'ErasureFailed');
}

/** The same of an export or a correction. */
export async function failAnswer(deps: FailDeps, ref: RunRef): Promise<StepResult> {
  return fail(deps, ref, 'ExportFailed');
}

async function fail(
  deps: FailDeps,
  ref: RunRef,
  metric: 'ErasureFailed' | 'ExportFailed',
): Promise<StepResult> {
  const at = deps.clock.now();
  await changeRequest(deps, ref, (current) =>
    hasEnded(current)
      ? null
      : {
          ...withStep(current, 'fail', 'done', at, { times: 1 }),
          state: 'failed',
          nextAt: at + AGAIN_AFTER_MS,
        },
  );
  deps.meter.count(metric, {}, { requestId: ref.requestId });
  return DONE;
}
