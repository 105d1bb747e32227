import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { AwsCaller, AwsRefusal } from '../../../lambdas/aws/aws-call.ts';
import { Unavailable } from '../../../lambdas/domain/errors.ts';

const credentials = {
  accessKeyId: 'EXAMPLEKEYID',
  secretAccessKey: 'an invented secret key',
  sessionToken: 'an-invented-session-token',
};

/** What the server does with a request: answers, says nothing, or closes the connection, before or in the middle of an answer. */
type Act = { readonly status: number; readonly body?: string } | 'silence' | 'reset' | 'half an answer';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Of the client: tells connections apart. */
  readonly port: number | undefined;
}

let server: http.Server;
let acts: Act[] = [];
let seen: Seen[] = [];
let waits: number[] = [];
let caller: AwsCaller;

beforeAll(() => {
  server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method, url, headers, socket } = request;
    seen.push({ method, url, headers, body: Buffer.concat(chunks).toString(), port: socket.remotePort });
    act(acts.shift() ?? { status: 200, body: '{}' }, request, response);
  });
  return new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

function act(what: Act, { socket }: IncomingMessage, response: ServerResponse): void {
  if (what === 'silence') return;
  if (what === 'reset') return void socket.destroy();
  if (what === 'half an answer') {
    response.writeHead(200, { 'content-length': 100 });
    response.write('{"half":', () => socket.destroy());
    return;
  }
  response.writeHead(what.status).end(what.body);
}

afterEach(() => jest.restoreAllMocks());

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

beforeEach(() => {
  acts = [];
  seen = [];
  waits = [];
  caller = newCaller();
});

function newCaller(): AwsCaller {
  const { port } = server.address() as AddressInfo;
  const wait = async (ms: number) => void waits.push(ms);
  return new AwsCaller({ region: 'ap-southeast-1', endpoint: `http://127.0.0.1:${port}`, credentials, wait });
}

const get = () => caller.json('dynamodb', 'DynamoDB_20120810.GetItem', { TableName: 'T' });

/** What a promise is rejected with. */
async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('it did not fail');
    },
    (error) => error,
  );
}

describe('a call', () => {
  it('is one signed request with the credentials of the function', async () => {
    acts = [{ status: 200, body: '{"Item":{"n":{"N":"1"}}}' }];
    expect(await get()).toEqual({ Item: { n: { N: '1' } } });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/', body: '{"TableName":"T"}' });
    const { headers } = seen[0] as Seen;
    expect(headers['x-amz-target']).toBe('DynamoDB_20120810.GetItem');
    expect(headers['content-type']).toBe('application/x-amz-json-1.0');
    expect(headers['x-amz-security-token']).toBe(credentials.sessionToken);
    expect(headers['x-amz-date']).toMatch(/^\d{8}T\d{6}Z$/);
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=EXAMPLEKEYID\/\d{8}\/ap-southeast-1\/dynamodb\/aws4_request, SignedHeaders=[a-z0-9;-]*x-amz-target[a-z0-9;-]*, Signature=[0-9a-f]{64}$/,
    );
    expect(JSON.stringify(headers)).not.toContain(credentials.secretAccessKey);
  });

  it('speaks the JSON version of its service', async () => {
    await caller.json('kms', 'TrentService.Decrypt', {});
    await caller.json('sqs', 'AmazonSQS.SendMessage', {});
    expect(seen.map(({ headers }) => headers['content-type'])).toEqual([
      'application/x-amz-json-1.1',
      'application/x-amz-json-1.0',
    ]);
  });

  it('to S3 carries bytes as they are, with their hash signed', async () => {
    acts = [{ status: 200, body: '' }];
    const body = Buffer.from('ก😊');
    await caller.send({ service: 's3', method: 'PUT', path: '/bucket/deliveries/2026-11-24/id', body });
    expect(seen[0]).toMatchObject({ method: 'PUT', url: '/bucket/deliveries/2026-11-24/id', body: 'ก😊' });
    expect(seen[0]?.headers).toMatchObject({
      'content-length': String(body.length),
      'x-amz-content-sha256': expect.stringMatching(/^[0-9a-f]{64}$/),
      authorization: expect.stringContaining('x-amz-content-sha256'),
    });
  });

  it('reuses its connection', async () => {
    for (let i = 0; i < 3; i++) await get();
    expect(new Set(seen.map(({ port }) => port)).size).toBe(1);
  });
});

