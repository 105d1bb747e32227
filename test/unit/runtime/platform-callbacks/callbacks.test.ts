import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { Unavailable } from '../../../../lambdas/domain/errors.ts';
import { SecretText } from '../../../../lambdas/domain/secret-text.ts';
import type { WebhookCredential } from '../../../../lambdas/ports/connector.ts';
import { callbackHandler } from '../../../../lambdas/runtime/platform-callbacks/handler.ts';
import { MAX_BODY_BYTES } from '../../../../lambdas/runtime/platform-callbacks/meta-callbacks.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { down } from '../../../support/fake-aws.ts';
import { FakeMeter } from '../../../support/fakes.ts';
import { NID, NOON, PrivacyWorld } from '../../../support/privacy-world.ts';

const SECRETS: Readonly<Record<string, readonly string[]>> = {
  'app/meta': ['new-meta-secret', 'old-meta-secret'],
  'app/instagram': ['instagram-secret'],
};

let logged: ReturnType<typeof captureLog>;
beforeAll(() => {
  logged = captureLog();
});
afterAll(() => jest.restoreAllMocks());

function setUp() {
  const world = new PrivacyWorld();
  const meter = new FakeMeter();
  /** Secrets that only a fresh look finds. */
  const late: Record<string, string[]> = {};
  const lookups: string[] = [];
  const credentials = {
    candidates: async (lookup: string, { refreshed = false } = {}): Promise<WebhookCredential[]> => {
      lookups.push(lookup);
      const secrets = [...(SECRETS[lookup] ?? []), ...(refreshed ? (late[lookup] ?? []) : [])];
      return secrets.map((secret) => ({ ref: lookup, secret: new SecretText(secret), facts: {} }));
    },
  };
  const handle = callbackHandler({
    ...world.deps,
    credentials,
    meter,
    publicBaseUrl: 'https://hooks.example.com',
  });
  const post = (path: string, body: string, isBase64Encoded = false) =>
    handle({
      routeKey: `POST /callbacks/meta/${path}`,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
      isBase64Encoded,
    } as unknown as APIGatewayProxyEventV2);
  return { world, meter, late, lookups, handle, post };
}

function signed(secret = 'new-meta-secret', claims: object = {}): string {
  const payload = {
    user_id: NID.platformUserId,
    algorithm: 'HMAC-SHA256',
    issued_at: NOON / 1000 - 60,
    ...claims,
  };
  const encoded = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `${createHmac('sha256', secret).update(encoded).digest('base64url')}.${encoded}`;
}

const form = (text: string) => `signed_request=${encodeURIComponent(text)}`;

describe('S21: Meta’s data deletion callback', () => {
  it('answers with exactly an address and a code', async () => {
    const { world, post } = setUp();
    world.connect('ws_1', 'c_1');
    const { statusCode, headers, body } = await post('data-deletion', form(signed()));
    expect([statusCode, headers?.['content-type']]).toEqual([200, 'application/json']);
    const [code] = world.codes();
    expect(JSON.parse(body ?? '')).toEqual({
      url: `https://hooks.example.com/privacy/status/${code}`,
      confirmation_code: code,
    });
    expect(await world.requests.open('ws_1')).toMatchObject([
      { type: 'erase', subject: { connectionId: 'c_1', platformUserId: NID.platformUserId } },
    ]);
  });

  it.each([
    ['the new secret', 'new-meta-secret'],
    ['the old secret', 'old-meta-secret'],
    ['the other application’s secret', 'instagram-secret'],
  ])('takes a signature made with %s', async (_name, secret) => {
    const { world, post } = setUp();
    world.connect('ws_1', 'c_1');
    expect(await post('data-deletion', form(signed(secret)))).toMatchObject({ statusCode: 200 });
    expect(world.jobs.length).toBe(1);
  });

  it('looks again for a secret that was added a moment ago', async () => {
    const { late, lookups, post } = setUp();
    late['app/meta'] = ['newest-secret'];
    expect(await post('data-deletion', form(signed('newest-secret')))).toMatchObject({ statusCode: 200 });
    expect(lookups).toEqual(['app/meta', 'app/instagram', 'app/meta', 'app/instagram']);
  });

  it('tells people of one application from those of another with the same id', async () => {
    const { world, post } = setUp();
    await post('data-deletion', form(signed()));
    await post('data-deletion', form(signed('instagram-secret')));
    expect(world.codes().length).toBe(2);
  });

  it('reads a body that comes as base64', async () => {
    const { world, post } = setUp();
    world.connect('ws_1', 'c_1');
    const body = Buffer.from(`a=b&${form(signed())}`).toString('base64');
    expect(await post('data-deletion', body, true)).toMatchObject({ statusCode: 200 });
    expect(world.jobs.length).toBe(1);
  });

  it('gives an unknown person a code, too', async () => {
    const { world, post } = setUp();
    const { statusCode, body } = await post('data-deletion', form(signed()));
    expect([statusCode, JSON.parse(body ?? '').confirmation_code]).toEqual([200, world.codes()[0]]);
  });

  it('F06: is answered with 503 while nothing can be stored, and says nothing of the person', async () => {
    const { world, post } = setUp();
    world.connect('ws_1', 'c_1');
    world.aws.failure = down(['dynamodb'], new Unavailable('the database'));
    expect(await post('data-deletion', form(signed()))).toMatchObject({ statusCode: 503, body: '' });
    expect(world.signals).toEqual([]);
    expect(logged.join('\n')).toContain('a privacy callback failed');
    expect(logged.join('\n')).not.toContain(NID.platformUserId);
  });
});

