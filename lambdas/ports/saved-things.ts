import type { Millis } from '../domain/platform.ts';
import type { SavedThing } from '../domain/saved-thing.ts';

/** Things of one kind that members saved: canned replies, views. A workspace has few, so all are read together. */
export interface SavedThings<T extends SavedThing> {
  /** In the order in which they were made. */
  all(workspaceId: string): Promise<readonly T[]>;
  find(workspaceId: string, id: string): Promise<T | null>;
  add(thing: T): Promise<void>;
  /** Writes it over the version before its own. False: somebody else was faster. */
  save(thing: T): Promise<boolean>;
  /** Its content is gone at once. False: it is not there any more. */
  remove(thing: T, at: Millis): Promise<boolean>;
}
