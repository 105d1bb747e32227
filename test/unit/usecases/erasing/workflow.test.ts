import { ERASURE_STEPS, eraserHandler } from '../../../../lambdas/runtime/eraser/handler.ts';
import { privacyDefinition } from '../../../../lib/constructs/privacy-definition.ts';
import { ErasingWorld, KEY_LIFE_MS } from '../../../support/erasing-world.ts';
import { type Definition, runStateMachine } from '../../../support/state-machine.ts';

const SOM = 'U4af4980629som0001';
const definition = privacyDefinition({
  eraserArn: 'eraser',
  exporterArn: 'exporter',
  keyLifeSeconds: KEY_LIFE_MS / 1_000,
  slowestSeconds: 130,
  holdCheckSeconds: 86_400,
  archiveSeconds: 604_800,
}) as unknown as Definition;

async function prepared() {
  const world = new ErasingWorld();
  await world.begin();
  const som = await world.receive(SOM, 'hello');
  const ref = await world.ask({ customerId: som.subjectId });
  return { world, som, ref };
}

function run(world: ErasingWorld, ref: { workspaceId: string; requestId: string }, more = {}) {
  return runStateMachine(
    definition,
    { ...ref, type: 'erase' },
    { eraser: eraserHandler(world.deps) as never, ...more },
    (seconds) => world.clock.moveTo(world.clock.now() + seconds * 1_000),
  );
}

describe('the workflow of an erasure', () => {
  it('goes from a verified request to a certificate, and waits until nobody has the keys in memory', async () => {
    const { world, ref, som } = await prepared();
    const { status, path } = await run(world, ref);
    expect(status).toBe('SUCCEEDED');
    expect(path.at(-1)).toBe('Erased');
    expect(path.indexOf('WaitForCaches')).toBeLessThan(path.indexOf('Prove'));
    expect(path.indexOf('DestroyKeys')).toBeLessThan(path.indexOf('Delete'));
    expect(world.headOf(som.conversationId)).toBeUndefined();
    const request = await world.deps.requests.request('ws_shop', ref.requestId);
    expect(request?.state).toBe('completed');
    expect(request?.steps.map(({ name }) => name)).toEqual([
      'verify',
      'check_holds',
      'restrict',
      'destroy_keys',
      'delete',
      'notify',
      'prove',
      'certify',
      'close',
    ]);
  });

  it('waits as long as somebody holds the data, and goes on when the hold has ended', async () => {
    const { world, ref, som } = await prepared();
    await world.hold({ customerId: som.subjectId });
    let days = 0;
    const { path } = await runStateMachine(
      definition,
      { ...ref, type: 'erase' },
      { eraser: eraserHandler(world.deps) as never },
      (seconds, name) => {
        world.clock.moveTo(world.clock.now() + seconds * 1_000);
        if (name === 'WaitForHold' && ++days === 3) void world.releaseHolds();
      },
    );
    expect(path.filter((name) => name === 'WaitForHold').length).toBeGreaterThanOrEqual(3);
    expect(path.at(-1)).toBe('Erased');
  });

  it('F06: with a database that is away for a while, nothing is lost and nothing is certified too early', async () => {
    const { world, ref } = await prepared();
    let calls = 0;
    world.aws.failure = (call) =>
      call.startsWith('dynamodb') && ++calls % 29 === 0 ? new Error('away') : undefined;
    const { status } = await run(world, ref);
    expect(status).toBe('SUCCEEDED');
    world.aws.failure = () => undefined;
    expect((await world.deps.requests.request('ws_shop', ref.requestId))?.state).toBe('completed');
  });

  it('that cannot be done ends in a failed request, which the clock takes up again', async () => {
    const { world, ref } = await prepared();
    const handler = eraserHandler(world.deps);
    const broken = async (task: { step: string }) => {
      if (task.step === 'delete') throw new Error('cannot');
      return handler(task as never);
    };
    const { status } = await run(world, ref, { eraser: broken as never });
    expect(status).toBe('FAILED');
    const failed = await world.deps.requests.request('ws_shop', ref.requestId);
    expect(failed?.state).toBe('failed');
    expect(failed?.nextAt).toBeGreaterThan(world.clock.now());
    expect(world.meter.counts.get('ErasureFailed')).toBe(1);
    expect((await run(world, ref)).path.at(-1)).toBe('Erased');
  });

  it('of a request that was rejected does nothing', async () => {
    const { world, ref, som } = await prepared();
    const request = await world.deps.requests.request('ws_shop', ref.requestId);
    if (request) await world.deps.requests.save({ ...request, state: 'rejected' });
    expect((await run(world, ref)).path.at(-1)).toBe('NothingToDo');
    expect(world.headOf(som.conversationId)).toBeDefined();
  });

  it('asks for steps that there are, is given ids only, and tries each of them again', () => {
    const tasks = Object.values(definition.States).filter(
      ({ Type, Parameters }) => Type === 'Task' && Parameters?.FunctionName === 'eraser',
    );
    expect(tasks.length).toBeGreaterThan(8);
    for (const { Parameters, Retry } of tasks) {
      const { step, ...rest } = Parameters?.Payload ?? {};
      expect(ERASURE_STEPS).toContain(step);
      expect(
        Object.keys(rest)
          .map((name) => name.replace('.$', ''))
          .sort(),
      ).toEqual(['cursor', 'requestId', 'workspaceId']);
      expect(Retry?.length).toBe(1);
    }
  });
});
