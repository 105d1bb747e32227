import { Misconfigured } from '../../domain/errors.ts';
import type { RunRef, StepResult } from '../../usecases/erasing/erasing-deps.ts';
import { failAnswer } from '../../usecases/erasing/fail-run.ts';
import { closeCorrection, correct } from '../../usecases/exporting/correct.ts';
import type { ExportingDeps } from '../../usecases/exporting/exporting-deps.ts';
import { gather } from '../../usecases/exporting/gather.ts';
import { pack } from '../../usecases/exporting/pack.ts';
import { ready } from '../../usecases/exporting/ready.ts';
import { describeError, log } from '../logger.ts';

/** One step, as the workflow asks for it. Ids and cursors only. */
export interface ExportTask extends RunRef {
  readonly step: string;
  readonly cursor?: string | null;
}

type Step = (deps: ExportingDeps, ref: RunRef, cursor: string | null) => Promise<StepResult>;

/** The steps of requests for access and correction, by the names under which the request shows them. */
const STEPS: Readonly<Record<string, Step>> = {
  gather,
  pack,
  ready,
  correct,
  close: closeCorrection,
  fail: failAnswer,
};

/** Names of the steps, for whoever writes the workflow. */
export const EXPORT_STEPS: readonly string[] = Object.keys(STEPS);

/** Does one step. Whatever fails is raised: the workflow tries it again, and each step can be repeated. */
export function exporterHandler(
  deps: ExportingDeps,
): (task: ExportTask) => Promise<StepResult & { cursor: string | null }> {
  return async ({ step, workspaceId, requestId, cursor = null }) => {
    const run = STEPS[step];
    if (!run) throw new Misconfigured(`there is no step "${step}"`, [`steps: ${EXPORT_STEPS.join(', ')}`]);
    try {
      // Step Functions stops at a path that leads nowhere: there is always a cursor.
      return { cursor: null, ...(await run(deps, { workspaceId, requestId }, cursor)) };
    } catch (error) {
      log('ERROR', 'a step of an export failed', { step, workspaceId, requestId, ...describeError(error) });
      throw error;
    }
  };
}
