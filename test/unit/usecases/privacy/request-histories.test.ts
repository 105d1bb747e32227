import { hasEnded } from '../../../../lambdas/domain/privacy-request.ts';
import { RequestHistory } from '../../../support/request-history.ts';

const HISTORIES = 5_000;

describe('RET-3: histories of requests with faults at every await', () => {
  it(`none of ${HISTORIES} has one that is late, or does not begin, in silence`, async () => {
    const count = { late: 0, warned: 0, started: 0, ended: 0 };
    for (let seed = 1; seed <= HISTORIES; seed++) {
      const history = new RequestHistory(seed);
      await history.run();
      count.late += history.times.late;
      count.warned += history.times.letter;
      count.started += history.times.start;
      count.ended += [...history.rows.values()].filter(hasEnded).length;
    }
    // The histories do hold all of it.
    for (const number of Object.values(count)) expect(number).toBeGreaterThan(1_000);
  }, 240_000);
});
