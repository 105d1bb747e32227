import type { Head } from '../../domain/conversation.ts';
import { hasEnded } from '../../domain/privacy-request.ts';
import { correctHeads } from '../customers/correct-customer.ts';
import { changeRequest, requestOf, withFreshStep, withStep } from '../erasing/change-request.ts';
import { DONE, type RunRef, STOP, type StepResult } from '../erasing/erasing-deps.ts';
import { isErased } from '../refuse-erased.ts';
import { beginRun, type RunningRequest } from './begin-run.ts';
import { EXPORTER, type ExportingDeps } from './exporting-deps.ts';

/**
 * Calls a customer what they say is right, in each of their conversations; the list and its index are copies of the head, and change with it. Exports
 * that are being made begin anew (`ready`). Of somebody unknown, or erased, there is nothing to correct, and that is no error.
 */
export async function correct(deps: ExportingDeps, ref: RunRef): Promise<StepResult> {
  const request = await beginRun(deps, ref);
  if (request === null) return STOP;
  const heads = await headsOf(deps, request);
  const { correction } = request;
  if (correction) await correctHeads(deps, EXPORTER, heads, { ...correction, reason: 'customer_request' });
  await changeRequest(deps, ref, (current) =>
    withFreshStep(current, 'correct', 'done', deps.clock.now(), { conversations: heads.length }),
  );
  return DONE;
}

async function headsOf(deps: ExportingDeps, { workspaceId, scope }: RunningRequest): Promise<Head[]> {
  const heads: Head[] = [];
  for (const conversationId of scope.kind === 'customer' ? scope.conversationIds : []) {
    const head = await deps.store.head({ workspaceId, conversationId }, 'fresh');
    // Sealing would make a key for somebody who is gone.
    if (head && !(await isErased(deps, head))) heads.push(head);
  }
  return heads;
}

/** The request is answered. */
export async function closeCorrection(deps: ExportingDeps, ref: RunRef): Promise<StepResult> {
  const request = await requestOf(deps, ref);
  if (hasEnded(request)) return DONE;
  const at = deps.clock.now();
  await deps.audit.record({
    workspaceId: ref.workspaceId,
    at,
    action: 'privacy.corrected',
    actor: EXPORTER,
    reason: request.source,
    facts: { requestId: ref.requestId },
  });
  await changeRequest(deps, ref, (current) =>
    hasEnded(current)
      ? null
      : { ...withStep(current, 'close', 'done', at), state: 'completed', completedAt: at, nextAt: null },
  );
  return DONE;
}
