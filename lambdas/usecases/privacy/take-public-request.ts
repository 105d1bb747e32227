import { KaoJaiError } from '../../domain/errors.ts';
import type { Millis } from '../../domain/platform.ts';
import { openedCase } from '../../domain/privacy-case.ts';
import { hourOf, type PublicRequest, visitorBucket } from '../../domain/public-request.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Mail } from '../../ports/mail.ts';
import type { Meter } from '../../ports/meter.ts';
import type { FormSealer, RequestInbox } from '../../ports/request-inbox.ts';
import type { Visits } from '../../ports/visits.ts';

/** What taking a request from the public page needs. */
export interface TakeDeps {
  readonly visits: Visits;
  readonly inbox: RequestInbox;
  readonly sealer: FormSealer;
  /** Null where the stage names no sender. */
  readonly mail: Mail | null;
  readonly meter: Meter;
  readonly clock: Clock;
  /** See `newCaseCode`. */
  readonly newCode: () => string;
  /** Who is told of new requests. */
  readonly contact: string;
}

/** What whoever asked is told. `too_many`: nothing was stored, try again after so many seconds. */
export type Taken =
  | { readonly kind: 'taken'; readonly code: string; readonly dueAt: Millis }
  | { readonly kind: 'too_many'; readonly retryAfterSec: number };

/** Requests from one visitor's bucket in an hour: a family behind one address asks less. */
export const PER_VISITOR = 5;
/** Of all visitors together in an hour: more than an operator reads in a day is not people asking. */
export const PER_HOUR = 200;

/**
 * Takes a person's request: a case with a code, and what was typed, sealed for the operator. Nothing is looked up, so the answer is the same whether
 * the person or the shop is known here or not.
 * @throws Unavailable when it could not be stored; nothing is then
 */
export async function takePublicRequest(
  deps: TakeDeps,
  asked: PublicRequest,
  address: string,
): Promise<Taken> {
  const now = deps.clock.now();
  const hour = hourOf(now);
  const admitted =
    (await deps.visits.count(hour, visitorBucket(address, hour), PER_VISITOR)) &&
    (await deps.visits.count(hour, 'all', PER_HOUR));
  if (!admitted) return refused(deps, now);
  const code = deps.newCode();
  const { type, platform } = asked;
  const opened = { ...openedCase(code, now, true), asked: type };
  const sealed = await deps.sealer.seal(code, asked);
  await deps.inbox.take(opened, { code, receivedAt: now, platform, type }, sealed);
  deps.meter.count('PublicRequestTaken', { Type: type });
  await tell(deps, code, opened.dueAt);
  return { kind: 'taken', code, dueAt: opened.dueAt };
}

function refused({ meter }: TakeDeps, now: Millis): Taken {
  meter.count('PublicRequestRefused', { Why: 'too_many' });
  return { kind: 'too_many', retryAfterSec: Math.ceil(((hourOf(now) + 1) * 3_600_000 - now) / 1000) };
}

/** A letter with the code alone. The request is stored already: a mail that fails is the operator's trouble, not the person's. */
async function tell({ mail, meter, contact }: TakeDeps, code: string, dueAt: Millis): Promise<void> {
  try {
    if (mail) return await mail.send({ to: contact, ...letterOf(code, dueAt) });
  } catch (error) {
    if (!(error instanceof KaoJaiError)) throw error;
  }
  meter.count('OwnersNotTold', { Platform: 'none' });
}

function letterOf(code: string, dueAt: Millis): { subject: string; text: string } {
  const due = new Date(dueAt).toISOString().slice(0, 10);
  const subject = 'A privacy request came in by the public page';
  const how = 'Read it with "npm run privacy:inbox" (docs/privacy/policy.md says how).';
  return { subject, text: [subject, '', `Case: ${code}`, `To be answered by: ${due}`, how].join('\n') };
}
