import * as z from 'zod/mini';
import { connectors } from '../../../../lambdas/connectors/index.ts';
import {
  InvalidInput,
  Misconfigured,
  Unavailable,
  UnreadableDelivery,
} from '../../../../lambdas/domain/errors.ts';
import { Purpose } from '../../../../lambdas/domain/purpose.ts';
import { agentApiHandler } from '../../../../lambdas/runtime/agent-api/handler.ts';
import { memberRoute, type Route } from '../../../../lambdas/runtime/agent-api/route.ts';
import { connection, health } from '../../../../lambdas/runtime/agent-api/schemas.ts';
import { call, eventOf, fullWorld } from '../../../support/agent-calls.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { aConnection } from '../../../support/fakes.ts';

describe('requests to the agent API', () => {
  it('says 404 in JSON to an unknown path, signed in or not', async () => {
    const { world } = await fullWorld();
    for (const path of [
      '/',
      '/v1',
      '/v1/',
      '/v1/me/',
      '//v1/me',
      '/v1/ME',
      '/v2/me',
      '/v1/conversations/a/b/c',
    ]) {
      for (const user of ['u_owner', null]) {
        const answer = await call(world.deps, { path, user });
        expect(answer).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
      }
    }
  });

  it('shows a connection whose account nobody has chosen yet without one', async () => {
    const { world } = await fullWorld();
    const pending = aConnection({ id: 'c_pending', accountId: '', state: 'pending' });
    world.connections.all.push(pending);
    const { status, body } = await call(world.deps, { path: '/v1/connections/c_pending' });
    expect({ status, accountId: body.accountId, state: body.state }).toEqual({
      status: 200,
      accountId: null,
      state: 'pending',
    });
    expect(z.safeParse(connection, body).success).toBe(true);
  });

  it('shows what a platform says of the month where it says something, and nothing where it does not', async () => {
    const { world, own } = await fullWorld();
    const at = Date.parse('2026-09-21T12:00:00.000Z');
    const counted = aConnection({ id: 'c_counted', quota: { used: 41, limit: null, at } });
    world.connections.all.push(counted);
    const { body } = await call(world.deps, { path: '/v1/connections/c_counted' });
    expect(body.quota).toEqual({ used: 41, limit: null, at: '2026-09-21T12:00:00.000Z' });
    expect(z.safeParse(connection, body).success).toBe(true);
    const other = await call(world.deps, { path: `/v1/connections/${own.connection}` });
    expect(other.body).not.toHaveProperty('quota');
  });

  it('finds its way behind the name of a stage', async () => {
    const { world } = await fullWorld();
    expect((await call(world.deps, { path: '/v1/me', stage: 'live' })).status).toBe(200);
  });

  it.each(['0', '101', '-1', '1.5', '1e1', '0x10', ' 5', 'ten', '25,30', '9999999999999999999'])(
    'refuses limit=%s and says what is allowed',
    async (limit) => {
      const { world, own } = await fullWorld();
      for (const path of [
        '/v1/connections',
        '/v1/conversations',
        `/v1/conversations/${own.conversation}/timeline`,
      ]) {
        const { status, body } = await call(world.deps, { path, query: { limit } });
        expect(status).toBe(400);
        expect(body.error.details).toEqual(['limit: must be a whole number from 1 to 100']);
      }
    },
  );

  it('takes a limit from 1 to 100, 25 without one, and empty fields as absent', async () => {
    const { world } = await fullWorld();
    for (const limit of ['1', '100']) {
      expect((await call(world.deps, { path: '/v1/conversations', query: { limit } })).status).toBe(200);
    }
    const empty = {
      status: '',
      platform: '',
      connectionId: '',
      assigneeId: '',
      label: '',
      q: '',
      cursor: '',
    };
    const { body } = await call(world.deps, { path: '/v1/conversations', query: empty });
    expect(body).toEqual((await call(world.deps, { path: '/v1/conversations' })).body);
  });

  it.each(['x', 'AAAA', '%00', 'a'.repeat(501), '../..'])('refuses the cursor %s', async (cursor) => {
    const { world, own } = await fullWorld();
    for (const path of [
      '/v1/connections',
      '/v1/conversations',
      `/v1/conversations/${own.conversation}/timeline`,
    ]) {
      const { status, body } = await call(world.deps, { path, query: { cursor } });
      expect(status).toBe(400);
      expect(body.error.details).toEqual([expect.stringMatching(/^cursor: /)]);
    }
  });

  it('names every wrong field at once, and what each allows', async () => {
    const { world } = await fullWorld();
    const query = { status: 'gone', platform: 'icq', limit: '0', sort: 'name' };
    const { body } = await call(world.deps, { path: '/v1/conversations', query });
    expect(body.error.details.sort()).toEqual([
      'limit: must be a whole number from 1 to 100',
      `platform: must be one of ${connectors.map(({ manifest }) => manifest.id).join(', ')}`,
      'sort: unknown field; allowed: status, platform, connectionId, assigneeId, label, q, limit, cursor',
      'status: must be one of open, snoozed, closed',
    ]);
  });

  it('pages by the cursor that it gave out', async () => {
    const { world } = await fullWorld();
    const query = { limit: '2' };
    const first = await call(world.deps, { path: '/v1/conversations', query });
    const next = await call(world.deps, {
      path: '/v1/conversations',
      query: { ...query, cursor: first.body.nextCursor },
    });
    expect(next.status).toBe(200);
    const ids = [...first.body.items, ...next.body.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
  });
});

describe('bodies', () => {
  const read = async (body: string | undefined, base64 = false) => {
    const { world, own } = await fullWorld();
    const path = `/v1/conversations/${own.conversation}/read`;
    const event = {
      ...eventOf({ method: 'POST', path, ...(body === undefined ? {} : { body }) }),
      isBase64Encoded: base64,
    };
    const { statusCode, body: answer } = await agentApiHandler(world.deps)(event);
    return { status: statusCode, body: JSON.parse(String(answer)) };
  };

  it.each([undefined, '', '{}', ' { } '])('takes %j as no fields', async (body) => {
    expect((await read(body)).status).toBe(200);
  });

  it.each(['{', 'upTo=1', '{"upTo":1,}', '[', "{'upTo':1}"])('refuses %s: not JSON', async (body) => {
    const answer = await read(body);
    expect(answer).toMatchObject({
      status: 400,
      body: { error: { details: ['body: must be JSON in UTF-8'] } },
    });
  });

  it.each(['[]', '"x"', '1', 'null', '{"upTo":5}', '{"__proto__":{"upTo":"x"}}', '{"upTo":"a b"}'])(
    'refuses %s: not what the route takes',
    async (body) => {
      const answer = await read(body);
      expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
      expect(answer.body.error.details).toHaveLength(1);
    },
  );

  it('reads bodies that API Gateway has encoded, and refuses bytes that are no UTF-8', async () => {
    expect((await read(Buffer.from('{}').toString('base64'), true)).status).toBe(200);
    const broken = Buffer.from('{"a":"?"}');
    broken[6] = 0xff;
    expect((await read(broken.toString('base64'), true)).body.error.details).toEqual([
      'body: must be JSON in UTF-8',
    ]);
  });

  it('S16: refuses more than 64 KB, as text, in several bytes a letter, and encoded', async () => {
    const padded = (size: number, letter = ' ') => `{}${letter.repeat(size - 2)}`;
    expect((await read(padded(65_536))).status).toBe(200);
    const encoded = Buffer.from(padded(65_537)).toString('base64');
    for (const [body, base64] of [
      [padded(65_537), false],
      [padded(30_000, 'ก'), false],
      [encoded, true],
      [padded(10_000_000), false],
    ] as const) {
      expect(await read(body, base64)).toMatchObject({
        status: 413,
        body: { error: { code: 'payload_too_large' } },
      });
    }
  });
});

describe('failures', () => {
  const failing = (error: unknown): Route =>
    memberRoute({
      operation: 'fail',
      method: 'GET',
      path: '/v1/fail',
      allow: 'inbox:read',
      purpose: Purpose.inbox,
      doc: 'Fails.',
      answer: { status: 200, doc: 'Never.', schema: health },
      handle: async () => {
        throw error;
      },
    });

  async function fail(error: unknown) {
    const { world } = await fullWorld();
    const lines = captureLog();
    try {
      return { ...(await call(world.deps, { path: '/v1/fail' }, [failing(error)])), lines };
    } finally {
      jest.restoreAllMocks();
    }
  }

  it.each([
    [new InvalidInput('no', ['a: b']), 400, 'invalid_input'],
    [new Unavailable('the database'), 503, 'unavailable'],
  ])('tells what concerns the caller: %s', async (error, status, code) => {
    const { details } = error;
    expect(await fail(error)).toMatchObject({
      status,
      body: { error: { code, message: error.message, ...(details.length > 0 ? { details } : {}) } },
    });
  });

  it.each([
    new Error('customer said: secret words'),
    new Misconfigured('the workspace ws_sample has no key: secret words'),
    new UnreadableDelivery('secret words'),
    'secret words',
    null,
  ])('S11: keeps to itself what does not: %s', async (error) => {
    const { status, body, text, lines } = await fail(error);
    expect({ status, code: body.error.code }).toEqual({ status: 500, code: 'internal' });
    expect(text).toContain('request-1');
    expect(text).not.toContain('secret words');
    expect(lines).toHaveLength(1);
    expect(JSON.parse(String(lines[0]))).toMatchObject({
      level: 'ERROR',
      requestId: 'request-1',
      status: 500,
    });
  });

  it('S11: logs no words of errors that are not ours', async () => {
    const { lines } = await fail(new Error('secret words', { cause: new Error('secret words') }));
    expect(lines.join()).not.toContain('secret words');
  });

  it('logs no refusals', async () => {
    expect((await fail(new InvalidInput('no'))).lines).toEqual([]);
  });
});

describe('route definitions', () => {
  it('validate headers as well', async () => {
    const { world } = await fullWorld();
    const route = memberRoute({
      operation: 'echo',
      method: 'POST',
      path: '/v1/echo',
      allow: 'inbox:reply',
      purpose: Purpose.inbox,
      doc: 'Says the key.',
      headers: z.object({
        'idempotency-key': z.string().check(z.minLength(3, 'must have at least 3 characters')),
      }),
      answer: { status: 202, doc: 'The key.', schema: z.strictObject({ key: z.string() }) },
      handle: async ({ headers }) => ({ key: headers['idempotency-key'] }),
    });
    const echo = (headers: Record<string, string>) =>
      call(world.deps, { method: 'POST', path: '/v1/echo', headers }, [route]);
    expect(await echo({ 'idempotency-key': 'abc' })).toMatchObject({ status: 202, body: { key: 'abc' } });
    expect((await echo({})).body.error.details).toEqual(['idempotency-key: must be given']);
    expect((await echo({ 'idempotency-key': 'a' })).body.error.details).toEqual([
      'idempotency-key: must have at least 3 characters',
    ]);
  });
});
