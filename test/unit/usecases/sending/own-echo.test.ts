import { captureLog } from '../../../support/captured-log.ts';
import { HOUR, MINUTE, SECOND } from '../../../support/connecting-world.ts';
import { type SendingOptions, SendingWorld, SUDA } from '../../../support/sending-world.ts';
import { crashAt } from '../../../support/simulation.ts';

beforeEach(() => void captureLog());
afterEach(() => jest.restoreAllMocks());

const typed = (world: SendingWorld, text: string) =>
  world.messenger.typeInApp(world.connection.accountId, SUDA, text);

/** Who said what, and what became of it; without the customer's greeting. */
async function told(world: SendingWorld): Promise<string[]> {
  const lines = await world.lines();
  return lines.slice(1).map(({ by, text, state }) => `${by}: ${text} (${state})`);
}

const shout = (text: string) => `${text}!`;

describe('the echo of an answer is not a second message', () => {
  it.each<[string, SendingOptions]>([
    ['before the platform’s answer, with our name', { echo: 'before' }],
    ['before it, without our name', { echo: 'before', named: false }],
    ['before it, changed and without our name', { echo: 'before', named: false, rewrite: shout }],
    ['after it, with our name', { echo: 'after' }],
    ['after it, without our name', { echo: 'after', named: false }],
    ['after it, changed and without our name', { echo: 'after', named: false, rewrite: shout }],
    ['instead of the id, with our name', { echo: 'instead', rewrite: shout }],
    ['instead of the id, by what it says', { echo: 'instead', named: false }],
  ])('%s', async (_name, options) => {
    const world = await SendingWorld.create(options);
    await world.main.write('ก');
    await world.main.send();
    await world.deliverEchoes();
    expect(await told(world)).toEqual(['agent: ก (sent)']);
    expect(await world.written()).toEqual([expect.objectContaining({ platformMessageId: 'pm1' })]);
  });

  it('however often it comes', async () => {
    for (const named of [true, false]) {
      const world = await SendingWorld.create({ echo: 'after', named });
      await world.main.write('ก');
      await world.main.send();
      const [echo] = world.messenger.echoes;
      if (!echo) throw new Error('there is no echo');
      for (let i = 0; i < 3; i++) await world.main.deliver(echo);
      world.clock.moveTo(world.clock.now() + 20 * MINUTE);
      await world.main.deliver(echo);
      expect(await told(world)).toEqual(['agent: ก (sent)']);
    }
  });

  it('counts among the unanswered messages once', async () => {
    const world = await SendingWorld.create({ echo: 'before', named: false, rewrite: shout });
    await world.main.write('ก');
    await world.main.send();
    expect(await world.main.sending.store.count(world.ref, 'outbound', null, 9)).toBe(1);
  });

  it('also of a picture, which says nothing', async () => {
    const image = { mimeTypes: ['image/png'], maxBytes: 10 };
    const limits = { text: { max: 9, unit: 'utf16' }, image } as const;
    const world = await SendingWorld.create({ echo: 'before', named: false, limits });
    const file = { id: 'att', kind: 'image', name: 'a.png', mimeType: 'image/png', size: 1 } as const;
    world.files.set('att', { ...file, workspaceId: 'ws_1' });
    await world.main.write('', { kind: 'image', attachmentId: 'att' });
    await world.main.send();
    expect(await told(world)).toEqual(['agent: null (sent)']);
  });

  it('whose worker died after storing it as somebody else’s', async () => {
    for (let n = 1, died = true; died; n++) {
      const world = await SendingWorld.create({ echo: 'before', named: false, rewrite: shout });
      await world.main.write('ก');
      const dying = world.boot({ faults: crashAt(n) });
      world.messenger.onEcho = async (echo) => {
        await dying.deliver(echo).catch(() => {});
        // It comes again after the sender has ended.
        world.messenger.echoes.push(echo);
      };
      await world.main.send();
      await world.deliverEchoes();
      expect({ n, told: await told(world) }).toEqual({ n, told: ['agent: ก (sent)'] });
      died = dying.dead();
    }
  });
});

