import type { Millis } from './platform.ts';
import { dueAtOf, hasEnded, type Pause, type PrivacyRequest } from './privacy-request.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Officers hear of a request this many days before it is due. */
export const WARNING_DAYS = [7, 3, 1] as const;
/** They hear of one whose clock stands this often, in days, so that no pause is forgotten. */
export const PAUSE_NOTICE_DAYS = 30;
/** A verified request that does not run is started again after this long; starting twice changes nothing. */
export const START_AGAIN_MS: Millis = 5 * MINUTE_MS;
/** One whose work failed is started anew after this long. */
export const TRY_AGAIN_MS: Millis = 60 * MINUTE_MS;
/** While a request is late it is counted this often, so that the alarm stays on. */
export const LATE_COUNT_MS: Millis = 30 * MINUTE_MS;

/** Something that officers and owners have to be told of a request. */
export interface Notice {
  readonly kind: 'due' | 'late' | 'paused';
  /** Since when it has to be told. */
  readonly at: Millis;
}

type Clocked = Pick<
  PrivacyRequest,
  'type' | 'state' | 'receivedAt' | 'verifiedAt' | 'dueAt' | 'pauses' | 'toldAt'
>;

/** The pause that lasts; null = its clock runs. */
export function openPause({ pauses }: Pick<PrivacyRequest, 'pauses'>): Pause | null {
  return pauses.find(({ until }) => until === null) ?? null;
}

/**
 * When it is due: 30 days after receipt for access, 30 days after verification for the rest, moved by the pauses that are over. One that is
 * not verified counts from its receipt, so that it is decided in time and does not lie about.
 */
export function dueAt({ type, receivedAt, verifiedAt, pauses }: Omit<Clocked, 'dueAt'>): Millis {
  const from = type === 'access' ? receivedAt : (verifiedAt ?? receivedAt);
  const stood = pauses.map(({ from: began, until }) =>
    until === null ? 0 : Math.max(0, until - Math.max(began, from)),
  );
  return stood.reduce((sum, length) => sum + length, dueAtOf(from));
}

/** Past its time, and not for a legal reason. */
export function isLate(request: Clocked, now: Millis): boolean {
  return !hasEnded(request) && openPause(request) === null && now >= request.dueAt;
}

/** What has to be told and was not; of several, the latest. */
export function noticeOwed(request: Clocked, now: Millis): Notice | null {
  if (hasEnded(request)) return null;
  const told = request.toldAt ?? Number.NEGATIVE_INFINITY;
  const owed = noticesUpTo(request, now).at(-1);
  return owed && owed.at > told ? owed : null;
}

/** When the clock has to look at it next, after it has looked now; null = never more. */
export function nextLook(request: Clocked, now: Millis): Millis | null {
  if (hasEnded(request)) return null;
  const pause = openPause(request);
  if (pause) return nextStep(pause.from, PAUSE_NOTICE_DAYS * DAY_MS, now);
  const again = [
    ...WARNING_DAYS.map((days) => request.dueAt - days * DAY_MS),
    request.dueAt,
    ...(request.state === 'verified' ? [now + START_AGAIN_MS] : []),
    ...(request.state === 'failed' ? [now + TRY_AGAIN_MS] : []),
    ...(now >= request.dueAt ? [now + LATE_COUNT_MS] : []),
  ];
  return Math.min(...again.filter((at) => at > now));
}

/** In the order of time. */
function noticesUpTo(request: Clocked, now: Millis): readonly Notice[] {
  const pause = openPause(request);
  if (pause) {
    const step = PAUSE_NOTICE_DAYS * DAY_MS;
    const at = nextStep(pause.from, step, now) - step;
    return at > pause.from ? [{ kind: 'paused', at }] : [];
  }
  const warnings = WARNING_DAYS.map((days) => request.dueAt - days * DAY_MS).filter((at) => at <= now);
  const late = nextStep(request.dueAt, DAY_MS, now) - DAY_MS;
  return [
    ...warnings.map((at) => ({ kind: 'due', at }) as const),
    ...(late >= request.dueAt ? [{ kind: 'late', at: late } as const] : []),
  ];
}

/** The first of `from`, `from + step`, `from + 2 step` … that is after `now`. */
function nextStep(from: Millis, step: Millis, now: Millis): Millis {
  return now < from ? from : from + (Math.floor((now - from) / step) + 1) * step;
}
