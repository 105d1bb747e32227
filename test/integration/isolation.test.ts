import {
  accountsOf,
  aMessage,
  call,
  composed,
  conversations,
  endpoints,
  eventually,
  post,
  timeline,
} from './support/cloud.ts';

const OF_A = 'owner@shop-a.example';
const OF_B = 'owner@shop-b.example';

describe('S04 S05: workspaces do not see each other', () => {
  it('every route with an id of another workspace answers 404, as for an id that does not exist', async () => {
    const [account] = await accountsOf('ws-b');
    if (!account) throw new Error('no account');
    const text = `only for shop B ${Date.now()}`;
    await post(account, composed(account, aMessage(account, '7100000000000031', text)));
    const conversation = await eventually(
      async () => (await conversations(OF_B)).find((c) => c.preview?.text === text),
      'the conversation of shop B',
    );
    const [entry] = await timeline(OF_B, conversation.id);
    const paths = [
      `/v1/conversations/${conversation.id}`,
      `/v1/conversations/${conversation.id}/timeline`,
      `/v1/connections/${account.connectionId}`,
    ];
    for (const path of paths) {
      expect([path, (await call(OF_B, path)).status]).toEqual([path, 200]);
      const foreign = await call(OF_A, path);
      expect([path, foreign.status]).toEqual([path, 404]);
      const unknown = await call(
        OF_A,
        path.replace(conversation.id, 'a'.repeat(22)).replace(account.connectionId, 'c_unknown'),
      );
      expect(foreign.body).toEqual(unknown.body);
    }
    const read = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ upTo: entry?.id }),
    };
    expect((await call(OF_A, `/v1/conversations/${conversation.id}/read`, read)).status).toBe(404);
    expect((await conversations(OF_A)).some(({ id }) => id === conversation.id)).toBe(false);
  });

  it('the same platform user in two workspaces is two customers', async () => {
    const [b] = await accountsOf('ws-b');
    const a = (await accountsOf('ws-a')).find(({ kit }) => kit.platform === 'line');
    if (!a || !b) throw new Error('no accounts');
    const text = `same person ${Date.now()}`;
    for (const account of [a, b])
      await post(account, composed(account, aMessage(account, '7100000000000032', text)));
    const find = async (who: string) => (await conversations(who)).find((c) => c.preview?.text === text);
    const ofA = await eventually(() => find(OF_A), 'in A');
    const ofB = await eventually(() => find(OF_B), 'in B');
    expect(ofA.id).not.toBe(ofB.id);
  });

  it('S02 F20: a delivery for an account of A, signed at the address of B, is refused or ignored', async () => {
    const a = (await accountsOf('ws-a')).find(({ kit }) => kit.platform === 'line');
    const [b] = await accountsOf('ws-b');
    if (!a || !b) throw new Error('no accounts');
    const text = `crossed ${Date.now()}`;
    // Signed correctly for B's address, but speaking of A's account.
    await post({ ...b, accountId: a.accountId }, composed(a, aMessage(a, '7100000000000033', text)));
    const proof = `after it ${Date.now()}`;
    await post(a, composed(a, aMessage(a, '7100000000000033', proof)));
    const seen = await eventually(
      async () => (await conversations(OF_A)).find((c) => c.preview?.text === proof),
      'the proof',
    );
    expect((await timeline(OF_A, seen.id)).map(({ text }) => text)).toEqual([proof]);
  });

  it('without a token, or with a broken one, every route of the agent API answers 401', async () => {
    for (const path of ['/v1/me', '/v1/connections', '/v1/conversations', '/v1/anything']) {
      expect((await fetch(`${endpoints.apiUrl}${path}`)).status).toBe(401);
      const headers = { authorization: 'Bearer not.a.token' };
      expect((await fetch(`${endpoints.apiUrl}${path}`, { headers })).status).toBe(401);
    }
  });
});
