import { lazada } from '../../../../../lambdas/connectors/lazada/index.ts';
import { InvalidInput } from '../../../../../lambdas/domain/errors.ts';
import type { InboundItem } from '../../../../../lambdas/domain/inbound.ts';
import type { Account, HistoryPage, PlatformCalls } from '../../../../../lambdas/ports/account-access.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { fakeCalls, paramsOf } from './fake-calls.ts';
import { post } from './post.ts';
import { access, connect, demoAccount, openWorld, refusalOf, SILK } from './world.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

async function page(calls: PlatformCalls, account: Account, cursor: string | null, since: number | null) {
  const read = await access.history?.(calls, account, { since, cursor });
  if (!read) throw new Error('no history');
  expect((read.next ?? '').length).toBeLessThanOrEqual(2_000);
  return read;
}

/** All pages; a list that does not end is an error. */
async function readAll(calls: PlatformCalls, account: Account, since: number | null = null) {
  const pages: HistoryPage[] = [];
  for (let cursor: string | null = null; pages.length < 100; ) {
    const read = await page(calls, account, cursor, since);
    pages.push(read);
    if (read.next === null) return pages;
    cursor = read.next;
  }
  throw new Error('the history does not end');
}

const itemsOf = (pages: readonly HistoryPage[]) => pages.flatMap(({ items }) => items);
const byId = (items: readonly InboundItem[]) =>
  [...items].sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)));

describe('Lazada history, at the sandbox', () => {
  let world: PlatformWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.stop());

  const write = async (accountId: string, customerId: string, text: string) => {
    world.clock.moveTo(world.clock.now() + 1_000);
    await world.sandbox.act('lazada', { kind: 'message', accountId, customerId, text });
  };
  const received = () =>
    world.deliveries.flatMap(({ body }) => lazada.parse({ surface: 'main', body, receivedAt: 1 }));
  const demoNow = () => ({ ...demoAccount(world), now: world.clock.now() });

  it('is what the deliveries of the same messages were, both ways', async () => {
    for (const customer of ['700312455', '700399999'])
      for (const text of ['มีสีดำไหมคะ', '{"txt":1}', '😊']) await write('100245518', customer, text);
    const session_id = '100245518_2_700312455_1_103';
    const account = demoNow();
    await post(world, account, '/im/message/send', { session_id, template_id: '1', txt: 'มีค่ะ' });
    const picture = { img_url: 'https://shop.example/a.png', width: '4', height: '3' };
    await post(world, account, '/im/message/send', { session_id, template_id: '3', ...picture });
    const items = itemsOf(await readAll(world.calls, account));
    expect(items).toHaveLength(8);
    expect(new Set(items.map((item) => item.type === 'message' && item.direction)).size).toBe(2);
    expect(byId(items)).toEqual(byId(received()));
  });

  it('goes on from page to page: 45 sessions, one of them of 45 messages', async () => {
    for (let i = 0; i < 45; i++) await write('100245518', String(700300000 + i), `คนที่ ${i}`);
    for (let i = 0; i < 44; i++) await write('100245518', '700300007', `ข้อความ ${i}`);
    const pages = await readAll(world.calls, demoNow());
    const items = itemsOf(pages);
    expect(items).toHaveLength(89);
    expect(byId(items)).toEqual(byId(received()));
    // 3 pages of sessions, 3 of the long one's messages, and 1 of each other's.
    expect(pages).toHaveLength(3 + 3 + 44);
    expect(world.sandbox.calls).toHaveLength(pages.length);
  });

  it('goes back as far as is wanted', async () => {
    await write('100245518', '700300001', 'เก่า');
    world.clock.moveTo(world.clock.now() + DAY_MS);
    const since = world.clock.now();
    await write('100245518', '700300002', 'ใหม่');
    const items = itemsOf(await readAll(world.calls, demoNow(), since));
    expect(items).toMatchObject([{ text: 'ใหม่' }]);
    await write('100245518', '700300001', 'ใหม่กว่า');
    const more = itemsOf(await readAll(world.calls, demoNow(), since));
    expect(more.map((item) => item.type === 'message' && item.text)).toEqual(['ใหม่กว่า', 'ใหม่']);
  });

  it('is a month, and not there before Lazada has prepared it', async () => {
    await write(SILK.sellerId, '700300001', 'เก่า');
    world.clock.moveTo(world.clock.now() + 31 * DAY_MS);
    await write(SILK.sellerId, '700300002', 'ใหม่');
    const account = await connect(world, SILK.person);
    const read = () => readAll(world.calls, { ...account, now: world.clock.now() });
    expect(itemsOf(await read())).toEqual([]);
    const { historyAfterMs = 0 } = lazada.manifest.logins.seller ?? {};
    expect(historyAfterMs).toBeGreaterThanOrEqual(10 * MINUTE_MS);
    world.clock.moveTo(world.clock.now() + historyAfterMs);
    expect(itemsOf(await read())).toMatchObject([{ text: 'ใหม่' }]);
  });

  it('leaves out what was taken back', async () => {
    await write('100245518', '700312455', 'ถาม');
    const account = demoNow();
    const session_id = '100245518_2_700312455_1_103';
    const send = { session_id, template_id: '1', txt: 'ผิด' };
    const { data } = await post(world, account, '/im/message/send', send);
    await post(world, account, '/im/message/recall', { session_id, message_id: data?.message_id ?? '' });
    expect(itemsOf(await readAll(world.calls, account))).toMatchObject([{ text: 'ถาม' }]);
    expect(received().map(({ type }) => type)).toEqual(['message', 'message', 'unsend']);
  });

  it('is refused with a dead token', async () => {
    await world.sandbox.act('lazada', { kind: 'expire', accountId: '100245518' });
    expect((await refusalOf(readAll(world.calls, demoAccount(world)))).kind).toBe('token_invalid');
  });
});

