import { ERASURE_STEPS, eraserHandler } from '../../../../lambdas/runtime/eraser/handler.ts';
import { EXPORT_STEPS, exporterHandler } from '../../../../lambdas/runtime/exporter/handler.ts';
import { privacyDefinition } from '../../../../lib/constructs/privacy-definition.ts';
import { KEY_LIFE_MS } from '../../../support/erasing-world.ts';
import { ExportingWorld } from '../../../support/exporting-world.ts';
import { type Definition, runStateMachine } from '../../../support/state-machine.ts';

const SOM = 'U4af4980629som0001';
const WEEK = 7 * 86_400;
const definition = privacyDefinition({
  eraserArn: 'eraser',
  exporterArn: 'exporter',
  keyLifeSeconds: 300,
  slowestSeconds: 130,
  holdCheckSeconds: 86_400,
  archiveSeconds: WEEK,
}) as unknown as Definition;

async function prepared(type: 'access' | 'correct') {
  const world = new ExportingWorld();
  await world.begin();
  const som = await world.receive(SOM, 'hello');
  const more = type === 'correct' ? { correction: { displayName: 'Somchai' } } : {};
  const ref = await world.askFor(type, { customerId: som.subjectId }, more);
  return { world, som, ref };
}

function run(
  world: ExportingWorld,
  input: Record<string, unknown>,
  more = {},
  waiting: (name: string) => void = () => {},
) {
  const functions = {
    eraser: eraserHandler(world.deps) as never,
    exporter: exporterHandler(world.exporting) as never,
    ...more,
  };
  return runStateMachine(definition, input, functions, (seconds, name) => {
    waiting(name);
    world.clock.moveTo(world.clock.now() + seconds * 1_000);
  });
}

describe('the workflow of a request for access', () => {
  it('ends in an archive, which it ends after seven days', async () => {
    const { world, ref } = await prepared('access');
    let whileItLasts: Promise<unknown> = Promise.resolve();
    const { status, path } = await run(world, { ...ref, type: 'access' }, {}, () => {
      whileItLasts = world.requestOf(ref);
    });
    expect([status, path.at(-1)]).toEqual(['SUCCEEDED', 'Answered']);
    expect(await whileItLasts).toMatchObject({ state: 'completed' });
    expect(path.indexOf('WaitForArchive')).toBeLessThan(path.indexOf('Forget'));
    expect([...world.aws.objects.keys()].filter((key) => key.includes('/exports/'))).toEqual([]);
    expect((await world.requestOf(ref)).archive).toBeUndefined();
  });

  it('that cannot be done ends in a failed request, which the clock takes up again', async () => {
    const { world, ref } = await prepared('access');
    const handler = exporterHandler(world.exporting);
    const broken = async (task: { step: string }) => {
      if (task.step === 'pack') throw new Error('cannot');
      return handler(task as never);
    };
    const { status } = await run(world, { ...ref, type: 'access' }, { exporter: broken as never });
    expect(status).toBe('FAILED');
    expect((await world.requestOf(ref)).state).toBe('failed');
    expect(world.meter.counts.get('ExportFailed')).toBe(1);
    expect(world.meter.counts.get('ErasureFailed')).toBeUndefined();
    expect((await run(world, { ...ref, type: 'access' })).path.at(-1)).toBe('Answered');
  });

  it('of a request that was rejected does nothing', async () => {
    const { world, ref } = await prepared('access');
    await world.deps.requests.save({ ...(await world.requestOf(ref)), state: 'rejected' });
    expect((await run(world, { ...ref, type: 'access' })).path.at(-1)).toBe('NothingToDo');
  });

  it('waits for no legal hold: whoever is held may see it', async () => {
    const { world, som, ref } = await prepared('access');
    await world.hold({ customerId: som.subjectId });
    expect((await run(world, { ...ref, type: 'access' })).path.at(-1)).toBe('Answered');
  });
});

describe('the workflow of a correction', () => {
  it('corrects, ends, and forgets the words', async () => {
    const { world, ref } = await prepared('correct');
    const { path } = await run(world, { ...ref, type: 'correct' });
    expect(path.filter((name) => !name.endsWith('Ended'))).toEqual([
      'Type',
      'Correct',
      'CloseCorrection',
      'Forget',
      'Answered',
    ]);
    // Nobody has the key in memory any more.
    world.clock.moveTo(world.clock.now() + KEY_LIFE_MS);
    const { state, correction } = await world.requestOf(ref);
    expect([state, correction]).toEqual(['completed', undefined]);
  });
});

describe('the definition', () => {
  const tasks = Object.entries(definition.States).filter(([, { Type }]) => Type === 'Task');

  it('asks each function for steps that it has, with ids only, and tries each of them again', () => {
    for (const [, { Parameters, Retry }] of tasks) {
      const { FunctionName, Payload: { step, ...rest } = {} } = Parameters ?? {};
      expect(FunctionName === 'eraser' ? ERASURE_STEPS : EXPORT_STEPS).toContain(step);
      expect(
        Object.keys(rest)
          .map((name) => name.replace('.$', ''))
          .sort(),
      ).toEqual(['cursor', 'requestId', 'workspaceId']);
      expect(Retry?.length).toBe(1);
    }
  });

  it('leads nowhere but to states that there are', () => {
    const names = new Set(Object.keys(definition.States));
    for (const state of Object.values(definition.States)) {
      const { Next, Default, Choices = [], Catch = [] } = state;
      const targets = [Next, Default, ...Choices.map((one) => one.Next), ...Catch.map((one) => one.Next)];
      for (const target of targets) if (target !== undefined) expect(names).toContain(target);
    }
  });
});
