import { Forbidden, InvalidInput, KaoJaiError, Raced } from '../../domain/errors.ts';
import type { Session } from '../../domain/member.ts';
import { codeDigest, isCode, MAX_TRIES, withTry } from '../../domain/one-time-code.ts';
import type { Millis } from '../../domain/platform.ts';
import type { PrivacyRequest, Verification } from '../../domain/privacy-request.ts';
import { verified } from '../../domain/privacy-states.ts';
import type { AuditActor } from '../../ports/audit-trail.ts';
import type { PrivacyCodes } from '../../ports/privacy-codes.ts';
import type { RequestRef } from '../../ports/privacy-requests.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';
import { isCustomer } from './asked-of-us.ts';
import { changeRequest, findRequest, type RequestDeps, startRun } from './change-request.ts';

/** What verifying needs. */
export interface VerifyDeps extends RequestDeps {
  readonly codes: PrivacyCodes;
  readonly keys: Pick<SubjectKeys, 'workspace'>;
}

/** How it is to become certain. */
export type Proof =
  | { readonly method: 'officer'; readonly ground: string }
  | { readonly method: 'code'; readonly code: string }
  | { readonly method: 'signed_in' };

/** A sign-in proves something for this long. */
export const FRESH_SIGN_IN_MS: Millis = 5 * 60_000;

/** Wrong, too old, used up or never sent: which of them is not said. */
export class CodeWrong extends KaoJaiError {
  constructor() {
    super('code_wrong', 'refuse', 'the code is not the right one', [
      `code: the latest one sent, within ten minutes and ${MAX_TRIES} tries`,
    ]);
  }
}

/** A token alone does not prove who sits there now. */
export class SignInAgain extends KaoJaiError {
  constructor() {
    super('sign_in_again', 'refuse', 'sign in again and repeat this within five minutes');
  }
}

/**
 * It is certain that whoever asked may ask; the work begins at once. Asking again changes nothing.
 * @throws NotFound; @throws WrongState for one that was rejected; @throws CodeWrong; @throws SignInAgain; @throws InvalidInput
 */
export async function verifyRequest(
  deps: VerifyDeps,
  session: Session,
  requestId: string,
  proof: Proof,
): Promise<PrivacyRequest> {
  const { workspaceId, userId } = session;
  const ref = { workspaceId, requestId };
  const actor = { kind: 'member', userId } as const;
  if (proof.method === 'code') return verifyByCode(deps, ref, actor, proof.code);
  const request = await findRequest(deps, ref);
  if (request.verification) return startRun(deps, request);
  if (proof.method === 'signed_in') refuseUnlessSelf(deps, session, request);
  const ground = proof.method === 'officer' ? { ground: proof.ground } : {};
  return settle(deps, ref, actor, { method: proof.method, by: userId, ...ground });
}

/**
 * The person typed the code that was sent into their conversation. A try is written down before the code is looked at, so that many at once
 * are no more than five.
 */
export async function verifyByCode(
  deps: VerifyDeps,
  ref: RequestRef,
  actor: AuditActor,
  code: string,
): Promise<PrivacyRequest> {
  const request = await findRequest(deps, ref);
  if (request.verification) return startRun(deps, request);
  refuseUnlessCustomer(request);
  if (!(await isRightCode(deps, ref, code))) {
    const { workspaceId, requestId } = ref;
    const facts = { requestId, type: request.type, outcome: 'refused' };
    const at = deps.clock.now();
    await deps.audit.record({ workspaceId, at, action: 'privacy.verify', actor, reason: 'code', facts });
    throw new CodeWrong();
  }
  return settle(deps, ref, actor, { method: 'code' });
}

/** @throws InvalidInput for subjects that no conversation leads to */
export function refuseUnlessCustomer({ subject }: Pick<PrivacyRequest, 'subject'>): void {
  if (!isCustomer(subject))
    throw new InvalidInput('the request breaks a rule', [
      'method: a code goes into the conversation of a customer; this is about none',
    ]);
}

async function settle(
  deps: VerifyDeps,
  ref: RequestRef,
  actor: AuditActor,
  how: Omit<Verification, 'at'>,
): Promise<PrivacyRequest> {
  const event = { action: 'privacy.verify', reason: how.method, actor };
  const changed = await changeRequest(deps, ref, event, (request, at) =>
    request.verification ? request : verified(request, { ...how, at }),
  );
  return startRun(deps, changed);
}

async function isRightCode(
  deps: VerifyDeps,
  { workspaceId, requestId }: RequestRef,
  code: string,
): Promise<boolean> {
  const { idSecret } = await deps.keys.workspace(workspaceId);
  const kept = await deps.codes.read(workspaceId, requestId);
  const tried = kept && withTry(kept, deps.clock.now());
  if (!tried) return false;
  if (!(await deps.codes.save(workspaceId, requestId, tried))) throw new Raced('the code');
  return isCode(tried, codeDigest(idSecret, requestId, code));
}

/** Whoever signs in proves to be themselves, and that they stand for the workspace; about a customer it proves nothing. */
function refuseUnlessSelf(
  { clock }: VerifyDeps,
  { userId, signedInAt }: Session,
  { subject }: PrivacyRequest,
): void {
  if (isCustomer(subject))
    throw new InvalidInput('the request breaks a rule', [
      'method: signing in proves nothing about a customer; use code or officer',
    ]);
  if ('memberId' in subject && subject.memberId !== userId)
    throw new Forbidden('only the member can prove this by signing in');
  if (signedInAt === undefined || clock.now() - signedInAt > FRESH_SIGN_IN_MS) throw new SignInAgain();
}
