import { access } from '../../../../../lambdas/connectors/tiktok/access/index.ts';
import { UnreadableDelivery } from '../../../../../lambdas/domain/errors.ts';
import type { InboundItem, InboundMessage } from '../../../../../lambdas/domain/inbound.ts';
import type { Account, HistoryPage } from '../../../../../lambdas/ports/account-access.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { sendTo } from './calls.ts';
import {
  account,
  advance,
  answering,
  BUYER,
  connected,
  LOGINS,
  parsed,
  refusalOf,
  tiktokWorld,
  tokenSet,
  wholeHistory,
} from './world.ts';

const STEP_MS = 10_000;

let world: PlatformWorld;
beforeEach(async () => {
  world = await tiktokWorld();
});
afterEach(() => world.stop());

/** Ids sort the same on both sides. */
const byId = (items: readonly InboundItem[]) =>
  [...items].sort((a, b) =>
    (a as InboundMessage).platformMessageId < (b as InboundMessage).platformMessageId ? -1 : 1,
  );

describe.each(LOGINS)('The history of TikTok %s', (login) => {
  const received = () => world.deliveries.flatMap((delivery) => parsed(login, delivery, world.clock.now()));

  async function write(of: Account, customerId: string, text: string): Promise<void> {
    await world.sandbox.act('tiktok', { kind: 'message', accountId: of.accountId, customerId, text });
    advance(world, STEP_MS);
  }

  async function ready(): Promise<Account> {
    const of = await connected(world, login);
    await access.subscribe(world.calls, of);
    return of;
  }

  const now = (of: Account): Account => ({ ...of, now: world.clock.now() });

  it('is what the deliveries said, over several pages and people', async () => {
    const of = await ready();
    for (let i = 0; i < 12; i++) await write(of, BUYER[login], `ข้อความที่ ${i} 🙏`);
    for (let i = 0; i < 3; i++) await write(of, `749300000000000010${i}`, `สวัสดี ${i}`);
    const { pages, items } = await wholeHistory(world.calls, now(of));
    expect(items).toHaveLength(15);
    expect(byId(items)).toEqual(byId(received()));
    expect(pages.length).toBeGreaterThan(4);
  });

  it('has what the account wrote, too', async () => {
    const of = await ready();
    await write(of, BUYER[login], 'มีของไหม');
    await sendTo(world, now(of), 'มีค่ะ');
    const items = byId((await wholeHistory(world.calls, now(of))).items) as InboundMessage[];
    const same = byId(received()) as InboundMessage[];
    expect(items.map(({ direction }) => direction).sort()).toEqual(['inbound', 'outbound']);
    const core = (it: InboundMessage) => ({
      id: it.platformMessageId,
      thread: it.thread,
      customer: it.customer,
      direction: it.direction,
      author: it.author,
      kind: it.kind,
      text: it.text,
      sentAt: it.sentAt,
    });
    expect(items.map(core)).toEqual(same.map(core));
  });

  it('ends where older messages are not wanted', async () => {
    const of = await ready();
    for (let i = 0; i < 12; i++) await write(of, BUYER[login], `ข้อความที่ ${i}`);
    await write(of, '7493000000000000555', 'คนอื่น');
    const since = world.clock.now() - 4 * STEP_MS;
    const { items } = await wholeHistory(world.calls, now(of), since);
    expect(items.map((item) => (item as InboundMessage).text).sort()).toEqual([
      'ข้อความที่ 10',
      'ข้อความที่ 11',
      'ข้อความที่ 9',
      'คนอื่น',
    ]);
    // Conversations without anything new are listed (by Business in two kinds), and not read.
    const none = await wholeHistory(world.calls, now(of), world.clock.now());
    expect(none).toMatchObject({ items: [], pages: Array(login === 'shop' ? 1 : 2).fill({ items: [] }) });
  });

  it('has many conversations, and a cursor that stays short', async () => {
    const of = await ready();
    for (let i = 0; i < 25; i++) await write(of, `74930000000000002${String(i).padStart(2, '0')}`, `${i}`);
    expect((await wholeHistory(world.calls, now(of))).items).toHaveLength(25);
  });

  it('of an account that nobody wrote to is empty', async () => {
    expect((await wholeHistory(world.calls, await ready())).items).toEqual([]);
  });

  it('one page is one call, which may be repeated', async () => {
    const of = account(world, login, '1', tokenSet(), { shopCipher: 'c' });
    const { calls, sent } = answering([200, { code: 0, data: {} }]);
    await access.history?.(calls, of, { since: null, cursor: null });
    await access.history?.(calls, of, { since: null, cursor: '{"list":null,"kind":0,"todo":["74/9"]}' });
    expect(sent.map(({ method, idempotent }) => [method, idempotent])).toEqual([
      ['GET', true],
      ['GET', true],
    ]);
  });

  it.each(['nonsense', '[]', '"a"'])('takes no cursor that is none: %s', async (cursor) => {
    const of = account(world, login, '1', tokenSet(), { shopCipher: 'c' });
    const { calls } = answering([200, { code: 0, data: {} }]);
    const page = await refusalOf(
      access.history?.(calls, of, { since: null, cursor }) as Promise<HistoryPage>,
    );
    if (cursor === 'nonsense') expect(page).toBeInstanceOf(UnreadableDelivery);
    else expect(page).toHaveProperty('noRefusal');
  });
});

