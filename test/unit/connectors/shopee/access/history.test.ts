import { access } from '../../../../../lambdas/connectors/shopee/access/index.ts';
import { callAsShop, shopCallerOf } from '../../../../../lambdas/connectors/shopee/api/client.ts';
import { jsonBody } from '../../../../../lambdas/connectors/shopee/api/json-body.ts';
import { parse } from '../../../../../lambdas/connectors/shopee/parse.ts';
import type { InboundItem, InboundMessage } from '../../../../../lambdas/domain/inbound.ts';
import type { Account, HistoryPage } from '../../../../../lambdas/ports/account-access.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { connected, SHOP, shopeeWorld } from './shopee-world.ts';

let world: PlatformWorld;
let account: Account;
beforeEach(async () => {
  world = await shopeeWorld();
  account = await connected(world);
});
afterEach(() => world.stop());

const SECOND = 1_000;

/** A buyer writes, a second after what was before. */
async function say(customerId: string, text: string): Promise<void> {
  world.clock.moveTo(world.clock.now() + SECOND);
  await world.sandbox.act('shopee', { kind: 'message', accountId: SHOP, customerId, text });
}

const delivered = () =>
  world.deliveries
    .filter(({ body }) => body.length > 0)
    .flatMap(({ body }) => parse({ surface: 'main', body, receivedAt: 0 }));

async function pages(since: number | null = null): Promise<InboundItem[][]> {
  const pages: InboundItem[][] = [];
  let cursor: string | null = null;
  do {
    const at = { ...account, now: world.clock.now() };
    const page: HistoryPage | undefined = await access.history?.(world.calls, at, { since, cursor });
    pages.push([...(page?.items ?? [])]);
    cursor = page?.next ?? null;
    expect(cursor?.length ?? 0).toBeLessThanOrEqual(2_000);
  } while (cursor !== null && pages.length < 200);
  return pages;
}

const byId = (items: readonly InboundItem[]) =>
  (items as InboundMessage[]).toSorted((a, b) => (a.platformMessageId < b.platformMessageId ? -1 : 1));

