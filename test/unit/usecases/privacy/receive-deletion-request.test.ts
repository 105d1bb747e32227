import { readCase } from '../../../../lambdas/usecases/privacy/read-case.ts';
import { receiveDeauthorization } from '../../../../lambdas/usecases/privacy/receive-deauthorization.ts';
import { receiveDeletionRequest } from '../../../../lambdas/usecases/privacy/receive-deletion-request.ts';
import { DAY, dyingEverywhere, MINUTE, NID, NOON, PrivacyWorld } from '../../../support/privacy-world.ts';
import { Crash, noFaults } from '../../../support/simulation.ts';

function worldOfTwo(): PrivacyWorld {
  const world = new PrivacyWorld();
  world.connect('ws_1', 'c_1');
  world.connect('ws_2', 'c_2');
  return world;
}

/** Ends all privacy requests of a workspace. */
async function finish(world: PrivacyWorld, workspaceId: string, state = 'completed', at = NOON + DAY) {
  for (const { id } of await world.requests.open(workspaceId)) world.advance(id, { state, completedAt: at });
}

describe('a deletion request of a platform', () => {
  it('S21: is a privacy request in each workspace, a case with a code, and the end of the connections', async () => {
    const world = worldOfTwo();
    const code = await receiveDeletionRequest(world.deps, NID);
    const [request, ...more] = await world.requests.open('ws_1');
    expect(more).toEqual([]);
    expect(request).toEqual({
      workspaceId: 'ws_1',
      id: expect.stringMatching(/^[\w-]{22}$/),
      type: 'erase',
      state: 'verified',
      subject: { connectionId: 'c_1', platformUserId: NID.platformUserId },
      source: 'meta_callback',
      receivedAt: NOON,
      verifiedAt: NOON,
      dueAt: NOON + 30 * DAY,
      completedAt: null,
      steps: [],
      rev: 0,
      // The platform signed it: the clock starts it with the next minute.
      verification: { method: 'platform', at: NOON },
      nextAt: NOON,
      decision: null,
      pauses: [],
    });
    expect(await world.requests.open('ws_2')).toMatchObject([{ subject: { connectionId: 'c_2' } }]);
    expect(world.jobs.map(({ id }) => id)).toEqual(['c_1', 'c_2']);
    expect(world.signals.map(({ signal, connectionId }) => `${signal} ${connectionId}`)).toEqual([
      'revoked c_1',
      'revoked c_2',
    ]);
    expect(await readCase(world.deps, code)).toEqual({
      code,
      state: 'verified',
      receivedAt: NOON,
      dueAt: NOON + 30 * DAY,
      completedAt: null,
      found: true,
    });
  });

  it('says in the audit trail who asked, and for which request', async () => {
    const world = worldOfTwo();
    await receiveDeletionRequest(world.deps, NID);
    const [request] = await world.requests.open('ws_1');
    expect(world.audit.filter(({ workspaceId }) => workspaceId === 'ws_1')).toMatchObject([
      {
        action: 'privacy.request',
        reason: 'meta_callback',
        facts: { requestId: request?.id, type: 'erase' },
      },
      { action: 'connection.revoke', reason: 'deletion_requested' },
    ]);
  });

  it('S11: leaves the id of the person nowhere in the clear', async () => {
    const world = worldOfTwo();
    await receiveDeletionRequest(world.deps, NID);
    const kept = JSON.stringify([[...world.aws.table('Ledger')], world.audit, world.jobs, world.signals]);
    expect(kept).not.toContain(NID.platformUserId);
    expect(kept).not.toContain(Buffer.from(NID.platformUserId).toString('base64').slice(0, 12));
  });

  it('S21: of an unknown person is a case that is complete, and says that nothing was found', async () => {
    const world = new PrivacyWorld();
    const code = await receiveDeletionRequest(world.deps, NID);
    expect(await readCase(world.deps, code)).toMatchObject({
      state: 'completed',
      completedAt: NOON,
      found: false,
    });
    expect(world.audit).toEqual([]);
  });

  it('S21: finds what the person had connected until they removed the application', async () => {
    const world = worldOfTwo();
    world.keeperIsQuick = true;
    await receiveDeauthorization(world.deps, NID);
    expect(await world.deps.links.linked(NID.link)).toEqual([]);
    world.clock.moveTo(NOON + 40 * DAY);
    const code = await receiveDeletionRequest(world.deps, { ...NID, issuedAt: NOON + 40 * DAY });
    expect(await readCase(world.deps, code)).toMatchObject({ state: 'verified', found: true });
    expect(await world.requests.open('ws_2')).toMatchObject([{ receivedAt: NOON + 40 * DAY }]);
    // They were revoked then; somebody else may have connected the account since.
    expect(world.signals.map(({ at }) => at)).toEqual([NOON, NOON]);
  });

  it('F20: says nothing of connections that were made after it was signed', async () => {
    const world = new PrivacyWorld();
    world.connect('ws_1', 'c_later', NID, { connectedAt: NOON + 6 * MINUTE });
    const code = await receiveDeletionRequest(world.deps, NID);
    expect(await readCase(world.deps, code)).toMatchObject({ found: false });
    expect(world.jobs).toEqual([]);
  });
});

