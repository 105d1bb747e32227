import { type Contribution, contribute, type Head, newHead, withErasedAt } from '../domain/conversation.ts';
import { Unavailable } from '../domain/errors.ts';
import { tokenOfEntry } from '../domain/ids.ts';
import type { StoredEntry } from '../domain/stored.ts';
import { type Admission, judge } from './admit.ts';
import { beginConversation } from './begin-conversation.ts';
import { type InboxDeps, untilWritten } from './inbox-deps.ts';
import { settleMark } from './patch-message.ts';

/** Says what an entry, as it is stored now, contributes to the head. */
export type ContributionOf = (entry: StoredEntry) => Promise<Contribution>;

/** Seals the entry for the place where it is to stand. */
export type EntryAt = (entryId: string) => Promise<StoredEntry>;

/**
 * Stores an entry that was admitted and brings its conversation's head up to it. Safe at any crash and any repetition: the entry is the truth,
 * the head follows from it, and whatever happened to the message before it came is applied at the end.
 *
 * The order matters. The head is read before the entry is written, and a patch of the same message writes the head before it
 * looks for the entry: so one of the two always notices the other (a lost round here, or the mark there).
 * @returns `erased`: its person was erased meanwhile, and whatever is left of it goes with them
 * @throws Unavailable when its person is being erased
 */
export async function storeEntry(
  deps: InboxDeps,
  admission: Admission,
  entryId: string,
  entryAt: EntryAt,
  contributionOf: ContributionOf,
): Promise<'new' | 'known' | 'erased'> {
  const ref = admission.where.identity;
  const entry = await entryAt(entryId);
  const known = await deps.store.insertEntry(ref, entry);
  if (known?.type === 'alias') return storeEntry(deps, admission, known.target, entryAt, contributionOf);
  const head = await advance(deps, admission, known ?? entry, contributionOf);
  if (head === 'erased') return head;
  if (head.marked.has(tokenOfEntry(entryId))) await settleMark(deps, ref, entryId);
  return known === null ? 'new' : 'known';
}

async function advance(
  deps: InboxDeps,
  admission: Admission,
  stored: StoredEntry,
  contributionOf: ContributionOf,
): Promise<Head | 'erased'> {
  const ref = admission.where.identity;
  return untilWritten(deps, async (round) => {
    const now = round === 0 ? admission : await admittedAnew(deps, admission);
    if (now === null) return 'erased';
    const current = now.head;
    // Somebody else wrote the head meanwhile, perhaps after changing this very entry.
    const entry = round === 0 ? stored : ((await deps.store.entry(ref, stored.entryId)) ?? stored);
    const contribution = await contributionOf(entry);
    const start = withErasedAt(current ?? newHead(contribution.identity), now.erasedAt);
    const next = contribute(start, contribution);
    // Nothing to write, so nobody would notice a mark set since the head was read: look once more, now that the entry is there.
    if (next === current) return round === 0 ? undefined : next;
    await beginConversation(deps, current, next);
    return (await deps.store.saveHead(next, current?.rev ?? null)) ? next : undefined;
  });
}

/** Whoever was faster may have been an erasure: it marks heads, and deletes them. */
async function admittedAnew(deps: InboxDeps, { where, moment }: Admission): Promise<Admission | null> {
  const head = await deps.store.head(where.identity, 'fresh');
  if (head === null) throw new Unavailable('a conversation that is being erased');
  return judge(deps, where, moment, head);
}
