import { objectKeys, VIEWS } from '../../lambdas/store/keys.ts';
import { ErasingWorld } from '../support/erasing-world.ts';
import { ExportingWorld } from '../support/exporting-world.ts';
import { DAY, RetentionWorld } from '../support/retention-world.ts';
import { statementsOf } from './support/statements.ts';
import { synthesise } from './support/synthesise.ts';
import { type Asked, isAllowed, watched } from './support/watched-calls.ts';

/**
 * The other side of least privilege: what these functions do in memory, they may do on AWS. They touch most, and neither tests in memory nor the
 * local cloud would ask for rights.
 */
const identity = statementsOf(synthesise('production')).filter(({ kind }) => kind === 'identity');
const SOM = 'U4af4980629som0001';

/** What a function asked for in vain. */
function refused(name: string, asked: readonly Asked[]): readonly string[] {
  const own = identity.filter(({ owner }) => owner === `${name}RoleDefaultPolicy`);
  expect(asked.length).toBeGreaterThan(10);
  const lines = asked
    .filter((one) => !isAllowed(one, own))
    .map(({ action, resource, facts }) => `${action} ${resource} ${Object.values(facts).join()}`);
  return [...new Set(lines)];
}

describe('the eraser may do what it does', () => {
  let world: ErasingWorld;

  beforeEach(async () => {
    world = new ErasingWorld();
    await world.begin();
  });

  const subjects = {
    'a customer': (subjectId: string) => ({ customerId: subjectId }),
    'a person of a platform': () => ({ connectionId: 'c_shop', platformUserId: SOM }),
    'a member': () => ({ memberId: 'u_lek' }),
    'a connection': () => ({ connectionId: 'c_shop' }),
    'a workspace': () => ({ workspace: true }) as const,
  };

  test.each(Object.entries(subjects))('to erase %s', async (_who, subjectOf) => {
    const group = { kind: 'group', id: 'Cgroup0001' } as const;
    const { conversationId, subjectId } = await world.receive(SOM, 'my address is 7 Sukhumvit');
    await world.receive(SOM, 'hello all', { thread: group });
    await world.addMember('u_lek', 'lek@shop.example');
    world.keepFile(conversationId, 'picture_1');
    for (const folder of [VIEWS, 'uploads/', 'scans/', 'exports/'])
      world.aws.objects.set(`/media-bucket/${folder}ws_shop/one`, Buffer.from('open'));
    await world.park('parked_1', JSON.stringify({ source: { userId: SOM }, account: '418822110' }));
    await world.park('parked_2', SOM.padEnd(300_000, ' '));
    const ref = await world.ask(subjectOf(subjectId));
    const asked = await watched(world.aws, async () => expect(await world.run(ref)).toBe('completed'));
    expect(refused('Eraser', asked)).toEqual([]);
  });

  test('to forget the archive of an export', async () => {
    const ref = await world.ask({ customerId: (await world.receive(SOM, 'hello')).subjectId });
    const archive = `/media-bucket/${objectKeys.archives('ws_shop', ref.requestId)}1.zip`;
    world.aws.objects.set(archive, Buffer.from('sealed'));
    const asked = await watched(world.aws, () => world.step('forget', ref));
    expect(world.aws.objects.has(archive)).toBe(false);
    const own = identity.filter(({ owner }) => owner === 'EraserRoleDefaultPolicy');
    expect(asked.filter((one) => !isAllowed(one, own))).toEqual([]);
  });
});

describe('the exporter may do what it does', () => {
  let world: ExportingWorld;
  let subjectId: string;

  beforeEach(async () => {
    world = new ExportingWorld();
    await world.begin();
    ({ subjectId } = await world.receiveFile(SOM, Buffer.from('picture')));
  });

  const subjects = {
    'a customer': () => ({ customerId: subjectId }),
    'a connection': () => ({ connectionId: 'c_shop' }),
    'a workspace': () => ({ workspace: true }) as const,
  };

  test.each(Object.entries(subjects))('to export %s', async (_who, subjectOf) => {
    const ref = await world.askFor('access', subjectOf());
    const asked = await watched(world.aws, () => world.export(ref));
    expect(refused('Exporter', asked)).toEqual([]);
  });

  test('to correct a name', async () => {
    const correction = { displayName: 'Som' };
    const ref = await world.askFor('correct', { customerId: subjectId }, { correction });
    const asked = await watched(world.aws, async () => {
      for (const step of ['correct', 'close']) await world.exportStep(step, ref);
    });
    expect(refused('Exporter', asked)).toEqual([]);
  });
});

test('the retention sweeper may do what it does', async () => {
  const world = new RetentionWorld();
  await world.begin();
  await world.know(SOM, 'line');
  await world.choose([{ platform: null, category: 'files', days: 10 }]);
  await world.receive('line', SOM, { file: true });
  const asked = await watched(world.aws, async () => {
    for (const days of [11, 731, 1]) {
      world.clock.moveTo(world.clock.now() + days * DAY);
      await world.sweep();
    }
  });
  expect(world.stored()).toEqual([]);
  expect(refused('RetentionRetentionSweeper', asked)).toEqual([]);
});
