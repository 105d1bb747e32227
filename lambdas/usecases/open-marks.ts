import type { Head } from '../domain/conversation.ts';
import type { Mark, MarkContent } from '../domain/stored.ts';
import type { InboxDeps } from './inbox-deps.ts';
import { place } from './places.ts';

/** A change that waits for its message, opened. */
export interface OpenMark {
  readonly mark: Mark;
  readonly content: MarkContent;
}

/**
 * The waiting changes of a conversation by their message's token. To be read before the messages: a change that is gone by then
 * was applied to what is read afterwards.
 */
export async function openMarks(deps: InboxDeps, head: Head): Promise<ReadonlyMap<string, OpenMark>> {
  if (head.marked.size === 0) return new Map();
  const marks = await deps.store.marks(head);
  const opened = await Promise.all(
    marks.map(async (mark) => {
      const content = await deps.sealer.open<MarkContent>(place.mark(head, mark.token), mark.sealed);
      return content === null ? [] : [[mark.token, { mark, content }] as const];
    }),
  );
  return new Map(opened.flat());
}
