import { language } from './language.ts';

/** Shops and their customers are in Thailand, wherever the browser is. */
export const TIME_ZONE = 'Asia/Bangkok';
const DAY_MS = 24 * 60 * 60_000;
const MINUTE_MS = 60_000;

/** Something that has a moment: what the API sends, a date, or milliseconds since 1970. */
export type Moment = string | number | Date;

type Shape = 'time' | 'day' | 'dayOfYear' | 'long';

const SHAPES: Readonly<Record<Shape, Intl.DateTimeFormatOptions>> = {
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { day: 'numeric', month: 'short', year: 'numeric' },
  dayOfYear: { day: 'numeric', month: 'short' },
  long: {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  },
};

/** Making one takes a while, and lists need thousands of times. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(shape: Shape): Intl.DateTimeFormat {
  const locale = localeOf(language.get());
  const name = `${locale} ${shape}`;
  const known = formats.get(name);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, { timeZone: TIME_ZONE, ...SHAPES[shape] });
  formats.set(name, made);
  return made;
}

/** Thai years are those of the Buddhist era; English ones are not. */
export function localeOf(chosen: 'th' | 'en'): string {
  return chosen === 'th' ? 'th-TH-u-ca-buddhist-nu-latn' : 'en-GB';
}

/** `09:41` */
export function clockTime(moment: Moment): string {
  return formatOf('time').format(new Date(moment));
}

/** `25 Nov 2026`, `25 พ.ย. 2569` */
export function day(moment: Moment): string {
  return formatOf('day').format(new Date(moment));
}

/** `25 November 2026 at 09:41`: for titles, where nothing may be left open. */
export function dayAndTime(moment: Moment): string {
  return formatOf('long').format(new Date(moment));
}

/** As short as a list wants it: the time of a message of today, the day of an older one, with the year if it is not this year. */
export function shortTime(moment: Moment, now: Moment = Date.now()): string {
  if (dayKey(moment) === dayKey(now)) return clockTime(moment);
  const sameYear = dayKey(moment).slice(0, 4) === dayKey(now).slice(0, 4);
  return formatOf(sameYear ? 'dayOfYear' : 'day').format(new Date(moment));
}

/** The day in Bangkok, `2026-11-25`: messages with the same one stand under one heading. */
export function dayKey(moment: Moment): string {
  // Bangkok is seven hours ahead, all year.
  return new Date(new Date(moment).getTime() + 7 * 60 * MINUTE_MS).toISOString().slice(0, 10);
}

/** `in 3 hours`, `2 days ago`, in the reader's language; never finer than a minute. */
export function relative(moment: Moment, now: Moment = Date.now()): string {
  const ms = new Date(moment).getTime() - new Date(now).getTime();
  const minutes = Math.round(ms / MINUTE_MS);
  const format = new Intl.RelativeTimeFormat(localeOf(language.get()), { numeric: 'auto' });
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute');
  if (Math.abs(ms) < DAY_MS) return format.format(Math.round(minutes / 60), 'hour');
  return format.format(Math.round(ms / DAY_MS), 'day');
}
