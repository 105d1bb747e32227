import { KaoJaiError } from './errors.ts';
import type { Millis } from './platform.ts';
import { dueAt, nextLook, openPause } from './privacy-deadlines.ts';
import {
  hasEnded,
  type PrivacyRequest,
  type PrivacyRequestState,
  type Verification,
} from './privacy-request.ts';

/** Where a request may go from where it is. What has ended stays as it is. */
const NEXT: Readonly<Record<PrivacyRequestState, readonly PrivacyRequestState[]>> = {
  received: ['verifying', 'verified', 'rejected'],
  verifying: ['verified', 'rejected'],
  verified: ['held', 'running', 'rejected', 'failed'],
  held: ['verified', 'running', 'rejected', 'failed'],
  running: ['held', 'verifying_erasure', 'completed', 'failed'],
  // What the proof still finds is erased, and looked for again.
  verifying_erasure: ['running', 'completed', 'failed'],
  completed: [],
  rejected: [],
  // The work is done again, or somebody gives a legal reason why not.
  failed: ['verified', 'running', 'rejected'],
};

/** The request is in a state in which this cannot be done to it. */
export class WrongState extends KaoJaiError {
  constructor(state: PrivacyRequestState | 'paused', rule: string) {
    super('request_state', 'refuse', `the request is ${state}`, [rule]);
  }
}

/** Whether a request of that state may be in that one next. */
export function mayBecome(from: PrivacyRequestState, to: PrivacyRequestState): boolean {
  return NEXT[from].includes(to);
}

/**
 * A code is on its way to the person.
 * @throws WrongState when it is verified already, or has ended
 */
export function verifying(request: PrivacyRequest, now: Millis): PrivacyRequest {
  if (request.state === 'verifying') return request;
  return moved(request, 'verifying', now, 'only a request that is not verified yet can be');
}

/**
 * It is certain that whoever asked may ask. The clock of an erasure or a correction starts anew, and the work may begin at once.
 * @throws WrongState when it is verified already, or has ended
 */
export function verified(request: PrivacyRequest, verification: Verification): PrivacyRequest {
  const { at } = verification;
  const rule = 'only a request that is not verified yet can be';
  const certain = { ...moved(request, 'verified', at, rule), verification, verifiedAt: at };
  return { ...reckoned(certain, at), nextAt: openPause(certain) ? nextLook(certain, at) : at };
}

/** An officer's decision. */
export interface Judgement {
  readonly by: string;
  readonly at: Millis;
  readonly legalBasis: string | null;
}

/**
 * An officer agrees. Whether it may run yet, its verification decides.
 * @throws WrongState when it was rejected
 */
export function approved(request: PrivacyRequest, judgement: Judgement): PrivacyRequest {
  if (request.state === 'rejected') throw new WrongState('rejected', 'a rejection is final: ask anew');
  if (request.state === 'completed' || request.decision?.outcome === 'approved') return request;
  const decision = { outcome: 'approved', ...judgement } as const;
  return { ...request, decision, nextAt: mayStart(request) ? judgement.at : request.nextAt };
}

/**
 * An officer refuses, and the law says why. Doing it again changes nothing.
 * @throws WrongState when the work has begun
 */
export function rejected(
  request: PrivacyRequest,
  judgement: Judgement & { readonly legalBasis: string },
): PrivacyRequest {
  if (request.state === 'rejected') return request;
  const rule = 'only a request whose work has not begun can be rejected';
  const { at } = judgement;
  const ended = { ...moved(request, 'rejected', at, rule), completedAt: at, nextAt: null };
  return { ...ended, decision: { outcome: 'rejected', ...judgement } };
}

const MAY_REST: readonly PrivacyRequestState[] = ['received', 'verifying', 'verified', 'held', 'failed'];

/**
 * The clock stands, because the law gives a reason to wait.
 * @throws WrongState when the work is going on or over, or the clock stands already
 */
export function paused(request: PrivacyRequest, ground: string, now: Millis): PrivacyRequest {
  if (!MAY_REST.includes(request.state))
    throw new WrongState(request.state, `it can be paused while it is ${MAY_REST.join(', ')}`);
  if (openPause(request)) throw new WrongState('paused', 'resume it first');
  return reckoned({ ...request, pauses: [...request.pauses, { from: now, until: null, ground }] }, now);
}

/** The clock goes on, and the time due moves by as long as it stood. @throws WrongState when it does not stand */
export function resumed(request: PrivacyRequest, now: Millis): PrivacyRequest {
  if (openPause(request) === null)
    throw new WrongState(request.state, 'only a request that is paused can be resumed');
  const pauses = request.pauses.map((pause) => (pause.until === null ? { ...pause, until: now } : pause));
  const running = reckoned({ ...request, pauses }, now);
  return { ...running, nextAt: mayStart(running) ? now : running.nextAt };
}

/** Whether the work on it may begin now, or begin anew. */
export function mayStart(request: Pick<PrivacyRequest, 'state' | 'pauses'>): boolean {
  return (request.state === 'verified' || request.state === 'failed') && openPause(request) === null;
}

/** How often the work on it has failed: each time it is begun anew it is another run. */
export function failuresOf({ steps }: Pick<PrivacyRequest, 'steps'>): number {
  return steps.find(({ name }) => name === 'fail')?.counts.times ?? 0;
}

function moved(request: PrivacyRequest, to: PrivacyRequestState, now: Millis, rule: string): PrivacyRequest {
  if (!mayBecome(request.state, to) || hasEnded(request)) throw new WrongState(request.state, rule);
  return reckoned({ ...request, state: to }, now);
}

/** With the deadline and the next look that follow from what it is now. */
function reckoned(request: PrivacyRequest, now: Millis): PrivacyRequest {
  const due = { ...request, dueAt: dueAt(request) };
  return { ...due, nextAt: nextLook(due, now) };
}