describe('a deletion request that comes again', () => {
  it('F01 S21: has the same code while its case is open, and changes nothing', async () => {
    const world = worldOfTwo();
    const code = await receiveDeletionRequest(world.deps, NID);
    const before = await world.outcome(['ws_1', 'ws_2']);
    expect(await receiveDeletionRequest(world.deps, NID)).toBe(code);
    expect(await world.outcome(['ws_1', 'ws_2'])).toEqual(before);
    world.clock.moveTo(NOON + 10 * DAY);
    expect(await receiveDeletionRequest(world.deps, { ...NID, issuedAt: NOON + 10 * DAY })).toBe(code);
    expect((await world.requests.open('ws_1')).length).toBe(1);
  });

  it('F01: has one code when it comes many times at once', async () => {
    const world = worldOfTwo();
    const codes = await Promise.all(Array.from({ length: 5 }, () => receiveDeletionRequest(world.deps, NID)));
    expect(new Set(codes).size).toBe(1);
    expect(world.codes()).toEqual([codes[0]]);
    expect((await world.requests.open('ws_1')).length).toBe(1);
  });

  it('also names what was connected meanwhile', async () => {
    const world = worldOfTwo();
    const code = await receiveDeletionRequest(world.deps, NID);
    world.connect('ws_3', 'c_3', NID, { connectedAt: NOON + DAY });
    world.clock.moveTo(NOON + 2 * DAY);
    expect(await receiveDeletionRequest(world.deps, { ...NID, issuedAt: NOON + 2 * DAY })).toBe(code);
    expect(await world.requests.open('ws_3')).toMatchObject([{ receivedAt: NOON, dueAt: NOON + 30 * DAY }]);
    expect((await world.cases.case(code))?.requests.length).toBe(3);
  });

  it.each([
    ['still there', false],
    ['gone', true],
  ])(
    'has the same code after its case ended, if it is the same request: connections %s',
    async (_name, gone) => {
      const world = worldOfTwo();
      world.keeperIsQuick = gone;
      const code = await receiveDeletionRequest(world.deps, NID);
      for (const workspace of ['ws_1', 'ws_2']) await finish(world, workspace);
      expect(await receiveDeletionRequest(world.deps, NID)).toBe(code);
      const unknown = { ...NID, link: 'meta/person/3', print: 'print_3' };
      const nothing = await receiveDeletionRequest(world.deps, unknown);
      expect(await receiveDeletionRequest(world.deps, unknown)).toBe(nothing);
    },
  );

  it('has another code after its case ended, if the person asks anew', async () => {
    const world = worldOfTwo();
    const code = await receiveDeletionRequest(world.deps, NID);
    for (const workspace of ['ws_1', 'ws_2']) await finish(world, workspace);
    const later = NOON + 90 * DAY;
    world.clock.moveTo(later);
    const another = await receiveDeletionRequest(world.deps, { ...NID, issuedAt: later });
    expect(another).not.toBe(code);
    expect(await readCase(world.deps, another)).toMatchObject({ state: 'verified', receivedAt: later });
    expect(await readCase(world.deps, code)).toMatchObject({ state: 'completed', completedAt: NOON + DAY });
  });

  it('has another code, if the case that nothing was found for does not know what is there now', async () => {
    const world = new PrivacyWorld();
    const code = await receiveDeletionRequest(world.deps, NID);
    world.connect('ws_1', 'c_1');
    const another = await receiveDeletionRequest(world.deps, NID);
    expect(another).not.toBe(code);
    expect((await world.requests.open('ws_1')).length).toBe(1);
  });
});

const crashAfter = (operation: string) => ({
  at: async (point: string) => {
    if (point === `after ${operation}`) throw new Crash();
  },
});

describe('F07: a deletion request whose first attempt dies', () => {
  const begin = (known: boolean) => {
    const world = new PrivacyWorld();
    // The keeper is quick: a connection that was revoked no longer leads to the person.
    world.keeperIsQuick = true;
    for (const id of known ? ['c_1', 'c_2', 'c_3'] : []) world.connect('ws_1', id);
    return { world };
  };
  const act = ({ world }: { world: PrivacyWorld }) => receiveDeletionRequest(world.deps, NID);

  it.each([
    ['of somebody who connected three accounts', true, 60],
    ['of somebody unknown', false, 10],
  ])('ends as if nothing had happened, wherever it dies: %s', async (_name, known, atLeast) => {
    const calm = begin(known);
    const code = await act(calm);
    const wanted = await calm.world.outcome(['ws_1']);
    const points = await dyingEverywhere(
      () => begin(known),
      act,
      async ({ world }, n) => {
        expect({ n, latest: await world.cases.latest(NID.print) }).toEqual({ n, latest: code });
        expect({ n, outcome: await world.outcome(['ws_1']) }).toEqual({ n, outcome: wanted });
      },
    );
    expect(points).toBeGreaterThan(atLeast);
  });

  it('makes the requests that its case has noted, even if the connections have gone another way meanwhile', async () => {
    const { world } = begin(true);
    world.faults = crashAfter('addRequests');
    await expect(act({ world })).rejects.toThrow(Crash);
    world.faults = noFaults;
    for (const id of ['c_1', 'c_2', 'c_3']) world.disconnect('ws_1', id);
    await act({ world });
    expect((await world.requests.open('ws_1')).map(({ subject }) => subject)).toEqual(
      expect.arrayContaining(
        ['c_1', 'c_2', 'c_3'].map((connectionId) => ({ connectionId, platformUserId: NID.platformUserId })),
      ),
    );
  });

  it('is completed even if its connections have gone another way meanwhile', async () => {
    const { world } = begin(true);
    world.faults = crashAfter('open');
    await expect(receiveDeletionRequest(world.deps, NID)).rejects.toThrow(Crash);
    world.faults = noFaults;
    for (const id of ['c_1', 'c_2', 'c_3']) world.disconnect('ws_1', id);
    const code = await receiveDeletionRequest(world.deps, NID);
    expect(await readCase(world.deps, code)).toMatchObject({ state: 'completed', found: false });
  });
});
