import { type Head, withCorrectedName } from '../../domain/conversation.ts';
import type { Correction, Customer } from '../../domain/customer.ts';
import type { Session } from '../../domain/member.ts';
import type { AuditActor, AuditTrail } from '../../ports/audit-trail.ts';
import type { InboxDeps } from '../inbox-deps.ts';
import { changeHead } from '../patch-message.ts';
import { place } from '../places.ts';
import { refuseErased } from '../refuse-erased.ts';
import { findCustomer } from './find-customer.ts';
import { readCustomer } from './read-customer.ts';

/** What correcting needs. */
export interface CorrectDeps extends InboxDeps {
  readonly audit: AuditTrail;
}

/**
 * Calls a customer what a member says, from now on and whatever the platform says later. What is so already is no change. It is written down
 * who does it before it is done, so that nothing is changed unseen.
 * @throws NotFound; @throws SubjectErased
 */
export async function correctCustomer(
  deps: CorrectDeps,
  session: Session,
  customerId: string,
  correction: Correction,
): Promise<Customer> {
  const heads = await findCustomer(deps, session, customerId);
  await refuseErased(deps, heads[0]);
  await correctHeads(deps, { kind: 'member', userId: session.userId }, heads, correction);
  return readCustomer(deps, session, customerId);
}

/** The same for conversations that are found already, whoever does it. Nobody in them may be erased. */
export async function correctHeads(
  deps: CorrectDeps,
  actor: AuditActor,
  heads: readonly Head[],
  correction: Correction,
): Promise<void> {
  const isRight = await Promise.all(heads.map((head) => isCalled(deps, head, correction.displayName)));
  const wrong = heads.filter((_, i) => !isRight[i]);
  for (const head of wrong) {
    await recordCorrection(deps, actor, head, correction);
    await correct(deps, head, correction.displayName);
  }
}

async function isCalled({ sealer }: CorrectDeps, head: Head, displayName: string): Promise<boolean> {
  if (!head.name?.corrected) return false;
  return (await sealer.open<string>(place.name(head), head.name.value)) === displayName;
}

async function recordCorrection(
  { audit, clock }: CorrectDeps,
  actor: AuditActor,
  { workspaceId, platform, connectionId, conversationId, subjectId }: Head,
  { reason }: Correction,
): Promise<void> {
  await audit.record({
    workspaceId,
    at: clock.now(),
    action: 'customer.correct',
    actor,
    reason,
    platform,
    connectionId,
    facts: { customerId: subjectId, conversationId, field: 'displayName' },
  });
}

async function correct(deps: CorrectDeps, head: Head, displayName: string): Promise<void> {
  const sealed = await deps.sealer.seal(place.name(head), head.subjectId, displayName);
  const at = deps.clock.now();
  await changeHead(deps, head, (current) => withCorrectedName(current, sealed, at));
}
