import { hasEnded, type PrivacyRequest, privacySubjectId } from '../../domain/privacy-request.ts';
import { changeRequest, requestOf, withStep } from '../erasing/change-request.ts';
import { DONE, type RunRef, STOP, type StepResult } from '../erasing/erasing-deps.ts';
import { runningRequest } from './begin-run.ts';
import { ARCHIVE_LIFE_MS, EXPORTER, type ExportingDeps, STALE } from './exporting-deps.ts';

/** The archive can be had from now on, for seven days; the request is answered. */
export async function ready(deps: ExportingDeps, ref: RunRef): Promise<StepResult> {
  if (hasEnded(await requestOf(deps, ref))) return DONE;
  const request = await runningRequest(deps, ref);
  if (request === null) return STOP;
  if (await isStale(deps, request)) return STALE;
  tellShortfall(deps, request);
  const at = deps.clock.now();
  const counts = countsOf(request, 'pack');
  await deps.audit.record({
    workspaceId: ref.workspaceId,
    at,
    action: 'privacy.exported',
    actor: EXPORTER,
    reason: request.source,
    facts: { requestId: ref.requestId, ...counts },
  });
  const archive = { id: ref.requestId, until: at + ARCHIVE_LIFE_MS, parts: counts.parts ?? 1 };
  await changeRequest(deps, ref, (current) =>
    hasEnded(current)
      ? null
      : {
          ...withStep(current, 'ready', 'done', at),
          archive,
          state: 'completed',
          completedAt: at,
          nextAt: null,
        },
  );
  return DONE;
}

/** The key went with somebody who was erased, or a name was corrected since: what was packed is no longer what is held. */
async function isStale({ keys, store }: ExportingDeps, { workspaceId, id, steps, scope }: PrivacyRequest) {
  const since = steps.find(({ name }) => name === 'gather')?.at ?? 0;
  const { hasKey, erasedAt = -1 } = await keys.standing(workspaceId, privacySubjectId(id));
  if (!hasKey || erasedAt >= since) return true;
  if (scope?.kind !== 'customer') return false;
  for (const conversationId of scope.conversationIds) {
    const head = await store.head({ workspaceId, conversationId }, 'fresh');
    if (head?.name?.corrected && head.name.at >= since) return true;
  }
  return false;
}

/** Less was packed than was found: it was deleted in between, or nobody could read it. Somebody should look. */
function tellShortfall({ meter }: ExportingDeps, request: PrivacyRequest): void {
  const packed = countsOf(request, 'pack');
  for (const [store, found] of Object.entries(countsOf(request, 'gather')))
    if ((packed[store] ?? 0) < found)
      meter.count('ExportFellShort', {}, { requestId: request.id, store, found, packed: packed[store] ?? 0 });
}

function countsOf({ steps }: PrivacyRequest, step: string): Readonly<Record<string, number>> {
  return steps.find(({ name }) => name === step)?.counts ?? {};
}
