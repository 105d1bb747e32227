import { createSecretKey } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { APIGatewayProxyEventV2, SQSEvent, SQSRecord } from 'aws-lambda';
import type { AwsCaller } from '../../lambdas/aws/aws-call.ts';
import { connectors } from '../../lambdas/connectors/index.ts';
import type { Act } from '../../lambdas/connectors/shared/sample-kit.ts';
import { Unavailable } from '../../lambdas/domain/errors.ts';
import * as purposes from '../../lambdas/domain/purpose.ts';
import type { Connection } from '../../lambdas/ports/connections.ts';
import type { AgentApiDeps } from '../../lambdas/runtime/agent-api/route.ts';
import { windowRuleOf } from '../../lambdas/runtime/agent-api/window-rules.ts';
import { ingressHandler } from '../../lambdas/runtime/ingress.ts';
import { workerHandler } from '../../lambdas/runtime/worker.ts';
import { pack, writeMessage } from '../../lambdas/store/delivery-envelope.ts';
import { DeliveryReader } from '../../lambdas/store/delivery-reader.ts';
import { connectPlanted } from '../../lambdas/usecases/connecting/connect-planted.ts';
import { call, eventOf } from '../support/agent-calls.ts';
import { AgentWorld, HOUR, MINUTE, NOON } from '../support/agent-world.ts';
import { connectorContract } from '../support/connector-contract.ts';
import { FakeConnections, FakeKeeperJobs, FakeMeter, FakeParking, noTurns } from '../support/fakes.ts';
import { plantedAccount, plantingWorld } from '../support/planting-world.ts';
import { pigeon } from '../support/seventh-platform/pigeon/index.ts';
import { kit } from '../support/seventh-platform/pigeon/samples/kit.ts';
import { ACCOUNT, calm, storm } from '../support/worlds.ts';

/**
 * A seventh platform is a folder and a line of the registry. Pigeon Post has the folder; the line is simulated, by the list of
 * connectors where the code takes one, and by a registry with one more export where it does not.
 */
const FOLDER = path.resolve('test/support/seventh-platform');
const all = [...connectors, pigeon];

connectorContract(pigeon, all, FOLDER);

describe('any order, any number of times, same result: pigeon main', () => {
  const setting = { connector: pigeon, surface: 'main', kit };

  it('200 histories, shuffled, repeated, with dying workers', async () => {
    for (let seed = 0; seed < 200; seed++) {
      const { deliveries, wanted } = await calm(setting, seed);
      const world = await storm(setting, deliveries, seed);
      expect({ seed, state: await world.state() }).toEqual({ seed, state: wanted });
      expect({ seed, delivered: world.outcomes.size }).toEqual({ seed, delivered: deliveries.length });
    }
  }, 60_000);
});

describe('from the address to the inbox, in memory', () => {
  it('answers like any other platform, and queues only what the loft signed', async () => {
    const post = await postOffice();
    const letter = anAct({ kind: 'message', text: 'สวัสดีค่ะ' });
    expect(await post.arrive(letter)).toBe(200);
    expect(await post.arrive(letter, { at: NOON - 6 * MINUTE })).toBe(401);
    expect(await post.arrive(letter, { headers: {} })).toBe(401);
    expect(await post.arrive(letter, { connectionId: 'c_other' })).toBe(401);
    expect(post.queue).toHaveLength(1);
    expect([...post.meter.counts]).toEqual([
      ['DeliveryStale', 1],
      ['DeliveryRefused', 2],
    ]);
  });

  it('the agents see the conversation and may answer as long as the manifest says', async () => {
    const { arrive, work, api, connection, clock } = await postOffice();
    await arrive(anAct({ kind: 'message', text: 'สวัสดีค่ะ', at: NOON - HOUR }));
    await work();
    const [conversation, ...others] = (await call(api, { path: '/v1/conversations' })).body.items;
    expect(others).toEqual([]);
    expect(conversation).toMatchObject({
      platform: 'pigeon',
      connectionId: connection.id,
      accountId: ACCOUNT,
      customer: { displayName: 'Noah', platformUserId: '7100000000000011' },
      unreadCount: 1,
      preview: { direction: 'inbound', kind: 'text', text: 'สวัสดีค่ะ' },
      replyWindow: { state: 'open', closesAt: new Date(NOON + 71 * HOUR).toISOString() },
    });
    clock.moveTo(NOON + 71 * HOUR);
    const later = await call(api, { path: `/v1/conversations/${conversation.id}` });
    expect(later.body.replyWindow).toMatchObject({ state: 'closed', reason: 'window_passed' });
  });

  it('the timeline has letters, answers, stamps, receipts, and what was called back', async () => {
    const { arrive, work, api } = await postOffice();
    const at = (minutes: number) => NOON - HOUR + minutes * MINUTE;
    for (const act of [
      anAct({ kind: 'unsend', messageId: '3', sentAt: at(3), at: at(9) }),
      anAct({ kind: 'message', messageId: '1', text: 'มีของไหมคะ', at: at(1) }),
      anAct({ kind: 'echo', messageId: '2', text: 'มีค่ะ', at: at(2) }),
      anAct({ kind: 'message', messageId: '3', text: 'พลาด', at: at(3) }),
      anAct({ kind: 'postback', messageId: '4', text: 'ดูสินค้า', at: at(4) }),
      anAct({ kind: 'read', at: at(5) }),
    ]) {
      expect(await arrive(act)).toBe(200);
    }
    await work();
    const [conversation] = (await call(api, { path: '/v1/conversations' })).body.items;
    const { body } = await call(api, { path: `/v1/conversations/${conversation.id}/timeline` });
    expect(body.items).toMatchObject([
      { type: 'event', event: 'postback', text: 'ดูสินค้า', data: { value: 'SAMPLE' } },
      { type: 'message', text: null, deletedAt: new Date(at(9)).toISOString() },
      { type: 'message', direction: 'outbound', text: 'มีค่ะ', author: { type: 'external' }, state: 'read' },
      { type: 'message', direction: 'inbound', text: 'มีของไหมคะ', state: 'received' },
    ]);
    expect(body.items).toHaveLength(4);
  });
});

