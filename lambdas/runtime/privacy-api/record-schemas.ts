import * as z from 'zod/mini';
import { CATEGORIES, type Category } from '../../domain/data-inventory/vocabulary.ts';
import { PURPOSE_NAMES, type PurposeName } from '../../domain/purpose.ts';
import { CONSENT_WAYS, COOKIES } from '../../ports/privacy-records.ts';
import { component, id, platform, time } from '../agent-api/schemas.ts';
import { ground } from './privacy-schemas.ts';

const SCOPE_IDS = 100;
const ids = z
  .array(id)
  .check(z.minLength(1, 'must not be empty'), z.maxLength(SCOPE_IDS, `must have at most ${SCOPE_IDS} ids`));
const purposes = z.enum(Object.keys(PURPOSE_NAMES) as PurposeName[]);
const categories = z
  .array(z.enum(Object.keys(CATEGORIES) as Category[]))
  .check(z.minLength(1, 'must name one at least'), z.maxLength(Object.keys(CATEGORIES).length, 'too many'));
const states = z.enum(['given', 'withdrawn']);
const recorded = { id, at: time };

/** Who agreed to what. Flat, so that a refusal names the field. */
export const consentOrder = z.strictObject({
  customerId: z.optional(id),
  memberId: z.optional(id),
  purpose: z.optional(purposes),
  cookies: z.optional(z.enum(COOKIES)),
  state: states,
  how: z.enum(CONSENT_WAYS),
});

/** A member's own choice of cookies in the console. */
export const cookieChoice = z.strictObject({ cookies: z.enum(COOKIES), state: states });

/** A consent that was given or taken back. */
export const consentRecord = component(
  'ConsentRecord',
  'What a customer or a member agreed to, or took back. The latest of the same person and matter holds.',
  z.strictObject({
    ...recorded,
    by: z.string(),
    who: z.union([z.strictObject({ customerId: z.string() }), z.strictObject({ memberId: z.string() })]),
    what: z.union([z.strictObject({ purpose: purposes }), z.strictObject({ cookies: z.enum(COOKIES) })]),
    state: states,
    how: z.enum(CONSENT_WAYS),
  }),
);

const disclosed = {
  legalBasis: ground,
  authority: ground.check(z.describe('The office that asked, without names of people.')),
  scope: z.strictObject({
    customerIds: z.optional(ids),
    conversationIds: z.optional(ids),
    memberIds: z.optional(ids),
    workspace: z.optional(z.literal(true)),
  }),
  categories,
};

/** What an authority was given. */
export const disclosureOrder = z.strictObject(disclosed);

/** A disclosure. */
export const disclosure = component(
  'Disclosure',
  'What an authority was given because the law asks for it: whose data and of what kinds, never the data.',
  z.strictObject({ ...recorded, approvedBy: z.string(), ...disclosed }),
);

/** What support may look into, and until when. */
export const supportOrder = z.strictObject({ until: time, reason: ground });

/** Access granted to support. */
export const supportAccess = component(
  'SupportAccess',
  "That the operator's support may look into the workspace until then.",
  z.strictObject({ ...recorded, grantedBy: z.string(), until: time, reason: z.string() }),
);

/** An event of the audit trail. */
export const auditEvent = component(
  'AuditEvent',
  'Who did what, when and why; by its hash it hangs on the event before.',
  z.strictObject({
    seq: z.int(),
    id: z.string(),
    at: time,
    action: z.string(),
    actor: z.union([
      z.strictObject({ kind: z.literal('member'), userId: z.string() }),
      z.strictObject({ kind: z.enum(['function', 'platform']), name: z.string() }),
      z.strictObject({ kind: z.literal('operator') }),
    ]),
    reason: z.string(),
    platform: z.optional(platform),
    connectionId: z.optional(z.string()),
    facts: z.optional(z.record(z.string(), z.unknown())),
    hash: z.string(),
  }),
);
