import { dayKey } from '../../i18n/time.ts';
import type { Waiting } from '../composer/outbox.ts';
import { type Entry, timeOf } from '../data/timeline-pages.ts';

/** A row of the timeline. */
export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'entry'; readonly key: string; readonly entry: Entry; readonly joins: boolean }
  | { readonly kind: 'waiting'; readonly key: string; readonly item: Waiting };

/** Messages of the same author within this time stand together. */
const TOGETHER_MS = 5 * 60_000;

/** Rows from the oldest to the newest, each day under its heading; what is on its way comes last. */
export function rowsOf(newestFirst: readonly Entry[], waiting: readonly Waiting[]): readonly Row[] {
  const rows: Row[] = [];
  let before: Entry | undefined;
  for (const entry of newestFirst.toReversed()) {
    const at = timeOf(entry);
    const isNewDay = !before || dayKey(timeOf(before)) !== dayKey(at);
    // Keyed by what it stands above: older entries of the same day may still come, and bring a heading of their own.
    if (isNewDay) rows.push({ kind: 'day', key: `day ${dayKey(at)}`, at });
    rows.push({ kind: 'entry', key: entry.id, entry, joins: !isNewDay && joins(before, entry) });
    before = entry;
  }
  return [...rows, ...waiting.map((item): Row => ({ kind: 'waiting', key: item.key, item }))];
}

function joins(before: Entry | undefined, entry: Entry): boolean {
  if (before?.type !== 'message' || entry.type !== 'message') return false;
  const isSame = before.direction === entry.direction && authorOf(before) === authorOf(entry);
  return isSame && Date.parse(entry.sentAt) - Date.parse(before.sentAt) < TOGETHER_MS;
}

function authorOf({ author }: Extract<Entry, { type: 'message' }>): string {
  return [author.type, author.id ?? author.name ?? ''].join(' ');
}
