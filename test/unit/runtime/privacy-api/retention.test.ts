import { ROLES } from '../../../../lambdas/domain/member.ts';
import { retentionRoutes } from '../../../../lambdas/runtime/agent-api/routes/retention.ts';
import { privacyApiHandler } from '../../../../lambdas/runtime/privacy-api/handler.ts';
import { type Answer, type Call, eventOf } from '../../../support/agent-calls.ts';
import { RequestsWorld } from '../../../support/requests-world.ts';

const PATH = '/v1/settings/retention';
const RULES = { rules: [{ platform: 'line', category: 'messages', days: 30 }] };

function setUp() {
  const world = new RequestsWorld();
  const handler = privacyApiHandler(world.main.deps);
  const ask = async (request: Partial<Call>): Promise<Answer> => {
    const {
      statusCode = 0,
      headers = {},
      body,
    } = await handler(eventOf({ user: 'u_officer', path: PATH, ...request }));
    return { status: statusCode, headers, body: JSON.parse(String(body)), text: String(body) };
  };
  const put = (version: string | undefined, body: object = RULES, user = 'u_officer') =>
    ask({
      method: 'PUT',
      user,
      body: JSON.stringify(body),
      ...(version && { headers: { 'if-match': version } }),
    });
  return { world, ask, put };
}

describe('retention settings', () => {
  it('show what holds, with caps and sources, and what nobody can choose', async () => {
    const { body } = await setUp().ask({});
    expect(body).toMatchObject({ version: 0, changedAt: null, rules: [] });
    expect(body.effective).toContainEqual({
      platform: 'shopee',
      category: 'profiles',
      days: 90,
      default: 90,
      cap: 90,
      chosen: false,
      source: expect.stringContaining('Shopee Data Protection Policy'),
    });
    expect(body.fixed.map(({ category }: { category: string }) => category)).toEqual([
      'parked',
      'audit',
      'requests',
    ]);
  });

  it('are chosen for a version, which is asked for, and which another choice ends', async () => {
    const { world, put, ask } = setUp();
    expect((await put(undefined)).status).toBe(428);
    const chosen = await put('"0"');
    expect([chosen.status, chosen.body.version]).toEqual([200, 1]);
    expect((await put('0')).status).toBe(409);
    expect((await ask({})).body).toEqual(chosen.body);
    expect(world.audited.map(({ action }) => action)).toEqual(['retention.change']);
  });

  it('above a cap are refused, by name of the rule, cap and source', async () => {
    const { put } = setUp();
    const { status, body } = await put('0', { rules: [{ platform: 'shopee', category: 'files', days: 91 }] });
    expect([status, body.error.code]).toEqual([400, 'invalid_input']);
    expect(body.error.details[0]).toMatch(
      /^rules\[0\]\.days: files of shopee may be kept for 90 days at most \(/,
    );
  });

  it.each([
    [{ rules: [{ platform: 'line', category: 'audit', days: 5 }] }],
    [{ rules: [{ platform: 'pigeon', category: 'notes', days: 5 }] }],
    [{ rules: [{ platform: null, category: 'notes', days: 0 }] }],
    [{ rules: [{ category: 'notes', days: 5 }] }],
    [{}],
  ])('refuse %j', async (body) => {
    expect((await setUp().put('0', body)).status).toBe(400);
  });

  it('count before they are chosen, and change nothing by that', async () => {
    const { ask } = setUp();
    const preview = await ask({ method: 'POST', path: `${PATH}/preview`, body: JSON.stringify(RULES) });
    expect([preview.status, preview.body]).toEqual([200, { complete: true, counts: [] }]);
    expect((await ask({})).body.version).toBe(0);
  });

  it('are for owners and privacy officers alone', async () => {
    expect(new Set(retentionRoutes.map(({ allow }) => allow))).toEqual(new Set(['retention:manage']));
    const { put } = setUp();
    const allowed = await Promise.all(
      ROLES.map(async (role) => [role, (await put('7', RULES, `u_${role.replace('privacy_', '')}`)).status]),
    );
    expect(Object.fromEntries(allowed)).toMatchObject({ agent: 403, owner: 409, privacy_officer: 409 });
  });
});
