import type { Head } from '../../domain/conversation.ts';
import { InvalidInput } from '../../domain/errors.ts';
import { isEntryId } from '../../domain/ids.ts';
import { isOutbound } from '../../domain/stored.ts';
import { AnsweredMeanwhile, type QueueDeps } from './queue-deps.ts';

/** Entries looked through for an answer that the writer has not seen. */
const NEWER = 50;

/**
 * Checked against the head that is then written over, not against who happens to look.
 * @throws AnsweredMeanwhile when there is an answer that the writer has not seen, be it only in the head yet
 */
export async function refuseIfAnswered(
  deps: Pick<QueueDeps, 'store'>,
  head: Head,
  lastSeen: string | undefined,
): Promise<void> {
  if (lastSeen === undefined) return;
  if (!isEntryId(lastSeen))
    throw new InvalidInput('the request breaks a rule', [
      'lastSeenEntryId: must be the id of a timeline entry',
    ]);
  if (head.lastEntryId === undefined || head.lastEntryId <= lastSeen) return;
  const newest = await deps.store.timeline(head, { limit: NEWER, fresh: true });
  const oldest = newest.length < NEWER ? '' : (newest.at(-1)?.entryId ?? '');
  const written = new Set(newest.map(({ entryId }) => entryId));
  const onlyInHead = (head.answers?.latest ?? []).filter((id) => id > oldest && !written.has(id));
  const answers = [...newest.filter(isOutbound).map(({ entryId }) => entryId), ...onlyInHead];
  const unseen = answers.filter((id) => id > lastSeen);
  if (unseen.length > 0) throw new AnsweredMeanwhile(unseen);
}
