import type { HeldRecord } from '../../ports/personal-data.ts';
import { changeRequest, requestOf, withStep } from './change-request.ts';
import { DONE, type ErasingDeps, idsOf, type RunRef, type StepResult } from './erasing-deps.ts';

/** Pages looked at in one turn. */
const PAGES_PER_TURN = 40;

/** How far the look is, and what it saw so far. */
interface Position {
  readonly store: number;
  readonly cursor: string | null;
  readonly scanned: Readonly<Record<string, number>>;
  readonly found: number;
}

/**
 * Looks through every record of every store, after the last function has forgotten the keys. What is found is erased, and everything is looked
 * through again: only a look that found nothing at all ends it.
 */
export async function prove(deps: ErasingDeps, ref: RunRef, cursor: string | null): Promise<StepResult> {
  const { scope, canaries = [] } = await requestOf(deps, ref);
  if (!scope) return DONE;
  const traces = { ids: idsOf(scope), canaries };
  let at: Position =
    cursor === null ? { store: 0, cursor: null, scanned: {}, found: 0 } : (JSON.parse(cursor) as Position);
  if (cursor === null)
    await changeRequest(deps, ref, (current) => ({ ...current, state: 'verifying_erasure' }));
  for (let page = 0; page < PAGES_PER_TURN; page++) {
    const store = deps.proof.stores[at.store];
    if (store === undefined) return finish(deps, ref, at);
    const look = await deps.proof.look(store, traces, at.cursor);
    await eraseFound(deps, ref, look.found);
    at = {
      store: look.cursor === null ? at.store + 1 : at.store,
      cursor: look.cursor,
      scanned: { ...at.scanned, [store]: (at.scanned[store] ?? 0) + look.scanned },
      found: at.found + look.found.length,
    };
  }
  return { next: 'again', cursor: JSON.stringify(at) };
}

/** What the deletion forgot is counted and told: it should not happen. */
async function eraseFound(deps: ErasingDeps, ref: RunRef, found: readonly HeldRecord[]): Promise<void> {
  if (found.length === 0) return;
  const { scope } = await requestOf(deps, ref);
  if (!scope) return;
  deps.meter.count('ErasureTraceFound', {}, { requestId: ref.requestId, records: found.length });
  for (const data of deps.data)
    await data.destroy(
      scope,
      found.filter(({ store }) => store === data.store),
    );
}

async function finish(deps: ErasingDeps, ref: RunRef, { scanned, found }: Position): Promise<StepResult> {
  const now = deps.clock.now();
  await changeRequest(deps, ref, (current) => {
    // Counts of the last look only: earlier ones were of what is gone.
    const steps = current.steps.filter(({ name }) => name !== 'prove');
    const rounds = (current.steps.find(({ name }) => name === 'prove')?.counts.rounds ?? 0) + 1;
    const counts = { ...scanned, found, rounds };
    return withStep({ ...current, steps }, 'prove', found === 0 ? 'done' : 'found', now, counts);
  });
  return found === 0 ? DONE : { next: 'found' };
}