describe('Shopee history', () => {
  it('F16: has the messages of deliveries, to the last digit of their ids', async () => {
    await say('900100200', 'สวัสดีค่ะ มีของพร้อมส่งไหมคะ 😊');
    await say('900100201', 'ราคาเท่าไหร่');
    await say('900100200', '"message_id":"1234567890123456789"');
    const history = (await pages()).flat();
    expect(history).toHaveLength(3);
    expect(byId(history)).toEqual(byId(delivered()));
  });

  it("has the shop's own messages, as their echoes are", async () => {
    await say('900100200', 'มีของไหมคะ');
    const { sent } = await send('มีค่ะ');
    expect(sent.error).toBe('');
    const history = (await pages()).flat() as InboundMessage[];
    expect(history.map(({ direction, text }) => [direction, text])).toEqual([
      ['outbound', 'มีค่ะ'],
      ['inbound', 'มีของไหมคะ'],
    ]);
    expect(byId(history)).toEqual(byId(delivered()));
  });

  /** Sends as the outbox will: signed by the connector's client. */
  async function send(text: string): Promise<{ sent: { error?: unknown } }> {
    const body = jsonBody({ to_id: '900100200' }, { message_type: 'text', content: { text } });
    const caller = shopCallerOf({ ...account, now: world.clock.now() });
    const call = { method: 'POST', path: '/sellerchat/send_message', body, idempotent: false } as const;
    return { sent: await callAsShop(world.calls, caller, call) };
  }

  it('reads page after page of a long conversation', async () => {
    for (let i = 0; i < 53; i++) await say('900100200', `ข้อความที่ ${i}`);
    const read = await pages();
    expect(read.map((items) => items.length)).toEqual([50, 3]);
    expect(new Set(byId(read.flat()).map(({ platformMessageId }) => platformMessageId)).size).toBe(53);
    expect(byId(read.flat()).map(({ text }) => text)).toEqual(byId(delivered()).map(({ text }) => text));
  });

  it('reads page after page of conversations', async () => {
    for (let i = 0; i < 28; i++) await say(String(900_100_200 + i), `ลูกค้า ${i}`);
    const read = await pages();
    expect(read).toHaveLength(28);
    expect(byId(read.flat())).toEqual(byId(delivered()));
  });

  it('ends at the time that is asked for', async () => {
    await say('900100200', 'เก่ามาก');
    await say('900100201', 'เก่า');
    const since = world.clock.now() + SECOND;
    await say('900100201', 'ใหม่');
    await say('900100202', 'ใหม่กว่า');
    const read = (await pages(since)).flat() as InboundMessage[];
    expect(read.map(({ text }) => text)).toEqual(['ใหม่กว่า', 'ใหม่']);
    const asked = world.sandbox.calls.filter(({ path }) => path.endsWith('/get_message'));
    expect(asked).toHaveLength(2);
  });

  it('asks for no page that is older than that', async () => {
    const listed = world.sandbox.calls.filter(({ path }) => path.endsWith('/get_conversation_list')).length;
    for (let i = 0; i < 30; i++) await say(String(900_100_300 + i), 'เก่ามาก');
    for (let i = 0; i < 60; i++) await say('900100200', `เก่า ${i}`);
    const since = world.clock.now() + SECOND;
    await say('900100200', 'ใหม่');
    expect((await pages(since)).flat()).toMatchObject([{ text: 'ใหม่' }]);
    const asked = (name: string) => world.sandbox.calls.filter(({ path }) => path.endsWith(name)).length;
    expect([asked('/get_conversation_list'), asked('/get_message')]).toEqual([listed + 1, 1]);
  });

  it('of a shop without conversations is empty', async () => {
    expect(await pages()).toEqual([[]]);
  });

  it.each(['', 'no json', '[]', '{"c":[{}]}'])('refuses the cursor %j', async (cursor) => {
    await expect(access.history?.(world.calls, account, { since: null, cursor })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('goes on when a conversation was deleted meanwhile', async () => {
    await say('900100200', 'ยังอยู่');
    const [{ thread } = { thread: { id: '' } }] = (await pages()).flat() as InboundMessage[];
    const cursor = JSON.stringify({ c: ['1799122092476680009', thread.id], o: null, b: null });
    const gone = await access.history?.(world.calls, account, { since: null, cursor });
    expect(gone?.items).toEqual([]);
    const rest = await access.history?.(world.calls, account, { since: null, cursor: gone?.next ?? '' });
    expect(rest).toMatchObject({ items: [{ text: 'ยังอยู่' }], next: null });
  });
});

describe('Shopee history: rows as the platform writes them', () => {
  const row = {
    message_id: 1,
    conversation_id: 2,
    message_type: 'text',
    content: { text: 'ข้อความ' },
    created_timestamp: 1767225610,
    from_id: 5,
    to_id: 6,
    from_shop_id: 0,
    to_shop_id: Number(SHOP),
  };

  async function read(rows: readonly object[]): Promise<readonly InboundItem[]> {
    const response = { messages: rows, page_result: { next_offset: '' } };
    const body = Buffer.from(JSON.stringify({ error: '', response }));
    const calls = { send: async () => ({ status: 200, headers: {}, body }) };
    const cursor = JSON.stringify({ c: ['2'], o: null, b: null });
    return (await access.history?.(calls, account, { since: null, cursor }))?.items ?? [];
  }

  it('shows what it does not know as unsupported, and leaves out what is no message', async () => {
    const items = await read([
      { ...row, message_type: 'voucher', content: {} },
      { ...row, message_type: 'bundle_message', content: { messages: [] } },
      { ...row, message_type: 'faq_liveagent' },
      { ...row, business_type: 11 },
      { message_id: 9 },
    ]);
    expect(items).toMatchObject([{ kind: 'unsupported', data: { platformType: 'voucher' } }]);
  });

  it('an automatic card of the platform is no agent', async () => {
    const card = { ...row, message_type: 'logistics_card', from_shop_id: Number(SHOP), to_shop_id: 0 };
    expect(await read([card])).toMatchObject([{ direction: 'outbound', author: { type: 'bot' } }]);
  });
});
