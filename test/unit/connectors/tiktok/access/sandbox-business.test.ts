import { access } from '../../../../../lambdas/connectors/tiktok/access/index.ts';
import type { Account } from '../../../../../lambdas/ports/account-access.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { businessApi, raw, sendTo } from './calls.ts';
import { accountOf, advance, BUSINESS, BUYER, connect, connected, parsed, tiktokWorld } from './world.ts';

const DAY_MS = 86_400_000;

let world: PlatformWorld;
let account: Account;
beforeEach(async () => {
  world = await tiktokWorld();
  account = await connected(world, 'business');
});
afterEach(() => world.stop());

const write = async () =>
  world.sandbox.act('tiktok', {
    kind: 'message',
    accountId: account.accountId,
    customerId: BUYER.business,
    text: 'สนใจค่ะ',
  });

const LIST = '/business/message/conversation/list/';
const query = { business_id: BUSINESS, conversation_type: 'STRANGER' };

async function firstConversation(): Promise<string> {
  const { body } = await businessApi(world, account, LIST, { query });
  const { conversations } = body.data as unknown as { conversations: [{ conversation_id: string }] };
  return conversations[0].conversation_id;
}

async function renewed(): Promise<void> {
  const tokens = await access.renew?.(world.calls, { ...account, now: world.clock.now() });
  account = { ...account, tokens: tokens ?? account.tokens };
}

describe('The sandbox of TikTok Business is as strict as TikTok', () => {
  it.each([
    ['a token with a scheme before it', { 'access-token': 'Bearer act.x' }, 40105],
    ['no token', { 'access-token': '' }, 40104],
    ['an unknown token', { 'access-token': 'act.x' }, 40105],
  ])('%s', async (_name, headers, code) => {
    const answer = await businessApi(world, account, LIST, { query, headers });
    expect(answer).toMatchObject({ status: 200, body: { code } });
  });

  it.each([
    ['another account', { ...query, business_id: '-000other' }, 40001],
    ['a kind of conversation that is not', { ...query, conversation_type: 'ALL' }, 40002],
    ['more than a page may have', { ...query, limit: '101' }, 40002],
    ['no account', { conversation_type: 'SINGLE' }, 40002],
  ])('%s', async (_name, query, code) => {
    expect((await businessApi(world, account, LIST, { query: query as never })).body.code).toBe(code);
  });

  it('a path without its slash, and a wrong verb', async () => {
    expect((await businessApi(world, account, LIST.slice(0, -1), { query })).status).toBe(404);
    expect((await businessApi(world, account, LIST, { body: query })).status).toBe(405);
  });

  it('a body that is no JSON, and the names of another call', async () => {
    const url = 'https://business-api.tiktok.com/open_api/v1.3/tt_user/oauth2/revoke/';
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await raw(world, url, { method: 'POST', headers: form, body: 'client_id=1' })).body.code).toBe(
      40002,
    );
    const body = { app_id: '7411223344556677889', secret: 'x', access_token: 'y' };
    expect((await businessApi(world, account, '/tt_user/oauth2/revoke/', { body })).body.code).toBe(40002);
  });

  it('an expired token', async () => {
    advance(world, DAY_MS + 1);
    expect((await businessApi(world, account, LIST, { query })).body.code).toBe(40102);
  });

  it('a profile field without its scope', async () => {
    const inbox = ['message.list.read', 'message.list.send', 'message.list.manage'];
    account = accountOf(world, 'business', await connect(world, 'business', BUSINESS, inbox));
    const ask = { business_id: BUSINESS, fields: '["display_name"]' };
    expect((await businessApi(world, account, '/business/get/', { query: ask })).body.code).toBe(40001);
  });

  it('a conversation id whose plus sign became a space, and one that is not there', async () => {
    const path = '/business/message/content/list/';
    const ask = async (conversation_id: string) =>
      (await businessApi(world, account, path, { query: { business_id: BUSINESS, conversation_id } })).body
        .code;
    expect(await ask('a b=')).toBe(40002);
    expect(await ask('unknown')).toBe(40007);
  });
});

describe('Direct messages in the sandbox of TikTok Business', () => {
  const send = async (message: object) =>
    businessApi(world, account, '/business/message/send/', {
      body: {
        business_id: BUSINESS,
        recipient_type: 'CONVERSATION',
        recipient: await firstConversation(),
        ...message,
      },
    });

  it('an answer comes back as a delivery, and the conversation is no stranger’s any more', async () => {
    await write();
    const sent = await sendTo(world, account, 'ยินดีค่ะ');
    const { message } = sent.body.data as unknown as { message: { message_id: string } };
    expect(parsed('business', world.deliveries.at(-1), world.clock.now())).toMatchObject([
      {
        direction: 'outbound',
        text: 'ยินดีค่ะ',
        platformMessageId: message.message_id,
        data: { source: 'API' },
      },
    ]);
    const { body } = await businessApi(world, account, LIST, { query });
    expect(body.data).toMatchObject({ conversations: [] });
  });

  it('ten answers within 48 hours, and not one more', async () => {
    await write();
    const recipient = await firstConversation();
    for (let i = 0; i < 10; i++) expect((await sendDirect(recipient, `${i}`)).body.code).toBe(0);
    expect((await sendDirect(recipient, 'one more')).body.code).toBe(40064);
    await write();
    expect((await sendDirect(recipient, 'again')).body.code).toBe(0);
  });

  it('none after 48 hours', async () => {
    await write();
    const recipient = await firstConversation();
    advance(world, 2 * DAY_MS);
    await renewed();
    expect((await sendDirect(recipient, 'just')).body.code).toBe(0);
    advance(world, 1);
    expect((await sendDirect(recipient, 'late')).body.code).toBe(40064);
  });

  const sendDirect = (recipient: string, body: string) =>
    businessApi(world, account, '/business/message/send/', {
      body: {
        business_id: BUSINESS,
        recipient_type: 'CONVERSATION',
        recipient,
        message_type: 'TEXT',
        text: { body },
      },
    });

  it.each([
    [{ message_type: 'TEXT', text: { body: '' } }, 40002],
    [{ message_type: 'TEXT', text: { body: 'ก'.repeat(6_001) } }, 40002],
    [{ message_type: 'IMAGE', image: { media_id: 'unknown' } }, 40002],
    [{ message_type: 'VIDEO', video: { media_id: 'x' } }, 40002],
    [{ message_type: 'TEXT' }, 40002],
    [{ message_type: 'TEXT', text: { body: 'ก' }, image: { media_id: 'x' } }, 40002],
    [
      {
        message_type: 'TEXT',
        text: { body: 'ก' },
        referenced_message_info: { referenced_message_id: 'unknown' },
      },
      40002,
    ],
    [{ message_type: 'SENDER_ACTION', sender_action: 'TYPING' }, 0],
    [{ message_type: 'SHARE_POST', share_post: { item_id: '7300000000000000001' } }, 0],
    [{ message_type: 'TEXT', text: { body: 'ก' }, recipient_type: 'USER' }, 40002],
  ])('a message that is %j', async (message, code) => {
    await write();
    expect((await send(message)).body.code).toBe(code);
  });
});
