import { subjectIdOf } from '../../../../lambdas/domain/ids.ts';
import { importDeletionList } from '../../../../lambdas/usecases/privacy/import-deletion-list.ts';
import { readCase } from '../../../../lambdas/usecases/privacy/read-case.ts';
import { DAY, dyingEverywhere, NID, NOON, PrivacyWorld } from '../../../support/privacy-world.ts';

const CUSTOMER = '7100000000000011';
const linkOf = (id: string) => `meta/person/${id}`;
const list = { ids: [NID.platformUserId, CUSTOMER, '1', '2', CUSTOMER], print: 'print_of_list', linkOf };

/** Two shops; a customer wrote to the first, and a person of the staff connected the second. */
function setUp() {
  const world = new PrivacyWorld();
  const stranger = { ...NID, link: 'meta/person/9' };
  const first = world.connect('ws_1', 'c_1', stranger);
  const second = world.connect('ws_2', 'c_2');
  const salts = new Set<string>();
  const keys = {
    workspace: (workspaceId: string) => world.keys.workspace(workspaceId),
    existingKey: async (workspaceId: string, subjectId: string) =>
      salts.has(`${workspaceId}/${subjectId}`) ? Buffer.alloc(32) : null,
  };
  const subjectIn = async (workspaceId: string, connectionId: string) => {
    const { idSecret } = await world.keys.workspace(workspaceId);
    const thread = { kind: 'direct', id: CUSTOMER } as const;
    return `${workspaceId}/${subjectIdOf(idSecret, connectionId, { key: CUSTOMER }, thread)}`;
  };
  const run = async () => {
    salts.add(await subjectIn('ws_1', 'c_1'));
    return importDeletionList({ ...world.deps, keys }, list, [first, second]);
  };
  return { world, run, keys, salts };
}

describe('a deletion list', () => {
  it('is one case, and a privacy request for each person whom a connection knows', async () => {
    const { world, run } = setUp();
    const report = await run();
    expect(report).toMatchObject({ read: 4, known: 2, ignored: 2, requestsMade: 2 });
    expect(await world.requests.open('ws_1')).toMatchObject([
      { type: 'erase', source: 'meta_list', subject: { connectionId: 'c_1', platformUserId: CUSTOMER } },
    ]);
    expect(await world.requests.open('ws_2')).toMatchObject([
      { source: 'meta_list', subject: { connectionId: 'c_2', platformUserId: NID.platformUserId } },
    ]);
    expect(world.codes()).toEqual([report.code]);
    expect(await readCase(world.deps, report.code)).toMatchObject({ state: 'verified', found: true });
    expect(world.audit).toMatchObject([
      { action: 'privacy.request', actor: { kind: 'operator' }, reason: 'meta_list' },
      { action: 'privacy.request', actor: { kind: 'operator' }, reason: 'meta_list' },
    ]);
  });

  it('changes nothing when it is imported again, not even after the requests have ended', async () => {
    const { world, run } = setUp();
    const { code } = await run();
    const before = await world.outcome(['ws_1', 'ws_2']);
    world.clock.moveTo(NOON + DAY);
    expect(await run()).toMatchObject({ code, known: 2, requestsMade: 0 });
    expect(await world.outcome(['ws_1', 'ws_2'])).toEqual(before);
    for (const { id } of await world.requests.open('ws_1'))
      world.advance(id, { state: 'completed', completedAt: NOON });
    expect(await run()).toMatchObject({ code, requestsMade: 0 });
    expect(await world.requests.open('ws_1')).toEqual([]);
  });

  it('leaves no trace of ids that nobody knows', async () => {
    const { world, keys } = setUp();
    const report = await importDeletionList({ ...world.deps, keys }, { ...list, ids: ['1', '2'] }, []);
    expect(report).toMatchObject({ read: 2, known: 0, ignored: 2, requestsMade: 0 });
    expect(await readCase(world.deps, report.code)).toMatchObject({ state: 'completed', found: false });
    expect(world.aws.table('Ledger').size).toBe(2);
  });

  it('ignores customers whose keys were destroyed: they are erased', async () => {
    const { world, run, salts, keys } = setUp();
    await run();
    salts.clear();
    const later = { ...list, print: 'print_of_the_next_list' };
    const connections = [...world.connections.values()];
    expect(await importDeletionList({ ...world.deps, keys }, later, connections)).toMatchObject({ known: 1 });
  });

  it('S11: keeps no id in the clear', async () => {
    const { world, run } = setUp();
    await run();
    const kept = JSON.stringify([[...world.aws.table('Ledger')], world.audit]);
    for (const id of [NID.platformUserId, CUSTOMER]) expect(kept).not.toContain(id);
  });

  it('F07: is finished by a second import, wherever the first one dies', async () => {
    const calm = setUp();
    await calm.run();
    const wanted = await calm.world.outcome(['ws_1', 'ws_2']);
    const points = await dyingEverywhere(
      setUp,
      ({ run }) => run(),
      async ({ world }, n) =>
        expect({ n, outcome: await world.outcome(['ws_1', 'ws_2']) }).toEqual({ n, outcome: wanted }),
    );
    expect(points).toBeGreaterThan(20);
  });
});
