import * as z from 'zod/mini';
import { component, id, time } from '../agent-api/schemas.ts';

const TYPES = ['access', 'correct', 'erase'] as const;
const STATES = [
  'received',
  'verifying',
  'verified',
  'held',
  'running',
  'verifying_erasure',
  'completed',
  'rejected',
  'failed',
] as const;
const SOURCES = [
  'meta_callback',
  'meta_list',
  'deauthorization',
  'disconnect',
  'member',
  'person',
  'closing',
] as const;

/** What goes on record for years must hold nothing of a person: no address, no telephone number. */
const PERSONAL = /@|(?:\d[ -]?){9}/;

/** A legal reason in a person's own words. */
export const ground = z.string('must be given').check(
  z.trim(),
  z.normalize('NFC'),
  z.minLength(3, 'must say why'),
  z.maxLength(500, 'must have at most 500 characters'),
  z.refine((text) => !PERSONAL.test(text), 'must hold nothing personal, such as an address or a number'),
);

const platformUserId = z
  .string()
  .check(z.minLength(1, 'must not be empty'), z.maxLength(256, 'must have at most 256 characters'));

/** Whose data it is about, in a request. */
export const askedSubject = z.union(
  [
    z.strictObject({ customerId: id }),
    z.strictObject({ connectionId: id, platformUserId }),
    z.strictObject({ workspace: z.literal(true) }),
    z.strictObject({ memberId: id }),
    z.strictObject({ connectionId: id }),
  ],
  'must be one of {customerId}, {connectionId, platformUserId}, {workspace: true}, {memberId}, {connectionId}',
);

/** What somebody asks for. */
export const asked = z.strictObject({
  type: z.enum(TYPES),
  subject: askedSubject,
  correction: z
    .optional(
      z.strictObject({
        displayName: z
          .string()
          .check(
            z.trim(),
            z.normalize('NFC'),
            z.minLength(1, 'must not be empty'),
            z.maxLength(100, 'must have at most 100 characters'),
          ),
      }),
    )
    .check(z.describe('For the type `correct`, and only for that.')),
  reason: z
    .optional(z.string().check(z.trim(), z.maxLength(500, 'must have at most 500 characters')))
    .check(z.describe('In the words of whoever asks; kept sealed, and gone with the request.')),
});

const CODE = /^\d{6}$/;

/** How a request becomes certain. Flat, so that the refusal names the field. */
export const proof = z.strictObject({
  method: z.enum(['officer', 'code', 'signed_in']),
  ground: z.optional(ground).check(z.describe('With `officer`: what the officer went by.')),
  code: z
    .optional(z.string().check(z.regex(CODE, 'must be six digits')))
    .check(z.describe('With `code`: what was sent into the conversation.')),
});

const steps = z.array(
  z.strictObject({
    name: z.string(),
    state: z.string(),
    at: time,
    counts: z.record(z.string(), z.number()),
  }),
);

/** A privacy request. */
export const privacyRequest = component(
  'PrivacyRequest',
  'What somebody wants done with personal data, how far it is, and by when it has to be done.',
  z.strictObject({
    id,
    type: z.enum(TYPES),
    state: z.enum(STATES),
    subject: z.union([
      z.strictObject({ customerId: z.string() }),
      z.strictObject({ connectionId: z.string(), platformUserId: z.nullable(z.string()) }),
      z.strictObject({ workspace: z.literal(true) }),
      z.strictObject({ memberId: z.string() }),
      z.strictObject({ connectionId: z.string() }),
    ]),
    source: z.enum(SOURCES),
    receivedAt: time,
    verifiedAt: z.nullable(time),
    dueAt: time,
    completedAt: z.nullable(time),
    steps,
    certificate: z.optional(z.strictObject({ url: z.string() })),
    verification: z.nullable(
      z.strictObject({
        method: z.enum(['platform', 'code', 'officer', 'signed_in']),
        at: time,
        by: z.optional(z.string()),
        ground: z.optional(z.string()),
      }),
    ),
    decision: z.nullable(
      z.strictObject({
        outcome: z.enum(['approved', 'rejected']),
        by: z.string(),
        at: time,
        legalBasis: z.nullable(z.string()),
      }),
    ),
    pauses: z.array(z.strictObject({ from: time, until: z.nullable(time), ground: z.string() })),
    reason: z.optional(z.string()),
    correction: z.optional(z.strictObject({ displayName: z.string() })),
  }),
);

/** A part of what was exported, to be fetched. */
export const archive = component(
  'Archive',
  'A link to a part of an archive, for ten minutes. All parts belong into one folder.',
  z.strictObject({
    url: z.string(),
    expiresAt: time,
    part: z.number(),
    parts: z.number(),
    until: time.check(z.describe('When the archive itself ends.')),
  }),
);

const counts = z.record(z.string(), z.number());

/** What an erasure proves, as it was signed. */
export const signedCertificate = component(
  'SignedCertificate',
  'The certificate of an erasure, with the signature over it as JSON with sorted names and no spaces. `npm run certificate:verify FILE` checks it.',
  z.strictObject({
    certificate: z.strictObject({
      version: z.literal(1),
      id: z.string(),
      workspaceId: z.string(),
      requestId: z.string(),
      subject: z.enum(['customer', 'member', 'connection', 'workspace']),
      receivedAt: time,
      verifiedAt: z.nullable(time),
      erasedAt: time,
      completedAt: time,
      steps: z.array(z.strictObject({ name: z.string(), at: time })),
      erased: counts,
      proof: z.strictObject({ scanned: counts, found: z.literal(0), rounds: z.number() }),
      keyMaterial: z.strictObject({
        memorySeconds: z.number(),
        recoveryDays: z.number(),
        backupDays: z.number(),
      }),
      exceptions: z.array(z.strictObject({ what: z.string(), basis: z.string() })),
    }),
    signature: z.strictObject({
      algorithm: z.literal('ECDSA_SHA_256'),
      keyId: z.string(),
      value: z.string(),
    }),
  }),
);

/** What is to be held. Flat, as the contract has it. */
export const holdOrder = z.strictObject({
  customerId: z.optional(id),
  conversationId: z.optional(id),
  workspace: z.optional(z.literal(true)),
  basis: ground,
  until: z
    .optional(z.nullable(time))
    .check(z.describe('When it ends by itself; absent or null: when somebody releases it.')),
});

/** A legal hold. */
export const hold = component(
  'Hold',
  'What may not be erased for now, and why.',
  z.strictObject({
    id,
    target: z.union([
      z.strictObject({ customerId: z.string() }),
      z.strictObject({ conversationId: z.string() }),
      z.strictObject({ workspace: z.literal(true) }),
    ]),
    basis: z.string(),
    by: z.string(),
    placedAt: time,
    until: z.nullable(time),
    releasedAt: z.nullable(time),
    releasedBy: z.nullable(z.string()),
  }),
);
