import { ROLES } from '../../../../lambdas/domain/member.ts';
import { auditRoutes } from '../../../../lambdas/runtime/agent-api/routes/audit.ts';
import { privacyRecordRoutes } from '../../../../lambdas/runtime/agent-api/routes/privacy-records.ts';
import { privacyApiHandler } from '../../../../lambdas/runtime/privacy-api/handler.ts';
import { DynamoAuditLog } from '../../../../lambdas/store/dynamo-audit-log.ts';
import { DynamoAuditTrail } from '../../../../lambdas/store/dynamo-audit-trail.ts';
import { Table } from '../../../../lambdas/store/table.ts';
import { verifyAudit } from '../../../../lambdas/usecases/privacy/verify-audit.ts';
import { type Answer, type Call, eventOf } from '../../../support/agent-calls.ts';
import { noTurns } from '../../../support/fakes.ts';
import { HOUR, MINUTE, RequestsWorld } from '../../../support/requests-world.ts';

/** The API over a real audit trail. */
function setUp() {
  const world = new RequestsWorld();
  const ledger = new Table(world.aws.dynamo, 'Ledger');
  let ids = 0;
  const audit = new DynamoAuditTrail(ledger, () => `e_${++ids}`, noTurns);
  const handler = privacyApiHandler({ ...world.main.deps, audit });
  const ask = async (request: Call): Promise<Answer> => {
    const { statusCode = 0, headers = {}, body } = await handler(eventOf({ user: 'u_officer', ...request }));
    return { status: statusCode, headers, body: JSON.parse(String(body)), text: String(body) };
  };
  const post = (path: string, body: object, user = 'u_officer') =>
    ask({ method: 'POST', path, user, body: JSON.stringify(body) });
  const trail = async () => (await ask({ path: '/v1/audit' })).body.items;
  return { world, audit, ask, post, trail, log: new DynamoAuditLog(ledger) };
}

const CONSENT = { customerId: 'cust_1', purpose: 'analytics', state: 'given', how: 'conversation' };
const DISCLOSURE = {
  legalBasis: 'Criminal Procedure Code, section 132',
  authority: 'Provincial court, Chiang Mai',
  scope: { customerIds: ['cust_1'], conversationIds: ['conv_1'] },
  categories: ['content', 'platform_id'],
};
const inHours = (world: RequestsWorld, hours: number) =>
  new Date(world.clock.now() + hours * HOUR).toISOString();

describe('consents', () => {
  it('are taken down with who, what, how and when, and come back the newest first', async () => {
    const { world, post, ask } = setUp();
    const given = await post('/v1/privacy/consents', CONSENT);
    expect(given.status).toBe(201);
    expect(given.body).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      at: new Date(world.clock.now()).toISOString(),
      by: 'u_officer',
      who: { customerId: 'cust_1' },
      what: { purpose: 'analytics' },
      state: 'given',
      how: 'conversation',
    });
    world.clock.moveTo(world.clock.now() + MINUTE);
    const { body: withdrawn } = await post('/v1/privacy/consents', { ...CONSENT, state: 'withdrawn' });
    const { body } = await ask({ path: '/v1/privacy/consents' });
    expect(body).toEqual({ items: [withdrawn, given.body], nextCursor: null });
  });

  it("of a member's cookies are the member's own, whatever the role", async () => {
    const { post, ask } = setUp();
    const choice = await post('/v1/me/consents', { cookies: 'statistics', state: 'given' }, 'u_agent');
    expect(choice.status).toBe(201);
    const what = {
      who: { memberId: 'u_agent' },
      what: { cookies: 'statistics' },
      how: 'console',
      by: 'u_agent',
    };
    expect(choice.body).toMatchObject(what);
    expect((await ask({ path: '/v1/privacy/consents' })).body.items).toMatchObject([what]);
  });

  it.each([
    [{ ...CONSENT, memberId: 'u_agent' }, 'customerId, memberId'],
    [{ ...CONSENT, customerId: undefined }, 'customerId, memberId'],
    [{ ...CONSENT, cookies: 'statistics' }, 'purpose, cookies'],
    [{ ...CONSENT, purpose: undefined }, 'purpose, cookies'],
    [{ ...CONSENT, purpose: 'advertising' }, 'purpose'],
    [{ ...CONSENT, how: 'she said so' }, 'how'],
    [{ ...CONSENT, note: 'x' }, 'note'],
  ])('refuses %j', async (body, field) => {
    const { post, trail } = setUp();
    const answer = await post('/v1/privacy/consents', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.join()).toContain(field);
    expect(await trail()).toEqual([]);
  });

  it('come page by page, by a cursor that is good for this list alone', async () => {
    const { world, post, ask } = setUp();
    for (let i = 0; i < 5; i++) {
      await post('/v1/privacy/consents', { ...CONSENT, customerId: `cust_${i}` });
      world.clock.moveTo(world.clock.now() + 1);
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: '2', ...(cursor ? { cursor } : {}) };
      const { body } = await ask({ path: '/v1/privacy/consents', query });
      seen.push(...body.items.map(({ who }: { who: { customerId: string } }) => who.customerId));
      if (body.nextCursor) {
        const elsewhere = { path: '/v1/privacy/disclosures', query: { cursor: body.nextCursor } };
        expect((await ask(elsewhere)).status).toBe(400);
        const foreign = { path: '/v1/privacy/consents', query, user: 'u_foreign' };
        if (cursor) expect((await ask(foreign)).status).toBe(400);
      }
      cursor = body.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toEqual(['cust_4', 'cust_3', 'cust_2', 'cust_1', 'cust_0']);
  });
});

