import type { DataScope, Exception } from '../../domain/data-scope.ts';
import { hasEnded, type PrivacyRequest } from '../../domain/privacy-request.ts';
import type { Hold } from '../../ports/holds.ts';
import { changeRequest, requestOf, withStep } from './change-request.ts';
import { DONE, type ErasingDeps, type RunRef, STOP, type StepResult } from './erasing-deps.ts';
import { findScope } from './find-scope.ts';

/** States in which a run may go on; whoever was rejected meanwhile, or is done, is left alone. */
const GOES_ON: ReadonlySet<PrivacyRequest['state']> = new Set([
  'failed',
  'verified',
  'held',
  'running',
  'verifying_erasure',
]);

/** Whether a run of that request may go on. */
export function goesOn(request: Pick<PrivacyRequest, 'state'>): boolean {
  return !hasEnded(request) && GOES_ON.has(request.state);
}

/**
 * Works out whose data it is, and what legal holds keep of it: that stays, with the hold's basis, and everything else goes. What is held as a
 * whole waits as a whole.
 */
export async function checkHolds(deps: ErasingDeps, ref: RunRef): Promise<StepResult> {
  const request = await requestOf(deps, ref);
  if (!goesOn(request)) return STOP;
  const { scope, canaries } = request.scope
    ? { scope: request.scope, canaries: request.canaries ?? [] }
    : await findScope(deps, request);
  const holds = heldBy(scope, await deps.holds.active(ref.workspaceId, deps.clock.now()));
  const except = await exceptionOf(deps, scope, holds);
  const at = deps.clock.now();
  const counts = holds.length > 0 ? { holds: holds.length } : {};
  const changed = await changeRequest(deps, ref, (current) => {
    const { except: _before, ...whole } = scope;
    const verified = withStep(current, 'verify', 'done', at);
    return {
      ...withStep(verified, 'check_holds', holds.length > 0 ? 'held' : 'done', at, changeOf(current, counts)),
      scope: (except === null ? whole : { ...whole, except }) as DataScope,
      canaries,
      state: isWhole(scope, holds) ? 'held' : 'running',
    };
  });
  if (holds.length > 0 && request.state !== 'held') await recordHeld(deps, ref, holds);
  return changed.state === 'held' ? { next: 'held' } : DONE;
}

/** Counted once, however often the run looks. */
function changeOf(request: PrivacyRequest, counts: Readonly<Record<string, number>>) {
  return request.steps.some(({ name }) => name === 'check_holds') ? {} : counts;
}

/** The holds that keep something of a scope. Members' accounts are not held. */
export function heldBy(scope: DataScope, holds: readonly Hold[]): readonly Hold[] {
  if (scope.kind === 'member') return [];
  if (scope.kind !== 'customer') return holds;
  return holds.filter(({ target }) => {
    if ('workspace' in target) return true;
    return 'customerId' in target
      ? scope.subjectIds.includes(target.customerId)
      : scope.conversationIds.includes(target.conversationId);
  });
}

/** Nothing of it can go. */
function isWhole(scope: DataScope, holds: readonly Hold[]): boolean {
  return holds.some(
    ({ target }) => 'workspace' in target || (scope.kind === 'customer' && 'customerId' in target),
  );
}

/** What stays: held conversations, and the keys of whoever they are sealed for. Null = nothing. */
async function exceptionOf(
  { store }: Pick<ErasingDeps, 'store'>,
  { workspaceId }: DataScope,
  holds: readonly Hold[],
): Promise<Exception | null> {
  const subjectIds = new Set<string>();
  const conversationIds = new Set<string>();
  for (const { target } of holds) {
    if ('customerId' in target) {
      subjectIds.add(target.customerId);
      for (const id of await store.conversationsOf(workspaceId, target.customerId)) conversationIds.add(id);
    }
    if ('conversationId' in target) {
      const { conversationId } = target;
      conversationIds.add(conversationId);
      const head = await store.head({ workspaceId, conversationId }, 'fresh');
      if (head) subjectIds.add(head.subjectId);
    }
  }
  if (subjectIds.size + conversationIds.size === 0) return null;
  return { subjectIds: [...subjectIds], conversationIds: [...conversationIds] };
}

/** Whoever asks later is told why it waited. */
async function recordHeld(deps: ErasingDeps, ref: RunRef, holds: readonly Hold[]): Promise<void> {
  await deps.audit.record({
    workspaceId: ref.workspaceId,
    at: deps.clock.now(),
    action: 'privacy.held',
    actor: { kind: 'function', name: 'eraser' },
    reason: 'legal_hold',
    facts: { requestId: ref.requestId, holds: holds.map(({ id }) => id) },
  });
}
