import { AgedConversations } from '../../../../lambdas/store/personal-data/aged-conversations.ts';
import { Table } from '../../../../lambdas/store/table.ts';
import { previewRetention } from '../../../../lambdas/usecases/retaining/preview-retention.ts';
import { changeRetention, readRetention } from '../../../../lambdas/usecases/retaining/retention-settings.ts';
import { DAY, RetentionWorld } from '../../../support/retention-world.ts';

let world: RetentionWorld;

beforeEach(async () => {
  world = new RetentionWorld();
  await world.begin();
});

const deps = () => ({
  ...world.deps,
  retentionStore: world.deps.retention,
  counted: new AgedConversations(new Table(world.aws.dynamo, 'Inbox')),
});
const SHORT = [{ platform: 'line', category: 'messages', days: 30 }] as const;

describe('choosing', () => {
  it('holds at once, with its version, and is on record', async () => {
    expect((await readRetention(deps(), world.session)).settings).toMatchObject({ version: 0, rules: [] });
    const { effective, settings } = await changeRetention(deps(), world.session, 0, SHORT);
    expect(settings).toMatchObject({ version: 1, rules: SHORT, changedBy: 'u_owner' });
    expect(
      effective.find(({ platform, category }) => platform === 'line' && category === 'messages'),
    ).toMatchObject({
      days: 30,
      default: 730,
      chosen: true,
    });
    const [event] = [...world.aws.table('Ledger').values()];
    expect(event?.action?.S).toBe('retention.change');
    expect((await readRetention(deps(), world.session)).settings).toEqual(settings);
  });

  it('of an older version is refused, also when two choose at the same moment', async () => {
    await changeRetention(deps(), world.session, 0, SHORT);
    await expect(changeRetention(deps(), world.session, 0, [])).rejects.toThrow('changed meanwhile');
    // Nothing is on record that was not done.
    expect(world.aws.table('Ledger').size).toBe(1);
    const both = [
      changeRetention(deps(), world.session, 1, []),
      changeRetention(deps(), world.session, 1, SHORT),
    ];
    const results = await Promise.allSettled(both);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('above a cap changes nothing', async () => {
    const tooLong = [{ platform: 'shopee', category: 'profiles', days: 91 }] as const;
    await expect(changeRetention(deps(), world.session, 0, tooLong)).rejects.toThrow('break a rule');
    expect(world.aws.table('Ledger').size).toBe(0);
  });
});

describe('a preview', () => {
  it('counts what would go, by platform and category, and what the sweep then removes is the same', async () => {
    await world.know('a', 'line');
    await world.know('b', 'shopee');
    await world.receive('line', 'a', { file: true });
    await world.receive('line', 'a');
    await world.receive('shopee', 'b');
    world.clock.moveTo(world.clock.now() + 31 * DAY);
    await world.receive('line', 'a');
    const rules = [...SHORT, { platform: 'shopee', category: 'conversations', days: 20 } as const];
    const before = world.stored();
    const { counts, complete } = await previewRetention(deps(), world.session, rules);
    expect(complete).toBe(true);
    expect(counts).toEqual([
      { platform: 'line', category: 'messages', count: 2 },
      { platform: 'line', category: 'files', count: 1 },
      { platform: 'shopee', category: 'messages', count: 1 },
      { platform: 'shopee', category: 'conversations', count: 1 },
    ]);
    expect(world.stored()).toEqual(before);
    await world.choose(rules);
    await world.sweep();
    const [{ facts } = {}] = [...world.aws.table('Ledger').values()].filter(
      ({ action }) => action?.S === 'retention.sweep',
    );
    expect(facts?.M?.removed?.M).toMatchObject({
      messages: { N: '3' },
      files: { N: '1' },
      conversations: { N: '1' },
    });
  });

  it('of a large workspace stops, and says "at least"', async () => {
    await world.know('a', 'line');
    for (let i = 0; i < 510; i++) {
      await world.know(`c${i}`, 'line');
      await world.receive('line', `c${i}`);
    }
    world.clock.moveTo(world.clock.now() + 31 * DAY);
    const { counts, complete } = await previewRetention(deps(), world.session, SHORT);
    expect(complete).toBe(false);
    expect(counts).toEqual([{ platform: 'line', category: 'messages', count: 500 }]);
  });
});
