import type { PurposeName } from '../purpose.ts';
import type { RetentionRule } from './retention-rules.ts';
import {
  type Category,
  type Erasure,
  type Exporting,
  type Found,
  KEY,
  LIFECYCLE,
  not,
  type Seal,
  type SubjectKind,
} from './vocabulary.ts';

/** A folder of the media bucket. An object has a name made of ids, a length and bytes; a view also a type and a name to save it by;
 * what the scanner looked at, its word as a tag. */
export interface FolderSpec {
  readonly what: string;
  readonly category: Category;
  readonly subject: SubjectKind;
  readonly purposes: readonly PurposeName[];
  readonly sealed: Seal;
  readonly retention: RetentionRule;
  /** Days after which the bucket deletes an object by itself; null = never. */
  readonly expiresAfterDays: number | null;
  readonly erased: Erasure;
  readonly export: Exporting;
  readonly found: Found;
}

const CONVERSING: readonly PurposeName[] = ['inbox', 'support', 'automation', 'privacy_request', 'security'];
const ON_ITS_WAY = not('on its way into a conversation; in the export as soon as it is there');

/** Folders of the media bucket, by the beginning of the object's key. */
export const MEDIA = {
  deliveries: {
    what: 'sealed bodies of deliveries too large for the queue',
    category: 'content',
    subject: 'customer',
    purposes: ['inbox'],
    sealed: 'transit_key',
    retention: 'delivery_object',
    expiresAfterDays: 15,
    erased: LIFECYCLE,
    export: ON_ITS_WAY,
    found: { customer: 'opened', connection: 'opened', workspace: 'opened' },
  },
  parked: {
    what: 'sealed bodies of parked deliveries',
    category: 'content',
    subject: 'customer',
    purposes: ['inbox', 'privacy_request'],
    sealed: 'transit_key',
    retention: 'parked',
    expiresAfterDays: 91,
    erased: LIFECYCLE,
    export: not('could not be read, so nobody can say whose it is; the key of its day goes after 91 days'),
    found: { customer: 'opened', connection: 'opened', workspace: 'opened' },
  },
  media: {
    what: "files of messages and their thumbnails, sealed with a key of the person's",
    category: 'content',
    subject: 'customer',
    purposes: CONVERSING,
    sealed: 'subject_key',
    retention: 'file',
    expiresAfterDays: null,
    erased: KEY,
    export: { as: 'files' },
    found: { customer: 'folder', connection: 'conversations_of_connection', workspace: 'workspace' },
  },
  views: {
    what: 'a file opened for somebody who looks at it',
    category: 'content',
    subject: 'customer',
    purposes: CONVERSING,
    sealed: 'no',
    retention: 'view',
    expiresAfterDays: 1,
    erased: LIFECYCLE,
    export: not('a copy for minutes; the file itself is in the export'),
    found: { workspace: 'workspace' },
  },
  scans: {
    what: 'a file that a scanner looks at before it is kept',
    category: 'content',
    subject: 'customer',
    purposes: ['security'],
    sealed: 'no',
    retention: 'scan',
    expiresAfterDays: 1,
    erased: LIFECYCLE,
    export: ON_ITS_WAY,
    found: { workspace: 'workspace' },
  },
  uploads: {
    what: 'a file that a member wants to send',
    category: 'content',
    subject: 'member',
    purposes: ['support'],
    sealed: 'no',
    retention: 'upload',
    expiresAfterDays: 1,
    erased: LIFECYCLE,
    export: not('once it is sent, it is a file of the conversation'),
    found: { workspace: 'workspace' },
  },
  exports: {
    what: 'archives of exports, sealed with a key of their request',
    category: 'content',
    subject: 'customer',
    purposes: ['privacy_request'],
    sealed: 'subject_key',
    retention: 'export',
    expiresAfterDays: 8,
    erased: KEY,
    export: not('it is the export'),
    found: { customer: 'requests', member: 'requests', connection: 'requests', workspace: 'workspace' },
  },
  'stand-ins': {
    what: 'pictures that stand for films, the same for every film of a shape',
    category: 'technical',
    subject: 'none',
    purposes: ['support'],
    sealed: 'no',
    retention: 'stand_in',
    expiresAfterDays: 1,
    erased: LIFECYCLE,
    export: not('shows nothing of anybody'),
    found: {},
  },
} as const satisfies Readonly<Record<string, FolderSpec>>;
