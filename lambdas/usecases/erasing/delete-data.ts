import type { HeldRecord } from '../../ports/personal-data.ts';
import { changeRequest, requestOf, withStep } from './change-request.ts';
import { DONE, type ErasingDeps, PAGE, type RunRef, type StepResult } from './erasing-deps.ts';

/** Pages done in one turn; each turn of the workflow costs a state transition. */
const PAGES_PER_TURN = 20;

/**
 * Deletes what the stores hold, store by store, in pages. Where it was, the cursor says; what a crashed turn had deleted is not found again. With
 * something held it ends in waiting for the hold.
 */
export async function deleteData(deps: ErasingDeps, ref: RunRef, cursor: string | null): Promise<StepResult> {
  const { scope, canaries = [] } = await requestOf(deps, ref);
  if (!scope) return DONE;
  const named = { ...scope, words: canaries };
  let at: Position | null = cursor === null ? { store: 0, cursor: null } : (JSON.parse(cursor) as Position);
  const counts: Record<string, number> = {};
  for (let page = 0; page < PAGES_PER_TURN && at !== null; page++) {
    const data = deps.data[at.store];
    if (!data) break;
    const found = await data.find(named, at.cursor, PAGE);
    await data.destroy(named, found.records);
    add(counts, found.records);
    at = nextOf(at, found.cursor, deps.data.length);
  }
  const done = at === null;
  const now = deps.clock.now();
  await changeRequest(deps, ref, (current) =>
    withStep(current, 'delete', done ? 'done' : 'running', now, counts),
  );
  if (at !== null) return { next: 'again', cursor: JSON.stringify(at) };
  return scope.except ? await waitForHold(deps, ref) : DONE;
}

/** How far the deletion is. */
interface Position {
  readonly store: number;
  readonly cursor: string | null;
}

function nextOf({ store }: Position, cursor: string | null, stores: number): Position | null {
  if (cursor !== null) return { store, cursor };
  return store + 1 < stores ? { store: store + 1, cursor: null } : null;
}

function add(counts: Record<string, number>, records: readonly HeldRecord[]): void {
  for (const { store } of records) counts[store] = (counts[store] ?? 0) + 1;
}

async function waitForHold(deps: ErasingDeps, ref: RunRef): Promise<StepResult> {
  await changeRequest(deps, ref, (current) => ({ ...current, state: 'held' }));
  return { next: 'held' };
}
