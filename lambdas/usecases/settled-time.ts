import { entryIdOf, timeOfEntry } from '../domain/ids.ts';
import type { Millis } from '../domain/platform.ts';
import type { ConversationRef } from '../domain/stored.ts';
import type { InboxDeps } from './inbox-deps.ts';

/** Clocks of platforms and ours differ by seconds at most; more than this ahead is a wrong clock or a wrong unit. */
export const MAX_AHEAD_MS = 5 * 60_000;

/**
 * Where an entry belongs. Normally the platform's time decides. A time well in the future would keep the entry at the end of the
 * conversation for good, so it is held to the arrival of its first delivery; an alias at the platform's time leads repeats of
 * the delivery to the same place.
 */
export async function settledEntryId(
  deps: InboxDeps,
  ref: ConversationRef,
  platformId: string,
  at: Millis,
  receivedAt: Millis,
): Promise<string> {
  const wanted = entryIdOf(at, platformId);
  if (at <= receivedAt + MAX_AHEAD_MS) return wanted;
  const target = entryIdOf(receivedAt, platformId);
  const known = await deps.store.insertEntry(ref, { type: 'alias', entryId: wanted, rev: 0, target });
  if (known === null) return target;
  return known.type === 'alias' ? known.target : known.entryId;
}

/**
 * Where a delivered message belongs while the platform's history is being imported, which may tell its time in whole seconds: an alias at the
 * second leads the history to it, or it to what the history brought first.
 */
export async function twinnedEntryId(
  deps: InboxDeps,
  ref: ConversationRef,
  platformId: string,
  entryId: string,
): Promise<string> {
  const at = timeOfEntry(entryId);
  const second = entryIdOf(at - (at % 1_000), platformId);
  if (second === entryId) return entryId;
  const known = await deps.store.insertEntry(ref, {
    type: 'alias',
    entryId: second,
    rev: 0,
    target: entryId,
  });
  if (known === null) return entryId;
  return known.type === 'alias' ? known.target : known.entryId;
}
