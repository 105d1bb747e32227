import * as z from 'zod/mini';
import { REPLY_VARIABLES } from '../../domain/canned-reply.ts';
import { ROLES } from '../../domain/member.ts';
import { status } from './inbox-schemas.ts';
import { component, id, platform } from './schemas.ts';

const MAX_NAME = 80;
/** As long as a note. What the platform at hand takes is looked at when the answer is sent. */
const MAX_TEXT = 5_000;
const MAX_SEARCH = 100;

const ALLOWED = REPLY_VARIABLES.map((variable) => `{{${variable}}}`).join(', ');

/** Without spaces around it; letters that look the same are the same. */
const name = z
  .string()
  .check(
    z.trim(),
    z.normalize('NFC'),
    z.minLength(1, 'must not be empty'),
    z.maxLength(MAX_NAME, `must have at most ${MAX_NAME} characters`),
  );

const replyText = z
  .string()
  .check(
    z.trim(),
    z.minLength(1, 'must say something'),
    z.maxLength(MAX_TEXT, `must have at most ${MAX_TEXT} characters`),
    z.describe(`May hold ${ALLOWED}, and no other variable.`),
  );

const shortcut = z
  .string()
  .check(
    z.normalize('NFC'),
    z.regex(/^[\p{L}\p{M}\p{N}_-]{1,32}$/u, 'must be 1 to 32 letters, digits, - or _, without the stroke'),
  );

/** A new canned reply. */
export const newReply = z.strictObject({
  title: name,
  text: replyText,
  shortcut: z.optional(shortcut).check(z.describe('What agents type to find it; need not be the only one.')),
});

/** What of a canned reply changes. */
export const replyChange = z.strictObject({
  title: z.optional(name),
  text: z.optional(replyText),
  shortcut: z.optional(z.nullable(shortcut)).check(z.describe('Null: none any more.')),
});

/** A canned reply. */
export const cannedReply = component(
  'CannedReply',
  'An answer that the shop gives again and again. Whoever sends it fills in the variables.',
  z.strictObject({
    id,
    title: z.string(),
    text: z.string(),
    variables: z.array(z.enum(REPLY_VARIABLES)),
    shortcut: z.optional(z.string()),
    ownerId: id,
    version: z.int().check(z.gte(1)),
  }),
);

const words = z
  .string()
  .check(
    z.minLength(1, 'must not be empty'),
    z.maxLength(MAX_SEARCH, `must have at most ${MAX_SEARCH} characters`),
  );

/** The same as the query of `GET /v1/conversations`. */
const filter = z.strictObject({
  status: z.optional(status),
  platform: z.optional(platform),
  connectionId: z.optional(id),
  assigneeId: z.optional(id).check(z.describe('A user id; `none`: assigned to nobody.')),
  label: z.optional(words),
  q: z.optional(words),
});

/** A new view. */
export const newView = z.strictObject({
  name,
  filter,
  shared: z._default(z.boolean(), false).check(z.describe('For the whole workspace.')),
});

/** What of a view changes. */
export const viewChange = z.strictObject({
  name: z.optional(name),
  filter: z.optional(filter).check(z.describe('As a whole.')),
  shared: z.optional(z.boolean()),
});

/** A view. */
export const savedView = component(
  'View',
  'A list of conversations that a member saved: a filter with a name.',
  z.strictObject({
    id,
    name: z.string(),
    filter,
    shared: z.boolean(),
    ownerId: id,
    version: z.int().check(z.gte(1)),
  }),
);

/** A member as the others see them. */
export const member = component(
  'Member',
  'Somebody who works in the workspace.',
  z.strictObject({
    id,
    name: z.nullable(z.string()),
    role: z.enum(ROLES),
    email: z.optional(z.nullable(z.string())).check(z.describe('Only for owners and admins.')),
  }),
);
