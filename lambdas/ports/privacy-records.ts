import type { Category } from '../domain/data-inventory/vocabulary.ts';
import type { Millis } from '../domain/platform.ts';
import type { PurposeName } from '../domain/purpose.ts';

/** What every record has. Records are added, and never changed: what is different later is another record. Nothing in one is personal but ids. */
export interface LedgerRecord {
  readonly workspaceId: string;
  readonly id: string;
  readonly at: Millis;
  /** The member who took it down. */
  readonly by: string;
}

/** How a consent may be given or taken back. Words of a list, so that no person's own words are kept. */
export const CONSENT_WAYS = ['console', 'conversation', 'form', 'telephone', 'in_person', 'paper'] as const;
/** Kinds of cookies of the console; the essential ones keep somebody signed in. */
export const COOKIES = ['essential', 'statistics'] as const;

/** That somebody agreed to something, or took it back. The latest of the same person and matter holds. */
export interface ConsentRecord extends LedgerRecord {
  readonly who: { readonly customerId: string } | { readonly memberId: string };
  readonly what: { readonly purpose: PurposeName } | { readonly cookies: (typeof COOKIES)[number] };
  readonly state: 'given' | 'withdrawn';
  readonly how: (typeof CONSENT_WAYS)[number];
}

/** That something was handed to an authority (clause SHR-3): what kinds of whose data, never the data. `by` approved it. */
export interface Disclosure extends LedgerRecord {
  readonly legalBasis: string;
  /** The office that asked, without names of people. */
  readonly authority: string;
  readonly scope: DisclosureScope;
  readonly categories: readonly Category[];
}

/** Whose data was disclosed. */
export interface DisclosureScope {
  readonly customerIds?: readonly string[];
  readonly conversationIds?: readonly string[];
  readonly memberIds?: readonly string[];
  readonly workspace?: true;
}

/** That the operator's support may look into the workspace until then. `by` is an owner. */
export interface SupportAccess extends LedgerRecord {
  readonly until: Millis;
  readonly reason: string;
}

/** Records of one kind. All operations raise `Unavailable` when the store does not answer. */
export interface LedgerRecords<R extends LedgerRecord> {
  add(record: R): Promise<void>;
  /** The newest first. The cursor is for this workspace; whoever gives it out signs it. */
  list(
    workspaceId: string,
    page: { readonly limit: number; readonly cursor?: string },
  ): Promise<{ readonly records: readonly R[]; readonly nextCursor: string | null }>;
}
