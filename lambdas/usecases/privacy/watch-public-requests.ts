import { waitsTooLong } from '../../domain/public-request.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Meter } from '../../ports/meter.ts';
import type { RequestInbox } from '../../ports/request-inbox.ts';

export interface WatchDeps {
  readonly inbox: Pick<RequestInbox, 'waiting'>;
  readonly meter: Meter;
  readonly clock: Clock;
}

/** Says of each request of the public page that has waited too long for a decision that it is late, again each time, until somebody decides. */
export async function watchPublicRequests({ inbox, meter, clock }: WatchDeps): Promise<void> {
  const now = clock.now();
  for (const request of await inbox.waiting(now))
    if (waitsTooLong(request, now))
      meter.count('PrivacyRequestLate', {}, { case: request.code, receivedAt: request.receivedAt });
}
