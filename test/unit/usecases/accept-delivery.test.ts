import { connectorOf } from '../../../lambdas/connectors/index.ts';
import type { AcceptedDelivery } from '../../../lambdas/domain/delivery.ts';
import { Unavailable } from '../../../lambdas/domain/errors.ts';
import { SecretText } from '../../../lambdas/domain/secret-text.ts';
import type { WebhookCredential } from '../../../lambdas/ports/connector.ts';
import {
  type AcceptDeps,
  acceptDelivery,
  answerHandshake,
  MAX_BODY_BYTES,
} from '../../../lambdas/usecases/accept-delivery.ts';
import { FakeMeter, VirtualClock } from '../../support/fakes.ts';
import { kitOf } from '../../support/samples.ts';

const NOW = 1_790_000_000_000;
const SECRET = '4e1f0a7d92c84b6fb35e17c09ad2f863';
const line = connectorOf('line');
const [route] = line.manifest.routes;
if (!route) throw new Error('LINE has a route');

/** A world with two LINE channels; what is accepted lies in `queue`. */
function setUp(overrides: Partial<AcceptDeps> = {}) {
  const queue: AcceptedDelivery[] = [];
  const asked: string[] = [];
  const secrets: Record<string, string> = { 'line/c_1': SECRET, 'line/c_2': 'another secret' };
  const meter = new FakeMeter();
  const deps: AcceptDeps = {
    credentials: {
      candidates: async (lookup, options) => {
        asked.push(`${lookup}${options?.refreshed ? ' refreshed' : ''}`);
        const secret = secrets[lookup];
        return secret
          ? [{ ref: lookup, secret: new SecretText(secret), facts: {} } satisfies WebhookCredential]
          : [];
      },
    },
    queue: { put: async (delivery) => void queue.push(delivery) },
    clock: new VirtualClock(NOW),
    meter,
    newId: () => 'delivery-1',
    ...overrides,
  };
  return { deps, queue, asked, secrets, meter };
}

async function signedRequest(connectionId = 'c_1', body = Buffer.from('{"destination":"U1","events":[]}')) {
  const kit = await kitOf('line');
  const credential = { ref: '', secret: new SecretText(SECRET), facts: {} };
  const headers = kit.sign({ surface: 'main', body, credential, at: NOW });
  return {
    connector: line,
    route: route as NonNullable<typeof route>,
    params: { connectionId },
    headers,
    body,
    size: body.length,
  };
}

