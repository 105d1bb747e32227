import { Purpose } from '../../../../lambdas/domain/purpose.ts';
import { DynamoInboxStore } from '../../../../lambdas/store/dynamo-inbox-store.ts';
import { place } from '../../../../lambdas/usecases/places.ts';
import { ContentSealer } from '../../../../lambdas/vault/content-sealer.ts';
import { ExportingWorld } from '../../../support/exporting-world.ts';

const SOM = 'U4af4980629som0001';
const CORRECTION = { correction: { displayName: 'สมชาย' } };

let world: ExportingWorld;

beforeEach(async () => {
  world = new ExportingWorld();
  await world.begin();
});

const nameIn = async (conversationId: string) => {
  const head = await new DynamoInboxStore(world.inbox).head(
    { workspaceId: 'ws_shop', conversationId },
    'fresh',
  );
  const sealer = new ContentSealer(world.keys()).for(Purpose.inbox);
  return head?.name && sealer.open<string>(place.name(head), head.name.value);
};

const run = async (ref: Awaited<ReturnType<ExportingWorld['askFor']>>) => {
  await world.exportStep('correct', ref);
  await world.exportStep('close', ref);
};

describe('a correction', () => {
  it('changes what the customer is called, for good, and ends the request', async () => {
    const som = await world.receive(SOM, 'hello');
    const ref = await world.askFor('correct', { customerId: som.subjectId }, CORRECTION);
    await run(ref);
    expect(await nameIn(som.conversationId)).toBe('สมชาย');
    // The platform goes on to tell the old one.
    world.clock.moveTo(world.clock.now() + 60_000);
    await world.receive(SOM, 'again');
    expect(await nameIn(som.conversationId)).toBe('สมชาย');
    const request = await world.requestOf(ref);
    expect(request.state).toBe('completed');
    expect(request.steps.map(({ name, counts }) => [name, counts])).toEqual([
      ['verify', {}],
      ['correct', { conversations: 1 }],
      ['close', {}],
    ]);
  });

  it('is on record, without the name, as done by a function on the request of the customer', async () => {
    const som = await world.receive(SOM, 'hello');
    await run(await world.askFor('correct', { customerId: som.subjectId }, CORRECTION));
    const events = [...world.aws.table('Ledger').values()].filter(
      ({ action }) => action?.S === 'customer.correct',
    );
    expect(events.length).toBe(1);
    expect(events[0]?.reason?.S).toBe('customer_request');
    expect(JSON.stringify(events)).not.toContain('สมชาย');
  });

  it('of somebody unknown changes nothing, and is an answer all the same', async () => {
    const ref = await world.askFor('correct', { customerId: 'nobody' }, CORRECTION);
    await run(ref);
    expect((await world.requestOf(ref)).state).toBe('completed');
  });

  it('makes no key for somebody who was erased', async () => {
    const som = await world.receive(SOM, 'hello');
    const erasure = await world.ask({ customerId: som.subjectId });
    for (const step of ['check_holds', 'restrict', 'destroy_keys']) await world.step(step, erasure);
    await run(await world.askFor('correct', { customerId: som.subjectId }, CORRECTION));
    expect(await world.keys().existingKey('ws_shop', som.subjectId)).toBeNull();
  });

  it('has exports made anew that are not ready yet', async () => {
    const som = await world.receive(SOM, 'hello');
    const access = await world.askFor('access', { customerId: som.subjectId });
    await world.exportStep('gather', access);
    await world.exportStep('pack', access);
    world.clock.moveTo(world.clock.now() + 1_000);
    await run(await world.askFor('correct', { customerId: som.subjectId }, CORRECTION));
    expect((await world.exportStep('ready', access)).next).toBe('stale');
    world.clock.moveTo(world.clock.now() + 1_000);
    await world.export(access);
    const files = await world.fetch(access);
    expect(String(files['data.json'])).toContain('สมชาย');
    expect((await world.requestOf(access)).state).toBe('completed');
  });
});