describe('F13: what nobody knows of is settled by its echo', () => {
  it.each([
    ['by its name', { echo: 'after', rewrite: shout }],
    ['by what it says', { echo: 'after', named: false }],
  ] as const)('%s', async (_name, options) => {
    const world = await SendingWorld.create(options);
    world.messenger.fault = () => ({ kind: 'lost' });
    await world.main.write('ก');
    await world.live(HOUR - MINUTE);
    expect(await told(world)).toEqual(['agent: ก (unknown)']);
    await world.deliverEchoes();
    expect(await world.written()).toEqual([
      expect.objectContaining({ state: 'sent', platformMessageId: 'pm1', text: 'ก' }),
    ]);
    expect((await world.written())[0]).not.toHaveProperty('failure');
  });

  it('and what the platform lied about', async () => {
    const world = await SendingWorld.create({ echo: 'after' });
    world.messenger.fault = () => ({ kind: 'lie', refusal: 'rejected' });
    await world.main.write('ก');
    await world.main.send();
    expect(await told(world)).toEqual(['agent: ก (failed)']);
    await world.deliverEchoes();
    expect(await told(world)).toEqual(['agent: ก (sent)']);
  });

  it('and what waits to be tried again, which then is not', async () => {
    const world = await SendingWorld.create({ echo: 'after', idempotent: true });
    world.messenger.fault = () => ({ kind: 'lost' });
    await world.main.write('ก');
    await world.main.send();
    expect(await told(world)).toEqual(['agent: ก (queued)']);
    await world.deliverEchoes();
    await world.live(HOUR);
    expect([await told(world), world.messenger.asked.length]).toEqual([['agent: ก (sent)'], 1]);
  });

  it('but a text of long before, or of long after, is another one', async () => {
    const world = await SendingWorld.create({ echo: 'after', named: false });
    world.messenger.fault = () => ({ kind: 'hang' });
    const { connection, messenger } = world;
    const before = messenger.typeInApp(connection.accountId, SUDA, 'ก');
    world.clock.moveTo(world.clock.now() + 2 * MINUTE);
    await world.main.write('ก');
    await world.main.send();
    await world.main.deliver(before);
    world.clock.moveTo(world.clock.now() + 20 * MINUTE);
    await world.main.deliver(typed(world, 'ก'));
    expect(await told(world)).toEqual(['external: ก (sent)', 'agent: ก (unknown)', 'external: ก (sent)']);
  });
});

describe('two that say the same', () => {
  it.each([
    ['before', true],
    ['before', false],
    ['after', true],
    ['after', false],
    ['instead', true],
    ['instead', false],
  ] as const)('are both sent; echoes come %s the answer, with names: %s', async (echo, named) => {
    const world = await SendingWorld.create({ echo, named });
    await world.main.write('ค่ะ', { key: '1' });
    await world.main.write('ค่ะ', { key: '2' });
    await world.main.send();
    await world.deliverEchoes();
    expect(world.shown()).toEqual(['ค่ะ', 'ค่ะ']);
    expect((await world.written()).map(({ state, platformMessageId }) => [state, platformMessageId])).toEqual(
      [
        ['sent', 'pm1'],
        ['sent', 'pm2'],
      ],
    );
    expect(await told(world)).toHaveLength(2);
  });

  it('and whose answers were both lost, are told apart by their order', async () => {
    const world = await SendingWorld.create({ echo: 'after', named: false });
    world.messenger.fault = () => ({ kind: 'lost' });
    await world.main.write('ค่ะ', { key: '1' });
    await world.main.write('ค่ะ', { key: '2' });
    await world.main.send();
    expect(await world.states()).toEqual(['unknown', 'unknown']);
    await world.deliverEchoes();
    const ids = (await world.written()).map(({ platformMessageId }) => platformMessageId);
    expect(ids).toEqual(['pm1', 'pm2']);
  });

  it('of which only one arrived, are not both called sent', async () => {
    const world = await SendingWorld.create({ echo: 'before', named: false });
    world.messenger.fault = (_batch, nth) => (nth === 1 ? { kind: 'hang' } : undefined);
    await world.main.write('ค่ะ', { key: '1' });
    await world.main.write('ค่ะ', { key: '2' });
    await world.main.send();
    expect(world.shown()).toEqual(['ค่ะ']);
    expect((await world.states()).sort()).toEqual(['sent', 'unknown']);
    expect(await told(world)).toHaveLength(2);
  });
});

describe('what somebody types in the platform’s app', () => {
  it.each([
    ['with names', true],
    ['without names', false],
  ])('at the same time stays what it is, on a platform %s', async (_name, named) => {
    const world = await SendingWorld.create({ echo: 'after', named });
    await world.main.write('ก');
    const { onEcho } = world.messenger;
    world.messenger.fault = () => {
      world.messenger.echoes.push(typed(world, 'จากแอป'));
      return undefined;
    };
    await world.main.send();
    world.clock.moveTo(world.clock.now() + SECOND);
    await onEcho(typed(world, 'อีกข้อความ'));
    await world.deliverEchoes();
    expect((await told(world)).sort()).toEqual([
      'agent: ก (sent)',
      'external: จากแอป (sent)',
      'external: อีกข้อความ (sent)',
    ]);
  });

  it('stays so while a call is under way, in whichever order all that comes', async () => {
    for (const first of ['typed', 'echo'] as const) {
      const world = await SendingWorld.create({ echo: 'before', named: false, rewrite: shout });
      await world.main.write('ก');
      world.messenger.onEcho = async (echo) => {
        const other = typed(world, 'จากแอป');
        for (const item of first === 'typed' ? [other, echo] : [echo, other]) await world.main.deliver(item);
      };
      await world.main.send();
      expect((await told(world)).sort()).toEqual(['agent: ก (sent)', 'external: จากแอป (sent)']);
    }
  });

  it('costs nothing more while nothing is being sent', async () => {
    const world = await SendingWorld.create({ echo: 'after' });
    await world.main.deliver(typed(world, 'จากแอป'));
    const names = [...world.connecting.aws.table('Inbox').values()].filter(({ sk }) =>
      sk?.S?.startsWith('S#'),
    );
    expect(names).toEqual([]);
  });
});
