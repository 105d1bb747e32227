import { PURPOSE_NAMES, Purpose, REFUSED_PURPOSES } from '../../../../lambdas/domain/purpose.ts';
import { agentRoutes } from '../../../../lambdas/runtime/agent-api/agent-routes.ts';
import { PURPOSE_HEADER } from '../../../../lambdas/runtime/agent-api/purpose-gate.ts';
import { call, fullWorld } from '../../../support/agent-calls.ts';

/** The routes of members, by the purpose that they declare. */
function routesFor(purpose: Purpose): string[] {
  return agentRoutes
    .flatMap((route) => (route.allow !== 'public' && route.purpose === purpose ? [route.operation] : []))
    .sort();
}

describe('CPD-2: every route of the agent API', () => {
  it.each(agentRoutes.filter(({ allow }) => allow !== 'public'))('$operation declares a purpose', (route) => {
    expect('purpose' in route && Purpose.isPurpose(route.purpose)).toBe(true);
  });

  it('reads conversations for the inbox, answers for support', () => {
    expect(routesFor(Purpose.inbox)).toEqual(
      expect.arrayContaining(['getConversation', 'getTimeline', 'listConversations', 'openAttachment']),
    );
    expect(routesFor(Purpose.support)).toEqual(['sendMessage', 'startUpload']);
    expect(routesFor(Purpose.administration)).toEqual(
      expect.arrayContaining(['connect', 'disconnect', 'getMe', 'listConnections']),
    );
  });
});

describe('a request that names a purpose', () => {
  it.each(['inbox', 'support', 'automation', 'analytics', 'security'])(
    'gets conversations for %s',
    async (purpose) => {
      const { world, own } = await fullWorld();
      const path = `/v1/conversations/${own.conversation}/timeline`;
      const plain = await call(world.deps, { path });
      const named = await call(world.deps, { path, headers: { [PURPOSE_HEADER]: purpose } });
      expect(plain.status).toBe(200);
      expect(named.body).toEqual(plain.body);
      expect(world.audited).toEqual([]);
    },
  );

  it.each([...REFUSED_PURPOSES])(
    'CPD-5, CPD-6, CPD-7: gets 403 for %s, and is written down by its name',
    async (purpose) => {
      const { world } = await fullWorld();
      const headers = { [PURPOSE_HEADER]: purpose };
      const { status, body } = await call(world.deps, { path: '/v1/conversations', headers });
      expect(status).toBe(403);
      expect(body.error).toMatchObject({ code: 'purpose_refused' });
      expect(world.audited).toEqual([
        {
          workspaceId: 'ws_sample',
          at: world.clock.now(),
          action: 'purpose.refuse',
          actor: { kind: 'member', userId: 'u_owner' },
          reason: 'refused_purpose',
          facts: { operation: 'listConversations', purpose },
        },
      ]);
    },
  );

  it('gets 403 for a word that is none, which is repeated nowhere', async () => {
    const { world } = await fullWorld();
    const headers = { [PURPOSE_HEADER]: 'curiosity of Khun Nok' };
    const { status, text } = await call(world.deps, { path: '/v1/conversations', headers });
    expect(status).toBe(403);
    expect(text + JSON.stringify(world.audited)).not.toContain('curiosity');
    expect(world.audited).toMatchObject([{ action: 'purpose.refuse', reason: 'unknown_purpose' }]);
    for (const name of Object.keys(PURPOSE_NAMES)) expect(text).toContain(name);
  });

  it('gets 403 where what it asks for is not read for that purpose, and is written down', async () => {
    const { world, own } = await fullWorld();
    const path = `/v1/conversations/${own.conversation}/timeline`;
    const headers = { [PURPOSE_HEADER]: 'administration' };
    const { status, body } = await call(world.deps, { path, headers });
    expect({ status, code: body.error?.code }).toEqual({ status: 403, code: 'purpose_refused' });
    expect(world.audited).toMatchObject([
      { reason: 'refused_purpose', facts: { operation: 'getTimeline', purpose: 'administration' } },
    ]);
  });

  it('is refused nothing less when the audit trail does not answer', async () => {
    const { world } = await fullWorld();
    const audit = { record: async () => Promise.reject(new Error('down')) };
    const headers = { [PURPOSE_HEADER]: 'sale' };
    const { status } = await call({ ...world.deps, audit }, { path: '/v1/conversations', headers });
    expect(status).toBe(500);
  });
});
