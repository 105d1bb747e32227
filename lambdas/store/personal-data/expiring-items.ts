import { tokenOfEntry } from '../../domain/ids.ts';
import type { ExpiringEntry, ExpiringFile, ExpiringMark, ExpiringParked } from '../../ports/expiring-data.ts';
import { ENTRY, FILE, MARK } from '../keys.ts';
import { type Item, REVISION } from '../table.ts';
import { keyToPlace } from '../table-sweep.ts';

/** What the retention sweep reads of items of the Inbox table; nothing of it is opened. */
export function itemToExpiring({ sk, t, to, at, d }: Item): ExpiringEntry {
  const entryId = String(sk).slice(ENTRY.length);
  const isOutbound = t === 'm' && d === 'o';
  if (t === 'a') return { entryId, type: 'alias', target: to, receivedAt: 0, isOutbound };
  const type = t === 'e' ? 'event' : t === 'n' ? 'note' : 'message';
  return { entryId, type, receivedAt: at, isOutbound };
}

/** A file's row: its key holds the entry and its place there. */
export function itemToFile({ sk, id, st, ts }: Item): ExpiringFile {
  const [entryId = '', index = ''] = String(sk).slice(FILE.length).split('#');
  return { entryId, index: Number(index), attachmentId: id, isKept: st === 'stored' || ts !== undefined };
}

/** A file whose time is over before its message's. */
export function settledItem(item: Item): Item {
  const { pk, sk, id, n } = item;
  return { pk, sk, id, n, st: 'expired', rs: 'retention', [REVISION]: item[REVISION] + 1 };
}

/** A waiting change. */
export function itemToWaiting({ sk, at }: Item): ExpiringMark {
  return { token: String(sk).slice(MARK.length), receivedAt: at };
}

/** A parked delivery: its key begins with the time of arrival. */
export function itemToParked(item: Item): ExpiringParked {
  const [arrived = ''] = String(item.sk).split('#');
  return {
    place: keyToPlace({ pk: item.pk, sk: item.sk }),
    platform: item.platform,
    receivedAt: Date.parse(arrived),
  };
}

/** Whether the row of a name leads to an entry that is older; aliases of names have the entry's id. */
export function leadsBefore({ e }: Item, entryId: string): boolean {
  return typeof e === 'string' && e < entryId && tokenOfEntry(e) !== '';
}