describe('F06: a call that fails', () => {
  const busy: [string, Act][] = [
    ['500', { status: 500, body: '{"__type":"InternalServerError"}' }],
    ['503 without a word', { status: 503 }],
    [
      'throttling by DynamoDB',
      { status: 400, body: '{"__type":"x#ProvisionedThroughputExceededException"}' },
    ],
    ['throttling by KMS', { status: 400, body: '{"__type":"ThrottlingException"}' }],
    ['throttling by SQS', { status: 403, body: '{"__type":"com.amazonaws.sqs#RequestThrottled"}' }],
    ['a slow-down by S3', { status: 503, body: '<Error><Code>SlowDown</Code></Error>' }],
    ['a connection closed', 'reset'],
    ['a connection closed in the middle of the answer', 'half an answer'],
  ];

  it.each(busy)('is tried again after %s, with a longer wait each time', async (_name, answer) => {
    acts = [answer, answer, { status: 200, body: '{"good":1}' }];
    expect(await get()).toEqual({ good: 1 });
    expect(seen).toHaveLength(3);
    const [first = 0, second = 0] = waits;
    expect(waits).toHaveLength(2);
    expect(first).toBeGreaterThanOrEqual(20);
    expect(first).toBeLessThan(40);
    expect(second).toBeGreaterThanOrEqual(80);
    expect(second).toBeLessThan(160);
  });

  it.each(busy)('is given up as unavailable after %s, three times', async (_name, answer) => {
    acts = [answer, answer, answer];
    const error = await failure(get());
    expect(error).toBeInstanceOf(Unavailable);
    expect((error as Unavailable).message).toBe('dynamodb is not available');
    expect((error as Unavailable).cause).toHaveProperty('message');
    expect(seen).toHaveLength(3);
  });

  it('is given up as unavailable when nobody listens', async () => {
    const closed = new AwsCaller({
      region: 'x',
      endpoint: 'http://127.0.0.1:1',
      credentials,
      wait: async () => {},
    });
    const error = await failure(closed.json('kms', 'TrentService.Decrypt', {}));
    expect(error).toBeInstanceOf(Unavailable);
    expect((error as Unavailable).message).toBe('kms is not available');
  });

  it('is ended when no answer comes in time, and tried again', async () => {
    const request = http.request;
    const timeouts: unknown[] = [];
    // The limit is real, the time is not: where silence follows, the connection waits for a moment only.
    jest.spyOn(http, 'request').mockImplementation(((
      options: http.RequestOptions,
      callback: (response: IncomingMessage) => void,
    ) => {
      timeouts.push(options.timeout);
      return request({ ...options, ...(acts[0] === 'silence' ? { timeout: 10 } : {}) }, callback);
    }) as typeof http.request);
    caller = newCaller();
    acts = ['silence', 'silence', { status: 200, body: '{"good":1}' }];
    expect(await get()).toEqual({ good: 1 });
    expect(timeouts).toEqual([550, 550, 550]);
    acts = ['silence', 'silence', 'silence'];
    const error = await failure(get());
    expect(error).toBeInstanceOf(Unavailable);
    expect(String((error as Unavailable).cause)).toContain('no answer in time');
  });
});

describe('a call that is refused', () => {
  it.each([
    [
      400,
      'ConditionalCheckFailedException',
      '{"__type":"x.v2#ConditionalCheckFailedException","message":"m"}',
    ],
    [400, 'NotFoundException', '{ "__type" : "NotFoundException" }'],
    [403, 'AccessDenied', '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Key>k</Key></Error>'],
    [404, 'NoSuchKey', '<Error><Code>NoSuchKey</Code></Error>'],
    [400, 'unknown', '{"message":"no type"}'],
    [301, 'unknown', ''],
  ])('with %i is not tried again, and known as %s', async (status, type, body) => {
    acts = [{ status, body }];
    const error = await failure(get());
    expect(error).toBeInstanceOf(AwsRefusal);
    expect(error).toMatchObject({ status, type, message: `AWS answered ${status} ${type}` });
    expect(seen).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it('after a try that failed is refused for good', async () => {
    acts = [{ status: 500 }, { status: 400, body: '{"__type":"ValidationException"}' }];
    expect(await failure(get())).toMatchObject({ type: 'ValidationException' });
    expect(seen).toHaveLength(2);
  });
});

describe('S11: no error of a call', () => {
  const plain = 'what must not be read anywhere';

  it.each<Act>([
    {
      status: 400,
      body: `{"__type":"ValidationException","message":"${plain} ${credentials.sessionToken}"}`,
    },
    { status: 500, body: `{"message":"${plain}"}` },
    { status: 403, body: `<Error><Code>AccessDenied</Code><Message>${plain}</Message></Error>` },
    'reset',
    'half an answer',
  ])('shows secrets, or what was sent or answered: %j', async (answer) => {
    acts = [answer, answer, answer];
    const error = await failure(caller.json('kms', 'TrentService.Encrypt', { Plaintext: plain }));
    const shown = inspect(error, { depth: 10, showHidden: true }) + JSON.stringify(error);
    for (const secret of [plain, credentials.secretAccessKey, credentials.sessionToken, 'Signature=']) {
      expect(shown).not.toContain(secret);
    }
  });
});
