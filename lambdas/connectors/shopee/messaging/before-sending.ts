import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import { EgressError } from '../../../ports/egress.ts';

/**
 * Does what has to be done before the call that reaches the buyer. Whatever is lost here, the buyer has nothing of it: the error says so.
 * @throws EgressError without `mayHaveArrived`
 */
export async function beforeSending<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof EgressError && error.mayHaveArrived ? harmless(error) : error;
  }
}

function harmless({ kind, platform, host, rule, status, retryAfterMs }: EgressError): EgressError {
  return new EgressError({
    ...{ kind, platform, host, mayHaveArrived: false },
    ...(rule === undefined ? {} : { rule }),
    ...(status === undefined ? {} : { status }),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

/** Of an upload only the file can be wrong: a call that Shopee rejects is a file that it does not take. */
export function fileRefused(error: unknown): never {
  if (error instanceof PlatformRefusal && error.kind === 'rejected')
    throw new PlatformRefusal('content_refused', 'shopee', error.platformCode);
  throw error;
}
