import { privacySubjectId } from '../../domain/privacy-request.ts';
import { sealStream } from '../../domain/sealed-stream.ts';
import { changeRequest, withFreshStep } from '../erasing/change-request.ts';
import { DONE, type RunRef, STOP, type StepResult } from '../erasing/erasing-deps.ts';
import { archivePlace } from './archive-place.ts';
import { runningRequest } from './begin-run.ts';
import { type ExportingDeps, STALE } from './exporting-deps.ts';
import { START } from './held-records.ts';
import { PartPacker, type PartStart } from './part-packer.ts';

/** How far it is, and what was packed so far. */
interface Progress extends PartStart {
  readonly counts: Readonly<Record<string, number>>;
}

const BEGINNING: Progress = { part: 1, rows: START, files: { at: START, after: null }, counts: {} };

/**
 * Packs everything into an archive, a part in each turn: streamed from the stores through ZIP and seal to the storage. A turn that is repeated
 * writes the same part again.
 */
export async function pack(deps: ExportingDeps, ref: RunRef, cursor: string | null): Promise<StepResult> {
  const request = await runningRequest(deps, ref);
  if (request === null) return STOP;
  // An erasure of the same people destroyed it: there is another answer now.
  const key = await deps.keys.existingKey(ref.workspaceId, privacySubjectId(ref.requestId));
  if (key === null) return STALE;
  const progress = cursor === null ? BEGINNING : (JSON.parse(cursor) as Progress);
  const packer = new PartPacker(deps, request, progress);
  const file = { kind: 'archive', ...ref, part: progress.part } as const;
  await deps.objects.write(file, sealStream(key, archivePlace(file), deps.zip(packer.entries())));
  const counts = sum(progress.counts, packer.counts);
  const { next } = packer;
  if (next !== null) return { next: 'again', cursor: JSON.stringify({ ...next, counts } satisfies Progress) };
  await changeRequest(deps, ref, (current) =>
    withFreshStep(current, 'pack', 'done', deps.clock.now(), { ...counts, parts: progress.part }),
  );
  return DONE;
}

function sum(
  a: Readonly<Record<string, number>>,
  b: Readonly<Record<string, number>>,
): Record<string, number> {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return Object.fromEntries([...names].map((name) => [name, (a[name] ?? 0) + (b[name] ?? 0)]));
}
