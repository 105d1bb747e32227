import type { ConversationRef } from '../../domain/stored.ts';
import type { MediaJob, MediaJobs } from '../../ports/media-jobs.ts';

interface AskDeps {
  readonly media?: MediaJobs;
}

/**
 * Has the files of a stored message kept, each by a job of its own. Also for a message that is known already: whoever stored it may have died
 * before asking, and a job that finds its work done is over at once.
 */
export async function askForFiles(
  { media }: AskDeps,
  { workspaceId, conversationId }: ConversationRef,
  entryId: string,
  count: number,
): Promise<void> {
  if (!media || count === 0) return;
  const jobs = Array.from(
    { length: count },
    (_, index): MediaJob => ({ kind: 'fetch', workspaceId, conversationId, entryId, index }),
  );
  await media.ask(jobs);
}

/** Has the files of a message deleted that was taken back. */
export async function askToDropFiles(
  { media }: AskDeps,
  { workspaceId, conversationId }: ConversationRef,
  entryId: string,
): Promise<void> {
  await media?.ask([{ kind: 'drop', workspaceId, conversationId, entryId }]);
}
