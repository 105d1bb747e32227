import { privacySubjectId } from '../../domain/privacy-request.ts';
import { changeRequest, withFreshStep } from '../erasing/change-request.ts';
import { DONE, type RunRef, STOP, type StepResult } from '../erasing/erasing-deps.ts';
import { beginRun, type RunningRequest } from './begin-run.ts';
import type { ExportingDeps } from './exporting-deps.ts';
import { nextPage, type Position, START } from './held-records.ts';

/** Pages looked at in one turn. */
const PAGES_PER_TURN = 40;

/** How far it is, and what was counted so far. */
interface Progress {
  readonly at: NonNullable<Position>;
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * Finds everything that is held of somebody, as an erasure would, and counts it by store: what is packed afterwards is compared with it. Counts
 * travel in the cursor, so that a turn that is repeated counts nothing twice.
 */
export async function gather(deps: ExportingDeps, ref: RunRef, cursor: string | null): Promise<StepResult> {
  const request = await beginRun(deps, ref);
  if (request === null) return STOP;
  if (cursor === null) await makeKey(deps, ref);
  const progress = cursor === null ? { at: START, counts: {} } : (JSON.parse(cursor) as Progress);
  const counts: Record<string, number> = { ...progress.counts };
  let at: Position = progress.at;
  for (let page = 0; page < PAGES_PER_TURN && at !== null; page++)
    at = await count(deps, request, at, counts);
  if (at !== null) return { next: 'again', cursor: JSON.stringify({ at, counts } satisfies Progress) };
  await changeRequest(deps, ref, (current) =>
    withFreshStep(current, 'gather', 'done', deps.clock.now(), counts),
  );
  return DONE;
}

async function count(
  { rows, files }: ExportingDeps,
  { scope }: RunningRequest,
  at: NonNullable<Position>,
  counts: Record<string, number>,
): Promise<Position> {
  const { records, next } = await nextPage([...rows, files], scope, at);
  // Thumbnails are copies of what is counted already.
  for (const { store, place } of records)
    if (!place.endsWith('.thumbnail')) counts[store] = (counts[store] ?? 0) + 1;
  return next;
}

/** The archive is sealed with the key of the request itself: destroying it ends the archive, and an erasure of the person destroys it, too. */
async function makeKey({ keys }: ExportingDeps, { workspaceId, requestId }: RunRef): Promise<void> {
  // What an erasure destroyed meanwhile may still be in memory.
  await keys.standing(workspaceId, privacySubjectId(requestId));
  await keys.keyFor(workspaceId, privacySubjectId(requestId));
}
