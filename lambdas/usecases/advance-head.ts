import { type Contribution, contribute, type Head, newHead } from '../domain/conversation.ts';
import { tokenOfEntry } from '../domain/ids.ts';
import type { ConversationRef, StoredEntry } from '../domain/stored.ts';
import { type InboxDeps, untilWritten } from './inbox-deps.ts';
import { settleMark } from './patch-message.ts';

/** Says what an entry, as it is stored now, contributes to the head. */
export type ContributionOf = (entry: StoredEntry) => Promise<Contribution>;

/** Seals the entry for the place where it is to stand. */
export type EntryAt = (entryId: string) => Promise<StoredEntry>;

/**
 * Stores an entry and brings its conversation's head up to it. Safe at any crash and any repetition: the entry is the truth, the
 * head follows from it, and whatever happened to the message before it came is applied at the end.
 *
 * The order matters. The head is read before the entry is written, and a patch of the same message writes the head before it
 * looks for the entry: so one of the two always notices the other (a lost round here, or the mark there).
 */
export async function storeEntry(
  deps: InboxDeps,
  ref: ConversationRef,
  entryId: string,
  entryAt: EntryAt,
  contributionOf: ContributionOf,
): Promise<'new' | 'known'> {
  const before = await deps.store.head(ref, 'cheap');
  const entry = await entryAt(entryId);
  const known = await deps.store.insertEntry(ref, entry);
  if (known?.type === 'alias') return storeEntry(deps, ref, known.target, entryAt, contributionOf);
  const head = await advance(deps, ref, known ?? entry, contributionOf, before);
  if (head.marked.has(tokenOfEntry(entryId))) await settleMark(deps, ref, entryId);
  return known === null ? 'new' : 'known';
}

async function advance(
  deps: InboxDeps,
  ref: ConversationRef,
  stored: StoredEntry,
  contributionOf: ContributionOf,
  read: Head | null,
): Promise<Head> {
  return untilWritten(deps, async (round) => {
    const current = round === 0 ? read : await deps.store.head(ref, 'fresh');
    // Somebody else wrote the head meanwhile, perhaps after changing this very entry.
    const entry = round === 0 ? stored : ((await deps.store.entry(ref, stored.entryId)) ?? stored);
    const contribution = await contributionOf(entry);
    const next = contribute(current ?? newHead(contribution.identity), contribution);
    // Nothing to write, so nobody would notice a mark set since the head was read: look once more, now that the entry is there.
    if (next === current) return round === 0 ? undefined : next;
    return (await deps.store.saveHead(next, current?.rev ?? null)) ? next : undefined;
  });
}
