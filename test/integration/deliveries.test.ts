import {
  accountsOf,
  aMessage,
  type ConversationView,
  call,
  composed,
  conversations,
  eventually,
  post,
  signatureOf,
  timeline,
} from './support/cloud.ts';

const AGENT = 'agent@shop-a.example';

/** The conversation that shows this text in its preview. */
const conversationWith = (text: string) =>
  eventually(
    async () => (await conversations(AGENT)).find((c) => c.preview?.text === text),
    `a conversation that shows "${text}"`,
  );

describe('a signed delivery becomes a message that an agent reads', () => {
  it.each([
    'line main',
    'facebook main',
    'instagram main',
    'shopee main',
    'lazada main',
    'tiktok shop',
    'tiktok business',
  ])('%s', async (name) => {
    const [platform, surface] = name.split(' ');
    const account = (await accountsOf('ws-a')).find(
      (a) => a.kit.platform === platform && a.surface === surface,
    );
    if (!account) throw new Error(`no account of ${name}`);
    const text = `สวัสดีค่ะ 😊 ${name} ${Date.now()}`;
    const act = aMessage(account, '7100000000000021', text);
    expect(await post(account, composed(account, act))).toBe(200);
    const conversation = await conversationWith(text);
    expect(conversation).toMatchObject({
      platform,
      connectionId: account.connectionId,
      status: 'open',
      unreadCount: 1,
    });
    const [entry] = await timeline(AGENT, conversation.id);
    expect(entry).toMatchObject({
      type: 'message',
      direction: 'inbound',
      kind: 'text',
      text,
      platformMessageId: act.messageId,
      state: 'received',
    });
    const read = await call(AGENT, `/v1/conversations/${conversation.id}/read`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(read).toMatchObject({ status: 200, body: { unreadCount: 0 } });
  });
});

describe('what is not signed, or comes twice', () => {
  it('S01: is answered 401 at every address', async () => {
    for (const account of await accountsOf('ws-a')) {
      const body = composed(account, aMessage(account, '7100000000000022', 'forged'));
      const headers = signatureOf(account, body);
      const tampered = Buffer.from(body.toString().replace('forged', 'forge!'));
      expect([account.kit.platform, await post(account, tampered, headers)]).toEqual([
        account.kit.platform,
        401,
      ]);
      expect([
        account.kit.platform,
        await post(account, body, { 'content-type': 'application/json' }),
      ]).toEqual([account.kit.platform, 401]);
    }
  });

  it('F01: the same delivery 20 times at once is one message and one unread', async () => {
    const [account] = await accountsOf('ws-a');
    if (!account) throw new Error('no account');
    const text = `twenty times ${Date.now()}`;
    const body = composed(account, aMessage(account, '7100000000000023', text));
    const answers = await Promise.all(Array.from({ length: 20 }, () => post(account, body)));
    expect(new Set(answers)).toEqual(new Set([200]));
    const conversation = await conversationWith(text);
    await eventually(async () => {
      return (await timeline(AGENT, conversation.id)).length === 1 ? true : undefined;
    }, 'one entry');
    const { body: again } = await call<ConversationView>(AGENT, `/v1/conversations/${conversation.id}`);
    expect(again.unreadCount).toBe(1);
  });

  it('F02: twelve messages in a random order stand in order of time', async () => {
    const account = (await accountsOf('ws-a')).find((a) => a.kit.platform === 'line');
    if (!account) throw new Error('no account');
    const start = Date.now() - 3_600_000;
    const acts = Array.from({ length: 12 }, (_, i) =>
      aMessage(account, '7100000000000024', `number ${i}`, start + i * 1_000),
    );
    const mixed = [...acts].sort(
      (a, b) => ((Number(a.messageId) * 7) % 13) - ((Number(b.messageId) * 7) % 13),
    );
    await Promise.all(mixed.map((act) => post(account, composed(account, act))));
    const conversation = await conversationWith('number 11');
    const items = await eventually(async () => {
      const found = await timeline(AGENT, conversation.id);
      return found.length === 12 ? found : undefined;
    }, 'twelve entries');
    expect(items.map(({ text }) => text)).toEqual(acts.map(({ text }) => text).reverse());
  });

  it("F18: a body over the queue's limit goes by way of the bucket; one over the API's limit is answered 413", async () => {
    const account = (await accountsOf('ws-a')).find((a) => a.kit.platform === 'facebook');
    if (!account) throw new Error('no account');
    const text = `large ${Date.now()}`;
    const body = JSON.parse(composed(account, aMessage(account, '7100000000000025', text)).toString());
    body.entry.push({ id: '999', time: Date.now(), messaging: [], filler: 'x'.repeat(1_200_000) });
    expect(await post(account, Buffer.from(JSON.stringify(body)))).toBe(200);
    await conversationWith(text);
    expect(await post(account, Buffer.alloc(4 * 1024 * 1024 + 10, 'x'))).toBe(413);
    expect(await post(account, Buffer.alloc(11 * 1024 * 1024, 'x')).catch(() => 413)).toBe(413);
  });
});

describe('checks of the address', () => {
  it("answers Meta's handshake with the challenge, and 403 to a wrong token", async () => {
    const account = (await accountsOf('ws-a')).find((a) => a.kit.platform === 'facebook');
    const verifyToken = account?.kit.credentials.main?.facts.verifyToken ?? '';
    const ask = (token: string) =>
      fetch(`${account?.webhookUrl}?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`);
    const good = await ask(verifyToken);
    expect([good.status, await good.text()]).toEqual([200, '1158201444']);
    expect((await ask('wrong')).status).toBe(403);
  });

  it("answers LINE's verification, which has no events", async () => {
    const account = (await accountsOf('ws-a')).find((a) => a.kit.platform === 'line');
    if (!account) throw new Error('no account');
    expect(
      await post(account, Buffer.from(JSON.stringify({ destination: account.accountId, events: [] }))),
    ).toBe(200);
  });
});
