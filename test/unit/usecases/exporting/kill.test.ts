import { ExportingWorld } from '../../../support/exporting-world.ts';
import { Crash, crashAt } from '../../../support/simulation.ts';

const SOM = 'U4af4980629som0001';
const NID = 'U4af4980629nid0002';
const PICTURE = Buffer.from('ffd8ffe0 a picture');

const STEPS = {
  access: ['gather', 'pack', 'ready', 'forget'],
  correct: ['correct', 'close', 'forget'],
} as const;
type Type = keyof typeof STEPS;

async function prepared(type: Type) {
  const world = new ExportingWorld();
  await world.begin();
  const som = await world.receive(SOM, 'one');
  await world.receiveFile(SOM, PICTURE);
  const group = { kind: 'group', id: 'Cgroup0001' } as const;
  await world.receive(NID, 'from Nid', { thread: group });
  await world.receive(SOM, 'from Som', { thread: group });
  const more = type === 'correct' ? { correction: { displayName: 'Somchai' } } : {};
  const ref = await world.askFor(type, { customerId: som.subjectId }, more);
  return { world, ref };
}

/** The workflow, with a function that dies at the n-th call of AWS; the step is then done again by a new process. */
async function runWithCrash(type: Type, n: number) {
  const { world, ref } = await prepared(type);
  const crash = crashAt(n);
  let died = false;
  let files: Readonly<Record<string, Buffer>> = {};
  const fail = async () => {
    await crash.at('call');
    return undefined;
  };
  for (const step of STEPS[type]) {
    if (step === 'forget' && type === 'access') files = await world.fetch(ref);
    const once = () => (step === 'forget' ? world.step(step, ref) : world.exportStep(step, ref));
    world.aws.failure = fail;
    try {
      await once();
    } catch (error) {
      if (!(error instanceof Crash) && !((error as Error).cause instanceof Crash)) throw error;
      died = true;
      world.boot();
      await once();
    } finally {
      world.aws.failure = () => undefined;
    }
  }
  return { world, ref, died, files, reached: crash.reached() };
}

const contents = (files: Readonly<Record<string, Buffer>>) => ({
  names: Object.keys(files)
    .map((name) => name.split('/').length)
    .sort(),
  records: JSON.parse(String(files['data.json'])).records.length as number,
  picture: Object.values(files).some((bytes) => bytes.equals(PICTURE)),
});

describe('an exporter that dies', () => {
  it('at whichever call: the archive is whole, its counts are true, and in the end nothing of it is left', async () => {
    const calm = await runWithCrash('access', Number.POSITIVE_INFINITY);
    const [, gather, pack] = (await calm.world.requestOf(calm.ref)).steps;
    expect(calm.reached).toBeGreaterThan(40);
    for (let n = 1; n <= calm.reached; n++) {
      const { world, ref, died, files } = await runWithCrash('access', n);
      const request = await world.requestOf(ref);
      expect([n, died, request.state]).toEqual([n, true, 'completed']);
      expect([n, contents(files)]).toEqual([n, contents(calm.files)]);
      expect([n, request.steps[1]?.counts, request.steps[2]?.counts]).toEqual([
        n,
        gather?.counts,
        pack?.counts,
      ]);
      expect([n, [...world.aws.objects.keys()].filter((key) => key.includes('/exports/'))]).toEqual([n, []]);
      expect([n, request.archive]).toEqual([n, undefined]);
    }
  });

  it('at whichever call of a correction: the name is right, and the request is answered once', async () => {
    const calm = await runWithCrash('correct', Number.POSITIVE_INFINITY);
    expect(calm.reached).toBeGreaterThan(10);
    for (let n = 1; n <= calm.reached; n++) {
      const { world, ref } = await runWithCrash('correct', n);
      const { state, steps } = await world.requestOf(ref);
      expect([n, state, steps.map(({ name }) => name)]).toEqual([
        n,
        'completed',
        ['verify', 'correct', 'close'],
      ]);
      const access = await world.askFor('access', { connectionId: 'c_shop' });
      await world.export(access);
      expect([n, String((await world.fetch(access))['data.json']).includes('Somchai')]).toEqual([n, true]);
    }
  });

  it.each(['access', 'correct'] as const)(
    'after it was done, of %s: a step whose answer got lost is done again and changes nothing',
    async (type) => {
      const { world, ref } = await prepared(type);
      for (const step of STEPS[type].filter((name) => name !== 'forget')) {
        await world.exportStep(step, ref);
        const before = await world.requestOf(ref);
        world.boot();
        await world.exportStep(step, ref);
        const { rev: _rev, ...after } = await world.requestOf(ref);
        expect([step, { ...after, rev: before.rev }]).toEqual([step, before]);
      }
    },
  );
});
