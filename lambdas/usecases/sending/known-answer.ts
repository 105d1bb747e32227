import { answerOfKey, isOfKey, KEY_LIFE_MS, mayBeEarlier } from '../../domain/answers.ts';
import type { Head } from '../../domain/conversation.ts';
import { entryIdOf, tokenOfEntry } from '../../domain/ids.ts';
import { KeyReused, type QueueDeps } from './queue-deps.ts';

/** Sorts before every token. */
const LOWEST_TOKEN = '-';

/**
 * The entry id of what the same request made before, whether the entry is written yet or not; null = it comes for the first time.
 * @throws KeyReused when the key stands for other words
 */
export async function knownAnswer(
  { outbox, clock }: Pick<QueueDeps, 'outbox' | 'clock'>,
  head: Head,
  token: string,
): Promise<string | null> {
  let known = answerOfKey(head.answers, token);
  if (known === undefined && mayBeEarlier(head.answers, token)) {
    const lately = await outbox.answersFrom(head, entryIdOf(clock.now() - KEY_LIFE_MS, LOWEST_TOKEN));
    known = lately.find(({ entryId }) => isOfKey(entryId, token))?.entryId;
  }
  if (known === undefined) return null;
  if (tokenOfEntry(known) !== token) throw new KeyReused();
  return known;
}
