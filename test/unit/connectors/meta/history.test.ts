import { dialect as facebookDialect } from '../../../../lambdas/connectors/facebook/dialect.ts';
import { dialect as instagramDialect } from '../../../../lambdas/connectors/instagram/dialect.ts';
import { readPast } from '../../../../lambdas/connectors/shared/meta/access/history-message.ts';
import { InvalidInput } from '../../../../lambdas/domain/errors.ts';
import type { InboundItem, InboundMessage } from '../../../../lambdas/domain/inbound.ts';
import type { Account, HistoryPage } from '../../../../lambdas/ports/account-access.ts';
import {
  callsSince,
  connected,
  customerWrites,
  lastParsed,
  type MetaWorld,
  metaWorld,
  PAGE_ROUTE,
  ROUTES,
} from './meta-world.ts';

/** All pages of the history. */
async function readAll(world: MetaWorld, account: Account, since: number | null = null) {
  const items: InboundItem[] = [];
  const cursors: string[] = [];
  let cursor: string | null = null;
  do {
    const page: HistoryPage | undefined = await world.access.history?.(world.calls, account, {
      since,
      cursor,
    });
    if (!page) throw new Error('no history');
    items.push(...page.items);
    cursor = page.next;
    if (cursor) cursors.push(cursor);
  } while (cursor !== null && cursors.length < 100);
  return { items: items as InboundMessage[], cursors };
}

/** What has to be the same; an echo's `data` names the application, which the history does not. */
const essence = ({
  platformMessageId,
  accountId,
  thread,
  customer,
  direction,
  kind,
  text,
  sentAt,
}: InboundMessage) => ({
  platformMessageId,
  accountId,
  thread,
  customer,
  direction,
  kind,
  text,
  sentAt: Math.floor(sentAt / 1000) * 1000,
});

const byId = (a: { platformMessageId: string }, b: { platformMessageId: string }) =>
  a.platformMessageId < b.platformMessageId ? -1 : 1;

describe.each(ROUTES)('earlier messages of $platform by the $login login', (route) => {
  let world: MetaWorld;
  let account: Account;
  beforeEach(async () => {
    world = await metaWorld(route);
    account = await connected(world);
  });
  afterEach(() => world.stop());

  const tick = (ms = 1_234) => world.clock.moveTo(world.clock.now() + ms);

  it('are the same as their deliveries were, of both sides', async () => {
    const delivered: InboundMessage[] = [];
    for (const [text, customer] of [
      ['สวัสดีค่ะ 😊', '7100000000000011'],
      ['a/b <c>', '7100000000000012'],
      ['ราคา', '7100000000000011'],
    ] as const) {
      tick();
      await customerWrites(world, text, customer);
      delivered.push(...(lastParsed(world) as InboundMessage[]));
    }
    tick();
    await answer(world, account, '7100000000000011', 'มีค่ะ');
    delivered.push(...(lastParsed(world) as InboundMessage[]));
    expect(delivered.map(({ direction }) => direction)).toEqual([
      'inbound',
      'inbound',
      'inbound',
      'outbound',
    ]);
    const { items } = await readAll(world, account);
    expect(items.map(essence).sort(byId)).toEqual(delivered.map(essence).sort(byId));
  });

  it('come conversation by conversation, to the end, with small cursors', async () => {
    for (let i = 0; i < 8; i++) {
      tick();
      await customerWrites(world, `คนที่ ${i}`, `710000000000010${i}`);
    }
    const from = world.sandbox.calls.length;
    const { items, cursors } = await readAll(world, account);
    expect(items.map(({ text }) => text)).toEqual([7, 6, 5, 4, 3, 2, 1, 0].map((i) => `คนที่ ${i}`));
    expect(Math.max(...cursors.map(({ length }) => length))).toBeLessThanOrEqual(2_000);
    expect(callsSince(world, from).filter((call) => call.endsWith('/conversations'))).toHaveLength(3);
  });

  it('end where they are not wanted any more', async () => {
    for (let i = 1; i < 6; i++) await customerWrites(world, 'เก่า', `710000000000001${i}`);
    tick(3_600_000);
    const since = world.clock.now();
    await customerWrites(world, 'ใหม่', '7100000000000011');
    const from = world.sandbox.calls.length;
    const { items } = await readAll(world, account, since);
    expect(items.map(({ text }) => text)).toEqual(['ใหม่']);
    expect(callsSince(world, from)).toHaveLength(2);
  });

  it('are none where nobody wrote', async () => {
    expect(await readAll(world, account)).toEqual({ items: [], cursors: [] });
  });

  it('need a good token and a cursor of ours', async () => {
    const request = { since: null, cursor: '{"todo":[1]}' };
    await expect(world.access.history?.(world.calls, account, request)).rejects.toThrow(InvalidInput);
    const broken = { since: null, cursor: 'x' };
    await expect(world.access.history?.(world.calls, account, broken)).rejects.toThrow(InvalidInput);
    await world.sandbox.act('meta', { kind: 'expire', accountId: route.accountId });
    const first = { since: null, cursor: null };
    await expect(world.access.history?.(world.calls, account, first)).rejects.toMatchObject({
      kind: 'authorization_gone',
    });
  });

  it('go on when a conversation is gone', async () => {
    await customerWrites(world, 'ยังอยู่');
    const place = { since: null, cursor: JSON.stringify({ todo: ['gone', 'gone2'] }) };
    const page = await world.access.history?.(world.calls, account, place);
    expect(page).toEqual({ items: [], next: '{"todo":["gone2"]}' });
  });
});

