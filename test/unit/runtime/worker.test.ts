import { createSecretKey } from 'node:crypto';
import type { SQSEvent, SQSRecord } from 'aws-lambda';
import type { AwsCaller } from '../../../lambdas/aws/aws-call.ts';
import { connectorOf } from '../../../lambdas/connectors/index.ts';
import type { AcceptedDelivery } from '../../../lambdas/domain/delivery.ts';
import { Unavailable } from '../../../lambdas/domain/errors.ts';
import { type WorkerDeps, workerHandler } from '../../../lambdas/runtime/worker.ts';
import { pack, writeMessage } from '../../../lambdas/store/delivery-envelope.ts';
import { DeliveryReader } from '../../../lambdas/store/delivery-reader.ts';
import { captureLog } from '../../support/captured-log.ts';
import {
  aConnection,
  FakeConnections,
  FakeKeeperJobs,
  FakeMeter,
  FakeParking,
  FakeSubjectKeys,
  noTurns,
  PlainSealer,
  VirtualClock,
} from '../../support/fakes.ts';
import { MemoryInboxStore } from '../../support/memory-inbox-store.ts';
import { bodyOf, kitOf, samplesOf } from '../../support/samples.ts';

const NOW = 1_790_000_000_000;
const KEY = createSecretKey(Buffer.alloc(32, 1));
const ACCOUNT = 'U5b0f7c21d4e98a36b7c0d1e2f3a4b596';

beforeAll(captureLog);
afterAll(() => jest.restoreAllMocks());

function setUp() {
  const store = new MemoryInboxStore();
  const parking = new FakeParking();
  const noAws = { send: () => Promise.reject(new Unavailable('s3')) } as unknown as AwsCaller;
  const deps: WorkerDeps = {
    connectors: [connectorOf('line')],
    connections: new FakeConnections([aConnection({ accountId: ACCOUNT })]),
    keeper: new FakeKeeperJobs(),
    keys: new FakeSubjectKeys(),
    sealer: new PlainSealer(),
    store,
    parking,
    meter: new FakeMeter(),
    turns: noTurns,
    clock: new VirtualClock(NOW),
    reader: new DeliveryReader(noAws, { ofDay: async () => KEY }, 'bucket'),
    maxReceives: 5,
  };
  return { deps, store, parking };
}

async function textDelivery(
  i: number,
  customerId = 'U71d3a5c8e0f94b62a7c5d9e1f0384b2c',
): Promise<AcceptedDelivery> {
  const kit = await kitOf('line');
  const messageId = String(598_300_000_000_000_000n + BigInt(i));
  const body = kit.compose({
    kind: 'message',
    surface: 'main',
    accountId: ACCOUNT,
    customerId,
    messageId,
    text: `text ${i}`,
    at: NOW + i,
  });
  return { ...aDelivery(body ?? Buffer.alloc(0)), id: `d${i}` };
}

/** A sample's delivery, for our account. */
function sampleBody(name: string): Buffer {
  const found = samplesOf('line').find(([file]) => file === name);
  if (!found) throw new Error(`there is no sample ${name}`);
  const body = JSON.parse(bodyOf(found[1]).toString()) as object;
  return Buffer.from(JSON.stringify({ ...body, destination: ACCOUNT }));
}

function aDelivery(body: Buffer): AcceptedDelivery {
  return { id: 'd', platform: 'line', surface: 'main', credential: 'line/sample', receivedAt: NOW, body };
}

function record(delivery: AcceptedDelivery, receiveCount = 1): SQSRecord {
  const attributes = { ApproximateReceiveCount: String(receiveCount) };
  return {
    messageId: delivery.id,
    body: writeMessage(pack(delivery, KEY)),
    attributes,
  } as SQSRecord;
}

const batch = (records: SQSRecord[]): SQSEvent => ({ Records: records });

/** How many messages are stored in all conversations. */
function stored(store: MemoryInboxStore): number {
  return [...store.partitions().values()].reduce((sum, { entries }) => sum + entries.size, 0);
}

/** The store fails whenever an entry of this delivery's conversation is written. */
function failingFor(store: MemoryInboxStore, fails: (call: number) => boolean): MemoryInboxStore {
  let call = 0;
  return new Proxy(store, {
    get: (target, name) => {
      const operation: unknown = Reflect.get(target, name);
      if (typeof operation !== 'function') return operation;
      if (name !== 'insertEntry') return operation.bind(target);
      return async (...args: unknown[]) => {
        if (fails(call++)) throw new Unavailable('the database');
        return operation.apply(target, args);
      };
    },
  });
}