describe('Messages of Shop’s list', () => {
  const pageOf = async (messages: readonly object[]) => {
    const of = account(world, 'shop', '7', tokenSet(), { shopCipher: 'c' });
    const { calls } = answering([200, { code: 0, data: { messages, next_page_token: '' } }]);
    const cursor = '{"list":null,"todo":["74"]}';
    return (await access.history?.(calls, of, { since: null, cursor })) as HistoryPage;
  };
  const message = (fields: object) => ({
    id: '1',
    type: 'TEXT',
    content: '{"content":"ก"}',
    create_time: 1_767_225_600,
    index: '5',
    is_visible: true,
    sender: { im_user_id: '9', role: 'BUYER', nickname: 'n', avatar: 'a' },
    ...fields,
  });

  it('are the only items: notes, hidden and unreadable ones are left out', async () => {
    const { items, next } = await pageOf([
      message({}),
      message({ id: '2', type: 'NOTIFICATION' }),
      message({ id: '3', is_visible: false }),
      message({ id: '4', sender: { role: 'SOMEBODY' } }),
      message({ id: null }),
    ]);
    expect(items).toMatchObject([{ type: 'message', platformMessageId: '1', thread: { id: '74' } }]);
    expect(next).toBeNull();
  });
});

describe('Messages of Business’s list', () => {
  const pageOf = async (messages: readonly object[]) => {
    const of = account(world, 'business', 'open-1', tokenSet());
    const { calls } = answering([200, { code: 0, data: { messages } }]);
    const cursor = '{"kind":2,"todo":["a+b/c=="]}';
    return (await access.history?.(calls, of, { since: null, cursor })) as HistoryPage;
  };
  const message = (fields: object) => ({
    message_id: 'm1',
    sender: 'nok',
    recipient: 'brand',
    timestamp: 1_767_225_609_120,
    message_type: 'TEXT',
    text: { body: 'ก' },
    from_user: { id: 'u1', role: 'PERSONAL_ACCOUNT' },
    to_user: { id: 'open-1', role: 'BUSINESS_ACCOUNT' },
    ...fields,
  });

  it('have types in capitals, and are the only items', async () => {
    const { items, next } = await pageOf([
      message({}),
      message({ message_id: 'm2', message_type: 'IMAGE', image: { media_id: 'x' } }),
      message({ message_id: 'm3', message_type: 'WAVE' }),
      message({ message_id: 'm4', message_type: 'REACTION', reaction: [] }),
      message({ message_id: 'm5', timestamp: 'yesterday' }),
    ]);
    expect(items).toMatchObject([
      { platformMessageId: 'm1', kind: 'text', direction: 'inbound', customer: { displayName: 'nok' } },
      { platformMessageId: 'm2', kind: 'image', attachments: [{ mediaId: 'x' }] },
      { platformMessageId: 'm3', kind: 'unsupported', data: { platformType: 'wave' } },
    ]);
    expect(items).toHaveLength(3);
    expect(next).toBeNull();
  });
});
