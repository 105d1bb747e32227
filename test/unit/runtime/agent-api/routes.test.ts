import * as z from 'zod/mini';
import { ROLES } from '../../../../lambdas/domain/member.ts';
import { agentRoutes } from '../../../../lambdas/runtime/agent-api/agent-routes.ts';
import type { Route } from '../../../../lambdas/runtime/agent-api/route.ts';
import { errorBody } from '../../../../lambdas/runtime/agent-api/schemas.ts';
import { connectRoutes } from '../../../../lambdas/runtime/connect/connect-routes.ts';
import { privacyRoutes } from '../../../../lambdas/runtime/privacy-api/handler.ts';
import { call, fullWorld, type Ids } from '../../../support/agent-calls.ts';

/** Bodies with an id in them; the others take none. */
const bodies: Readonly<Record<string, (ids: Ids) => object>> = {
  markRead: ({ entry }) => ({ upTo: entry }),
  // No change: asked again, it is the same.
  changeConversation: () => ({ labels: [] }),
  writeNote: () => ({ text: 'private' }),
  sendMessage: () => ({ kind: 'text', text: 'มีค่ะ' }),
  correctCustomer: () => ({ displayName: 'สุดา ใจดี', reason: 'customer_request' }),
  startUpload: () => ({ name: 'a.png', mimeType: 'image/png', size: 9 }),
  addCannedReply: () => ({ title: 'สวัสดี', text: 'สวัสดีค่ะ {{customer.name}}' }),
  changeCannedReply: () => ({ title: 'ขอบคุณ' }),
  addView: () => ({ name: 'ของฉัน', filter: { assigneeId: 'u_agent' } }),
  changeView: () => ({ name: 'วันนี้' }),
};

/** Headers of the routes that want some. */
const headersOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  changeConversation: { 'if-match': '"1"' },
  changeCannedReply: { 'if-match': '"1"' },
  changeView: { 'if-match': '"1"' },
  writeNote: { 'idempotency-key': 'note-1' },
  sendMessage: { 'idempotency-key': 'message-1' },
};

const AGENT_UP = ['owner', 'admin', 'agent'];
/** The canned reply and the view of these tests are the owner's; what is one's own is for the tests of the use cases. */
const MANAGERS = ['owner', 'admin'];

/** Who the contract lets in, where that is not everybody. */
const ROLES_OF: Readonly<Record<string, readonly string[]>> = {
  markRead: AGENT_UP,
  changeConversation: AGENT_UP,
  writeNote: AGENT_UP,
  sendMessage: AGENT_UP,
  startUpload: AGENT_UP,
  getCustomer: AGENT_UP,
  correctCustomer: AGENT_UP,
  addCannedReply: AGENT_UP,
  changeCannedReply: MANAGERS,
  removeCannedReply: MANAGERS,
  changeView: MANAGERS,
  removeView: MANAGERS,
};

/** Asked again, they do not answer the same: they make another one, or move a revision, or there is nothing left to remove. */
const ONCE: ReadonlySet<string> = new Set([
  'startUpload',
  'markRead',
  'makeRealtimeTicket',
  'makeRealtimeTicket',
  'markRead',
  'addCannedReply',
  'removeCannedReply',
  'addView',
  'removeView',
]);

function idFor(path: string, ids: Ids): string {
  if (path.startsWith('/v1/connections')) return ids.connection;
  if (path.startsWith('/v1/customers')) return ids.customer;
  if (path.startsWith('/v1/canned-replies')) return ids.reply;
  if (path.startsWith('/v1/views')) return ids.view;
  return path.startsWith('/v1/attachments') ? ids.attachment : ids.conversation;
}

/** A request to the route about the things with these ids. */
function requestTo(route: Route, ids: Ids) {
  const id = idFor(route.path, ids);
  const body = bodies[route.operation]?.(ids);
  return {
    method: route.method,
    path: route.path.replace('{id}', id),
    headers: headersOf[route.operation] ?? {},
    ...(body ? { body: JSON.stringify(body) } : {}),
  };
}

const named = (routes: readonly Route[]) =>
  routes.map((route) => ({ name: `${route.method} ${route.path}`, route }));
/** What other functions serve has tests of its own: routes-elsewhere.test.ts, and those of the privacy API. */
const others = [...connectRoutes, ...privacyRoutes];
const elsewhere = new Set(others.map(({ operation }) => operation));
const servedHere = agentRoutes.filter(({ operation }) => !elsewhere.has(operation));
const withId = named(servedHere.filter(({ path }) => path.includes('{')));
const forMembers = named(servedHere.filter(({ allow }) => allow !== 'public'));

describe.each(named(servedHere))('$name', ({ route }) => {
  it('answers in the shape that its schema says', async () => {
    const { world, own } = await fullWorld();
    const { status, body } = await call(world.deps, requestTo(route, own));
    expect(status).toBe(route.answer.status);
    expect(z.safeParse(route.answer.schema, body)).toMatchObject({ success: true });
  });

  it('keeps its answer out of caches and away from sniffers, failures too', async () => {
    const { world, own } = await fullWorld();
    for (const path of [requestTo(route, own).path, '/v1/unknown']) {
      expect((await call(world.deps, { ...requestTo(route, own), path })).headers).toMatchObject({
        'content-type': 'application/json; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': expect.stringContaining('max-age='),
        'x-request-id': 'request-1',
      });
    }
  });

  it('says 405 to other methods, and names its own', async () => {
    const { world, own } = await fullWorld();
    const answer = await call(world.deps, { ...requestTo(route, own), method: 'PUT' });
    expect(answer).toMatchObject({ status: 405, body: { error: { code: 'method_not_allowed' } } });
    expect(answer.body.error.details[0]).toContain(route.method);
  });
});