/** The account answers with its own token, as our sending does. */
async function answer(world: MetaWorld, account: Account, customerId: string, text: string): Promise<void> {
  const { facebookGraph, instagramGraph } = await import(
    '../../../../lambdas/connectors/shared/meta/graph/graph.ts'
  );
  const { appsecretProof } = await import('../../../../lambdas/connectors/shared/meta/graph/proof.ts');
  const token = account.tokens.secrets.access_token;
  if (!token || !account.app) throw new Error('not connected');
  const make = world.route.login === 'facebook' ? facebookGraph : instagramGraph;
  const { base, proves } = make(world.route.platform, world.calls, account.app);
  const proof = proves ? `?appsecret_proof=${appsecretProof(account.app.secret, token)}` : '';
  const sent = await world.calls.send({
    method: 'POST',
    url: `${base}/me/messages${proof}`,
    headers: { authorization: `Bearer ${token.reveal()}`, 'content-type': 'application/json' },
    body: JSON.stringify({ recipient: { id: customerId }, messaging_type: 'RESPONSE', message: { text } }),
    idempotent: false,
  });
  expect(sent.status).toBe(200);
}

describe('long conversations', () => {
  it('of a Page are read to the end, message by message once', async () => {
    const world = await metaWorld(PAGE_ROUTE);
    const account = await connected(world);
    for (let i = 0; i < 120; i++) {
      world.clock.moveTo(world.clock.now() + 1_000);
      await customerWrites(world, `${i}`);
    }
    const { items } = await readAll(world, account);
    expect(items.map(({ text }) => Number(text))).toEqual(Array.from({ length: 120 }, (_, i) => 119 - i));
    const late = await readAll(world, account, world.clock.now() - 60_000);
    expect(late.items).toHaveLength(61);
    await world.stop();
  });

  it.each(ROUTES.slice(1))(
    'of Instagram by the $login login have details of the newest 20 only',
    async (route) => {
      const world = await metaWorld(route);
      const account = await connected(world);
      for (let i = 0; i < 25; i++) await customerWrites(world, `${i}`);
      const from = world.sandbox.calls.length;
      const { items } = await readAll(world, account);
      expect(items).toHaveLength(20);
      expect(callsSince(world, from)).toHaveLength(2);
      expect(items[0]?.text).toBe('24');
      await world.stop();
    },
  );
});

const PAGE = { dialect: facebookDialect, accountId: '10', aliases: [] as string[] };
const SHOP = { dialect: instagramDialect, accountId: '10', aliases: ['26', '11'] };
const MESSAGE = {
  id: 'm_1',
  created_time: '2026-10-05T01:12:44+0000',
  from: { id: '20', name: 'Nok' },
  to: { data: [{ id: '10', name: 'Shop' }] },
};
const past = (account: typeof PAGE, message: object) =>
  readPast(account, message as never) as InboundMessage[];

