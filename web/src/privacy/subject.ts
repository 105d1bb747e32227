import type { Schema } from '../api/client.ts';

type Request = Schema<'PrivacyRequest'>;

/** Whose data a request can be about. */
export const SUBJECT_KINDS = ['customer', 'platformPerson', 'member', 'connection', 'workspace'] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];

/** What the form has of a subject. */
export interface SubjectDraft {
  readonly kind: SubjectKind;
  readonly customerId: string;
  readonly memberId: string;
  readonly connectionId: string;
  readonly platformUserId: string;
}

export const NO_SUBJECT: SubjectDraft = {
  kind: 'customer',
  customerId: '',
  memberId: '',
  connectionId: '',
  platformUserId: '',
};

/** A draft that begins with the customer whom an address names (`?customerId=`), as the inbox links to it. */
export function draftOf(search: string): SubjectDraft {
  return { ...NO_SUBJECT, customerId: new URLSearchParams(search).get('customerId') ?? '' };
}

/** A subject as the API takes it. */
export type AskedSubject =
  | { customerId: string }
  | { connectionId: string; platformUserId: string }
  | { workspace: true }
  | { memberId: string }
  | { connectionId: string };

/** The subject that was filled in; null = something is missing. */
export function subjectOf(draft: SubjectDraft): AskedSubject | null {
  const customerId = draft.customerId.trim();
  const memberId = draft.memberId.trim();
  const platformUserId = draft.platformUserId.trim();
  const { connectionId } = draft;
  switch (draft.kind) {
    case 'customer':
      return customerId ? { customerId } : null;
    case 'platformPerson':
      return connectionId && platformUserId ? { connectionId, platformUserId } : null;
    case 'member':
      return memberId ? { memberId } : null;
    case 'connection':
      return connectionId ? { connectionId } : null;
    case 'workspace':
      return { workspace: true };
  }
}

/** What kind of subject it is, and the id that tells it from others. */
export function describeSubject(subject: Request['subject']): {
  readonly kind: SubjectKind;
  readonly id: string | null;
} {
  if ('customerId' in subject) return { kind: 'customer', id: subject.customerId };
  if ('memberId' in subject) return { kind: 'member', id: subject.memberId };
  if ('workspace' in subject) return { kind: 'workspace', id: null };
  if ('platformUserId' in subject) return { kind: 'platformPerson', id: subject.platformUserId };
  return { kind: 'connection', id: subject.connectionId };
}

/** A correction is of somebody's name: only customers have one here. */
export function kindsFor(type: Request['type']): readonly SubjectKind[] {
  return type === 'correct' ? ['customer', 'platformPerson'] : SUBJECT_KINDS;
}
