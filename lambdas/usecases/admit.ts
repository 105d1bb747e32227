import type { Head } from '../domain/conversation.ts';
import { Unavailable } from '../domain/errors.ts';
import type { Millis } from '../domain/platform.ts';
import type { InboxDeps } from './inbox-deps.ts';
import type { Place } from './locate.ts';

/** The rule by which what is of before an erasure of its person is ignored; counted under this name. */
export const ERASED_RULE = 'erased_subject';

/** What may be stored, with what was found out on the way. */
export interface Admission {
  readonly where: Place;
  /** See `momentOf`. */
  readonly moment: Millis;
  /** As it was read; a write over it proves that nobody has restricted the conversation since. */
  readonly head: Head | null;
  /** What a new head has to carry on. */
  readonly erasedAt?: Millis;
}

type AdmitDeps = Pick<InboxDeps, 'store' | 'keys'>;

/**
 * When something counts as having happened: what arrived before an erasure belongs to it, though a platform's clock that is ahead says
 * otherwise.
 */
export function momentOf(at: Millis, receivedAt: Millis): Millis {
  return Math.min(at, receivedAt);
}

/**
 * Decides whether something that was delivered may be stored. Null: no, it is of before an erasure of its person. To be asked before anything
 * is written.
 *
 * An erasure restricts the key, then marks the heads, and takes the moment at which both is done. So whoever is told here that there is no
 * restriction, by the key or by a head that was not new, holds something that arrived before that moment: should it be stored nevertheless, with
 * a key that is destroyed meanwhile, the sweep at the end takes it, and that is right. See docs/privacy/keys.md.
 * @throws Unavailable while the person is being erased, for what is newer: it comes back, and starts a new person
 */
export async function admit(deps: AdmitDeps, where: Place, moment: Millis): Promise<Admission | null> {
  return judge(deps, where, moment, await deps.store.head(where.identity, 'cheap'));
}

/** The same by a head that was read already. */
export async function judge(
  { keys }: AdmitDeps,
  where: Place,
  moment: Millis,
  head: Head | null,
): Promise<Admission | null> {
  const { workspaceId } = where.identity;
  const asked = await subjectsToAsk({ keys }, where, head);
  const standings = await Promise.all(asked.map((subjectId) => keys.standing(workspaceId, subjectId)));
  const erasedAt = [head, ...standings].map((known) => known?.erasedAt ?? -1);
  if (moment <= Math.max(...erasedAt)) return null;
  if ([head, ...standings].some((known) => known?.restrictedBy !== undefined))
    throw new Unavailable('a customer who is being erased');
  const own = asked.indexOf(where.identity.subjectId);
  const carried = own < 0 ? head?.erasedAt : standings[own]?.erasedAt;
  return { where, moment, head, ...(carried === undefined ? {} : { erasedAt: carried }) };
}

/**
 * Nobody, as a rule: a head that has been written over tells by itself, and costs no read. In a group each author is asked about, for the
 * group's head does not know of them.
 */
async function subjectsToAsk(
  { keys }: Pick<AdmitDeps, 'keys'>,
  { identity, subjectId }: Place,
  head: Head | null,
): Promise<readonly string[]> {
  const author = subjectId === identity.subjectId ? [] : [subjectId];
  return (await speaksForItself(keys, head)) ? author : [identity.subjectId, ...author];
}

/** A head that was only just made may have been made by somebody who did not know of a restriction yet. */
async function speaksForItself(keys: AdmitDeps['keys'], head: Head | null): Promise<boolean> {
  if (head === null || head.rev <= 1 || head.restrictedBy !== undefined) return false;
  return (await keys.existingKey(head.workspaceId, head.subjectId)) !== null;
}
