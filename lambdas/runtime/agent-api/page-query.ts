import * as z from 'zod/mini';

const LIMIT = 'must be a whole number from 1 to 100';

/** `'25'` to 25; what is no number stays, to be refused. */
const readNumber = (value: unknown) =>
  typeof value === 'string' && /^\d{1,3}$/.test(value) ? Number(value) : value;

/** Query fields of every list. */
export const pageQuery = {
  limit: z
    .pipe(z.transform(readNumber), z._default(z.int(LIMIT).check(z.gte(1, LIMIT), z.lte(100, LIMIT)), 25))
    .check(z.describe('How many at most.')),
  cursor: z
    .optional(z.string().check(z.maxLength(500, 'must have at most 500 characters')))
    .check(z.describe('The `nextCursor` of the page before.')),
};
