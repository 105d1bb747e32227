import { answerBefore } from '../../domain/answers.ts';
import type { Head } from '../../domain/conversation.ts';
import { type StoredMessage, waits } from '../../domain/stored.ts';
import type { SendJob } from '../../ports/send-jobs.ts';
import { place } from '../places.ts';
import type { SendingDeps } from './sending-deps.ts';

/**
 * How often a job is put off for a message that is not there: together, 31 seconds. Whoever takes an answer is given ten (the agent API's
 * time limit), so after that it never comes.
 */
const MOST_PUT_OFF = 5;

/**
 * What waits to be sent, oldest first, as far as nothing between is still to come. `later`: an answer that the job speaks of, or one before it,
 * is being taken this moment. As a rule one read tells: answers go out in their order, so when the one before is settled, all before it are.
 */
export async function findPending(
  deps: SendingDeps,
  head: Head,
  job: SendJob,
): Promise<readonly StoredMessage[] | 'later'> {
  const { from = '', putOff = 0 } = job;
  const before = answerBefore(head.answers, from);
  const lowest = before ?? head.answers?.latest[0] ?? from;
  const answers = [...(await deps.outbox.answersFrom(head, lowest))];
  const isThere = (entryId: string) => answers.some((answer) => answer.entryId === entryId);
  if (!isThere(from) && job.message && (from >= lowest || (await deps.store.entry(head, from)) === null)) {
    const added = await addMissing(deps, head, job.message);
    if (added === null) return putOff < MOST_PUT_OFF ? 'later' : [];
    answers.push(added);
  }
  const toCome = (head.answers?.latest ?? []).filter((entryId) => entryId >= lowest && !isThere(entryId));
  if (putOff < MOST_PUT_OFF && toCome.some((entryId) => entryId < from)) return 'later';
  const next = toCome.find((entryId) => entryId > from);
  const pending = await pendingAmong(deps, head, before === undefined ? null : answers, from);
  return pending.filter(({ entryId }) => next === undefined || entryId < next);
}

/**
 * The head says that the message is there, and whoever took it has not written it, or never will. Null: the head does not say so, or the
 * message can be read by nobody any more: what was erased does not come back.
 */
async function addMissing(
  deps: SendingDeps,
  head: Head,
  message: StoredMessage,
): Promise<StoredMessage | null> {
  if (!head.answers?.latest.includes(message.entryId)) return null;
  if ((await deps.sealer.open(place.entry(head, message.entryId), message.sealed)) === null) return null;
  const stands = await deps.store.insertEntry(head, message);
  if (stands === null) return { ...message, rev: 1 };
  return stands.type === 'message' ? stands : null;
}

/** @param answers from the one before on; null: nobody knows which that is */
async function pendingAmong(
  deps: SendingDeps,
  head: Head,
  answers: readonly StoredMessage[] | null,
  from: string,
): Promise<readonly StoredMessage[]> {
  const waiting = answers?.filter(waits).sort((a, b) => (a.entryId < b.entryId ? -1 : 1));
  const isFirst = waiting?.every(({ entryId }) => entryId >= from);
  return waiting && isFirst ? waiting : deps.outbox.pending(head, from || undefined);
}