describe('the line of the registry', () => {
  it('is what the agent API goes by: filter, document, reply window', async () => {
    await withRegistryLine(async () => {
      const { agentApiHandler } = await import('../../lambdas/runtime/agent-api/handler.ts');
      const rules = (await import('../../lambdas/runtime/agent-api/window-rules.ts')).windowRuleOf;
      const { api, arrive, work } = await postOffice();
      await arrive(anAct({ kind: 'message', text: 'ok' }));
      await work();
      const ask = async (request: Parameters<typeof eventOf>[0]) =>
        JSON.parse(String((await agentApiHandler({ ...api, rules })(eventOf(request))).body));
      const of = (platform: string) => ask({ path: '/v1/conversations', query: { platform } });
      expect((await of('pigeon')).items).toMatchObject([
        { platform: 'pigeon', replyWindow: { state: 'open' } },
      ]);
      expect((await of(String(connectors[0]?.manifest.id))).items).toEqual([]);
      const document = await ask({ path: '/openapi.json', user: null });
      expect(document.components.schemas.Conversation.properties.platform.enum).toContain('pigeon');
    });
    // Without the line the platform is unknown.
    const { api } = await postOffice();
    expect((await call(api, { path: '/v1/conversations', query: { platform: 'pigeon' } })).status).toBe(400);
  });

  it('is what seed files and the demo of the local cloud go by', async () => {
    const seedOf = (platform: string) => ({
      workspaces: [{ id: 'ark', name: 'Ark', locale: 'en', connections: [{ platform, accountId: ACCOUNT }] }],
    });
    await withRegistryLine(async () => {
      const { checkSeed } = await import('../../local/seeding/seed-file.ts');
      const { demoSeed } = await import('../../local/seeding/demo-seed.ts');
      expect(checkSeed(seedOf('pigeon'), 'seed.json').workspaces[0]?.connections).toHaveLength(1);
      const demo = checkSeed(await demoSeed(), 'demo');
      expect(demo.workspaces[0]?.connections).toContainEqual({
        platform: 'pigeon',
        accountId: expect.stringMatching(/^\d+$/),
        displayName: 'Baan Suan (pigeon)',
        credentials: kit.seed('main', ACCOUNT).credentials,
      });
    });
    const { checkSeed } = await import('../../local/seeding/seed-file.ts');
    expect(() => checkSeed(seedOf('pigeon'), 'seed.json')).toThrow(/platform/);
  });
});

describe('the folder', () => {
  const files = readdirSync(path.join(FOLDER, 'pigeon'), { recursive: true, encoding: 'utf8' });

  it('has what every connector has, and nothing else', () => {
    const code = files.filter((file) => file.endsWith('.ts') && !file.includes('/')).sort();
    expect(code).toEqual(['index.ts', 'manifest.ts', 'parse.ts', 'verify.ts', 'webhook-of.ts']);
    expect(files).toContain('access/index.ts');
    for (const { manifest } of connectors) {
      const folder = readdirSync(path.join('lambdas/connectors', manifest.id));
      expect({ platform: manifest.id, files: folder }).toEqual({
        platform: manifest.id,
        files: expect.arrayContaining([...code, 'access', 'samples']),
      });
      expect(readdirSync(path.join('lambdas/connectors', manifest.id, 'access'))).toContain('index.ts');
    }
  });

  it('imports what a connector may import', () => {
    const imports = files
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => {
        const source = readFileSync(path.join(FOLDER, 'pigeon', file), 'utf8');
        return [...source.matchAll(/ from '([^']+)';/g)].map(([, target]) => target ?? '');
      });
    expect(imports.length).toBeGreaterThan(10);
    const allowed =
      /^(\.\/[\w-]+\.ts|(\.\.\/){4,5}lambdas\/(connectors\/shared(\/access)?|domain|ports)\/[\w-]+\.ts)$/;
    expect(imports.filter((target) => !allowed.test(target))).toEqual([]);
  });

  it.each(['bin', 'lambdas', 'lib', 'local', 'stages'])('nothing in %s knows of it', (room) => {
    const mentioning = readdirSync(room, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.join(entry.parentPath, entry.name))
      .filter((file) => /pigeon/i.test(readFileSync(file, 'utf8')));
    expect(mentioning).toEqual([]);
  });
});

