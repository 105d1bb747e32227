import type { Schema } from '../../api/client.ts';

/** An entry of a timeline. */
export type Entry = Schema<'TimelineEntry'>;
type Page = Schema<'TimelinePage'>;

/** When an entry stands in the timeline: the platform's time of a message, otherwise when it happened. */
export function timeOf(entry: Entry): string {
  return entry.type === 'message' ? entry.sentAt : entry.at;
}

/** The pages, newest first, with the newest page as it was just read. With a gap between it and what was known, the older pages are let go: they are read again. */
export function withNewest(pages: readonly Page[], fresh: Page): readonly Page[] {
  const known = new Set(pages.flatMap(({ items }) => items.map(({ id }) => id)));
  const meets = fresh.nextCursor === null || fresh.items.some(({ id }) => known.has(id));
  if (pages.length === 0 || !meets) return [fresh];
  const read = new Set(fresh.items.map(({ id }) => id));
  const oldest = fresh.items.at(-1)?.id ?? '';
  // What the fresh page covers and does not have is gone; older entries stay where they are, one page each with its own cursor.
  const [first, ...older] = pages.map((page) => ({
    ...page,
    items: page.items.filter(({ id }) => !read.has(id) && id < oldest),
  }));
  return [
    { items: [...fresh.items, ...(first?.items ?? [])], nextCursor: first?.nextCursor ?? null },
    ...older,
  ];
}

/** The pages with an entry that is newer than what they have of it, or new. */
export function withEntry(pages: readonly Page[], entry: Entry): readonly Page[] {
  if (pages.some(({ items }) => items.some(({ id }) => id === entry.id)))
    return pages.map((page) => ({
      ...page,
      items: page.items.map((item) => (item.id === entry.id ? entry : item)),
    }));
  const [first, ...older] = pages;
  if (!first) return [{ items: [entry], nextCursor: null }];
  return [{ ...first, items: [...first.items, entry].toSorted((a, b) => (a.id < b.id ? 1 : -1)) }, ...older];
}

/** Whether an entry is among those that were read. */
export function hasEntry(pages: readonly Page[], id: string): boolean {
  return pages.some(({ items }) => items.some((item) => item.id === id));
}

/** Answers to the customer that are newer than an entry, newest first. */
export function answersSince(pages: readonly Page[], seen: string): readonly Schema<'Message'>[] {
  return pages
    .flatMap(({ items }) => items)
    .filter(
      (entry): entry is Schema<'Message'> =>
        entry.type === 'message' && entry.direction === 'outbound' && entry.id > seen,
    );
}
