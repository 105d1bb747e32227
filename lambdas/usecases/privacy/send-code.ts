import { KaoJaiError, Raced } from '../../domain/errors.ts';
import type { Session } from '../../domain/member.ts';
import { codeDigest, codeFrom, MAX_CODES, withCode } from '../../domain/one-time-code.ts';
import type { PrivacyRequest } from '../../domain/privacy-request.ts';
import { verifying } from '../../domain/privacy-states.ts';
import type { PrivacyCodes } from '../../ports/privacy-codes.ts';
import { findCustomer } from '../customers/find-customer.ts';
import type { QueueDeps } from '../sending/queue-deps.ts';
import { queueMessage } from '../sending/queue-message.ts';
import { customerIdOf } from './asked-of-us.ts';
import { changeRequest, findRequest, type RequestDeps } from './change-request.ts';
import { refuseUnlessCustomer } from './verify-request.ts';

/** What sending a code needs. */
export interface SendCodeDeps extends QueueDeps, Omit<RequestDeps, 'runs'> {
  readonly codes: PrivacyCodes;
}

/** So many codes would be as many chances to guess one. */
export class TooManyCodes extends KaoJaiError {
  constructor() {
    super('too_many_codes', 'refuse', 'too many codes were sent for this request', [
      `at most ${MAX_CODES} within 24 hours`,
    ]);
  }
}

/**
 * Sends a code of six digits into the very conversation of whoever a request is about, as a message of the shop; it takes the place of the
 * one before. A person whom nobody knows, or who cannot be written to now, gets none, and neither answer nor audit trail says so.
 * @throws NotFound; @throws WrongState when it is verified already, or has ended; @throws InvalidInput; @throws TooManyCodes
 */
export async function sendCode(
  deps: SendCodeDeps,
  session: Session,
  requestId: string,
): Promise<PrivacyRequest> {
  const { workspaceId, userId } = session;
  const ref = { workspaceId, requestId };
  const request = await findRequest(deps, ref);
  refuseUnlessCustomer(request);
  const now = deps.clock.now();
  verifying(request, now);
  const actor = { kind: 'member', userId } as const;
  const code = await keepCode(deps, request, async () => {
    const facts = { requestId, type: request.type };
    const event = { action: 'privacy.code', actor, reason: 'verify', facts };
    await deps.audit.record({ workspaceId, at: now, ...event });
  });
  const event = { action: 'privacy.verifying', reason: 'code', actor };
  const changed = await changeRequest(deps, ref, event, verifying);
  await deliver(deps, session, request, code).catch(swallowRefusal);
  return changed;
}

/** The code, of which a digest is kept. */
async function keepCode(
  deps: SendCodeDeps,
  { workspaceId, id }: PrivacyRequest,
  writeDown: () => Promise<void>,
): Promise<string> {
  const { idSecret } = await deps.keys.workspace(workspaceId);
  const code = codeFrom(deps.random.bytes(6));
  const before = await deps.codes.read(workspaceId, id);
  const kept = withCode(before, codeDigest(idSecret, id, code), deps.clock.now());
  if (kept === null) throw new TooManyCodes();
  await writeDown();
  if (!(await deps.codes.save(workspaceId, id, kept))) throw new Raced('the code');
  return code;
}

/** Only where nobody else reads it: not in a group, nor below a post. */
async function deliver(
  deps: SendCodeDeps,
  session: Session,
  { workspaceId, id, subject }: PrivacyRequest,
  code: string,
): Promise<void> {
  const { idSecret } = await deps.keys.workspace(workspaceId);
  const customerId = customerIdOf(idSecret, subject);
  if (customerId === null) return;
  const heads = await findCustomer(deps, session, customerId);
  const direct = heads.find(({ threadKind }) => threadKind === 'direct');
  if (!direct) return;
  const key = `privacy-code-${id}-${deps.clock.now()}`;
  await queueMessage(deps, session, direct.conversationId, { kind: 'text', text: textOf(code) }, key);
}

function textOf(code: string): string {
  return [
    `รหัสยืนยันคำขอเรื่องข้อมูลส่วนบุคคลของคุณคือ ${code} ใช้ได้ภายใน 10 นาที หากคุณไม่ได้ส่งคำขอ ไม่ต้องทำอะไร และอย่าบอกรหัสนี้กับใคร`,
    '',
    `The code for your privacy request is ${code}. It is good for 10 minutes. If you did not ask for anything, do nothing, and tell nobody the code.`,
  ].join('\n');
}

/** Whether somebody is known, or can be written to, is nobody's business here. */
function swallowRefusal(error: unknown): void {
  if (!(error instanceof KaoJaiError) || error.remedy !== 'refuse') throw error;
}
