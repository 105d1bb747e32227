import { BEGIN, DAY, RequestHistory } from '../../test/support/request-history.ts';
import type { Findings } from '../part.ts';
import { row } from '../rows.ts';

const REQUESTS = 20_000;
/** Each history lives for a little more than a month, so the last ones end after 400 days. */
const LAST_BEGIN_DAY = 365;

/**
 * Privacy requests of 400 virtual days, with a clock that dies, calls that fail and writers that are faster: a request that is late, or does not
 * begin, and of which nobody is told raises an error here.
 */
export async function simulateRequests(): Promise<Findings> {
  const started = performance.now();
  let requests = 0;
  let late = 0;
  for (let seed = 1; requests < REQUESTS; seed++) {
    const history = new RequestHistory(seed, BEGIN + (seed % LAST_BEGIN_DAY) * DAY);
    await history.run();
    requests += history.rows.size;
    late += history.times.late;
  }
  return {
    rows: [
      row('requests.simulated', requests, 'privacy requests in 400 virtual days'),
      row('requests.told_late', late, 'times that one was called late, none in silence'),
      row('requests.simulated_seconds', (performance.now() - started) / 1_000, 's'),
    ],
  };
}
