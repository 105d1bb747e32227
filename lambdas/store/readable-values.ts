import type { Json } from '../domain/platform.ts';
import { readable } from '../domain/readable.ts';

/** What the short words in the tables stand for, by kind of item and the name that the data inventory gives the attribute. */
const WORDS: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  entry: {
    type: { m: 'message', e: 'event', n: 'note', a: 'alias' },
    direction: { i: 'inbound', o: 'outbound' },
  },
};

/** A flag and its moment in one number, the flag in the lowest bit (inbox-items.ts). */
const SINCE: ReadonlySet<string> = new Set(['reachable', 'standby']);

/** A stored attribute as a reader understands it: words for codes, ISO 8601 for moments. Bytes are not for reading. */
export function attributeToJson(kind: string, name: string, value: unknown): Json {
  if (value instanceof Set) return [...value].sort() as Json;
  if (value instanceof Uint8Array) return null;
  if (kind === 'head' && SINCE.has(name) && typeof value === 'number')
    return { value: value % 2 === 1, at: new Date(Math.floor(value / 2)).toISOString() };
  const word = typeof value === 'string' ? WORDS[kind]?.[name]?.[value] : undefined;
  return word ?? readable(name, value as Json);
}
