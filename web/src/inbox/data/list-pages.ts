import type { Schema } from '../../api/client.ts';

type Conversation = Schema<'Conversation'>;
type Page = Schema<'ConversationPage'>;

/**
 * The pages of a list after a conversation changed: in its place by the time of its last activity, or gone. What is older than all that was read is not
 * put in, as long as there is more to read: it comes with its page.
 */
export function placed(
  pages: readonly Page[],
  conversation: Conversation,
  belongs: boolean,
): readonly Page[] {
  const known = pages.flatMap(({ items }) => items).find(({ id }) => id === conversation.id);
  if (known && known.revision > conversation.revision) return pages;
  if (known && belongs && known.lastActivityAt === conversation.lastActivityAt)
    return pages.map((page) => replaced(page, conversation));
  const others = known ? without(pages, conversation.id) : pages;
  return belongs ? inserted(others, conversation) : others;
}

function replaced(page: Page, conversation: Conversation): Page {
  if (!page.items.some(({ id }) => id === conversation.id)) return page;
  return { ...page, items: page.items.map((item) => (item.id === conversation.id ? conversation : item)) };
}

function removed(page: Page, id: string): Page {
  return page.items.some((item) => item.id === id)
    ? { ...page, items: page.items.filter((item) => item.id !== id) }
    : page;
}

function inserted(pages: readonly Page[], conversation: Conversation): readonly Page[] {
  const isBehind = ({ items }: Page) =>
    items.some((item) => item.lastActivityAt <= conversation.lastActivityAt);
  const found = pages.findIndex(isBehind);
  const at = found >= 0 ? found : pages.at(-1)?.nextCursor === null ? pages.length - 1 : -1;
  return pages.map((page, i) => (i === at ? withIn(page, conversation) : page));
}

function withIn(page: Page, conversation: Conversation): Page {
  const before = page.items.findIndex((item) => item.lastActivityAt <= conversation.lastActivityAt);
  const at = before < 0 ? page.items.length : before;
  return { ...page, items: page.items.toSpliced(at, 0, conversation) };
}

/** The list may be a moment behind: so many conversations that it does not have are asked for by themselves; more are let go. */
const MOST_MISSING = 20;

/** Conversations that are shown where the list, as it was just read, does not have them: gone, moved, or not there yet. */
export function missingIn(pages: readonly Page[], fresh: Page): readonly string[] {
  const read = new Set(fresh.items.map(({ id }) => id));
  const oldest = fresh.nextCursor === null ? '' : (fresh.items.at(-1)?.lastActivityAt ?? '');
  const missing = pages
    .flatMap(({ items }) => items)
    .filter(({ id, lastActivityAt }) => !read.has(id) && lastActivityAt >= oldest);
  return missing.length > MOST_MISSING ? [] : missing.map(({ id }) => id);
}

/**
 * The pages with the first one as it was just read; of two readings of a conversation the later one counts. What is missing stays until it was asked for. With a
 * gap behind it the other pages are let go: they are read again.
 */
export function withFirstPage(pages: readonly Page[], fresh: Page): readonly Page[] {
  const known = new Map(pages.flatMap(({ items }) => items.map((item) => [item.id, item] as const)));
  if (!fresh.items.some(({ id }) => known.has(id))) return [fresh];
  const missing = missingIn(pages, fresh).flatMap((id) => known.get(id) ?? []);
  const begin = [...fresh.items.map((item) => later(item, known.get(item.id))), ...missing];
  const rest = new Set([...begin.map(({ id }) => id)]);
  const oldest = fresh.items.at(-1)?.lastActivityAt ?? '';
  const [first, ...older] = pages.map((page) => ({
    ...page,
    items: page.items.filter(({ id, lastActivityAt }) => !rest.has(id) && lastActivityAt < oldest),
  }));
  const items = [...begin.toSorted(byActivity), ...(first?.items ?? [])];
  if (fresh.nextCursor === null) return [{ items: begin.toSorted(byActivity), nextCursor: null }];
  return [{ items, nextCursor: first?.nextCursor ?? null }, ...older];
}

/** The pages without a conversation. */
export function without(pages: readonly Page[], id: string): readonly Page[] {
  return pages.map((page) => removed(page, id));
}

function later(read: Conversation, known: Conversation | undefined): Conversation {
  return known && known.revision > read.revision ? known : read;
}

function byActivity(a: Conversation, b: Conversation): number {
  return b.lastActivityAt.localeCompare(a.lastActivityAt);
}