describe('S21: Meta’s deauthorize callback', () => {
  it('revokes what the person connected, and answers with nothing', async () => {
    const { world, post } = setUp();
    world.connect('ws_1', 'c_1');
    expect(await post('deauthorize', form(signed()))).toMatchObject({ statusCode: 200, body: '' });
    expect(world.signals).toMatchObject([{ connectionId: 'c_1', signal: 'revoked' }]);
    expect(world.codes()).toEqual([]);
  });

  it('answers the same for somebody unknown', async () => {
    const { post } = setUp();
    expect(await post('deauthorize', form(signed()))).toMatchObject({ statusCode: 200, body: '' });
  });

  it('is followed by a deletion request that finds the same connections', async () => {
    const { world, post } = setUp();
    world.keeperIsQuick = true;
    world.connect('ws_1', 'c_1');
    await post('deauthorize', form(signed()));
    await post('data-deletion', form(signed()));
    expect(await world.requests.open('ws_1')).toMatchObject([{ subject: { connectionId: 'c_1' } }]);
  });
});

describe.each(['deauthorize', 'data-deletion'])('S01 S21: %s', (path) => {
  const text = signed();
  it.each([
    ['signed with another secret', form(signed('somebody-else'))],
    ['cut short', form(text.slice(0, -3))],
    ['with a changed payload', form(`${text.split('.')[0]}.${signed('x', { user_id: '1' }).split('.')[1]}`)],
    ['of another algorithm', form(signed('new-meta-secret', { algorithm: 'NONE' }))],
    ['expired', form(signed('new-meta-secret', { expires: NOON / 1000 - 1 }))],
    ['without a person', form(signed('new-meta-secret', { user_id: null }))],
    ['without a dot', form('abc')],
    ['in another field', `request=${text}`],
    ['in JSON', JSON.stringify({ signed_request: text })],
    ['empty', ''],
  ])('refuses what is %s, and stores nothing', async (_name, body) => {
    const { world, meter, post } = setUp();
    world.connect('ws_1', 'c_1');
    expect(await post(path, body)).toMatchObject({ statusCode: 401, body: '' });
    expect(world.aws.calls).toEqual([]);
    expect([world.signals, world.jobs, world.audit]).toEqual([[], [], []]);
    expect(meter.counts.get('DeliveryRefused')).toBe(1);
  });

  it('F18: refuses what is too large without reading it', async () => {
    const { lookups, post } = setUp();
    const padded = (size: number) => `${form(signed())}&x=`.padEnd(size, 'a');
    expect(await post(path, padded(MAX_BODY_BYTES + 1))).toMatchObject({ statusCode: 413, body: '' });
    expect(await post(path, Buffer.from(padded(MAX_BODY_BYTES + 3)).toString('base64'), true)).toMatchObject({
      statusCode: 413,
    });
    expect(lookups).toEqual([]);
    expect(await post(path, padded(MAX_BODY_BYTES))).toMatchObject({ statusCode: 200 });
  });
});

describe('other paths', () => {
  it('do not exist', async () => {
    const { handle } = setUp();
    const event = { routeKey: 'GET /callbacks/meta/deauthorize' } as APIGatewayProxyEventV2;
    expect(await handle(event)).toMatchObject({ statusCode: 404 });
  });
});
