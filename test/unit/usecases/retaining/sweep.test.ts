import { listConversations } from '../../../../lambdas/usecases/list-conversations.ts';
import { readConversation } from '../../../../lambdas/usecases/read-conversation.ts';
import { readTimeline } from '../../../../lambdas/usecases/read-timeline.ts';
import { sweepRetention } from '../../../../lambdas/usecases/retaining/sweep-retention.ts';
import { DAY, NOON, RetentionWorld } from '../../../support/retention-world.ts';

const SOM = 'U4af4980629som0001';

let world: RetentionWorld;
let som: string;

beforeEach(async () => {
  world = new RetentionWorld();
  await world.begin();
  som = await world.know(SOM, 'line');
});

const pass = (days: number) => world.clock.moveTo(world.clock.now() + days * DAY);
const timeline = async () => (await readTimeline(world.view(), world.session, som, { limit: 50 })).items;
const rows = (what: string) => world.stored().filter((one) => one.what === what).length;

describe('what is over', () => {
  it('goes entry by entry while the customer goes on writing, with files and their objects', async () => {
    await world.choose([{ platform: 'line', category: 'messages', days: 30 }]);
    await world.receive('line', SOM, { file: true });
    pass(20);
    await world.receive('line', SOM, { file: true });
    pass(11);
    expect(await timeline()).toHaveLength(1);
    await world.sweep();
    expect([rows('E'), rows('F'), rows('object')]).toEqual([1, 1, 2]);
    expect(await timeline()).toHaveLength(1);
    expect(world.headOf(SOM)).toBeDefined();
    expect([...world.aws.table('Inbox').keys()].filter((key) => key.endsWith(' FILE'))).toHaveLength(1);
  });

  it('files that are over before their message say so, and nothing of them is left', async () => {
    await world.choose([{ platform: null, category: 'files', days: 10 }]);
    await world.receive('line', SOM, { file: true });
    pass(11);
    await world.sweep();
    expect([rows('E'), rows('F'), rows('object')]).toEqual([1, 1, 0]);
    const [file] = [...world.aws.table('Inbox').values()].filter(({ sk }) => sk?.S?.startsWith('F#'));
    expect([file?.st?.S, file?.rs?.S]).toEqual(['expired', 'retention']);
  });

  it('a whole conversation goes with its look-up and its key, and whoever writes again is somebody new', async () => {
    await world.receive('line', SOM, { file: true });
    pass(731);
    await world.sweep();
    expect(world.stored()).toEqual([]);
    expect([...world.aws.table('Inbox').keys()].join()).not.toContain(som);
    const salts = [...world.aws.table('SubjectKeys').values()].filter(
      ({ sk, salt }) => sk?.S === 'SALT' && salt,
    );
    expect(salts).toEqual([]);
    expect((await world.receive('line', SOM)).applied).toBe('taken');
    expect(await timeline()).toHaveLength(1);
  });

  it('a message that comes while its conversation goes waits, and is readable afterwards', async () => {
    await world.receive('line', SOM);
    pass(731);
    await sweepRetention(world.deps, 60_000);
    await expect(world.receive('line', SOM)).rejects.toThrow('being erased');
    world.clock.moveTo(world.clock.now() + 11 * 60_000);
    await sweepRetention(world.deps, 60_000);
    await world.receive('line', SOM);
    expect(await timeline()).toMatchObject([{ text: 'hello' }]);
  });

  it('what somebody wrote in a group stays readable when their own conversation goes', async () => {
    await world.receive('line', SOM);
    pass(700);
    await world.receive('line', SOM, { thread: { kind: 'group', id: 'Cgroup0001' }, text: 'in the group' });
    pass(40);
    await world.sweep();
    expect(world.headOf(SOM)).toBeUndefined();
    const { items } = await listConversations(world.view(), world.session, { limit: 5 });
    const group = await readTimeline(world.view(), world.session, items[0]?.id ?? '', { limit: 5 });
    expect(group.items).toMatchObject([{ text: 'in the group' }]);
    expect((await world.receive('line', SOM)).applied).toBe('taken');
  });

  it('a group that begins while the key is being restricted keeps the key', async () => {
    await world.receive('line', SOM);
    pass(731);
    // Between the look for groups and the restriction of the key.
    const { restrict } = world.deps.erasure;
    const erasure = Object.create(world.deps.erasure, {
      restrict: {
        value: async (...args: Parameters<typeof restrict>) => {
          await world.receive('line', SOM, {
            thread: { kind: 'group', id: 'Cgroup0001' },
            text: 'in the group',
          });
          return world.deps.erasure.restrict(...args);
        },
      },
      release: {
        value: (...args: Parameters<typeof world.deps.erasure.release>) =>
          world.deps.erasure.release(...args),
      },
    });
    await sweepRetention({ ...world.deps, erasure }, 60_000);
    world.clock.moveTo(world.clock.now() + 11 * 60_000);
    await sweepRetention(world.deps, 60_000);
    expect(world.headOf(SOM)).toBeUndefined();
    const { items } = await listConversations(world.view(), world.session, { limit: 5 });
    const group = await readTimeline(world.view(), world.session, items[0]?.id ?? '', { limit: 5 });
    expect(group.items).toMatchObject([{ text: 'in the group' }]);
  });

  it('one that is delivered again after its time stays out', async () => {
    const sentAt = world.clock.now();
    await world.receive('line', SOM, { sentAt, platformMessageId: 'old1' });
    pass(100);
    await world.choose([{ platform: 'line', category: 'conversations', days: 30 }]);
    await world.sweep();
    expect((await world.receive('line', SOM, { sentAt, platformMessageId: 'old1' })).applied).toBe('erased');
  });

  it('is shown to nobody before the sweep comes', async () => {
    await world.receive('line', SOM, { file: true });
    pass(731);
    const view = world.view();
    await expect(readConversation(view, world.session, som)).rejects.toThrow('not found');
    await expect(readTimeline(view, world.session, som, { limit: 5 })).rejects.toThrow('not found');
    expect((await listConversations(view, world.session, { limit: 5 })).items).toEqual([]);
  });

  it('a name and a preview that are over are not shown, and go', async () => {
    const nid = await world.know('nid', 'shopee');
    await world.receive('shopee', 'nid');
    pass(60);
    // Whoever answers keeps the conversation, but says nothing of the name.
    await world.receive('shopee', 'nid', {
      direction: 'outbound',
      customer: { key: 'nid', platformUserId: 'nid' },
      author: { type: 'external' },
    });
    pass(31);
    const shown = await readConversation(world.view(), world.session, nid);
    expect(shown.customer.displayName).toBeNull();
    await world.sweep();
    expect(world.headOf('nid')?.row.nm).toBeUndefined();
    pass(60);
    await world.sweep();
    expect(world.headOf('nid')).toBeUndefined();
  });

  it('parked deliveries go by the days of their platform, earlier where it wants so', async () => {
    for (const platform of ['line', 'tiktok'])
      world.aws.table('Inbox').set(`W#_#PARKED ${new Date(NOON).toISOString()}#${platform}`, {
        pk: { S: 'W#_#PARKED' },
        sk: { S: `${new Date(NOON).toISOString()}#${platform}` },
        platform: { S: platform },
        envelope: { S: '{"v":1}' },
      });
    const parked = () => [...world.aws.table('Inbox').keys()].filter((key) => key.startsWith('W#_#PARKED'));
    pass(31);
    await world.sweep();
    expect(parked().join()).toContain('#line');
    expect(parked()).toHaveLength(1);
    pass(60);
    await world.sweep();
    expect(parked()).toEqual([]);
  });

  it('what the database should have deleted goes once a week', async () => {
    const row = {
      pk: { S: 'W#ws_shop#F#up_1' },
      sk: { S: 'UPLOAD' },
      expiresAt: { N: String(NOON / 1_000 - 5) },
    };
    world.aws.table('Inbox').set('W#ws_shop#F#up_1 UPLOAD', row);
    await world.sweep();
    expect(world.aws.table('Inbox').has('W#ws_shop#F#up_1 UPLOAD')).toBe(false);
  });
});