/** Runs `use` with modules of its own, for which the registry has one line more. */
async function withRegistryLine(use: () => Promise<void>): Promise<void> {
  await jest.isolateModulesAsync(async () => {
    const door = '../support/seventh-platform/pigeon/index.ts';
    const registry = '../../lambdas/connectors/registry.ts';
    const purpose = '../../lambdas/domain/purpose.ts';
    // What seals was made outside: it takes no purpose that another copy of the module made.
    jest.doMock(purpose, () => purposes);
    jest.doMock(registry, () => {
      const exports = { ...jest.requireActual(registry), pigeon: jest.requireActual(door).pigeon };
      return Object.defineProperty(exports, '__esModule', { value: true });
    });
    // The folder lies elsewhere than a real one would.
    jest.doMock('../../lambdas/connectors/pigeon/samples/kit.ts', () => ({ kit }), { virtual: true });
    try {
      await use();
    } finally {
      jest.dontMock(registry);
      jest.dontMock(purpose);
    }
  });
}

type Change = { at?: number; headers?: Record<string, string>; connectionId?: string };

/** A connected loft: the ingress, a queue of sealed messages, the worker and the agent API, over one store. */
async function postOffice() {
  const world = new AgentWorld();
  world.addUser('u_owner', 'ws_sample', 'owner');
  const { connection, credentials } = await connect(world);
  const queue: string[] = [];
  const meter = new FakeMeter();
  const ingress = ingressHandler(all, {
    credentials,
    queue: { put: async (delivery) => void queue.push(writeMessage(pack(delivery, KEY))) },
    clock: world.clock,
    meter,
    newId: () => `d${queue.length}`,
  });
  const noAws = { send: () => Promise.reject(new Unavailable('s3')) } as unknown as AwsCaller;
  const worker = workerHandler({
    ...world.deps,
    connectors: all,
    connections: new FakeConnections([connection]),
    keeper: new FakeKeeperJobs(),
    parking: new FakeParking(),
    meter,
    turns: noTurns,
    reader: new DeliveryReader(noAws, { ofDay: async () => KEY }, 'bucket'),
    maxReceives: 5,
  });
  const api: AgentApiDeps = {
    ...world.deps,
    rules: (platform, surface) => windowRuleOf(platform, surface, all),
  };
  return {
    queue,
    meter,
    connection,
    api,
    clock: world.clock,
    arrive: async (act: Act, change?: Change) =>
      (await ingress(webhookEvent(connection, act, change))).statusCode,
    work: async () => expect(await worker(batchOf(queue.splice(0)))).toEqual({ batchItemFailures: [] }),
  };
}

const KEY = createSecretKey(Buffer.alloc(32, 7));

/** Connects the account of the kit's seed as the product does, over AWS in memory. */
async function connect(world: AgentWorld) {
  const { deps } = plantingWorld(all, NOON - 10 * HOUR);
  const planted = await plantedAccount(pigeon, ACCOUNT, { folder: FOLDER });
  const connection = await connectPlanted(deps, {
    ...planted,
    workspaceId: 'ws_sample',
    connectionId: 'c_loft',
    displayName: 'Loft',
  });
  world.connections.all.push(connection);
  return { connection, credentials: deps.credentials };
}

/** The request that API Gateway makes of a delivery to the connection's registered address. */
function webhookEvent(connection: Connection, act: Act, change: Change = {}): APIGatewayProxyEventV2 {
  const { at = NOON, connectionId = connection.id } = change;
  const body = kit.compose(act);
  const credential = kit.credentials.main;
  if (body === null || !credential) throw new Error(`the kit cannot do ${act.kind}`);
  const headers = change.headers ?? kit.sign({ surface: 'main', body, credential, at });
  return {
    version: '2.0',
    routeKey: 'POST /webhooks/pigeon/{connectionId}',
    rawPath: new URL(connection.webhookUrl).pathname,
    pathParameters: { connectionId },
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    body: body.toString(),
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEventV2;
}

function batchOf(messages: readonly string[]): SQSEvent {
  const attributes = { ApproximateReceiveCount: '1' };
  return { Records: messages.map((body, i) => ({ messageId: `m${i}`, body, attributes }) as SQSRecord) };
}

type ActOf<K extends Act['kind']> = Extract<Act, { kind: K }>;
type Base = 'surface' | 'accountId' | 'customerId' | 'messageId' | 'at';

/** Something that a guest or the loft does; override what matters. */
function anAct<K extends Act['kind']>(
  act: Omit<ActOf<K>, Base> & { kind: K } & Partial<Pick<Act, Base>>,
): Act {
  const base = {
    surface: 'main',
    accountId: ACCOUNT,
    customerId: '7100000000000011',
    messageId: '1',
    at: NOON,
  };
  return { ...base, ...act } as unknown as Act;
}