describe('Lazada history, from answers', () => {
  const account = (): Account => ({ ...demoAccount({ clock: { now: () => 5 } } as never) });
  const message = { message_id: 'm1', content: '{"txt":"hi"}', from_account_type: 1, send_time: 4 };

  it('adds the session where a message does not name it, and leaves out what is no message', async () => {
    const list = [
      { ...message, template_id: 1 },
      { ...message, message_id: 'm2', template_id: 2, type: 2 },
      { ...message, message_id: 'm3', template_id: 200016 },
      { message_id: 'm4', template_id: 1 },
    ];
    const calls = fakeCalls({ code: '0', success: 'true', data: { message_list: list, has_more: 'false' } });
    const read = await page(calls, account(), '{"pending":["s_2_7_1_1"]}', null);
    expect(read).toMatchObject({ next: null, items: [{ platformMessageId: 'm1', text: 'hi' }] });
    expect(read.items).toMatchObject([{ thread: { kind: 'direct', id: 's_2_7_1_1' } }]);
  });

  it('asks for the next page as the one before says', async () => {
    const more = { has_more: true, next_start_time: 3, last_message_id: 'm1' };
    const calls = fakeCalls({ code: '0', data: { message_list: [message], ...more } });
    const first = await page(calls, account(), '{"pending":["s1"]}', null);
    await page(calls, account(), first.next, null);
    const asked = calls.sent.map(paramsOf);
    expect(asked[0]).toMatchObject({ session_id: 's1', start_time: '5', page_size: '20' });
    expect(asked[0]).not.toHaveProperty('last_message_id');
    expect(asked[1]).toMatchObject({ session_id: 's1', start_time: '3', last_message_id: 'm1' });
  });

  it('asks for nothing that is older than what is wanted', async () => {
    const more = { has_more: true, next_start_time: 3, last_message_id: 'm', last_session_id: 's' };
    const message_list = [6, 5, 4].map((send_time) => ({
      ...message,
      template_id: 1,
      send_time: send_time * 1e12,
    }));
    const messages = fakeCalls({ code: '0', data: { message_list, ...more } });
    const read = await page(messages, account(), '{"pending":["s1"]}', 5e12);
    expect(read).toMatchObject({ next: null, items: [{ sentAt: 6e12 }, { sentAt: 5e12 }] });

    const times = [6e12, 5e12, 4e12, undefined];
    const session_list = times.map((last_message_time, i) => ({ session_id: `s${i}`, last_message_time }));
    const sessions = fakeCalls({ code: '0', data: { session_list, ...more } });
    const { next } = await page(sessions, account(), null, 5e12);
    expect(JSON.parse(next ?? '')).toEqual({ pending: ['s0', 's1', 's3'] });
  });

  it('ends where a page leads to itself, or to nowhere', async () => {
    for (const more of [{ next_start_time: 5 }, {}, { last_session_id: 's1' }]) {
      const data = { session_list: [], has_more: true, ...more };
      const read = await page(fakeCalls({ code: '0', data }), account(), null, null);
      expect(read.next).toBeNull();
    }
  });

  it.each(['', 'x', '[]', '{}', '{"pending":1}', `${'['.repeat(99)}`])(
    'refuses a cursor that is none: %s',
    async (cursor) => {
      await expect(page(fakeCalls({ code: '0' }), account(), cursor, null)).rejects.toThrow(InvalidInput);
    },
  );
});