describe('SHR-3: disclosures', () => {
  it('have the law, the authority, the scope and the member who approved', async () => {
    const { world, post, ask } = setUp();
    const { status, body } = await post('/v1/privacy/disclosures', DISCLOSURE);
    expect(status).toBe(201);
    const at = new Date(world.clock.now()).toISOString();
    expect(body).toEqual({ id: expect.any(String), at, approvedBy: 'u_officer', ...DISCLOSURE });
    expect((await ask({ path: '/v1/privacy/disclosures' })).body.items).toEqual([body]);
  });

  it.each([
    [{ ...DISCLOSURE, scope: {} }, 'scope'],
    [{ ...DISCLOSURE, scope: { customerIds: [] } }, 'scope'],
    [{ ...DISCLOSURE, scope: { customerIds: ['สุดา ใจดี'] } }, 'scope'],
    [{ ...DISCLOSURE, categories: [] }, 'categories'],
    [{ ...DISCLOSURE, categories: ['everything'] }, 'categories'],
    [{ ...DISCLOSURE, authority: 'officer@example.com' }, 'authority'],
    [{ ...DISCLOSURE, legalBasis: 'call 081 234 5678' }, 'legalBasis'],
    [{ ...DISCLOSURE, legalBasis: '' }, 'legalBasis'],
  ])('refuse %j', async (body, field) => {
    const { world, post } = setUp();
    const answer = await post('/v1/privacy/disclosures', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.details.join()).toContain(field);
    expect(world.aws.table('Ledger').size).toBe(0);
  });
});

describe('S23: access for support', () => {
  it('is granted by an owner, for a time, and listed', async () => {
    const { world, post, ask } = setUp();
    const order = { until: inHours(world, 24), reason: 'deliveries do not arrive' };
    const { status, body } = await post('/v1/privacy/support-access', order, 'u_owner');
    expect(status).toBe(201);
    const at = new Date(world.clock.now()).toISOString();
    expect(body).toEqual({ id: expect.any(String), at, grantedBy: 'u_owner', ...order });
    expect((await ask({ path: '/v1/privacy/support-access' })).body.items).toEqual([body]);
  });

  it('ends within a day', async () => {
    const { world, post, trail } = setUp();
    const ends = [
      inHours(world, 0),
      inHours(world, -1),
      inHours(world, 24 + 1 / 3_600),
      '2026-13-40T00:00:00.000Z',
    ];
    for (const until of ends) {
      const answer = await post('/v1/privacy/support-access', { until, reason: 'to look' }, 'u_owner');
      expect([until, answer.status]).toEqual([until, 400]);
    }
    expect(await trail()).toEqual([]);
  });
});

it('S18: everything that goes on record is in the audit trail, with ids and without words', async () => {
  const { world, post, trail, log } = setUp();
  const records = [
    await post('/v1/privacy/consents', CONSENT),
    await post('/v1/privacy/consents', { ...CONSENT, state: 'withdrawn' }),
    await post('/v1/privacy/disclosures', DISCLOSURE),
    await post('/v1/privacy/support-access', { until: inHours(world, 1), reason: 'look here' }, 'u_owner'),
  ];
  const events = await trail();
  expect(events.map(({ action }: { action: string }) => action)).toEqual([
    'support_access.grant',
    'disclosure.record',
    'consent.withdraw',
    'consent.give',
  ]);
  expect(events.map(({ facts }: { facts: { recordId: string } }) => facts.recordId).reverse()).toEqual(
    records.map(({ body }) => body.id),
  );
  expect(JSON.stringify(events)).not.toMatch(/Criminal|Chiang Mai|look here/);
  expect(await verifyAudit({ auditLog: log }, 'ws_sample')).toMatchObject({ whole: true, events: 4 });
});

it('nothing goes on record while the audit trail does not answer', async () => {
  const { world } = setUp();
  const audit = { record: () => Promise.reject(new Error('down')) };
  const handler = privacyApiHandler({ ...world.main.deps, audit });
  const body = JSON.stringify(CONSENT);
  const call = eventOf({ method: 'POST', path: '/v1/privacy/consents', user: 'u_officer', body });
  expect((await handler(call)).statusCode).toBeGreaterThanOrEqual(500);
  expect(world.aws.table('Ledger').size).toBe(0);
});

