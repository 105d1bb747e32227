import type { Millis } from '../domain/platform.ts';

/** Nobody waits longer for one call; also keeps absurd numbers within what a date can hold. */
const LONGEST_MS = 86_400_000;

/** How long a `Retry-After` asks to wait: seconds, or a date. Undefined when there is none, or nothing that can be read. */
export function readRetryAfter(value: string | undefined, now: Millis): Millis | undefined {
  const text = value?.trim();
  if (!text) return undefined;
  if (/^\d+$/.test(text)) return Math.min(Number(text) * 1000, LONGEST_MS);
  // `Date.parse` takes far too much for a date, such as "-1".
  const at = /^[A-Z][a-z]{2,8}, .* GMT$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.min(Math.max(0, at - now), LONGEST_MS);
}