describe('a message of the history', () => {
  it.each([
    ['text', { message: 'hi' }, { kind: 'text', text: 'hi', attachments: [] }],
    ['no words', { message: '' }, { kind: 'unsupported', text: null }],
    [
      'a picture',
      {
        attachments: {
          data: [
            { id: '1', mime_type: 'image/jpeg', image_data: { url: 'https://scontent.xx.fbcdn.net/1.jpg' } },
          ],
        },
      },
      { kind: 'image', attachments: [{ kind: 'image', url: 'https://scontent.xx.fbcdn.net/1.jpg' }] },
    ],
    [
      'a video',
      {
        attachments: {
          data: [{ mime_type: 'video/mp4', video_data: { url: 'https://video.xx.fbcdn.net/1.mp4' } }],
        },
      },
      { kind: 'video' },
    ],
    [
      'a voice',
      { attachments: { data: [{ mime_type: 'audio/mpeg', file_url: 'https://cdn.fbsbx.com/a.mp3' }] } },
      { kind: 'audio' },
    ],
    [
      'a file',
      {
        message: 'slip',
        attachments: { data: [{ mime_type: 'application/pdf', file_url: 'https://cdn.fbsbx.com/a.pdf' }] },
      },
      {
        kind: 'file',
        text: 'slip',
        attachments: [{ kind: 'file', name: 'a.pdf', url: 'https://cdn.fbsbx.com/a.pdf' }],
      },
    ],
    [
      'a sticker, once',
      {
        sticker: 'https://scontent.xx.fbcdn.net/like.png',
        attachments: {
          data: [{ image_data: { url: 'https://x.fbcdn.net/like.png', render_as_sticker: true } }],
        },
      },
      { kind: 'sticker', attachments: [{ kind: 'sticker', url: 'https://scontent.xx.fbcdn.net/like.png' }] },
    ],
    [
      'a link',
      { message: 'see', shares: { data: [{ link: 'https://shop.example/a', name: 'A' }] } },
      { kind: 'text' },
    ],
    ['an answer', { message: 'ok', reply_to: { mid: 'm_0' } }, { replyToPlatformMessageId: 'm_0' }],
  ])('with %s', (_, more, expected) => {
    expect(past(PAGE, { ...MESSAGE, ...more })).toMatchObject([
      {
        type: 'message',
        platformMessageId: 'm_1',
        sentAt: 1_791_162_764_000,
        direction: 'inbound',
        ...expected,
      },
    ]);
  });

  it.each([
    ['a post', { shares: { data: [{ link: 'https://www.instagram.com/p/x/' }] } }, { kind: 'share' }],
    [
      'a mention',
      { story: { mention: { link: 'https://lookaside.fbsbx.com/x' } } },
      { kind: 'story_mention' },
    ],
    [
      'an answer to a story',
      { message: 'wow', story: { reply_to: { link: 'https://lookaside.fbsbx.com/x', id: '18' } } },
      { kind: 'story_reply', text: 'wow' },
    ],
    ['what nobody shows', { is_unsupported: true }, { kind: 'unsupported' }],
  ])('of Instagram with %s', (_, more, expected) => {
    expect(past(SHOP, { ...MESSAGE, ...more })).toMatchObject([expected]);
  });

  it.each(['10', '26', '11'])('of Instagram by the account under its id %s is outbound', (id) => {
    const own = { ...MESSAGE, message: 'hi', from: { id }, to: { data: [{ id: '26' }, { id: '20' }] } };
    expect(past(SHOP, own)).toMatchObject([
      { direction: 'outbound', accountId: '10', thread: { id: '20' }, customer: { key: '20' } },
    ]);
  });

  it.each([
    ['without details', { id: 'm_1', created_time: MESSAGE.created_time }],
    ['without time', { ...MESSAGE, created_time: 'soon' }],
    ['without an id', { ...MESSAGE, id: '' }],
    ['of the account to itself', { ...MESSAGE, from: { id: '10' } }],
  ])('%s is left out', (_, message) => {
    expect(past(PAGE, message)).toEqual([]);
  });
});