describe('a legal hold', () => {
  it('keeps a conversation as it is, shown to nobody, until it ends', async () => {
    await world.receive('line', SOM, { file: true });
    await world.hold('hold_1', { conversationId: som });
    pass(800);
    await world.sweep();
    expect([rows('E'), rows('object')]).toEqual([1, 2]);
    await expect(readConversation(world.view(), world.session, som)).rejects.toThrow('not found');
    await world.holds.release('ws_shop', 'hold_1', 'u_owner', world.clock.now());
    pass(1);
    await world.sweep();
    expect(world.stored()).toEqual([]);
    expect(world.meter.counts.get('RetentionLate')).toBeUndefined();
  });
});

describe('a run', () => {
  it('is on record with counts, and raises the alarm for what was kept too long', async () => {
    await world.choose([{ platform: 'line', category: 'messages', days: 30 }]);
    await world.receive('line', SOM);
    pass(20);
    await world.receive('line', SOM);
    pass(13);
    await world.sweep();
    const events = [...world.aws.table('Ledger').values()].filter(
      ({ action }) => action?.S === 'retention.sweep',
    );
    expect(events).toHaveLength(1);
    expect(events[0]?.facts?.M).toMatchObject({
      removed: { M: { messages: { N: '1' } } },
      latestHours: { N: '72' },
    });
    expect(world.meter.counts.get('RetentionLate')).toBe(1);
  });

  it('goes on where the last one had to stop', async () => {
    // More than a page of conversations that stay stand before the one that goes.
    for (let i = 0; i < 60; i++) {
      await world.know(`c${i}`, 'line');
      await world.receive('line', `c${i}`);
    }
    await world.know('d', 'facebook');
    world.clock.moveTo(world.clock.now() + 1_000);
    await world.receive('facebook', 'd');
    await world.choose([{ platform: 'facebook', category: 'conversations', days: 10 }]);
    pass(11);
    for (let turn = 0; turn < 4; turn++) {
      await sweepRetention(world.deps, -1);
      world.clock.moveTo(world.clock.now() + 11 * 60_000);
    }
    expect(rows('HEAD')).toBe(60);
    expect(world.headOf('d')).toBeUndefined();
  });
});
