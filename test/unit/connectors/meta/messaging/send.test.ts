import { EgressError } from '../../../../../lambdas/ports/egress.ts';
import { CUSTOMERS } from '../../../../../local/sandbox/meta/people.ts';
import { APPS, LINKED_ROUTE, ROUTES } from '../meta-world.ts';
import {
  act,
  batchOf,
  CUSTOMER,
  DAY,
  edgesSince,
  type MessagingWorld,
  messagesIn,
  messagingWorld,
  parsedSince,
  phone,
  received,
  send,
  sha256,
  text,
} from './messaging-world.ts';

const WORDS = 'มีค่ะ 😊 https://shop.example/a?b=1&c="2"\n<b>ขอบคุณ</b> \\ / é';
const FILES = [
  ['image', 'image/png'],
  ['video', 'video/mp4'],
  ['audio', 'audio/mp4'],
  ['file', 'application/pdf'],
] as const;

describe.each(ROUTES)('answering on $platform by the $login login', (route) => {
  let world: MessagingWorld;
  const isPage = route.platform === 'facebook';
  beforeEach(async () => {
    world = await messagingWorld(route);
  });
  afterEach(() => world.stop());

  it('brings a text to the phone, once and as it was, by one call', async () => {
    const before = world.sandbox.calls.length;
    const { platformMessageId } = await send(world, text(WORDS));
    expect(await phone(world)).toEqual([
      { messageId: world.firstMid, from: 'customer', kind: 'text', text: 'สวัสดีค่ะ', at: world.clock.now() },
      { messageId: platformMessageId, from: 'merchant', kind: 'text', text: WORDS, at: world.clock.now() },
    ]);
    expect(edgesSince(world, before)).toEqual(['POST messages']);
  });

  it.each(FILES)('brings a file to the phone, byte for byte: %s', async (kind, mimeType) => {
    const bytes = Buffer.from(`${kind}\r\n--boundary\0\xff ${WORDS}`);
    const before = world.sandbox.calls.length;
    const { platformMessageId } = await send(world, {
      kind,
      file: world.fileOf(bytes, mimeType, 'ใบ "1".x'),
    });
    expect(await received(world)).toEqual([
      {
        messageId: platformMessageId,
        from: 'merchant',
        kind,
        text: null,
        fileDigest: sha256(bytes),
        at: world.clock.now(),
      },
    ]);
    expect(edgesSince(world, before)).toEqual(
      isPage ? ['POST message_attachments', 'POST messages'] : ['POST messages'],
    );
  });

  it('is echoed as what was sent, under the id that the sending said', async () => {
    const before = world.deliveries.length;
    const sent = [
      await send(world, text(WORDS)),
      await send(world, { kind: 'image', file: world.fileOf(Buffer.from('png'), 'image/png') }),
    ];
    const echoes = messagesIn(parsedSince(world, before));
    expect(echoes).toMatchObject([
      { direction: 'outbound', kind: 'text', text: WORDS, thread: { kind: 'direct', id: CUSTOMER } },
      { direction: 'outbound', kind: 'image', attachments: [{ kind: 'image' }] },
    ]);
    expect(echoes.map((echo) => echo.platformMessageId)).toEqual(sent.map((one) => one.platformMessageId));
  });

  it('has its name in the echo where the platform gives it back', async () => {
    const before = world.deliveries.length;
    await send(world, text('ค่ะ'));
    const [echo] = messagesIn(parsedSince(world, before));
    expect(echo?.echoName).toBe(isPage ? 'msg_01J9-x' : undefined);
    expect(echo?.data.appId).toBe(isPage ? APPS.meta?.appId : undefined);
  });

  it('quotes a message of the conversation where the platform can', async () => {
    const before = world.deliveries.length;
    await send(world, { ...text('อันนี้ค่ะ'), replyTo: { platformMessageId: world.firstMid, handles: {} } });
    const [echo] = messagesIn(parsedSince(world, before));
    const quotes = route.login === 'facebook';
    expect(echo?.replyToPlatformMessageId).toBe(quotes ? world.firstMid : undefined);
  });

  it('writes to another id than the thread’s where there is one', async () => {
    const to = { thread: { kind: 'direct', id: 'thread' }, platformUserId: CUSTOMER } as const;
    await send(world, text('ค่ะ'), { to });
    expect(await received(world)).toHaveLength(1);
  });

  it('is refused after 24 hours, and after 7 days for what a person wrote', async () => {
    const human = { permission: { kind: 'human_agent', writtenBy: { userId: 'u_1' } } } as const;
    const closed = { kind: 'window_closed', platformCode: isPage ? '10/2018278' : '10/2534022' };
    world.clock.moveTo(world.clock.now() + DAY);
    await send(world, text('ทันพอดี'));
    world.clock.moveTo(world.clock.now() + 1);
    await expect(send(world, text('ช้าไป'))).rejects.toMatchObject(closed);
    await send(world, text('พนักงานตอบ'), human);
    world.clock.moveTo(world.clock.now() + 6 * DAY);
    await expect(send(world, text('ช้าเกินไป'), human)).rejects.toMatchObject(closed);
    expect((await received(world)).map((one) => one.text)).toEqual(['ทันพอดี', 'พนักงานตอบ']);
  });

  it('opens again when the customer writes', async () => {
    world.clock.moveTo(world.clock.now() + 2 * DAY);
    await act(world, { kind: 'message', customerId: CUSTOMER, text: 'ยังอยู่ไหม' });
    await expect(send(world, text('อยู่ค่ะ'))).resolves.toBeDefined();
  });

  it('takes as much text as the manifest says, and not one more', async () => {
    const { max, unit } = world.manifest.outbound.main?.text ?? { max: 0, unit: 'utf16' };
    expect([max, unit]).toEqual(isPage ? [2_000, 'utf16'] : [1_000, 'utf8_bytes']);
    // Four bytes, or two UTF-16 units.
    const longest = '😊'.repeat(max / (unit === 'utf16' ? 2 : 4));
    await send(world, text(longest));
    await expect(send(world, text(`${longest}.`))).rejects.toMatchObject({
      kind: 'rejected',
      platformCode: '100',
    });
    expect((await received(world)).map((one) => one.text)).toEqual([longest]);
  });

  it.each(route === LINKED_ROUTE ? FILES.slice(0, 1) : FILES)(
    'takes as large a file as the manifest says, and not one byte more: %s',
    async (kind, type) => {
      const { maxBytes = 0 } = world.manifest.outbound.main?.[kind] ?? {};
      expect(maxBytes).toBe((kind === 'image' ? 8 : 25) * 1024 * 1024);
      await send(world, { kind, file: world.fileOf(Buffer.alloc(maxBytes, 1), type) });
      const over = world.fileOf(Buffer.alloc(maxBytes + 1, 1), type);
      await expect(send(world, { kind, file: over })).rejects.toMatchObject({
        kind: 'content_refused',
        platformCode: '100/2018109',
      });
      expect(await received(world)).toHaveLength(1);
    },
    // 50 MB through loopback, on a machine that does other things, too.
    30_000,
  );

  it('takes every type of the manifest, and no other', async () => {
    const limits = world.manifest.outbound.main;
    let good = 0;
    for (const [kind] of FILES) {
      for (const type of limits?.[kind]?.mimeTypes ?? []) {
        await send(world, { kind, file: world.fileOf(Buffer.from(`${++good}`), type) });
      }
      if (kind === 'file' && isPage) continue;
      const wrong = world.fileOf(Buffer.from('?'), 'application/x-else');
      await expect(send(world, { kind, file: wrong })).rejects.toMatchObject({
        kind: 'content_refused',
        platformCode: '100/2018047',
      });
    }
    expect(await received(world)).toHaveLength(good);
  });

  it.each([
    ['who never wrote', '7100000000000099', isPage ? '100/2018001' : '100/2534014'],
    ['who blocked the account', CUSTOMERS.unreachable, isPage ? '551/1545041' : '10/2018108'],
  ])('does not reach somebody %s', async (_, id, platformCode) => {
    if (id === CUSTOMERS.unreachable) await act(world, { kind: 'message', customerId: id, text: 'ลาก่อน' });
    await expect(send(world, text('ค่ะ'), { to: { thread: { kind: 'direct', id } } })).rejects.toMatchObject({
      kind: 'customer_unreachable',
      platformCode,
    });
    expect(await received(world, id)).toEqual([]);
  });

  it('needs the permission, the token and the account in good standing', async () => {
    await act(world, { kind: 'suspend', on: true });
    await expect(send(world, text('1'))).rejects.toMatchObject({ kind: 'account_suspended' });
    await act(world, { kind: 'suspend', on: false });
    await send(world, text('2'));
    await act(world, { kind: 'revoke' });
    await expect(send(world, text('3'))).rejects.toMatchObject({
      kind: 'authorization_gone',
      platformCode: '190/458',
    });
    const tokens = { ...world.account.tokens, secrets: {} };
    const { messaging, calls, account } = world;
    await expect(
      messaging.send(calls, { ...account, tokens }, batchOf(world, text('4'))),
    ).rejects.toMatchObject({ kind: 'authorization_gone', platformCode: 'no token' });
    expect((await received(world)).map((one) => one.text)).toEqual(['2']);
  });

  it('F13: does not repeat a sending whose answer was lost', async () => {
    world.sandbox.addFault({ path: '/messages', how: 'lost', times: 1 });
    const before = world.sandbox.calls.length;
    const error = await send(world, text('ค่ะ')).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(EgressError);
    expect(error).toMatchObject({ mayHaveArrived: true });
    expect(edgesSince(world, before)).toEqual(['POST messages']);
    expect(await received(world)).toHaveLength(1);
  });

  it.each([500, 502, 503, 504])('F12: is in doubt after a %i, and makes one call', async (status) => {
    world.sandbox.addFault({ path: '/messages', how: { answer: status }, times: 3 });
    const before = world.sandbox.calls.length;
    const error = await send(world, text('ค่ะ')).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(EgressError);
    expect(error).toMatchObject({ mayHaveArrived: true, status });
    expect(world.sandbox.calls.length - before).toBe(1);
  });

  it('F12: says how long to wait after a 429, and that nothing was sent', async () => {
    world.sandbox.addFault({ path: '/messages', how: { answer: 429 }, times: 1 });
    await expect(send(world, text('ค่ะ'))).rejects.toMatchObject({
      kind: 'rate_limited',
      retryAfterMs: 60_000,
    });
    expect(await received(world)).toEqual([]);
  });

  it('has no threads but direct ones and comments, and one message per call', async () => {
    const group = { to: { thread: { kind: 'group', id: '1' } } } as const;
    await expect(send(world, text('ค่ะ'), group)).rejects.toMatchObject({ kind: 'rejected' });
    const two = { messages: [text('1'), text('2')] };
    await expect(send(world, text(''), two)).rejects.toThrow(RangeError);
    await expect(send(world, text(''), { messages: [] })).rejects.toThrow(RangeError);
    expect(world.manifest.outbound.main?.batch ?? 1).toBe(1);
    expect(world.manifest.outbound.main?.idempotent ?? false).toBe(false);
    expect(await received(world)).toEqual([]);
  });
});
