import type { Head } from '../../domain/conversation.ts';
import type { Millis } from '../../domain/platform.ts';
import type { Outbox, StoredMessage } from '../../domain/stored.ts';
import type { SendingDeps } from './sending-deps.ts';

/** Longer than a call may take. */
export const LEASE_MS: Millis = 90_000;

/**
 * Takes messages for one call by writing over the revisions that were read; null: somebody else was faster. All of them or none, for the key
 * that they get names exactly these to the platform.
 * @param spent print of the reply token that the call spends: it must not be repeated then
 */
export async function claim(
  deps: SendingDeps,
  head: Head,
  batch: readonly StoredMessage[],
  spent: string | undefined,
): Promise<readonly StoredMessage[] | null> {
  const leaseUntil = deps.clock.now() + LEASE_MS;
  const key = batch[0]?.outbox?.key ?? '';
  const taken = batch.map(
    (message): StoredMessage => ({
      ...message,
      state: 'sending',
      outbox: { ...taking(message, spent), key, leaseUntil },
    }),
  );
  if (!(await deps.outbox.saveTogether(head, taken))) return null;
  return taken.map((message) => ({ ...message, rev: message.rev + 1 }));
}

/** Somebody who died while sending may have sent. */
function taking({ state, outbox }: StoredMessage, spent: string | undefined): Outbox {
  const { failure: _failure, tries = 0, ...rest } = outbox ?? { key: '', notBefore: 0, by: '' };
  return {
    ...rest,
    tries: tries + 1,
    ...(spent === undefined ? {} : { once: true, spent }),
    ...(state === 'sending' ? { doubtful: true, watched: true } : {}),
  };
}
