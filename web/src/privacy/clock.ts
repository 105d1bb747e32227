import type { Schema } from '../api/client.ts';

const DAY_MS = 24 * 60 * 60_000;
/** From here on somebody should hurry. */
const SOON_DAYS = 7;

type Request = Schema<'PrivacyRequest'>;

/** How the clock of a request stands. `days`: until it is due, or since it was. */
export type Clock =
  | { readonly kind: 'ended' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'running' | 'soon' | 'late'; readonly days: number };

/** Nothing more happens to it. */
export function hasEnded({ state }: Pick<Request, 'state'>): boolean {
  return state === 'completed' || state === 'rejected';
}

/** Whether its clock stands for a legal reason. */
export function isPaused({ pauses }: Pick<Request, 'pauses'>): boolean {
  return pauses.some(({ until }) => until === null);
}

/** The clock of a request at a moment (milliseconds). A day that has begun counts as left, and as late. */
export function clockOf(request: Pick<Request, 'state' | 'pauses' | 'dueAt'>, now: number): Clock {
  if (hasEnded(request)) return { kind: 'ended' };
  if (isPaused(request)) return { kind: 'paused' };
  const left = (Date.parse(request.dueAt) - now) / DAY_MS;
  if (left <= 0) return { kind: 'late', days: Math.max(1, Math.ceil(-left)) };
  const days = Math.ceil(left);
  return { kind: days <= SOON_DAYS ? 'soon' : 'running', days };
}

/** Open ones first, those whose time is nearest before the others; then what has ended, the newest first. */
export function byUrgency(requests: readonly Request[]): readonly Request[] {
  const open = requests.filter((request) => !hasEnded(request));
  const ended = requests.filter(hasEnded);
  return [
    ...open.sort((one, other) => one.dueAt.localeCompare(other.dueAt)),
    ...ended.sort((one, other) => other.receivedAt.localeCompare(one.receivedAt)),
  ];
}

const WORKING_MS = 2_000;
const WAITING_MS = 30_000;

/** How often to look at a request again, in milliseconds: often while it is worked on, false once nothing more happens. */
export function lookAgain(
  request: Pick<Request, 'type' | 'state' | 'verification' | 'pauses'>,
): number | false {
  if (hasEnded(request)) return false;
  const works = ['verified', 'running', 'verifying_erasure'].includes(request.state);
  return works && !isPaused(request) ? WORKING_MS : WAITING_MS;
}
