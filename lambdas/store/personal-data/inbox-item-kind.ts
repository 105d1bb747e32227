import { itemKindOf } from '../item-kinds.ts';
import type { Item } from '../table.ts';

/** What an item of the Inbox table is, as the data inventory calls it. */
export function inboxItemKind({ pk, sk }: Item): string {
  return itemKindOf('Inbox', pk, sk) ?? 'other';
}