describe('GET /v1/audit', () => {
  const AT = 1_790_000_000_000;
  async function filled(events: number) {
    const made = setUp();
    for (let i = 0; i < events; i++)
      await made.audit.record({
        workspaceId: i % 10 === 9 ? 'ws_other' : 'ws_sample',
        at: AT + i,
        action: i % 4 === 0 ? 'token.open' : 'customer.correct',
        actor:
          i % 4 === 0
            ? { kind: 'function', name: 'message-sender' }
            : { kind: 'member', userId: `u_${i % 3}` },
        reason: 'test',
        ...(i % 2 === 0 ? { platform: 'line', connectionId: 'c_line', facts: { n: i } } : {}),
      });
    return made;
  }
  const all = async (ask: (call: Call) => Promise<Answer>, query: Record<string, string>) => {
    const items: { seq: number; action: string; at: string; hash: string }[] = [];
    let cursor: string | null = null;
    do {
      const { body }: Answer = await ask({
        path: '/v1/audit',
        query: { ...query, ...(cursor && { cursor }) },
      });
      items.push(...body.items);
      cursor = body.nextCursor;
    } while (cursor);
    return items;
  };

  it('has the shape of the contract', async () => {
    const { ask } = await filled(1);
    expect((await ask({ path: '/v1/audit' })).body).toEqual({
      items: [
        {
          seq: 1,
          id: 'e_1',
          at: new Date(AT).toISOString(),
          action: 'token.open',
          actor: { kind: 'function', name: 'message-sender' },
          reason: 'test',
          platform: 'line',
          connectionId: 'c_line',
          facts: { n: 0 },
          hash: expect.stringMatching(/^[\w-]{43}$/),
        },
      ],
      nextCursor: null,
    });
  });

  it('comes page by page, each event once, and of the own workspace only', async () => {
    const { ask } = await filled(50);
    for (const limit of ['1', '7', '45', '100']) {
      const items = await all(ask, { limit });
      expect(items.map(({ seq }) => seq)).toEqual(Array.from({ length: 45 }, (_, i) => 45 - i));
    }
  });

  it('is asked by action, actor and time, also where the matches are far between', async () => {
    const { ask } = await filled(50);
    const opened = await all(ask, { action: 'token.open', limit: '3' });
    expect(opened.length).toBe(13);
    expect(new Set(opened.map(({ action }) => action))).toEqual(new Set(['token.open']));
    expect((await all(ask, { actor: 'message-sender' })).length).toBe(13);
    expect((await all(ask, { actor: 'u_1', action: 'token.open' })).length).toBe(0);
    const before = new Date(AT + 5).toISOString();
    expect((await all(ask, { before })).map(({ seq }) => seq)).toEqual([5, 4, 3, 2, 1]);
    expect((await all(ask, { action: 'no.such' })).length).toBe(0);
  });

  it('looks at a thousand events for one page at most, and goes on from there', async () => {
    const { ask } = await filled(1_400);
    const { body } = await ask({ path: '/v1/audit', query: { before: new Date(AT + 3).toISOString() } });
    expect(body).toEqual({ items: [], nextCursor: expect.any(String) });
    expect((await all(ask, { before: new Date(AT + 3).toISOString() })).map(({ seq }) => seq)).toEqual([
      3, 2, 1,
    ]);
  });

  it('refuses a cursor with other filters, and a time that is none', async () => {
    const { ask } = await filled(10);
    const { body } = await ask({ path: '/v1/audit', query: { limit: '2' } });
    for (const query of [
      { cursor: body.nextCursor, action: 'token.open' },
      { cursor: 'x' },
      { before: 'then' },
    ])
      expect((await ask({ path: '/v1/audit', query })).status).toBe(400);
  });
});

it.each(
  [...privacyRecordRoutes, ...auditRoutes].map((route) => [`${route.method} ${route.path}`, route] as const),
)('%s is for those whose role allows it', async (_name, { method, path, allow }) => {
  const { world, ask } = setUp();
  world.inbox.addUser('u_admin', 'ws_sample', 'admin');
  const expected = {
    'privacy:manage': ['owner', 'privacy_officer'],
    'audit:read': ['owner', 'privacy_officer'],
    'support:admit': ['owner'],
    'workspace:read': ROLES,
  }[allow as 'audit:read'];
  for (const role of ROLES) {
    const user = role === 'privacy_officer' ? 'u_officer' : `u_${role}`;
    const request = { method, path, user, ...(method === 'POST' ? { body: '{}' } : {}) };
    const { status } = await ask(request);
    expect([role, status === 403]).toEqual([role, !expected.includes(role)]);
  }
});

it.each(
  [...privacyRecordRoutes, ...auditRoutes].map((route) => [`${route.method} ${route.path}`, route] as const),
)('S05: %s takes the workspace from nowhere but the membership', async (_name, { method, path }) => {
  const { ask, world } = setUp();
  const body = JSON.stringify({ workspaceId: 'ws_other' });
  const user = 'u_owner';
  for (const smuggled of [{ query: { workspaceId: 'ws_other' } }, { body }])
    expect((await ask({ method, path, user, ...smuggled })).status).toBe(400);
  expect(world.aws.table('Ledger').size).toBe(0);
});
