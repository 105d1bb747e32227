/** For how long a conversation can be put aside; `answer`: until the customer writes. */
export const SNOOZES = ['hour', 'evening', 'tomorrow', 'week', 'answer'] as const;
export type Snooze = (typeof SNOOZES)[number];

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Bangkok is seven hours ahead, all year. */
const BANGKOK_MS = 7 * HOUR_MS;
const MORNING = 9;
const EVENING = 18;

/** Until when, in Bangkok's day; null: until the customer writes. @param now milliseconds since 1970 */
export function snoozedUntil(snooze: Snooze, now: number): string | null {
  switch (snooze) {
    case 'hour':
      return iso(now + HOUR_MS);
    case 'evening':
      return iso(today(now, EVENING) > now ? today(now, EVENING) : today(now, EVENING) + DAY_MS);
    case 'tomorrow':
      return iso(today(now, MORNING) + DAY_MS);
    case 'week':
      return iso(nextMonday(now));
    case 'answer':
      return null;
  }
}

function today(now: number, hour: number): number {
  return Math.floor((now + BANGKOK_MS) / DAY_MS) * DAY_MS + hour * HOUR_MS - BANGKOK_MS;
}

function nextMonday(now: number): number {
  const weekday = new Date(now + BANGKOK_MS).getUTCDay();
  return today(now, MORNING) + ((8 - weekday) % 7 || 7) * DAY_MS;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
