import { ErasingWorld } from '../../../support/erasing-world.ts';
import { Crash, crashAt } from '../../../support/simulation.ts';

const SOM = 'U4af4980629som0001';
const NID = 'U4af4980629nid0002';
const WORKFLOW = ['check_holds', 'restrict', 'destroy_keys', 'delete', 'notify', 'prove', 'certify', 'close'];

/** A customer with a conversation, a file, a message in a group and a parked delivery; somebody else beside. */
async function prepared() {
  const world = new ErasingWorld();
  await world.begin();
  const som = await world.receive(SOM, 'one');
  await world.receive(SOM, 'two');
  const group = { kind: 'group', id: 'Cgroup0001' } as const;
  await world.receive(NID, 'from Nid', { thread: group });
  const shared = await world.receive(SOM, 'from Som', { thread: group });
  world.keepFile(som.conversationId, 'picture_1');
  await world.park('parked_1', JSON.stringify({ source: { userId: SOM } }));
  const ref = await world.ask({ customerId: som.subjectId });
  return { world, ref, som, shared };
}

/** The workflow, with a function that dies at the n-th call of AWS; the step is then done again, as Step Functions does. */
async function runWithCrash(n: number) {
  const { world, ref, som, shared } = await prepared();
  const crash = crashAt(n);
  let died = false;
  world.aws.failure = async () => {
    await crash.at('call');
    return undefined;
  };
  for (const step of WORKFLOW) {
    if (step === 'prove') world.clock.moveTo(world.clock.now() + 302_000);
    try {
      await world.step(step, ref);
    } catch (error) {
      // What a store raises of it is the cause.
      if (!(error instanceof Crash) && !((error as Error).cause instanceof Crash)) throw error;
      died = true;
      await world.step(step, ref);
    }
  }
  return { world, som, shared, died, reached: crash.reached() };
}

describe('an eraser that dies', () => {
  it('at whichever call: the erasure ends as if it had not, with one certificate and one true count of what is left', async () => {
    const calm = await runWithCrash(Number.POSITIVE_INFINITY);
    const points = calm.reached;
    expect(points).toBeGreaterThan(60);
    for (let n = 1; n <= points; n++) {
      const { world, som, shared, died } = await runWithCrash(n);
      const request = await world.deps.requests.request('ws_shop', 'request_1');
      expect([n, died, request?.state]).toEqual([n, true, 'completed']);
      const own = world
        .dump()
        .split('\n')
        .filter((row) => row.includes(som.conversationId) && !row.startsWith('Ledger '));
      expect([n, own]).toEqual([n, []]);
      expect([n, world.entriesIn(shared.conversationId)]).toEqual([n, 1]);
      expect([n, world.dump().includes(SOM)]).toEqual([n, false]);
      const salts = await world.keys().existingKey('ws_shop', som.subjectId);
      expect([n, salts]).toEqual([n, null]);
      const certificates = [...world.aws.table('Ledger').keys()].filter((key) => key.includes('CERT#'));
      expect([n, certificates.length]).toEqual([n, 1]);
    }
  });
});
