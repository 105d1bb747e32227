import type { Millis } from '../domain/platform.ts';
import { EgressError, type EgressHead } from '../ports/egress.ts';

/** The first one included. */
export const TRIES = 3;
const FIRST_WAIT_MS = 200;

const PASSING_STATUS = new Set([429, 502, 503, 504]);
const PASSING_KINDS: ReadonlySet<EgressError['kind']> = new Set(['unreachable', 'timeout', 'interrupted']);

/** Worth another try: the platform or the way to it is busy or broken, not the call. */
export function isPassing(outcome: EgressHead | EgressError): boolean {
  return outcome instanceof EgressError
    ? PASSING_KINDS.has(outcome.kind)
    : PASSING_STATUS.has(outcome.status);
}

/** 0.1 to 0.2 s after the first try, 0.4 to 0.8 s after the second: not all who failed together shall come back together. */
export function backOffMs(tries: number, random: () => number): Millis {
  return FIRST_WAIT_MS * 4 ** (tries - 1) * (0.5 + random() / 2);
}
