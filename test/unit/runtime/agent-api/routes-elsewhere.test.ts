import * as z from 'zod/mini';
import { ROLES } from '../../../../lambdas/domain/member.ts';
import { agentRoutes } from '../../../../lambdas/runtime/agent-api/agent-routes.ts';
import { memberApiHandler } from '../../../../lambdas/runtime/agent-api/member-api.ts';
import type { MemberRoute } from '../../../../lambdas/runtime/agent-api/route.ts';
import { errorBody } from '../../../../lambdas/runtime/agent-api/schemas.ts';
import type { ConnectApiDeps } from '../../../../lambdas/runtime/connect/connect-api.ts';
import { connectRoutes } from '../../../../lambdas/runtime/connect/connect-routes.ts';
import { type Answer, type Call, call, eventOf, fullWorld } from '../../../support/agent-calls.ts';
import { contents } from '../../../support/bindings.ts';
import { ConnectingWorld, sessionOf } from '../../../support/connecting-world.ts';

/** Connecting is served by a function of its own: what holds for every route of the agent API holds for those, too. */
const PLATFORM = 'line';
const MAY_CONNECT: readonly string[] = ['owner', 'admin'];

type ConnectRoute = MemberRoute<ConnectApiDeps>;
interface Ids {
  readonly connection: string;
  /** A consent with two accounts to choose from. */
  readonly choice: string;
}

const bodies: Readonly<Record<string, object>> = {
  connect: { platform: PLATFORM, features: ['inbox'], login: 'consent' },
  chooseAccounts: { accountIds: ['shop_1_b'] },
};

function requestTo({ method, path, operation }: ConnectRoute, ids: Ids): Call {
  const id = path.endsWith('/choices') ? ids.choice : ids.connection;
  const body = bodies[operation];
  const request = { method, path: path.replace('{id}', id), user: 'u_owner_1' };
  return body ? { ...request, body: JSON.stringify(body) } : request;
}

/** Two workspaces, each with a connection and a consent to choose by. Every time the same. */
async function connectingWorld() {
  const world = await ConnectingWorld.create(1, PLATFORM);
  const person = { userId: 'u_privacy_officer_1', role: 'privacy_officer', email: 'p@example.com' } as const;
  await world.members.addMember({ workspaceId: 'ws_1', ...person });
  const idsOf = async (n: number): Promise<Ids> => {
    const session = sessionOf('owner', n);
    const shop = (name: string) => ({ id: `shop_${n}_${name}`, name });
    const { id } = await world.connect({ id: `p_${n}`, accounts: [shop('a')] }, { session });
    const started = await world.start({ session });
    const two = { id: `p_${n}_two`, accounts: [shop('b'), shop('c')] };
    const outcome = await world.comeBack(started, world.platform.consent(started.authorizeUrl, two));
    expect(outcome.kind).toBe('choose');
    return { connection: id, choice: started.connectionId };
  };
  const own = await idsOf(1);
  const foreign = await idsOf(2);
  return { world, own, foreign, ask: asker(world) };
}

function asker(world: ConnectingWorld) {
  const handler = memberApiHandler(world.main.deps, connectRoutes);
  return async (request: Call): Promise<Answer> => {
    const { statusCode = 0, headers = {}, body } = await handler(eventOf(request));
    const text = String(body);
    return { status: statusCode, headers, body: JSON.parse(text), text };
  };
}

const named = (routes: readonly ConnectRoute[]) =>
  routes.map((route) => ({ name: `${route.method} ${route.path}`, route }));
const all = named(connectRoutes);
const withId = named(connectRoutes.filter(({ path }) => path.includes('{')));

