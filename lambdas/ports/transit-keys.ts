/** Keys for deliveries on their way: one per day. */
export interface TransitKeys {
  /** 32 bytes for a day such as `2026-11-24`. @throws Unavailable */
  ofDay(day: string): Promise<Buffer>;
}
