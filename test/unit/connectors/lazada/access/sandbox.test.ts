import { lazada } from '../../../../../lambdas/connectors/lazada/index.ts';
import type { SandboxAccount } from '../../../../../local/sandbox/platform-sandbox.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { post } from './post.ts';
import { access, connect, DEMO_SHOP, demoAccount, openWorld, refusalOf, SILK } from './world.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const session_id = `${DEMO_SHOP}_2_700312455_1_103`;

describe('the sandbox is as strict as Lazada', () => {
  let world: PlatformWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.stop());

  const ask = async (api: string, params = {}, wrong = {}, method = 'GET') =>
    (await post(world, demoAccount(world), api, params, wrong, method)).code;
  const write = (text = 'สวัสดีค่ะ') =>
    world.sandbox.act('lazada', { kind: 'message', accountId: DEMO_SHOP, customerId: '700312455', text });
  const say = (txt: string) =>
    post(world, demoAccount(world), '/im/message/send', { session_id, template_id: '1', txt });

  it('with every call', async () => {
    expect(await ask('/seller/get')).toBe('0');
    expect(await ask('/seller/get', {}, { sign: 'A'.repeat(64) })).toBe('IncompleteSignature');
    expect(await ask('/seller/get', { sign_method: 'md5' })).toBe('IncompleteSignature');
    expect(await ask('/seller/get', { extra: '1' }, { extra: '2' })).toBe('IncompleteSignature');
    expect(await ask('/seller/get', {}, { sign: '' })).toBe('MissingParameter');
    expect(await ask('/seller/get', {}, { app_key: '999' })).toBe('InvalidAppKey');
    const late = String(world.clock.now() - 7_200_001);
    expect(await ask('/seller/get', {}, { timestamp: late })).toBe('IllegalTimestamp');
    expect(await ask('/seller/get', {}, {}, 'POST')).toBe('InvalidHttpMethod');
    expect(await ask('/im/session/list')).toBe('MissingParameter');
    expect(await ask('/no/such/api')).toBe('InvalidApiPath');
    expect(await ask('/order/get', { order_id: '1' })).toBe('InsufficientPermission');
  });

  it('with a clock up to two hours off', async () => {
    const account = demoAccount(world);
    for (const off of [-7_200_000, 7_200_000])
      expect((await access.check(world.calls, { ...account, now: account.now + off })).problem).toBeNull();
    const far = { ...account, now: account.now + 7_200_001 };
    expect((await refusalOf(access.check(world.calls, far))).platformCode).toBe('IllegalTimestamp');
  });

  it('with the session of another shop, or of nobody', async () => {
    const params = { session_id: 'of another', template_id: '1', txt: 'x' };
    const silk = await connect(world, SILK.person);
    await write();
    const of = (session: string) => post(world, silk, '/im/message/send', { ...params, session_id: session });
    expect(await of(session_id)).toMatchObject({ code: '0', success: false });
    expect(await of('__proto__')).toMatchObject({ code: '0', success: false });
  });

  it('names the accounts that could be connected, and who consents for them', async () => {
    const accounts = (await world.sandbox.act('lazada', { kind: 'accounts' })) as SandboxAccount[];
    expect(accounts.map(({ accountId }) => accountId)).toContain(DEMO_SHOP);
    expect(accounts.length).toBeGreaterThanOrEqual(4);
    for (const account of accounts)
      expect(account).toMatchObject({ platform: 'lazada', login: 'seller', person: expect.any(String) });
    const unknown = { kind: 'revoke', accountId: 'nobody' } as const;
    await expect(world.sandbox.act('lazada', unknown)).rejects.toThrow('no shop nobody');
  });

  it('takes a message, echoes it, and takes it back for two minutes', async () => {
    await write();
    const sent = await say('มีค่ะ');
    expect(sent).toMatchObject({ code: '0', success: true, data: { template_id: 1 } });
    const message_id = sent.data?.message_id ?? '';
    world.clock.moveTo(world.clock.now() + 2 * MINUTE_MS + 1);
    const recall = (id: string) =>
      post(world, demoAccount(world), '/im/message/recall', { session_id, message_id: id });
    expect(await recall(message_id)).toMatchObject({ success: false });
    const again = await say('อีกข้อความ');
    expect(await recall(again.data?.message_id ?? '')).toMatchObject({ success: true });
    const items = world.deliveries.flatMap(({ body }) =>
      lazada.parse({ surface: 'main', body, receivedAt: 1 }),
    );
    expect(items).toMatchObject([
      { type: 'message', direction: 'inbound' },
      { type: 'message', direction: 'outbound', platformMessageId: message_id, text: 'มีค่ะ' },
      { type: 'message', direction: 'outbound' },
      { type: 'unsend' },
    ]);
  });

  it('refuses what a template lacks, and unknown templates', async () => {
    await write();
    const send = (params: Record<string, string>) =>
      post(world, demoAccount(world), '/im/message/send', { session_id, ...params });
    expect((await send({ template_id: '3', img_url: 'https://a' })).code).toBe('MissingParameter');
    expect((await send({ template_id: '3', imgUrl: 'https://a', width: '1', height: '1' })).code).toBe(
      'MissingParameter',
    );
    expect(await send({ template_id: '2', txt: 'x' })).toMatchObject({ code: '0', success: false });
    expect((await send({ template_id: '10010' })).success).toBe(true);
  });

  it('lets five messages follow a day of silence, until the buyer answers', async () => {
    await write();
    for (let i = 0; i < 9; i++) expect((await say('วันแรก')).success).toBe(true);
    world.clock.moveTo(world.clock.now() + DAY_MS + 1);
    for (let i = 0; i < 5; i++) expect((await say('วันที่สอง')).success).toBe(true);
    expect((await say('มากไป')).success).toBe(false);
    await write('ค่ะ');
    expect((await say('ได้อีก')).success).toBe(true);
  });

  it('tells of a session, and until where it was read', async () => {
    const account = demoAccount(world);
    const { messageId = '' } = (await write()) as { messageId?: string };
    const session = async () =>
      (await post(world, account, '/im/session/get', { session_id }, {}, 'GET')).data ?? {};
    expect(await session()).toMatchObject({ title: 'ผู้ซื้อ 2455', buyer_id: '700312455', unread_count: 1 });
    const read = { session_id, last_read_message_id: messageId };
    expect((await post(world, account, '/im/session/read', read)).success).toBe(true);
    expect(await session()).toMatchObject({ unread_count: 0 });
    expect((await post(world, account, '/im/session/read', { session_id })).code).toBe('MissingParameter');
  });

  it('counts nothing but 200 as taken', async () => {
    expect(await write()).toMatchObject({ delivered: true });
    world.answer = 204;
    expect(await write()).toMatchObject({ delivered: false });
  });
});