describe.each(all)('$name', ({ route }) => {
  it('answers in the shape that its schema says', async () => {
    const { own, ask } = await connectingWorld();
    const { status, body } = await ask(requestTo(route, own));
    expect(status).toBe(route.answer.status);
    expect(z.safeParse(route.answer.schema, body)).toMatchObject({ success: true });
  });

  it('keeps its answer out of caches and away from sniffers, failures too', async () => {
    const { own, ask } = await connectingWorld();
    for (const path of [requestTo(route, own).path, '/v1/unknown']) {
      expect((await ask({ ...requestTo(route, own), path })).headers).toMatchObject({
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
    const { own, ask } = await connectingWorld();
    const answer = await ask({ ...requestTo(route, own), method: 'PATCH' });
    expect(answer).toMatchObject({ status: 405, body: { error: { code: 'method_not_allowed' } } });
    expect(answer.body.error.details[0]).toContain(route.method);
  });

  it.each(ROLES)(
    'lets a %s in exactly where the contract says so, and changes nothing otherwise',
    async (role) => {
      const { world, own, ask } = await connectingWorld();
      const before = contents(world.aws.table('Connections'));
      const { status, body } = await ask({ ...requestTo(route, own), user: `u_${role}_1` });
      const allowed = MAY_CONNECT.includes(role);
      expect(status).toBe(allowed ? route.answer.status : 403);
      if (allowed) return;
      expect(body.error.code).toBe('forbidden');
      expect(contents(world.aws.table('Connections'))).toBe(before);
    },
  );

  it('says 401 without a token, and 403 no_workspace to a stranger', async () => {
    const { own, ask } = await connectingWorld();
    for (const user of [null, '']) {
      const answer = await ask({ ...requestTo(route, own), user });
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'unauthenticated' } } });
    }
    const stranger = await ask({ ...requestTo(route, own), user: 'u_stranger' });
    expect(stranger).toMatchObject({ status: 403, body: { error: { code: 'no_workspace' } } });
  });

  it('refuses unknown fields of query and body, and says what is allowed', async () => {
    const { own, ask } = await connectingWorld();
    const request = requestTo(route, own);
    const query = await ask({ ...request, query: { wrong: '1' } });
    expect(query).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
    expect(query.body.error.details).toEqual([expect.stringMatching(/^wrong: unknown field; allowed: /)]);
    const body = await ask({ ...request, body: '{"wrong":1}' });
    expect(body).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
  });

  it('S05: takes the workspace from nowhere but the membership', async () => {
    const { own, ask } = await connectingWorld();
    const request = requestTo(route, own);
    const plain = await (await connectingWorld()).ask(request);
    for (const name of [
      'workspaceId',
      'workspace',
      'tenantId',
      'x-workspace-id',
      'custom:workspace',
      'role',
    ]) {
      for (const value of ['ws_2', 'owner']) {
        for (const more of [{ headers: { [name]: value } }, { claims: { [name]: value } }])
          expect(await (await connectingWorld()).ask({ ...request, ...more })).toEqual(plain);
        const body = JSON.stringify({ ...JSON.parse(request.body ?? '{}'), [name]: value });
        for (const smuggled of [{ query: { [name]: value } }, { body }])
          expect((await ask({ ...request, ...smuggled })).status).toBe(400);
      }
    }
  });

  it('is a route of the agent API, whose own function does not serve it', async () => {
    const { world, own } = await fullWorld();
    const request = requestTo(route, { connection: own.connection, choice: own.connection });
    const { run: _run, ...facts } = route;
    expect(agentRoutes).toContainEqual(expect.objectContaining(facts));
    for (const role of ROLES) {
      const { status, body } = await call(world.deps, { ...request, user: `u_${role}` });
      expect(status).toBe(MAY_CONNECT.includes(role) ? 404 : 403);
      expect(z.safeParse(errorBody, body).success).toBe(true);
    }
    expect((await call(world.deps, { ...request, user: null })).status).toBe(401);
  });
});

describe.each(withId)('S04 $name', ({ route }) => {
  it('knows nothing of another workspace, whoever asks, and changes nothing there', async () => {
    const { world, own, foreign, ask } = await connectingWorld();
    const before = contents(world.aws.table('Connections'));
    const about = await ask(requestTo(route, foreign));
    const unknown = await ask(requestTo(route, { connection: 'nothing', choice: 'nothing' }));
    expect(about.status).toBe(404);
    expect(about).toEqual(unknown);
    expect(z.safeParse(errorBody, about.body).success).toBe(true);
    expect((await ask({ ...requestTo(route, own), user: 'u_owner_2' })).status).toBe(404);
    expect(contents(world.aws.table('Connections'))).toBe(before);
  });

  it('says 404 to what cannot be an id', async () => {
    const { ask } = await connectingWorld();
    for (const id of ['a'.repeat(65), 'a%23b', 'W#ws_2', 'ก', '..%2f..']) {
      expect(await ask(requestTo(route, { connection: id, choice: id }))).toMatchObject({
        status: 404,
        body: { error: { code: 'not_found' } },
      });
    }
  });
});
