import * as z from 'zod/mini';
import { ROLES } from '../../../../lambdas/domain/member.ts';
import { agentRoutes } from '../../../../lambdas/runtime/agent-api/agent-routes.ts';
import type { MemberRoute } from '../../../../lambdas/runtime/agent-api/route.ts';
import { privacyHoldRoutes } from '../../../../lambdas/runtime/agent-api/routes/privacy-holds.ts';
import { privacyRequestRoutes } from '../../../../lambdas/runtime/agent-api/routes/privacy-requests.ts';
import { errorBody } from '../../../../lambdas/runtime/agent-api/schemas.ts';
import { privacyApiHandler } from '../../../../lambdas/runtime/privacy-api/handler.ts';
import type { PrivacyApiDeps } from '../../../../lambdas/runtime/privacy-api/privacy-api.ts';
import { pauseRequest } from '../../../../lambdas/usecases/privacy/decide-request.ts';
import { placeHold } from '../../../../lambdas/usecases/privacy/manage-holds.ts';
import { openRequest } from '../../../../lambdas/usecases/privacy/open-request.ts';
import { type Answer, type Call, eventOf } from '../../../support/agent-calls.ts';
import { contents } from '../../../support/bindings.ts';
import { NOON, OWNER, RequestsWorld, SUDA } from '../../../support/requests-world.ts';

/** Privacy requests are served by a function of their own: what holds for every route of the agent API holds for those, too. */
type PrivacyRoute = MemberRoute<PrivacyApiDeps>;
const MAY: readonly string[] = ['owner', 'privacy_officer'];

const bodies: Readonly<Record<string, object>> = {
  openPrivacyRequest: { type: 'erase', subject: { customerId: 'p_1' }, reason: 'asked by telephone' },
  verifyPrivacyRequest: { method: 'officer', ground: 'seen the passport' },
  approvePrivacyRequest: {},
  rejectPrivacyRequest: { legalBasis: 'PDPA section 33' },
  pausePrivacyRequest: { ground: 'court order' },
  placeHold: { customerId: 'p_1', basis: 'PDPA section 24' },
};

async function setUp() {
  const world = new RequestsWorld();
  for (const role of ROLES) world.inbox.addUser(`u_${role}`, 'ws_sample', role);
  await world.receive();
  const { deps } = world.main;
  const idsOf = async (workspaceId: string) => {
    const session = { ...OWNER, workspaceId };
    const ask = (platformUserId: string) =>
      openRequest(deps, session, { type: 'erase', subject: { connectionId: 'c_line', platformUserId } });
    const { id: request } = await ask(SUDA);
    const { id: stands } = await ask('U_nok');
    await pauseRequest(deps, session, stands, 'court order');
    const order = { target: { conversationId: 'c' }, basis: 'court order', until: null } as const;
    return { request, stands, hold: (await placeHold(deps, session, order)).id };
  };
  const own = await idsOf('ws_sample');
  const foreign = await idsOf('ws_other');
  const handler = privacyApiHandler(deps);
  const ask = async (call: Call): Promise<Answer> => {
    const { statusCode = 0, headers = {}, body } = await handler(eventOf(call));
    return { status: statusCode, headers, body: JSON.parse(String(body)), text: String(body) };
  };
  return { world, own, foreign, ask };
}

type Ids = Awaited<ReturnType<typeof setUp>>['own'];

function requestTo({ method, path, operation }: PrivacyRoute, ids: Ids): Call {
  const about = operation === 'resumePrivacyRequest' ? ids.stands : ids.request;
  const id = path.startsWith('/v1/privacy/holds') ? ids.hold : about;
  const body = bodies[operation];
  return {
    method,
    path: path.replace('{id}', id),
    ...(operation === 'releaseHoldByQuery' ? { query: { id } } : {}),
    ...(body ? { body: JSON.stringify(body) } : {}),
  };
}

const all = [...privacyRequestRoutes, ...privacyHoldRoutes].map((route) => ({
  name: `${route.method} ${route.path}`,
  route,
}));
const withId = all.filter(
  ({ route: { path, operation } }) => path.includes('{') || operation === 'releaseHoldByQuery',
);

describe.each(all)('$name', ({ route }) => {
  it('answers in the shape that its schema says', async () => {
    const { own, ask } = await setUp();
    const { status, body } = await ask(requestTo(route, own));
    expect({ status, body }).toMatchObject({ status: route.answer.status });
    expect(z.safeParse(route.answer.schema, body)).toMatchObject({ success: true });
  });

  it.each(ROLES)(
    'lets a %s in exactly where the contract says so, and changes nothing otherwise',
    async (role) => {
      const { world, own, ask } = await setUp();
      const before = contents(world.aws.table('Ledger'));
      const { status } = await ask({ ...requestTo(route, own), user: `u_${role}` });
      expect(status).toBe(MAY.includes(role) ? route.answer.status : 403);
      if (!MAY.includes(role)) expect(contents(world.aws.table('Ledger'))).toBe(before);
    },
  );

  it('says 401 without a token, and 403 to a stranger', async () => {
    const { own, ask } = await setUp();
    expect((await ask({ ...requestTo(route, own), user: null })).status).toBe(401);
    expect((await ask({ ...requestTo(route, own), user: 'u_stranger' })).status).toBe(403);
  });

  it('S05: refuses fields that it does not know', async () => {
    const { own, ask } = await setUp();
    const request = requestTo(route, own);
    const query = { ...request.query, workspaceId: 'ws_other' };
    expect((await ask({ ...request, query })).status).toBe(400);
    const body = JSON.stringify({ ...bodies[route.operation], workspaceId: 'ws_other' });
    expect((await ask({ ...request, body })).status).toBe(400);
  });

  it('is a route of the agent API, whose own function does not serve it', () => {
    const { run: _run, ...facts } = route;
    expect(agentRoutes).toContainEqual(expect.objectContaining(facts));
  });
});

