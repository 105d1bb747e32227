import { createHash, createHmac } from 'node:crypto';
import type { Person, Thread } from './inbound.ts';
import type { Millis } from './platform.ts';

/**
 * Ids that stand for people and conversations derive from the platform's ids by HMAC with a secret of the workspace: the
 * same person always has the same id, nobody can compute it without the secret, and the id tells nothing.
 */
export function conversationIdOf(idSecret: Buffer, connectionId: string, thread: Thread): string {
  return keyed(idSecret, 'conversation', connectionId, thread.kind, thread.id);
}

/** Whose key seals the content: the person, or the group where no person is named. */
export function subjectIdOf(
  idSecret: Buffer,
  connectionId: string,
  person: Person | null,
  thread: Thread,
): string {
  return person === null
    ? keyed(idSecret, 'group', connectionId, thread.kind, thread.id)
    : keyed(idSecret, 'person', connectionId, person.key);
}

/** Whose key seals what is known of a member of the workspace. User ids are random, so they need no disguise. */
export function memberSubjectId(userId: string): string {
  return `member/${userId}`;
}

/** Whose key seals the workspace's own words. No id of a person: those are longer, or have a prefix. */
export const WORKSPACE_SUBJECT = 'workspace';

/** A message's attachment, by its place among the message's attachments. */
export function attachmentIdOf(
  idSecret: Buffer,
  conversationId: string,
  entryId: string,
  index: number,
): string {
  return keyed(idSecret, 'attachment', conversationId, entryId, String(index));
}

/** What tells a note from all others: the key that its writer gave it, or else who wrote what when. */
export function noteTokenOf(
  idSecret: Buffer,
  conversationId: string,
  authorId: string,
  note: { readonly key: string } | { readonly at: Millis; readonly text: string },
): string {
  const parts = 'key' in note ? ['key', note.key] : ['text', String(note.at), note.text];
  return keyed(idSecret, 'note', conversationId, authorId, ...parts);
}

/**
 * Names an answer in its conversation and to the platform: 15 characters stand for its Idempotency-Key, eight for what it says, so that one
 * key is known again, and another text under it, too. It tells nothing.
 */
export function answerTokenOf(
  idSecret: Buffer,
  conversationId: string,
  key: string,
  says: readonly string[],
): string {
  const ofKey = keyed(idSecret, 'answer', conversationId, key).slice(0, 14);
  return `k${ofKey}${keyed(idSecret, 'words', conversationId, key, ...says).slice(0, 8)}`;
}

/** 132 bits of HMAC-SHA-256, base64url. */
function keyed(secret: Buffer, ...parts: readonly string[]): string {
  return createHmac('sha256', secret).update(JSON.stringify(parts)).digest('base64url').slice(0, 22);
}

/**
 * The place of an entry in its conversation: platform time, then platform id. Sorting the ids as strings sorts the entries, so
 * the id is also the sort key, and the same message has the same id whenever and however often it arrives.
 */
export function entryIdOf(at: Millis, platformId: string): string {
  return `${timePart(at)}.${entryToken(platformId)}`;
}

/**
 * The place of an entry that was made here: what agents do. No platform's id becomes such a token, and within its millisecond it
 * stands after what came from outside.
 */
export function ownEntryIdOf(at: Millis, kind: 'change' | 'note', ...parts: readonly string[]): string {
  return `${timePart(at)}.${[OWN + kind, ...parts].join(OWN)}`;
}

const OWN = '~';

/** Whether an entry is one of `ownEntryIdOf`. */
export function isOwnEntry(entryId: string): boolean {
  return /^~(change|note)~/.test(tokenOfEntry(entryId));
}

/** After every entry of that moment. */
export function afterEntriesAt(at: Millis): string {
  return `${timePart(at)}.${OWN.repeat(40)}`;
}

/** Nine base-36 digits of milliseconds: enough until the year 5188. */
function timePart(at: Millis): string {
  return Math.max(0, Math.trunc(at)).toString(36).padStart(9, '0');
}

/** Platform time of an entry, in milliseconds. */
export function timeOfEntry(entryId: string): Millis {
  return Number.parseInt(entryId.slice(0, 9), 36);
}

/** The part of an entry id that comes from the platform's id alone. */
export function tokenOfEntry(entryId: string): string {
  return entryId.slice(10);
}

/**
 * A platform id as part of a key. Numbers are padded so that they sort by value; short URL-safe ids stay as they are; the rest
 * (Meta's ids run to 250 characters, TikTok's hold `+/=`) becomes the id's beginning and a digest.
 */
export function entryToken(platformId: string): string {
  if (/^[1-9]\d{0,19}$/.test(platformId)) return platformId.padStart(20, '0');
  if (/^[A-Za-z0-9_-]{1,40}$/.test(platformId)) return platformId;
  const start = platformId.slice(0, 16).replace(/[^A-Za-z0-9_-]/g, '~');
  return `${start}~${createHash('sha256').update(platformId).digest('base64url').slice(0, 22)}`;
}

/** Whether a string has the shape of an entry id. */
export function isEntryId(value: string): boolean {
  return /^[0-9a-z]{9}\.[A-Za-z0-9_~-]{1,40}$/.test(value);
}
