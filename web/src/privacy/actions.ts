import type { Schema } from '../api/client.ts';
import { hasEnded, isPaused } from './clock.ts';

type Request = Schema<'PrivacyRequest'>;
export type VerifyMethod = 'code' | 'officer' | 'signed_in';

/** What an officer can do to a request now. The API decides in any case. */
export interface Actions {
  /** Ways to become certain who asks; empty = that is certain already, or does not matter any more. */
  readonly verify: readonly VerifyMethod[];
  readonly approve: boolean;
  readonly reject: boolean;
  readonly pause: boolean;
  readonly resume: boolean;
}

/** The officer's choices, given who they are. */
export function actionsOf(request: Request, userId: string): Actions {
  const ended = hasEnded(request);
  const working = request.state === 'running' || request.state === 'verifying_erasure';
  const paused = isPaused(request);
  return {
    verify: !ended && request.verification === null ? methodsOf(request.subject, userId) : [],
    approve: !ended && !working && request.decision === null,
    reject: !ended && !working,
    pause: !ended && !working && !paused,
    resume: !ended && paused,
  };
}

/** A code reaches customers only; signing in proves something of the member, and of what belongs to the workspace. */
function methodsOf(subject: Request['subject'], userId: string): readonly VerifyMethod[] {
  if ('customerId' in subject || 'platformUserId' in subject) return ['code', 'officer'];
  if ('memberId' in subject && subject.memberId !== userId) return ['officer'];
  return ['signed_in', 'officer'];
}
