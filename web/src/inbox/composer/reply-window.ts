import type { Schema } from '../../api/client.ts';

type Window = Schema<'Conversation'>['replyWindow'];

/** What a reader has to know of a reply window. */
export interface WindowView {
  readonly mayReply: boolean;
  readonly tone: 'calm' | 'soon' | 'closed';
  /** Whole minutes until it closes, rounded down; null: it does not, or is closed. */
  readonly minutesLeft: number | null;
  readonly state: Window['state'];
  /** A reason that the console has words for. */
  readonly reason: Reason | null;
  readonly cost: 'free' | 'paid' | null;
}

const REASONS = [
  'customer_blocked',
  'other_app_in_control',
  'customer_never_wrote',
  'window_passed',
  'too_many_unanswered',
] as const;
export type Reason = (typeof REASONS)[number] | 'other';

const SOON_MINUTES = 120;

/** The window at a moment: one that has closed since it was read is closed, unless a person may still write. */
export function windowAt(window: Window, now: number): WindowView {
  const left = window.closesAt === null ? null : Math.floor((Date.parse(window.closesAt) - now) / 60_000);
  const cost = window.cost ?? null;
  if (window.state === 'closed' || (left !== null && left < 0))
    return {
      mayReply: false,
      tone: 'closed',
      minutesLeft: null,
      state: 'closed',
      reason: reasonOf(window.reason ?? 'window_passed'),
      cost: null,
    };
  const tone = window.state === 'human_only' || (left !== null && left < SOON_MINUTES) ? 'soon' : 'calm';
  return { mayReply: true, tone, minutesLeft: left, state: window.state, reason: null, cost };
}

function reasonOf(reason: string): Reason {
  return REASONS.find((one) => one === reason) ?? 'other';
}

/** A length of time in its two largest parts. */
export function partsOf(minutes: number): {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
} {
  return {
    days: Math.floor(minutes / 1_440),
    hours: Math.floor((minutes % 1_440) / 60),
    minutes: minutes % 60,
  };
}
