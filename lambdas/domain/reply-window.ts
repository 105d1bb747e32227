import type { Millis } from './platform.ts';

/**
 * A platform's rule for when a merchant may write to a customer, as data. Platforms differ in length, in what a human may
 * still do after it, and in how many answers fit.
 */
export interface WindowRule {
  /** How long after the customer's last act anybody may answer; null = no limit. */
  readonly openMs: number | null;
  /** How long after the customer's last act a human (never a bot) may still answer. */
  readonly humanMs?: number;
  /** At most this many outgoing messages until the customer writes again, … */
  readonly maxUnanswered?: number;
  /** … counted only from this long after the customer's last act (default: at once). */
  readonly unansweredAfterMs?: number;
  /** Whether the merchant may write before the customer ever did. */
  readonly mayStart: boolean;
  /** A reply by a fresh reply token is free, everything else is paid. */
  readonly paidWithoutReplyToken?: boolean;
}

/** What the timeline says that windows depend on. */
export interface WindowFacts {
  /** The customer's last message, postback or other act that opens the window. */
  readonly lastCustomerActAt?: Millis;
  /** Outgoing messages since then, as far as `maxUnanswered` needs them. */
  readonly unanswered: number;
  /** The customer blocked the account, or left. */
  readonly unreachable: boolean;
  /** Another application has control of the thread. */
  readonly standby: boolean;
  readonly replyTokenUntil?: Millis;
}

/** The state of the window as the contract publishes it. */
export interface ReplyWindow {
  readonly state: 'open' | 'human_only' | 'closed' | 'unlimited';
  readonly closesAt: Millis | null;
  /** Stable code of the reason why it is not open. */
  readonly reason?:
    | 'customer_blocked'
    | 'other_app_in_control'
    | 'customer_never_wrote'
    | 'window_passed'
    | 'too_many_unanswered';
  readonly cost?: 'free' | 'paid';
}

/**
 * May the merchant answer now?
 * @param now the moment that the answer is for
 */
export function replyWindow(rule: WindowRule, facts: WindowFacts, now: Millis): ReplyWindow {
  const blocked = refusal(rule, facts);
  if (blocked) return { state: 'closed', closesAt: null, reason: blocked };
  const since = facts.lastCustomerActAt;
  if (rule.openMs === null || since === undefined)
    return withCost(rule, facts, now, { state: 'unlimited', closesAt: null });
  if (now < since + rule.openMs) {
    return withCost(rule, facts, now, { state: 'open', closesAt: since + rule.openMs });
  }
  if (rule.humanMs !== undefined && now < since + rule.humanMs) {
    return { state: 'human_only', closesAt: since + rule.humanMs, reason: 'window_passed' };
  }
  return { state: 'closed', closesAt: null, reason: 'window_passed' };
}

function refusal(rule: WindowRule, facts: WindowFacts): ReplyWindow['reason'] {
  if (facts.unreachable) return 'customer_blocked';
  if (facts.standby) return 'other_app_in_control';
  if (facts.lastCustomerActAt === undefined && !rule.mayStart) return 'customer_never_wrote';
  if (rule.maxUnanswered !== undefined && facts.unanswered >= rule.maxUnanswered)
    return 'too_many_unanswered';
  return undefined;
}

function withCost(rule: WindowRule, facts: WindowFacts, now: Millis, window: ReplyWindow): ReplyWindow {
  if (!rule.paidWithoutReplyToken) return window;
  const free = facts.replyTokenUntil !== undefined && now < facts.replyTokenUntil;
  return { ...window, cost: free ? 'free' : 'paid' };
}
