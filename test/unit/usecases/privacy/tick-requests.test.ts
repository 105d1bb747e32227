import { Misconfigured, Unavailable } from '../../../../lambdas/domain/errors.ts';
import { pauseRequest } from '../../../../lambdas/usecases/privacy/decide-request.ts';
import { openRequest } from '../../../../lambdas/usecases/privacy/open-request.ts';
import { tickRequests } from '../../../../lambdas/usecases/privacy/tick-requests.ts';
import { verifyRequest } from '../../../../lambdas/usecases/privacy/verify-request.ts';
import { DAY, HOUR, MINUTE, NOON, OFFICER, OWNER, RequestsWorld } from '../../../support/requests-world.ts';

const GROUND = { method: 'officer', ground: 'seen the passport' } as const;

async function opened() {
  const world = new RequestsWorld();
  const { deps } = world.main;
  const request = await openRequest(deps, OWNER, { type: 'erase', subject: { customerId: 'p_1' } });
  return { world, deps, request };
}

/** Each minute in which something is due, up to a moment. */
async function live(world: RequestsWorld, until: number, deps = world.main.deps): Promise<void> {
  for (;;) {
    const all = await Promise.all(
      ['ws_sample', 'ws_other'].map((one) => world.main.deps.requests.list(one, { limit: 100 })),
    );
    const next = Math.min(...all.flatMap(({ requests }) => requests.map(({ nextAt }) => nextAt ?? Infinity)));
    if (next > until) break;
    world.clock.moveTo(Math.max(next, world.clock.now() + 1));
    await tickRequests(deps).catch(() => {});
  }
  world.clock.moveTo(until);
}

describe('the clock of privacy requests', () => {
  it('starts what is verified, and again every five minutes until it runs', async () => {
    const { world, deps, request } = await opened();
    await verifyRequest({ ...deps, runs: { start: async () => {} } }, OFFICER, request.id, GROUND);
    await live(world, NOON + 11 * MINUTE);
    expect(world.started).toHaveLength(3);
    await world.work(request, { state: 'running' });
    await live(world, NOON + DAY);
    expect(world.started).toHaveLength(3);
  });

  it('starts anew what failed, as another run, after an hour', async () => {
    const { world, deps, request } = await opened();
    await verifyRequest(deps, OFFICER, request.id, GROUND);
    const steps = [{ name: 'fail', state: 'done', at: NOON, counts: { times: 1 } }];
    await world.work(request, { state: 'failed', steps, nextAt: NOON + HOUR });
    world.started.length = 0;
    await live(world, NOON + HOUR);
    expect(world.started).toEqual([expect.objectContaining({ failures: 1 })]);
  });

  it('RET-3: warns 7, 3 and 1 day before, and each day that it is late; an unverified one, too', async () => {
    const { world } = await opened();
    const days: number[] = [];
    for (let day = 0; day <= 33; day++) {
      world.letters.length = 0;
      await live(world, NOON + day * DAY);
      if (world.letters.length > 0) days.push(day);
      expect([0, 2]).toContain(world.letters.length);
    }
    expect(days).toEqual([23, 27, 29, 30, 31, 32, 33]);
    // Every half hour since the 30th day.
    expect(world.meter.counts.get('PrivacyRequestLate')).toBe(3 * 48 + 1);
    expect(world.meter.counts.get('PrivacyRequestDue')).toBe(7);
  });

  it('tells owners and privacy officers in their language, and nobody of whom it is about', async () => {
    const { world, request } = await opened();
    await live(world, NOON + 23 * DAY);
    expect(world.letters.map(({ to }) => to).sort()).toEqual([
      'u_officer@example.com',
      'u_owner@example.com',
    ]);
    const [letter] = world.letters;
    expect(letter?.subject).toBe('คำขอเรื่องข้อมูลส่วนบุคคลใกล้ครบกำหนด');
    expect(letter?.text).toContain(request.id);
    expect(letter?.text).not.toContain('p_1');
  });

  it('reminds of one whose clock stands, and does not call it late', async () => {
    const { world, deps, request } = await opened();
    await pauseRequest(deps, OFFICER, request.id, 'court order');
    await live(world, NOON + 65 * DAY);
    expect(world.letters).toHaveLength(4);
    expect(world.meter.counts.get('PrivacyRequestLate')).toBeUndefined();
  });

  it('looks no more at one that has ended', async () => {
    const { world, request } = await opened();
    await world.work(request, { state: 'completed', completedAt: NOON });
    await live(world, NOON + 40 * DAY);
    expect([world.letters.length, world.meter.counts.size]).toEqual([0, 0]);
  });

  it('F: whatever fails with one keeps it from no other, and is raised, and is done again', async () => {
    const { world, deps, request } = await opened();
    await verifyRequest(deps, OFFICER, request.id, GROUND);
    const other = await openRequest(deps, OWNER, { type: 'access', subject: { customerId: 'p_2' } });
    await verifyRequest(deps, OFFICER, other.id, GROUND);
    world.started.length = 0;
    const runs = {
      start: async (run: { requestId: string }) => {
        if (run.requestId === request.id) throw new Unavailable('states');
        await deps.runs.start({ ...run, workspaceId: 'ws_sample', type: 'access', failures: 0 });
      },
    };
    await expect(tickRequests({ ...deps, runs })).rejects.toThrow(Unavailable);
    expect(world.started.map(({ requestId }) => requestId)).toEqual([other.id]);
    expect((await world.read(request)).nextAt).toBe(NOON + MINUTE);
    await live(world, NOON + MINUTE);
    expect(world.started.map(({ requestId }) => requestId)).toContain(request.id);
  });

  it('F: a warning that cannot be sent is owed until it can', async () => {
    const { world, deps } = await opened();
    const mail = { send: async () => Promise.reject(new Misconfigured('refused')) };
    await live(world, NOON + 23 * DAY + HOUR, { ...deps, mail });
    expect(world.letters).toEqual([]);
    expect(world.meter.counts.get('OwnersNotTold')).toBeGreaterThan(50);
    await live(world, NOON + 23 * DAY + HOUR + MINUTE);
    expect(world.letters).toHaveLength(2);
  });

  it('counts what it cannot tell where the stage names no sender', async () => {
    const { world, deps } = await opened();
    await live(world, NOON + 24 * DAY, { ...deps, mail: null });
    expect(world.meter.counts.get('OwnersNotTold')).toBe(1);
  });
});
