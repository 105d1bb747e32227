import {
  REMEMBERED_DAYS,
  receiveDeauthorization,
} from '../../../../lambdas/usecases/privacy/receive-deauthorization.ts';
import { DAY, dyingEverywhere, MINUTE, NID, NOON, PrivacyWorld } from '../../../support/privacy-world.ts';

describe('a person who removed the application', () => {
  it('S21: has all that they connected revoked, in whichever workspace, and nothing else', async () => {
    const world = new PrivacyWorld();
    world.connect('ws_1', 'c_1');
    world.connect('ws_2', 'c_2');
    world.connect('ws_1', 'c_other', { ...NID, link: 'meta/person/2' });
    await receiveDeauthorization(world.deps, NID);
    const data = { by: 'person' };
    expect(world.signals).toEqual([
      { workspaceId: 'ws_1', connectionId: 'c_1', signal: 'revoked', at: NOON, data },
      { workspaceId: 'ws_2', connectionId: 'c_2', signal: 'revoked', at: NOON, data },
    ]);
    expect(world.jobs).toEqual([
      { kind: 'connection', workspaceId: 'ws_1', id: 'c_1' },
      { kind: 'connection', workspaceId: 'ws_2', id: 'c_2' },
    ]);
    expect(world.audit[0]).toEqual({
      workspaceId: 'ws_1',
      at: NOON,
      action: 'connection.revoke',
      actor: { kind: 'platform', name: 'pigeon' },
      reason: 'deauthorized',
      platform: 'pigeon',
      connectionId: 'c_1',
      facts: { by: 'person' },
    });
  });

  it('makes no case and no privacy request: that is another wish', async () => {
    const world = new PrivacyWorld();
    world.connect('ws_1', 'c_1');
    await receiveDeauthorization(world.deps, NID);
    expect(world.codes()).toEqual([]);
    expect(await world.requests.open('ws_1')).toEqual([]);
  });

  it('may be unknown', async () => {
    const world = new PrivacyWorld();
    await receiveDeauthorization(world.deps, NID);
    expect(world.aws.table('Ledger').size).toBe(0);
    expect([world.signals, world.jobs, world.audit]).toEqual([[], [], []]);
  });

  it('F20: harms no connection that was made after the request was signed', async () => {
    const world = new PrivacyWorld();
    world.connect('ws_1', 'c_later', NID, { connectedAt: NID.issuedAt + 5 * MINUTE + 1 });
    world.connect('ws_1', 'c_skewed', NID, { connectedAt: NID.issuedAt + 5 * MINUTE });
    await receiveDeauthorization(world.deps, NID);
    expect(world.jobs.map(({ id }) => id)).toEqual(['c_skewed']);
  });

  it('is kept in mind by a fingerprint, for a year', async () => {
    const world = new PrivacyWorld();
    world.connect('ws_1', 'c_1');
    await receiveDeauthorization(world.deps, NID);
    const until = NOON + REMEMBERED_DAYS * DAY;
    const known = [{ workspaceId: 'ws_1', connectionId: 'c_1' }];
    expect(await world.cases.remembered(NID.print, until - 1)).toEqual(known);
    expect(await world.cases.remembered(NID.print, until)).toEqual([]);
    expect(JSON.stringify([...world.aws.table('Ledger')])).not.toContain(NID.platformUserId);
  });

  it('F07: ends the same wherever the first attempt dies', async () => {
    const begin = () => {
      const world = new PrivacyWorld();
      world.keeperIsQuick = true;
      for (const id of ['c_1', 'c_2', 'c_3']) world.connect('ws_1', id);
      return { world };
    };
    const act = ({ world }: { world: PrivacyWorld }) => receiveDeauthorization(world.deps, NID);
    const end = async ({ world }: { world: PrivacyWorld }) => ({
      outcome: await world.outcome(['ws_1']),
      remembered: await world.cases.remembered(NID.print, NOON),
    });
    const calm = begin();
    await act(calm);
    const wanted = await end(calm);
    const points = await dyingEverywhere(begin, act, async (begun, n) =>
      expect({ n, ...(await end(begun)) }).toEqual({ n, ...wanted }),
    );
    expect(points).toBeGreaterThan(20);
  });
});
