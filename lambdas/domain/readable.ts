import type { Json } from './platform.ts';

/** Names of moments: `receivedAt`, `readUpTo`, `until` … */
const MOMENT = /(?:At|Until|UpTo)$|^(?:at|until)$/;

/** 1973 in milliseconds: what is smaller is a count, or seconds of somebody else's. */
const SHORTEST_MOMENT = 100_000_000_000;

/**
 * A value as people and machines read it in an export: moments, which are milliseconds here, in ISO 8601, at whatever depth.
 * @param name what the value is called where it stands
 */
export function readable(name: string, value: Json): Json {
  if (Array.isArray(value)) return value.map((part) => readable(name, part));
  if (typeof value === 'number') return isMoment(name, value) ? new Date(value).toISOString() : value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Readonly<Record<string, Json>>);
  return Object.fromEntries(entries.map(([key, part]) => [key, readable(key, part)]));
}

function isMoment(name: string, value: number): boolean {
  return MOMENT.test(name) && Number.isInteger(value) && value > SHORTEST_MOMENT && value < 8.64e15;
}
