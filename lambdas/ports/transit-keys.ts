import type { KeyObject } from 'node:crypto';

/** Keys for deliveries on their way: one per day. */
export interface TransitKeys {
  /** The key of a day such as `2026-11-24`. @throws Unavailable */
  ofDay(day: string): Promise<KeyObject>;
}
