import { changeOf, type StreamRecord } from '../../store/live-changes.ts';
import type { LiveDeps } from '../../usecases/live/live-deps.ts';
import { tellChanges } from '../../usecases/live/tell-changes.ts';
import { describeError, log } from '../logger.ts';

/** Takes records of the Inbox table's stream. One that fails is handed over again, with all of its batch: browsers read again, that is all. */
export function fanOutHandler(
  deps: LiveDeps,
): (event: { readonly Records: readonly StreamRecord[] }) => Promise<void> {
  return async ({ Records }) => {
    try {
      await tellChanges(
        deps,
        Records.flatMap((record) => changeOf(record) ?? []),
      );
    } catch (error) {
      log('ERROR', 'changes could not be told', { records: Records.length, ...describeError(error) });
      throw error;
    }
  };
}
