import type { Millis } from '../domain/platform.ts';
import type { EgressPurpose } from '../ports/egress.ts';

const MB = 1024 * 1024;

export interface Limits {
  /** From asking for the address to the answer's headers, for each address called. */
  readonly headersMs: Millis;
  /** Between two chunks of an answer. */
  readonly idleMs: Millis;
  /** The whole call, with all tries and waits; a call may say otherwise. */
  readonly totalMs: Millis;
  /** Of an answer's body; a call may say otherwise. */
  readonly maxBytes: number;
  /** A longer `Retry-After` ends the call. */
  readonly retryAfterMs: Millis;
}

export type LimitsByPurpose = Readonly<Record<EgressPurpose, Limits>>;

export const LIMITS: LimitsByPurpose = {
  api: { headersMs: 10_000, idleMs: 10_000, totalMs: 30_000, maxBytes: 2 * MB, retryAfterMs: 10_000 },
  media: { headersMs: 20_000, idleMs: 10_000, totalMs: 300_000, maxBytes: 25 * MB, retryAfterMs: 30_000 },
};
