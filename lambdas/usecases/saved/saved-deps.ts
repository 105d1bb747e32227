import { Forbidden, LimitReached, NotFound, VersionChanged } from '../../domain/errors.ts';
import type { Session } from '../../domain/member.ts';
import { mayChange, type SavedThing, savedIdOf } from '../../domain/saved-thing.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { SavedThings } from '../../ports/saved-things.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { SubjectKeys } from '../../ports/subject-keys.ts';

/** What keeping saved things needs, whatever their kind. */
export interface SavedDeps {
  readonly keys: SubjectKeys;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly random: Random;
}

/** An id for a new one. */
export function newId({ clock, random }: SavedDeps): string {
  return savedIdOf(clock.now(), random.bytes(12));
}

/**
 * Refuses one more than there may be. Two at the very same moment may both be the last: a bound, not a count.
 * @throws LimitReached
 */
export async function checkRoom<T extends SavedThing>(
  things: SavedThings<T>,
  { workspaceId }: Session,
  most: number,
  what: string,
): Promise<void> {
  if ((await things.all(workspaceId)).length >= most) throw new LimitReached(what, most);
}

/**
 * One that the member may change. Absent `version`: whatever version it has.
 * @param isShown whether the member may know of it at all
 * @throws NotFound, Forbidden, VersionChanged
 */
export async function findToChange<T extends SavedThing>(
  things: SavedThings<T>,
  session: Session,
  id: string,
  what: string,
  { version, isShown = () => true }: { version?: number; isShown?: (thing: T) => boolean } = {},
): Promise<T> {
  const thing = await things.find(session.workspaceId, id);
  if (thing === null || !isShown(thing)) throw new NotFound(what);
  if (!mayChange(session, thing)) throw new Forbidden(`this ${what} is somebody else's`);
  if (version !== undefined && thing.version !== version) throw new VersionChanged(what, thing.version);
  return thing;
}

/** @throws VersionChanged, NotFound when somebody was faster */
export async function saveOver<T extends SavedThing>(
  things: SavedThings<T>,
  next: T,
  what: string,
): Promise<void> {
  if (await things.save(next)) return;
  const now = await things.find(next.workspaceId, next.id);
  throw now === null ? new NotFound(what) : new VersionChanged(what, now.version);
}
