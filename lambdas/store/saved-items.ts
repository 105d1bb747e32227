import type { StoredReply } from '../domain/canned-reply.ts';
import type { SavedThing } from '../domain/saved-thing.ts';
import type { StoredView } from '../domain/saved-view.ts';
import { inboxKeys, REPLY, VIEW } from './keys.ts';
import type { Item } from './table.ts';

/** How one kind of saved things lies in the Inbox table. */
export interface SavedItems<T extends SavedThing> {
  readonly partition: (workspaceId: string) => string;
  readonly prefix: string;
  readonly toItem: (thing: T) => Item;
  readonly fromItem: (item: Item) => T;
}

/** Canned replies: {o: owner, v: version, b: whose key seals x, x: title, text and shortcut}. */
export const replyItems: SavedItems<StoredReply> = {
  partition: inboxKeys.replies,
  prefix: REPLY,
  toItem: (reply) => ({ ...inboxKeys.reply(reply.workspaceId, reply.id), ...savedToItem(reply) }),
  fromItem: itemToSaved,
};

/** Views: the same, with x: name and filter, and sh: shared, absent where it is the owner's alone. */
export const viewItems: SavedItems<StoredView> = {
  partition: inboxKeys.views,
  prefix: VIEW,
  toItem: (view) => ({
    ...inboxKeys.view(view.workspaceId, view.id),
    ...savedToItem(view),
    sh: view.shared ? true : undefined,
  }),
  fromItem: (item) => ({ ...itemToSaved(item), shared: item.sh === true }),
};

function savedToItem({ ownerId, version, sealed: { subjectId, bytes } }: SavedThing): Item {
  return { o: ownerId, v: version, b: subjectId, x: bytes };
}

function itemToSaved({ pk, sk, o, v, b, x }: Item): SavedThing {
  return {
    workspaceId: String(pk).split('#')[1] ?? '',
    id: String(sk).slice(String(sk).indexOf('#') + 1),
    ownerId: o,
    version: v,
    sealed: { subjectId: b, bytes: x },
  };
}
