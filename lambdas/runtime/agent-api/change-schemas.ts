import * as z from 'zod/mini';
import { status } from './inbox-schemas.ts';
import { id } from './schemas.ts';

const MAX_LABELS = 20;
const MAX_LABEL = 50;
const MAX_NOTE = 5_000;

/** Letters that look the same are the same, and so are labels; spaces around them say nothing. */
const label = z
  .string()
  .check(
    z.trim(),
    z.normalize('NFC'),
    z.minLength(1, 'must not be empty'),
    z.maxLength(MAX_LABEL, `must have at most ${MAX_LABEL} characters`),
  );

const labels = z.array(label).check(
  z.maxLength(MAX_LABELS, `must be at most ${MAX_LABELS}`),
  z.refine((given) => new Set(given).size === given.length, 'must not name a label twice'),
);

/** A moment in a request: text to milliseconds. */
const moment = z.pipe(
  z
    .string()
    .check(
      z.refine(isMoment, 'must be a time such as 2026-10-01T09:00:00.000Z'),
      z.meta({ format: 'date-time' }),
    ),
  z.transform((text: string) => Date.parse(text)),
);

function isMoment(text: string): boolean {
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString() === text;
}

/** What an agent changes about a conversation. */
export const change = z.strictObject({
  status: z.optional(status),
  assigneeId: z.optional(z.nullable(id)).check(z.describe('A user id of a member; null: nobody.')),
  labels: z.optional(labels).check(z.describe('All of them, not only the new ones.')),
  snoozedUntil: z
    .optional(z.nullable(moment))
    .check(
      z.describe('Only with the status `snoozed`, within a year. Absent or null: until the customer writes.'),
    ),
});

/** A private note. */
export const noteText = z.strictObject({
  text: z
    .string()
    .check(
      z.trim(),
      z.minLength(1, 'must say something'),
      z.maxLength(MAX_NOTE, `must have at most ${MAX_NOTE} characters`),
    ),
});

const VERSION = /^(?:"[1-9]\d{0,8}"|[1-9]\d{0,8})$/;

/** The version that a change is about, plain or as an ETag. @param what is changed */
export function versionOf(what: string) {
  return z.pipe(
    z.string().check(z.regex(VERSION, `must be the ${what}'s version`)),
    z.transform((text: string) => Number(text.replaceAll('"', ''))),
  );
}

/** A conversation's version. */
export const version = versionOf('conversation');

/** A caller's name for what it asks for. */
export const idempotencyKey = z
  .string()
  .check(z.regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 visible ASCII characters'));