describe('the worker', () => {
  it.each(Array.from({ length: 10 }, (_, i) => i))(
    'F08: record %i of 10 fails, and comes back alone',
    async (i) => {
      const { deps, store } = setUp();
      const deliveries = await Promise.all(
        Array.from({ length: 10 }, (_, n) => textDelivery(n, n % 2 ? 'Ua' : 'Ub')),
      );
      const handler = workerHandler({ ...deps, store: failingFor(store, (call) => call === i) });
      const { batchItemFailures } = await handler(batch(deliveries.map((d) => record(d))));
      expect(batchItemFailures).toHaveLength(1);
      expect(stored(store)).toBe(9);
      const again = deliveries.filter((d) => d.id === batchItemFailures[0]?.itemIdentifier);
      expect(await workerHandler(deps)(batch(again.map((d) => record(d, 2))))).toEqual({
        batchItemFailures: [],
      });
      expect(stored(store)).toBe(10);
    },
  );

  it('F09: parks what is signed and unreadable at once, with a reason that quotes nothing', async () => {
    const { deps, parking, store } = setUp();
    const poison = { ...aDelivery(Buffer.from('โทร 0812345678')), id: 'poison' };
    const good = await textDelivery(1);
    expect(await workerHandler(deps)(batch([record(poison), record(good)]))).toEqual({
      batchItemFailures: [],
    });
    expect(parking.parked.get('poison')).toMatchObject({
      code: 'unreadable_delivery',
      reason: 'the body is not JSON',
    });
    expect(stored(store)).toBe(1);
  });

  it('F09: a delivery is kept whole when one event in it cannot be read; its neighbours are visible', async () => {
    const { deps, parking, store } = setUp();
    const body = JSON.parse((await textDelivery(1)).body.toString()) as { events: unknown[] };
    body.events.push({ type: 'message', webhookEventId: 'x' });
    const delivery = aDelivery(Buffer.from(JSON.stringify(body)));
    await workerHandler(deps)(batch([record(delivery)]));
    expect(stored(store)).toBe(1);
    expect(parking.parked.get('d')?.delivery.body.equals(delivery.body)).toBe(true);
    // Re-driven after the parser was mended: the same delivery again changes nothing that was there.
    await workerHandler(deps)(batch([record(delivery)]));
    expect(stored(store)).toBe(1);
  });

  it('F06: a failing store means another try, and on the last one parking instead of a nameless dead letter', async () => {
    const { deps, parking, store } = setUp();
    const broken = { ...deps, store: failingFor(store, () => true) };
    const delivery = await textDelivery(1);
    for (const receiveCount of [1, 2, 3, 4]) {
      const { batchItemFailures } = await workerHandler(broken)(batch([record(delivery, receiveCount)]));
      expect(batchItemFailures).toEqual([{ itemIdentifier: 'd1' }]);
    }
    expect(parking.parked.size).toBe(0);
    expect(await workerHandler(broken)(batch([record(delivery, 5)]))).toEqual({ batchItemFailures: [] });
    expect(parking.parked.get('d1')).toMatchObject({ code: 'unavailable' });
  });

  it('F25: a message of a later version is left for code that knows it', async () => {
    const { deps } = setUp();
    const good = record(await textDelivery(1));
    const later = { ...good, messageId: 'later', body: good.body.replace('"v":1', '"v":2') };
    const { batchItemFailures } = await workerHandler(deps)(batch([later]));
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'later' }]);
  });

  it('S10: a queue message whose facts were changed does not open', async () => {
    const { deps, store } = setUp();
    const good = record(await textDelivery(1));
    const forged = { ...good, body: good.body.replace('line/sample', 'line/other') };
    expect((await workerHandler(deps)(batch([forged]))).batchItemFailures).toHaveLength(1);
    expect(stored(store)).toBe(0);
  });

  it('F06: what a platform says about an account wakes the keeper, and comes back when the keeper cannot hear', async () => {
    const { deps } = setUp();
    const suspended = aDelivery(sampleBody('bot-suspended.json'));
    const keeper = new FakeKeeperJobs();
    const connections = new FakeConnections([aConnection({ accountId: ACCOUNT })]);
    const deaf = { ask: () => Promise.reject(new Unavailable('sqs')) };
    const refused = await workerHandler({ ...deps, connections, keeper: deaf })(batch([record(suspended)]));
    expect(refused.batchItemFailures).toHaveLength(1);
    // Written down before the keeper is asked, so that it shows in any case.
    expect(connections.signals).toMatchObject([{ signal: 'suspended' }]);
    await workerHandler({ ...deps, connections, keeper })(batch([record(suspended, 2)]));
    expect(keeper.jobs).toEqual([{ kind: 'connection', workspaceId: 'ws_sample', id: 'c_sample' }]);
  });

  it('messages wake no keeper', async () => {
    const { deps } = setUp();
    const keeper = new FakeKeeperJobs();
    await workerHandler({ ...deps, keeper })(batch([record(await textDelivery(1))]));
    expect(keeper.jobs).toEqual([]);
  });

  it('S02: a delivery speaks only for accounts under the credential that signed it', async () => {
    const { deps, store } = setUp();
    const foreign = { ...(await textDelivery(1)), credential: 'line/somebody-else' };
    await workerHandler(deps)(batch([record(foreign)]));
    expect(stored(store)).toBe(0);
  });
});
