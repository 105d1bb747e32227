import type { ConversationStatus } from './conversation.ts';
import type { PlatformId } from './platform.ts';
import type { SavedThing } from './saved-thing.ts';

/** Views of a workspace, at most; those of all members together. */
export const MAX_VIEWS = 100;

/** A filter of the list of conversations; what is absent does not narrow it. */
export interface ViewFilter {
  readonly status?: ConversationStatus;
  readonly platform?: PlatformId;
  readonly connectionId?: string;
  /** `none`: assigned to nobody. */
  readonly assigneeId?: string;
  readonly label?: string;
  readonly q?: string;
}

/** Sealed with the key of the view's owner: `q` may be a customer's name. */
export interface ViewContent {
  readonly name: string;
  readonly filter: ViewFilter;
}

/** A view as it is stored. */
export interface StoredView extends SavedThing {
  /** For the whole workspace; else for its owner alone. */
  readonly shared: boolean;
}

/** A list of conversations that a member saved. It goes with its owner, shared or not. */
export interface SavedView extends ViewContent {
  readonly id: string;
  readonly shared: boolean;
  readonly ownerId: string;
  readonly version: number;
}
