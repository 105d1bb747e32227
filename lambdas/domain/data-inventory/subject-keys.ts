import { type ItemSpec, KEY, kept, not, plain, ROW, secret, technical } from './vocabulary.ts';

const TOMBSTONE = kept('the mark that keeps late deliveries out: an id and a moment, for 120 days');
const NOT_SHOWN = not('keeps what was erased away; says nothing else');

/** Kinds of items in the SubjectKeys table. */
export const SUBJECT_KEYS = {
  'workspace key': {
    what: "a workspace's key, wrapped: subjects' keys and ids derive from it",
    subject: 'workspace',
    purposes: ['inbox', 'support', 'administration', 'privacy_request', 'security'],
    retention: 'workspace_key',
    erased: KEY,
    found: { workspace: 'workspace' },
    key: plain('reference', 'workspace', NOT_SHOWN),
    attributes: {
      wrapped: secret('key', 'kms', '64 bytes, wrapped by the subject key of KMS'),
      erasedAt: plain('record', 'the key was destroyed then, and is not made again', NOT_SHOWN, {
        erased: TOMBSTONE,
      }),
    },
  },
  salt: {
    what: "a subject's salt; after an erasure, the mark that there was one",
    subject: 'customer',
    purposes: ['inbox', 'support', 'administration', 'privacy_request', 'security'],
    retention: 'salt',
    erased: TOMBSTONE,
    found: { customer: 'subject', member: 'member', workspace: 'workspace' },
    key: plain('reference', 'workspace, subject', NOT_SHOWN),
    attributes: {
      salt: secret('key', 'no', '32 random bytes; without them nothing of the subject can be read', {
        erased: KEY,
      }),
      erasedAt: plain('record', 'moment of the latest erasure', NOT_SHOWN),
      restrictedBy: plain('reference', 'the request that is erasing the subject', NOT_SHOWN, { erased: ROW }),
      expiresAt: technical('end of life of the mark'),
    },
  },
} as const satisfies Readonly<Record<string, ItemSpec>>;