describe.each(withId)('S04 $name', ({ route }) => {
  it('knows nothing of another workspace, and changes nothing there', async () => {
    const { world, foreign, ask } = await setUp();
    const before = contents(world.aws.table('Ledger'));
    const about = await ask(requestTo(route, foreign));
    const unknown = await ask(requestTo(route, { request: 'nothing', stands: 'nothing', hold: 'nothing' }));
    expect(about.status).toBe(404);
    expect(about).toEqual(unknown);
    expect(z.safeParse(errorBody, about.body).success).toBe(true);
    expect(contents(world.aws.table('Ledger'))).toBe(before);
  });
});

describe('what the routes take and refuse', () => {
  const post = (path: string, body: object, more: Partial<Call> = {}): Call => ({
    method: 'POST',
    path: `/v1/privacy/${path}`,
    body: JSON.stringify(body),
    ...more,
  });

  it.each([
    [{ customerId: 'p_9' }],
    [{ connectionId: 'c_line', platformUserId: 'U_9' }],
    [{ workspace: true }],
    [{ memberId: 'u_agent' }],
    [{ connectionId: 'c_line' }],
  ])('a request about %j comes back about the same', async (subject) => {
    const { ask } = await setUp();
    const { status, body } = await ask(post('requests', { type: 'erase', subject }));
    expect({ status, subject: body.subject, state: body.state }).toEqual({
      status: 201,
      subject,
      state: 'received',
    });
    expect(body).toMatchObject({
      verifiedAt: null,
      completedAt: null,
      steps: [],
      dueAt: expect.stringMatching(/Z$/),
    });
  });

  it.each<[string, object, RegExp]>([
    ['requests', { type: 'erase', subject: { everything: true } }, /^subject: must be one of/],
    ['requests', { type: 'erase', subject: { customerId: 'p', memberId: 'u' } }, /^subject: must be one of/],
    ['requests', { type: 'forget', subject: { customerId: 'p' } }, /^type: must be one of/],
    ['requests', { type: 'correct', subject: { customerId: 'p' } }, /^correction: must be given/],
    ['requests/{id}/verify', { method: 'officer' }, /^ground: must be given/],
    ['requests/{id}/verify', { method: 'code' }, /^code: must be given/],
    ['requests/{id}/verify', { method: 'code', code: '12' }, /^code: must be six digits/],
    ['requests/{id}/verify', { method: 'code', code: '123456', ground: 'xxx' }, /^ground: does not go with/],
    ['requests/{id}/verify', { method: 'officer', ground: 'mail from a@example.com' }, /nothing personal/],
    ['requests/{id}/verify', { method: 'officer', ground: 'rang 081-234-5678' }, /nothing personal/],
    ['requests/{id}/reject', {}, /^legalBasis: must be given/],
    ['requests/{id}/pause', {}, /^ground: must be given/],
    ['holds', { basis: 'court order' }, /exactly one of them/],
    ['holds', { basis: 'court order', workspace: true, customerId: 'p' }, /exactly one of them/],
    [
      'holds',
      { basis: 'court order', workspace: true, until: '2020-01-01T00:00:00.000Z' },
      /^until: must be/,
    ],
  ])('%s refuses %j with the rule', async (path, body, rule) => {
    const { own, ask } = await setUp();
    const answer = await ask(post(path.replace('{id}', own.request), body));
    expect(answer).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
    expect(answer.body.error.details[0]).toMatch(rule);
  });

  it('a sign-in counts when the token says that it was a moment ago', async () => {
    const { ask } = await setUp();
    const { body } = await ask(post('requests', { type: 'access', subject: { memberId: 'u_owner' } }));
    const verify = (auth_time: number) =>
      ask(
        post(
          `requests/${body.id}/verify`,
          { method: 'signed_in' },
          { claims: { auth_time: String(auth_time) } },
        ),
      );
    const seconds = Math.floor(NOON / 1_000);
    expect(await verify(seconds - 301)).toMatchObject({
      status: 403,
      body: { error: { code: 'sign_in_again' } },
    });
    expect(await verify(seconds - 299)).toMatchObject({ status: 200, body: { state: 'verified' } });
  });

  it('what the state does not allow is a conflict', async () => {
    const { own, ask } = await setUp();
    await ask(post(`requests/${own.request}/reject`, { legalBasis: 'PDPA section 33' }));
    const again = await ask(post(`requests/${own.request}/verify`, { method: 'officer', ground: 'seen' }));
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'request_state' } } });
  });
});
