import type { Millis } from '../domain/platform.ts';

/** The only source of time, so that deadlines can be tested in virtual time. */
export interface Clock {
  now(): Millis;
}
