import type { PrivacyRequest } from '../../domain/privacy-request.ts';
import { restrictSubject } from '../privacy/restrict-subject.ts';
import { changeRequest, withStep } from './change-request.ts';
import { DONE, type ErasingDeps, type RunRef, type StepResult } from './erasing-deps.ts';

/**
 * From now on nothing is stored for, shown of or sent to the person. The moment of it is the moment of the erasure: what is older stays out for
 * ever. A connection that ended takes nothing in any more, and a workspace or a member that is given up has nobody who signs in.
 */
export async function restrict(deps: ErasingDeps, ref: RunRef): Promise<StepResult> {
  const request = await changeRequest(deps, ref, (current) =>
    erasedAtOf(current) === null ? withStep(current, 'restrict', 'running', deps.clock.now()) : null,
  );
  const { scope } = request;
  let at = erasedAtOf(request) ?? deps.clock.now();
  if (scope?.kind === 'customer')
    for (const subjectId of scope.subjectIds)
      at = Math.max(at, await restrictSubject(deps, { ...ref, subjectId, at }));
  await changeRequest(deps, ref, (current) => withStep(current, 'restrict', 'done', at));
  return DONE;
}

/** The moment of the erasure; null = not yet. What is older stays out for ever. */
export function erasedAtOf({ steps }: Pick<PrivacyRequest, 'steps'>): number | null {
  return steps.find(({ name }) => name === 'restrict')?.at ?? null;
}
