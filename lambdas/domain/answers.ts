import { timeOfEntry, tokenOfEntry } from './ids.ts';
import type { Millis } from './platform.ts';

/**
 * What a head remembers of the answers that members wrote: so that a request that comes again is known, and the sender knows what is to go
 * out before, without looking through the conversation. It lies in the head, which must stay within 1 KB, index copy and all.
 */
export interface Answers {
  /** Entry ids of the latest, oldest first. They are said to be there; the entry may be written a moment later. */
  readonly latest: readonly string[];
  /** A mark of each one before, while its key counts. */
  readonly earlier: string;
}

/** How many answers stand in `latest`. */
const LATEST = 4;
/** How many marks stand in `earlier`: more answers within two days are looked for in the conversation itself. */
const EARLIER = 40;
/** Characters of a mark: the day, and three of the token, 18 bits. */
const MARK = 4;
/** Characters of a token that stand for its key (see `answerTokenOf`). */
const KEY = 15;

/** A request that comes again within this time finds its message. */
export const KEY_LIFE_MS: Millis = 2 * 86_400_000;

const NONE: Answers = { latest: [], earlier: '' };

/** Adds an answer behind all that were there. */
export function withAnswer(answers: Answers = NONE, entryId: string): Answers {
  const all = [...answers.latest, entryId];
  const passed = all.slice(0, -LATEST).map(markOf);
  const today = dayOf(timeOfEntry(entryId));
  const marks = [...marksIn(answers.earlier), ...passed].filter((mark) => isRecent(mark, today));
  return { latest: all.slice(-LATEST), earlier: marks.slice(-EARLIER).join('') };
}

/** Whether an entry looks like an answer. A message of a platform may do so, too, but no answer looks otherwise. */
export function isAnswer(entryId: string): boolean {
  return /^k[A-Za-z0-9_-]{22}$/.test(tokenOfEntry(entryId));
}

/** Among the latest, the one that was made with the key of this token. */
export function answerOfKey({ latest }: Answers = NONE, token: string): string | undefined {
  return latest.find((entryId) => isOfKey(entryId, token));
}

/** Whether an entry was made with the key of this token. */
export function isOfKey(entryId: string, token: string): boolean {
  return tokenOfEntry(entryId).slice(0, KEY) === token.slice(0, KEY);
}

/** Whether an answer before the latest may have been made with that key, and not too long ago. False is certain. */
export function mayBeEarlier({ earlier }: Answers = NONE, token: string): boolean {
  const marks = marksIn(earlier);
  return marks.length >= EARLIER || marks.some((mark) => mark.slice(1) === printOf(token));
}

/**
 * The answer directly before another one; for the very first that one itself: nothing is before it. Undefined: not known any more.
 */
export function answerBefore({ latest }: Answers = NONE, entryId: string): string | undefined {
  const place = latest.indexOf(entryId);
  if (place > 0) return latest[place - 1];
  return place === 0 && latest.length < LATEST ? entryId : undefined;
}

function markOf(entryId: string): string {
  return `${DIGITS[dayOf(timeOfEntry(entryId))]}${printOf(tokenOfEntry(entryId))}`;
}

function printOf(token: string): string {
  return token.slice(1, MARK);
}

function marksIn(earlier: string): string[] {
  return earlier.match(/.{4}/g) ?? [];
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const DAY_MS: Millis = 86_400_000;

/** Days go round in a circle of 64. */
function dayOf(at: Millis): number {
  return Math.floor(at / DAY_MS) % DIGITS.length;
}

/** Of today, of the two days before, or of tomorrow by another clock. */
function isRecent(mark: string, today: number): boolean {
  const age = (today - DIGITS.indexOf(mark.charAt(0)) + DIGITS.length) % DIGITS.length;
  return age <= KEY_LIFE_MS / DAY_MS || age === DIGITS.length - 1;
}
