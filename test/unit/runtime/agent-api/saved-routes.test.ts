import { agentRoutes } from '../../../../lambdas/runtime/agent-api/agent-routes.ts';
import { call, fullWorld } from '../../../support/agent-calls.ts';

const KINDS = [
  { path: '/v1/canned-replies', what: 'canned reply', of: 'reply', change: { title: 'x' } },
  { path: '/v1/views', what: 'view', of: 'view', change: { name: 'x' } },
] as const;

async function setUp(path: string, of: 'reply' | 'view' = 'reply') {
  const { world, own } = await fullWorld();
  const one = `${path}/${own[of]}`;
  return {
    list: async (user = 'u_owner') => (await call(world.deps, { path, user })).body.items,
    add: (body: object) => call(world.deps, { method: 'POST', path, body: JSON.stringify(body) }),
    patch: (body: object, headers: Readonly<Record<string, string>>) =>
      call(world.deps, { method: 'PATCH', path: one, headers, body: JSON.stringify(body) }),
    remove: (headers = {}) => call(world.deps, { method: 'DELETE', path: one, headers }),
  };
}

describe.each(KINDS)('$path', ({ path, what, of, change }) => {
  it('says 428 without a version, 400 to what is none, and 409 to another one', async () => {
    const { patch } = await setUp(path, of);
    expect((await patch(change, {})).body.error).toMatchObject({
      code: 'version_required',
      details: [`If-Match: the version of the ${what} as you saw it`],
    });
    expect(await patch(change, { 'if-match': '*' })).toMatchObject({
      status: 400,
      body: { error: { details: [`if-match: must be the ${what}'s version`] } },
    });
    expect(await patch(change, { 'if-match': '2' })).toMatchObject({
      status: 409,
      body: { error: { code: 'version_changed', details: ['version: 1'] } },
    });
    expect((await patch(change, { 'if-match': '"1"' })).body).toMatchObject({ ...change, version: 2 });
  });

  it('answers what was removed, and then has it no more', async () => {
    const { list, remove } = await setUp(path, of);
    const [before] = await list();
    expect((await remove()).body).toEqual(before);
    expect(await list()).toEqual([]);
    expect((await remove()).status).toBe(404);
  });

  it('takes a whole page of 100 and goes on by cursor', () => {
    const route = agentRoutes.find((one) => one.path === path && one.method === 'GET');
    expect(route && 'parts' in route && Object.keys(route.parts.query?.shape ?? {})).toEqual([
      'limit',
      'cursor',
    ]);
  });
});

describe('POST /v1/canned-replies', () => {
  const good = { title: 'Hi', text: 'Hi' };

  it('takes off spaces around title and text', async () => {
    const { add } = await setUp('/v1/canned-replies');
    const { body } = await add({ title: ' Hi ', text: ' Hi {{shop.name}} ', shortcut: 'สวัสดี_1' });
    expect(body).toMatchObject({
      title: 'Hi',
      text: 'Hi {{shop.name}}',
      shortcut: 'สวัสดี_1',
      variables: ['shop.name'],
      ownerId: 'u_owner',
      version: 1,
    });
  });

  it.each<[object, string]>([
    [{ title: 'Hi' }, 'text: must be given'],
    [{ ...good, title: ' ' }, 'title: must not be empty'],
    [{ ...good, title: 'ก'.repeat(81) }, 'title: must have at most 80 characters'],
    [{ ...good, text: ' ' }, 'text: must say something'],
    [{ ...good, text: 'ก'.repeat(5_001) }, 'text: must have at most 5000 characters'],
    [
      { ...good, text: '{{customer.phone}}' },
      'text: may hold no other variables than {{customer.name}}, {{agent.name}}, {{shop.name}}',
    ],
    [{ ...good, shortcut: '/hi' }, 'shortcut: must be 1 to 32 letters, digits, - or _, without the stroke'],
    [
      { ...good, shortcut: 'h'.repeat(33) },
      'shortcut: must be 1 to 32 letters, digits, - or _, without the stroke',
    ],
    [{ ...good, variables: [] }, 'variables: unknown field; allowed: title, text, shortcut'],
  ])('refuses %j', async (body, detail) => {
    const { add } = await setUp('/v1/canned-replies');
    const answer = await add(body);
    expect({ status: answer.status, details: answer.body.error.details }).toEqual({
      status: 400,
      details: [detail],
    });
  });
});

describe('POST /v1/views', () => {
  const good = { name: 'Mine', filter: {} };

  it('saves every filter that the list knows, for its owner alone unless it is shared', async () => {
    const { add, list } = await setUp('/v1/views');
    const filter = {
      status: 'open',
      platform: 'line',
      connectionId: 'c_line',
      assigneeId: 'none',
      label: 'vip',
      q: 'สุดา',
    };
    const { body } = await add({ name: 'Mine', filter });
    expect(body).toMatchObject({ filter, shared: false, ownerId: 'u_owner' });
    await add({ name: 'Ours', filter, shared: true });
    const names = (await list('u_agent')).map(({ name }: { name: string }) => name);
    expect(names).toContain('Ours');
    expect(names).not.toContain('Mine');
  });

  it.each<[object, string]>([
    [{ name: 'Mine' }, 'filter: must be given'],
    [{ ...good, name: '' }, 'name: must not be empty'],
    [{ ...good, name: 'n'.repeat(81) }, 'name: must have at most 80 characters'],
    [{ ...good, shared: 'yes' }, 'shared: must be of the type boolean'],
    [{ ...good, filter: { q: '' } }, 'filter.q: must not be empty'],
    [{ ...good, filter: { label: 'l'.repeat(101) } }, 'filter.label: must have at most 100 characters'],
    [{ ...good, filter: { assigneeId: 'a b' } }, 'filter.assigneeId: must be an id'],
  ])('refuses %j', async (body, detail) => {
    const { add } = await setUp('/v1/views');
    const answer = await add(body);
    expect({ status: answer.status, details: answer.body.error.details }).toEqual({
      status: 400,
      details: [detail],
    });
  });

  it('knows the filters of the list of conversations, and no other', () => {
    const query = agentRoutes.find(({ operation }) => operation === 'listConversations');
    const body = agentRoutes.find(({ operation }) => operation === 'addView');
    const keys = (route: typeof query, part: 'query' | 'body') =>
      route && 'parts' in route ? (route.parts[part]?.shape ?? {}) : {};
    const filter = keys(body, 'body').filter as unknown as { shape: object };
    const others = new Set(['limit', 'cursor']);
    expect(Object.keys(filter.shape)).toEqual(
      Object.keys(keys(query, 'query')).filter((name) => !others.has(name)),
    );
  });
});
