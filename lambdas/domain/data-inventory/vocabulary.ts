import type { DataScope } from '../data-scope.ts';
import type { PurposeName } from '../purpose.ts';
import type { RetentionRule } from './retention-rules.ts';

/** What kind of data an attribute is. */
export const CATEGORIES = {
  identity: 'what a person or a shop is called',
  contact: 'where a person can be reached',
  content: 'what people wrote, sent or did, and what was written about them',
  platform_id: 'an id that a platform gave to a person, an account or a message',
  reference: 'an id of our own, or a keyed digest; it tells nothing without the record that it leads to',
  credential: 'what proves a right at a platform',
  key: 'key material, or what keys derive from',
  usage: 'when something happened, how often, in which state',
  record: 'who decided what and why: kept as proof',
  setting: 'what a workspace chose',
  technical: 'what the store itself needs: revisions, leases, positions in an index, ends of life',
} as const;
export type Category = keyof typeof CATEGORIES;

/** Whose data it is. */
export const SUBJECTS = {
  customer: 'a person on the other side of a conversation, or a group of them',
  member: 'a person who works in a workspace',
  workspace: 'the merchant: the workspace and the accounts that it connected',
  operator: 'whoever runs KaoJai',
  none: 'nobody',
} as const;
export type SubjectKind = keyof typeof SUBJECTS;

/** How a value is protected beyond the encryption of its store. */
export const SEALS = {
  subject_key: "AES-256-GCM with a key that derives from the subject's salt",
  transit_key: "AES-256-GCM with the day's key of the queue",
  kms: 'by KMS itself, with the encryption context {workspace, connection, platform, purpose}',
  no: 'no more than the whole store is',
} as const;
export type Seal = keyof typeof SEALS;

/** How it goes when it has to. */
export type Erasure =
  /** The item or object that holds it is deleted. */
  | { readonly with: 'row' }
  /** It becomes unreadable in every copy at once, as the key goes that sealed it; the row follows. */
  | { readonly with: 'key' }
  /** It ends by itself, within the time of its retention rule. */
  | { readonly with: 'lifecycle' }
  /** It stays, and why. */
  | { readonly with: 'kept'; readonly why: string };

/** Under which name it is in an export; or why it is in none. */
export type Exporting = { readonly as: string } | { readonly not: string };

/** How records are found for a scope; in words; the code of the store follows them. */
export const FINDERS = {
  conversation:
    "the partition of each of the scope's conversations; in groups that are not the scope's own, the entries whose seal names one of its subjects",
  subject: "the row, or the partition, of each of the scope's subjects",
  attachment: 'the row of each attachment id that the files found name',
  folder: "the folder of each of the scope's conversations; in groups, the objects that the files found name",
  member: 'the row that the user id names',
  by_member: 'the rows of the workspace that name the user in an attribute',
  connection: 'the rows that name the connection in key or attribute',
  conversations_of_connection:
    'first the heads of the workspace whose connection it is; then, for each, as for a customer with that conversation and its subject',
  workspace: 'every row whose partition key, or object whose folder, begins with the workspace',
  mentions: 'rows outside of the workspace’s partitions that name it in an attribute',
  requests:
    "the archives that requests for access to the scope's data, or to more than that, have made: the requests of the workspace say which",
  opened:
    'each one is opened to see whom it is about; one that is still on its way is stopped by the tombstone anyway',
} as const;
export type Finder = keyof typeof FINDERS;

/** By scope; a scope that is missing has nothing there. */
export type Found = Readonly<Partial<Record<DataScope['kind'], Finder>>>;

/** One stored attribute, by its path: `nm.x` is `x` in the map `nm`, `*` stands for any name. */
export interface AttributeSpec {
  readonly says: string;
  readonly category: Category;
  readonly sealed: Seal;
  readonly export: Exporting;
  /** @default - as the item's */
  readonly subject?: SubjectKind;
  /** @default - as the item's */
  readonly purposes?: readonly PurposeName[];
  /** @default - as the item's; `key` where it is sealed with a subject's key */
  readonly erased?: Erasure;
}

/** A kind of item in a table. */
export interface ItemSpec {
  readonly what: string;
  readonly subject: SubjectKind;
  readonly purposes: readonly PurposeName[];
  readonly retention: RetentionRule;
  readonly erased: Erasure;
  readonly found: Found;
  /** What its keys (`pk`, `sk`) hold. */
  readonly key: AttributeSpec;
  readonly attributes: Readonly<Record<string, AttributeSpec>>;
}

export const ROW: Erasure = { with: 'row' };
export const KEY: Erasure = { with: 'key' };
export const LIFECYCLE: Erasure = { with: 'lifecycle' };
/** @param why it stays, for whoever asked to have it gone */
export function kept(why: string): Erasure {
  return { with: 'kept', why };
}

type More = Partial<Pick<AttributeSpec, 'subject' | 'purposes' | 'erased'>>;

/** An attribute in the clear. `as`: its name in an export, or why it is in none. */
export function plain(
  category: Category,
  says: string,
  as: string | Exporting,
  more: More = {},
): AttributeSpec {
  return { says, category, sealed: 'no', export: exporting(as), ...more };
}

/** An attribute sealed with the key of its subject: it goes with the key. */
export function sealed(
  category: Category,
  says: string,
  as: string | Exporting,
  more: More = {},
): AttributeSpec {
  return { says, category, sealed: 'subject_key', export: exporting(as), erased: KEY, ...more };
}

/** An attribute that nobody is ever given: credentials and keys. */
export function secret(
  category: 'credential' | 'key',
  seal: Seal,
  says: string,
  more: More = {},
): AttributeSpec {
  return {
    says,
    category,
    sealed: seal,
    export: not('a secret; whoever has it could act or read in its owner’s name'),
    ...more,
  };
}

/** What the store itself needs. */
export function technical(says: string): AttributeSpec {
  return plain('technical', says, not('says nothing of anybody'));
}

/** @param why it is in no export */
export function not(why: string): Exporting {
  return { not: why };
}

function exporting(as: string | Exporting): Exporting {
  return typeof as === 'string' ? { as } : as;
}