describe('accepting a delivery', () => {
  it('answers 200 once it is durable, byte for byte', async () => {
    const { deps, queue, meter } = setUp();
    const request = await signedRequest();
    expect(await acceptDelivery(deps, request)).toBe(200);
    expect(queue).toEqual([
      {
        id: 'delivery-1',
        platform: 'line',
        surface: 'main',
        credential: 'line/c_1',
        receivedAt: NOW,
        body: request.body,
      },
    ]);
    expect(meter.counts.size).toBe(0);
  });

  it('F05: answers 503 when the queue fails, also when it took the delivery before it failed', async () => {
    const taken: AcceptedDelivery[] = [];
    const put = async (delivery: AcceptedDelivery) => {
      taken.push(delivery);
      throw new Unavailable('sqs');
    };
    const { deps, meter } = setUp({ queue: { put } });
    expect(await acceptDelivery(deps, await signedRequest())).toBe(503);
    expect(taken).toHaveLength(1);
    expect(meter.counts.get('DeliveryNotStored')).toBe(1);
  });

  it('F06: answers 503, not 401, when secrets cannot be looked up', async () => {
    const candidates = async () => {
      throw new Unavailable('kms');
    };
    const { deps } = setUp({ credentials: { candidates } });
    expect(await acceptDelivery(deps, await signedRequest())).toBe(503);
  });

  it.each([
    ['no signature', { headers: {} }],
    ['a wrong signature', { headers: { 'x-line-signature': 'A'.repeat(43).concat('=') } }],
    ['garbage for a signature', { headers: { 'x-line-signature': '\u0000é💥' } }],
    ['another body', { body: Buffer.from('{}') }],
  ])('S01: answers 401 to %s and stores nothing', async (_name, change) => {
    const { deps, queue } = setUp();
    expect(await acceptDelivery(deps, { ...(await signedRequest()), ...change })).toBe(401);
    expect(queue).toEqual([]);
  });

  it('S02 F20: refuses the same signed bytes at the address of another connection', async () => {
    const { deps, queue } = setUp();
    expect(await acceptDelivery(deps, await signedRequest('c_2'))).toBe(401);
    expect(queue).toEqual([]);
  });

  it('S03: an unknown connection looks like a wrong signature, and costs the same look-ups', async () => {
    const unknown = setUp();
    expect(await acceptDelivery(unknown.deps, await signedRequest('c_9'))).toBe(401);
    const wrong = setUp();
    expect(await acceptDelivery(wrong.deps, await signedRequest('c_2'))).toBe(401);
    expect(unknown.asked.map((lookup) => lookup.replace('c_9', 'c_2'))).toEqual(wrong.asked);
  });

  it.each(['../c_1', 'c_1#', '', 'a'.repeat(65), 'ก'])(
    'S02: the connection id %j finds nothing',
    async (id) => {
      const { deps, asked } = setUp();
      expect(await acceptDelivery(deps, await signedRequest(id))).toBe(401);
      expect(asked.every((lookup) => lookup.startsWith('line/!'))).toBe(true);
    },
  );

  it('S20: takes a signature by a secret that is newer than what it remembers', async () => {
    const { deps, secrets, queue } = setUp();
    const old = { candidates: deps.credentials.candidates };
    const credentials: AcceptDeps['credentials'] = {
      candidates: async (lookup, options) => {
        if (options?.refreshed) return old.candidates(lookup, options);
        return [{ ref: lookup, secret: new SecretText('the old secret'), facts: {} }];
      },
    };
    secrets['line/c_1'] = SECRET;
    expect(await acceptDelivery({ ...deps, credentials }, await signedRequest())).toBe(200);
    expect(queue).toHaveLength(1);
  });

  it('F18: answers 413 to a body over the limit without looking up or hashing anything', async () => {
    const { deps, asked } = setUp();
    const request = await signedRequest();
    expect(await acceptDelivery(deps, { ...request, size: MAX_BODY_BYTES + 1 })).toBe(413);
    expect(asked).toEqual([]);
  });

  it('F18: takes a body at the limit', async () => {
    const { deps, queue } = setUp();
    const request = await signedRequest('c_1', Buffer.alloc(MAX_BODY_BYTES, 'x'));
    expect(await acceptDelivery(deps, request)).toBe(200);
    expect(queue[0]?.body).toHaveLength(MAX_BODY_BYTES);
  });
});

describe('answering a check of the address', () => {
  const facebook = connectorOf('facebook');
  const get = facebook.manifest.routes.find(({ method }) => method === 'GET');
  const credential = { ref: 'app/meta', secret: new SecretText('s'), facts: { verifyToken: 'right' } };
  const ask = (query: Record<string, string>, candidates = async () => [credential]) => {
    if (!get) throw new Error('Facebook has a GET route');
    return answerHandshake(
      { credentials: { candidates } },
      { connector: facebook, route: get, params: {} },
      query,
    );
  };
  const query = { 'hub.mode': 'subscribe', 'hub.verify_token': 'right', 'hub.challenge': '1158201444' };

  it('gives the challenge back for the right token, and 403 for a wrong one', async () => {
    expect(await ask(query)).toEqual({ status: 200, body: '1158201444' });
    expect((await ask({ ...query, 'hub.verify_token': 'wrong' })).status).toBe(403);
  });

  it('answers 503 when the token cannot be looked up', async () => {
    const failing = async () => {
      throw new Unavailable('kms');
    };
    expect((await ask(query, failing)).status).toBe(503);
  });
});
