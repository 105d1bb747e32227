import type { DataScope } from '../../domain/data-scope.ts';
import { changeRequest, requestOf, withStep } from './change-request.ts';
import { DONE, type ErasingDeps, type RunRef, type StepResult } from './erasing-deps.ts';

/**
 * Destroys the salts of everybody it is about: from this moment on every copy of what they said is unreadable, wherever it is. A page of subjects
 * at a time; the keys of whoever is held stay.
 */
export async function destroyKeys(
  deps: ErasingDeps,
  ref: RunRef,
  cursor: string | null,
): Promise<StepResult> {
  const { scope } = await requestOf(deps, ref);
  if (!scope) return DONE;
  const page = await deps.subjects.of(scope, cursor);
  let keys = 0;
  for (const subjectId of page.subjectIds) {
    if (scope.except?.subjectIds.includes(subjectId)) continue;
    if (await deps.erasure.destroyKey(ref.workspaceId, subjectId)) keys++;
  }
  if (page.cursor === null && (await destroysWorkspace(deps, scope))) keys++;
  await changeRequest(deps, ref, (current) =>
    withStep(current, 'destroy_keys', page.cursor === null ? 'done' : 'running', deps.clock.now(), { keys }),
  );
  return page.cursor === null ? DONE : { next: 'again', cursor: page.cursor };
}

/** Last, and only when nobody in it is held: all other keys derive from it. */
async function destroysWorkspace({ erasure }: ErasingDeps, scope: DataScope): Promise<boolean> {
  return scope.kind === 'workspace' && !scope.except && erasure.destroyWorkspaceKey(scope.workspaceId);
}
