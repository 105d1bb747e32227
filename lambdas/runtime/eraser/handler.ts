import { Misconfigured } from '../../domain/errors.ts';
import { certify } from '../../usecases/erasing/certify.ts';
import { checkHolds } from '../../usecases/erasing/check-holds.ts';
import { close } from '../../usecases/erasing/close.ts';
import { deleteData } from '../../usecases/erasing/delete-data.ts';
import { destroyKeys } from '../../usecases/erasing/destroy-keys.ts';
import type { ErasingDeps, RunRef, StepResult } from '../../usecases/erasing/erasing-deps.ts';
import { failRun } from '../../usecases/erasing/fail-run.ts';
import { forget } from '../../usecases/erasing/forget.ts';
import { notify } from '../../usecases/erasing/notify.ts';
import { prove } from '../../usecases/erasing/prove.ts';
import { restrict } from '../../usecases/erasing/restrict.ts';
import { describeError, log } from '../logger.ts';

/** One step, as the workflow asks for it. Ids and cursors only. */
export interface ErasureTask extends RunRef {
  readonly step: string;
  readonly cursor?: string | null;
}

type Step = (deps: ErasingDeps, ref: RunRef, cursor: string | null) => Promise<StepResult>;

/** The steps of an erasure, by the names under which the request and the certificate show them. */
const STEPS: Readonly<Record<string, Step>> = {
  check_holds: checkHolds,
  restrict,
  destroy_keys: destroyKeys,
  delete: deleteData,
  notify,
  prove,
  certify,
  close,
  forget,
  fail: failRun,
};

/** Names of the steps, for whoever writes the workflow. */
export const ERASURE_STEPS: readonly string[] = Object.keys(STEPS);

/** Does one step of an erasure. Whatever fails is raised: the workflow tries it again, and each step can be repeated. */
export function eraserHandler(
  deps: ErasingDeps,
): (task: ErasureTask) => Promise<StepResult & { cursor: string | null }> {
  return async ({ step, workspaceId, requestId, cursor = null }) => {
    const run = STEPS[step];
    if (!run) throw new Misconfigured(`there is no step "${step}"`, [`steps: ${ERASURE_STEPS.join(', ')}`]);
    try {
      // Step Functions stops at a path that leads nowhere: there is always a cursor.
      return { cursor: null, ...(await run(deps, { workspaceId, requestId }, cursor)) };
    } catch (error) {
      log('ERROR', 'a step of an erasure failed', { step, workspaceId, requestId, ...describeError(error) });
      throw error;
    }
  };
}
