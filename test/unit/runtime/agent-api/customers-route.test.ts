import { call, fullWorld } from '../../../support/agent-calls.ts';
import { NOON } from '../../../support/agent-world.ts';

async function customer() {
  const { world, own } = await fullWorld();
  const path = `/v1/customers/${own.customer}`;
  return {
    world,
    own,
    get: () => call(world.deps, { path }),
    patch: (body: unknown) => call(world.deps, { method: 'PATCH', path, body: JSON.stringify(body) }),
  };
}

const CORRECTED_AT = new Date(NOON).toISOString();

describe('GET /v1/customers/{id}', () => {
  it('answers the profile', async () => {
    const { own, get } = await customer();
    expect((await get()).body).toEqual({
      id: own.customer,
      platform: 'line',
      connectionId: own.connection,
      conversationId: own.conversation,
      displayName: 'สุดา',
      platformUserId: 'U_suda',
    });
  });

  it('says 404 to who was erased', async () => {
    const { world, own, get } = await customer();
    world.keys.destroy(own.customer);
    expect(await get()).toMatchObject({ status: 404, body: { error: { code: 'not_found' } } });
  });
});

describe('PATCH /v1/customers/{id}', () => {
  it('answers the corrected profile, which the conversation then shows', async () => {
    const { world, own, patch } = await customer();
    const answer = await patch({ displayName: '  cafe\u0301 สุดา ', reason: 'typing_error' });
    const displayName = 'caf\u00e9 สุดา';
    expect(answer).toMatchObject({ status: 200, body: { displayName, correctedAt: CORRECTED_AT } });
    const { body } = await call(world.deps, { path: `/v1/conversations/${own.conversation}` });
    expect(body.customer.displayName).toBe(displayName);
    expect(world.audited).toMatchObject([{ action: 'customer.correct', reason: 'typing_error' }]);
  });

  it('says 409 to who was erased', async () => {
    const { world, own, patch } = await customer();
    world.keys.destroy(own.customer);
    expect(await patch({ displayName: 'สุดา', reason: 'other' })).toMatchObject({
      status: 409,
      body: { error: { code: 'subject_erased' } },
    });
  });

  it.each([
    [{ displayName: 'สุดา' }, 'reason: must be given'],
    [
      { displayName: 'สุดา', reason: 'she told me' },
      'reason: must be one of customer_request, typing_error, other',
    ],
    [{ reason: 'other' }, 'displayName: must be given'],
    [{ displayName: null, reason: 'other' }, 'displayName: must be of the type string'],
    [{ displayName: ' ', reason: 'other' }, 'displayName: must not be empty'],
    [{ displayName: 'ก'.repeat(101), reason: 'other' }, 'displayName: must have at most 100 characters'],
  ])('refuses %j', async (body, detail) => {
    const { world, patch } = await customer();
    const answer = await patch(body);
    expect({ status: answer.status, details: answer.body.error.details }).toEqual({
      status: 400,
      details: [detail],
    });
    expect(world.audited).toEqual([]);
  });
});