describe.each(forMembers)('$name', ({ route }) => {
  it.each(ROLES)('lets a %s in exactly where the contract says so', async (role) => {
    const { world, own } = await fullWorld();
    const { status, body } = await call(world.deps, { ...requestTo(route, own), user: `u_${role}` });
    const allowed = (ROLES_OF[route.operation] ?? ROLES).includes(role);
    expect(status).toBe(allowed ? route.answer.status : 403);
    if (!allowed) expect(body.error.code).toBe('forbidden');
  });

  it('says 401 without a token, and 403 no_workspace to a stranger', async () => {
    const { world, own } = await fullWorld();
    for (const user of [null, '']) {
      const answer = await call(world.deps, { ...requestTo(route, own), user });
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'unauthenticated' } } });
    }
    const stranger = await call(world.deps, { ...requestTo(route, own), user: 'u_stranger' });
    expect(stranger).toMatchObject({ status: 403, body: { error: { code: 'no_workspace' } } });
  });

  it('refuses unknown fields of query and body, and says what is allowed', async () => {
    const { world, own } = await fullWorld();
    const request = requestTo(route, own);
    const query = await call(world.deps, { ...request, query: { wrong: '1' } });
    expect(query).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
    expect(query.body.error.details).toEqual([expect.stringMatching(/^wrong: unknown field; allowed: /)]);
    const body = await call(world.deps, { ...request, body: '{"wrong":1}' });
    expect(body).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
  });
});

describe.each(withId)('S04 $name', ({ route }) => {
  it('knows nothing of another workspace, whoever asks, and changes nothing there', async () => {
    const { world, own, foreign } = await fullWorld();
    const heads = () => [...world.heads(), ...world.heads('ws_other')];
    const before = heads();
    for (const ids of [
      foreign,
      {
        ...own,
        conversation: foreign.conversation,
        customer: foreign.customer,
        connection: foreign.connection,
        attachment: foreign.attachment,
        reply: foreign.reply,
        view: foreign.view,
      },
    ]) {
      const about = await call(world.deps, requestTo(route, ids));
      const unknown = await call(
        world.deps,
        requestTo(route, {
          ...ids,
          conversation: 'nothing',
          customer: 'nothing',
          connection: 'nothing',
          attachment: 'nothing',
          reply: 'nothing',
          view: 'nothing',
        }),
      );
      expect(about.status).toBe(404);
      expect(about).toEqual(unknown);
      expect(z.safeParse(errorBody, about.body).success).toBe(true);
    }
    const fromThere = await call(world.deps, { ...requestTo(route, own), user: 'u_foreign' });
    expect(fromThere.status).toBe(404);
    expect(heads()).toEqual(before);
  });

  it('says 404 to what cannot be an id', async () => {
    const { world } = await fullWorld();
    for (const id of ['a'.repeat(65), 'a%23b', 'W#ws_other', 'ก', '..%2f..']) {
      const request = requestTo(route, {
        conversation: id,
        customer: id,
        connection: id,
        entry: 'x',
        attachment: id,
        reply: id,
        view: id,
      });
      expect(await call(world.deps, request)).toMatchObject({
        status: 404,
        body: { error: { code: 'not_found' } },
      });
    }
  });
});

describe.each(forMembers)('S05 $name', ({ route }) => {
  const names = [
    'workspaceId',
    'workspace_id',
    'workspace',
    'tenantId',
    'x-workspace-id',
    'custom:workspace',
    'role',
  ];

  it('takes the workspace from nowhere but the membership', async () => {
    const { world, own } = await fullWorld();
    const request = requestTo(route, own);
    // There, only the first answers of two worlds are alike.
    const deps = async () => (ONCE.has(route.operation) ? (await fullWorld()).world.deps : world.deps);
    const plain = await call(await deps(), request);
    for (const name of names) {
      for (const value of ['ws_other', 'W#ws_other', 'owner']) {
        expect(
          await call(await deps(), { ...request, headers: { ...request.headers, [name]: value } }),
        ).toEqual(plain);
        expect(await call(await deps(), { ...request, claims: { [name]: value } })).toEqual(plain);
        const body = JSON.stringify({ ...JSON.parse(request.body ?? '{}'), [name]: value });
        for (const smuggled of [{ query: { [name]: value } }, { body }]) {
          expect((await call(await deps(), { ...request, ...smuggled })).status).toBe(400);
        }
      }
    }
  });
});

it('the routes that another function serves are among those of the document', () => {
  expect(elsewhere.size).toBe(others.length);
  expect(servedHere).toHaveLength(agentRoutes.length - elsewhere.size);
});

it('every path has one route per method, and every operation a name of its own', () => {
  const routes = agentRoutes.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(routes).size).toBe(routes.length);
  expect(new Set(agentRoutes.map(({ operation }) => operation)).size).toBe(routes.length);
});
