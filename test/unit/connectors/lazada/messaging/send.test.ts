import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { lazada } from '../../../../../lambdas/connectors/lazada/index.ts';
import { kit } from '../../../../../lambdas/connectors/lazada/samples/kit.ts';
import { EgressError } from '../../../../../lambdas/ports/egress.ts';
import { lazadaSandbox } from '../../../../../local/sandbox/lazada.ts';
import { type PlatformWorld, platformWorld } from '../../../../support/platform-world.ts';
import { connect, DEMO_SHOP, demoAccount, openWorld, refusalOf, SILK } from '../access/world.ts';
import {
  answers,
  batchOf,
  buyerWrites,
  callsTo,
  delivered,
  digestOf,
  image,
  jpeg,
  messaging,
  phone,
  png,
  sendIn,
  text,
} from './kit.ts';

const SEND = '/im/message/send';
const DAY_MS = 86_400_000;

async function failureOf(promise: Promise<unknown>): Promise<EgressError> {
  const error = await promise.then(
    () => undefined,
    (reason) => reason,
  );
  if (error instanceof EgressError) return error;
  throw new Error('no EgressError', { cause: error });
}

describe('Lazada, answering a buyer', () => {
  let world: PlatformWorld;
  beforeEach(async () => {
    world = await openWorld();
    await buyerWrites(world);
  });
  afterEach(() => world.stop());

  it.each([
    ['Thai, an emoji and what forms escape', 'ส่งของวันนี้ค่ะ 😊 & ขอบคุณ + 100% = ?'],
    ['lines and spaces as they are', '  บรรทัดแรก\n\n\tบรรทัดสอง\r\n '],
    ['what looks like JSON', '{"txt":"<b>\\"no\\"</b>"}'],
    ['a family of one glyph', '👩‍👩‍👧‍👦 กำ ก็'],
  ])('%s arrives as it was, once', async (_, words) => {
    const sent = await sendIn(world, text(words));
    expect(await answers(world)).toEqual([
      {
        messageId: sent.platformMessageId,
        from: 'merchant',
        kind: 'text',
        text: words,
        at: world.clock.now(),
      },
    ]);
    expect(sent).toEqual({ platformMessageId: expect.any(String), sentAt: world.clock.now() });
    expect(callsTo(world, SEND)).toBe(1);
  });

  it('the echo has the id of the answer, and says the same', async () => {
    const { platformMessageId } = await sendIn(world, text('มีค่ะ'));
    expect(delivered(world).at(-1)).toMatchObject({
      type: 'message',
      accountId: DEMO_SHOP,
      thread: { kind: 'direct', id: `${DEMO_SHOP}_2_700312455_1_103` },
      direction: 'outbound',
      author: { type: 'external' },
      platformMessageId,
      text: 'มีค่ะ',
    });
  });

  it.each([
    ['a PNG', png(600, 400), 'image/png', { width: 600, height: 400 }],
    ['a JPEG of a phone held upright', jpeg(4032, 3024, 6), 'image/jpeg', { width: 3024, height: 4032 }],
  ])('%s is put at Lazada first and arrives byte for byte', async (_, bytes, mimeType, size) => {
    const { platformMessageId } = await sendIn(world, image(bytes, mimeType));
    expect(await answers(world)).toMatchObject([
      { messageId: platformMessageId, kind: 'image', text: null, fileDigest: digestOf(bytes) },
    ]);
    expect([callsTo(world, '/image/upload'), callsTo(world, SEND)]).toEqual([1, 1]);
    expect(delivered(world).at(-1)).toMatchObject({
      kind: 'image',
      platformMessageId,
      attachments: [{ kind: 'image', url: expect.stringMatching(/^https:\/\/th-live-02\.slatic\.net\/p\//) }],
      data: size,
    });
  });

  it('a person after the window is no other sender than anybody, and a quote is left out', async () => {
    const permission = { kind: 'human_agent', writtenBy: { userId: 'u_1' } } as const;
    const message = { ...text('ค่ะ'), replyTo: { platformMessageId: '3aQ1f0G0BtmTH0001', handles: {} } };
    await sendIn(world, message, { permission });
    expect(await answers(world)).toMatchObject([{ text: 'ค่ะ' }]);
  });

  it('sends one message a call, and nothing that Lazada does not have', async () => {
    const two = batchOf(text('1'), { messages: [text('1'), text('2')] });
    await expect(messaging.send(world.calls, demoAccount(world), two)).rejects.toMatchObject({
      code: 'invalid_input',
    });
    for (const kind of ['video', 'audio', 'file'] as const)
      expect((await refusalOf(sendIn(world, { ...image(png(1, 1)), kind }))).kind).toBe('content_refused');
    expect((await refusalOf(sendIn(world, text('')))).kind).toBe('content_refused');
    const broken = image(Buffer.from('GIF89a'), 'image/png');
    expect(await refusalOf(sendIn(world, broken))).toMatchObject({ kind: 'content_refused' });
    expect(world.sandbox.calls).toEqual([]);
  });

  it('F13: does not repeat a message whose answer was lost', async () => {
    world.sandbox.addFault({ path: SEND, how: 'lost', times: 1 });
    const failure = await failureOf(sendIn(world, text('ครั้งเดียว')));
    expect(failure).toMatchObject({ kind: 'interrupted', mayHaveArrived: true });
    expect(await answers(world)).toMatchObject([{ text: 'ครั้งเดียว' }]);
    expect(callsTo(world, SEND)).toBe(1);
    const echo = delivered(world).at(-1);
    expect(echo).toMatchObject({ platformMessageId: (await answers(world))[0]?.messageId });
  });

  it('F13: does not know either when something broke on the way', async () => {
    world.sandbox.addFault({ path: SEND, how: { answer: 503 }, times: 1 });
    const failure = await failureOf(sendIn(world, text('ครั้งเดียว')));
    expect(failure).toMatchObject({ mayHaveArrived: true, platform: 'lazada', host: 'api.lazada.co.th' });
    expect(failure.details).toContain('reason http 503');
  });

  it('repeats an upload whose answer was lost, and sends one picture', async () => {
    world.sandbox.addFault({ path: '/image/upload', how: 'lost', times: 1 });
    world.sandbox.addFault({ path: '/image/upload', how: { answer: 502 }, times: 1 });
    await sendIn(world, image(png(9, 9)));
    expect(await answers(world)).toHaveLength(1);
    expect(callsTo(world, '/image/upload')).toBe(3);
  });

  it('an upload that fails has reached nobody', async () => {
    world.sandbox.addFault({ path: '/image/upload', how: { answer: 500 }, times: 9 });
    expect((await refusalOf(sendIn(world, image(png(9, 9))))).kind).toBe('unavailable');
    expect(callsTo(world, SEND)).toBe(0);
  });

  it('takes texts of 1,000 characters and no longer ones', async () => {
    expect(lazada.manifest.outbound.main?.text).toEqual({ max: 1_000, unit: 'characters' });
    await sendIn(world, text('😊'.repeat(1_000)));
    expect((await refusalOf(sendIn(world, text('ก'.repeat(1_001))))).kind).toBe('rejected');
    expect(await answers(world)).toMatchObject([{ text: '😊'.repeat(1_000) }]);
  });

  it('takes pictures of 1 MB and no larger ones', async () => {
    const { maxBytes = 0 } = lazada.manifest.outbound.main?.image ?? {};
    await sendIn(world, image(png(9, 9, maxBytes)));
    const refusal = await refusalOf(sendIn(world, image(png(9, 9, maxBytes + 1))));
    expect(refusal).toMatchObject({ kind: 'content_refused', platformCode: '303' });
    expect(await answers(world)).toHaveLength(1);
  });

  it('after a day of silence sends five messages, and again when the buyer has answered', async () => {
    world.clock.moveTo(world.clock.now() + DAY_MS + 1);
    for (let i = 0; i < 5; i++) await sendIn(world, text('คุณลูกค้าคะ'));
    expect(await refusalOf(sendIn(world, text('มากไป')))).toMatchObject({ kind: 'rejected' });
    await buyerWrites(world, 'ค่ะ');
    await sendIn(world, text('ได้อีก'));
    expect(await answers(world)).toHaveLength(6);
  });

  it('says no for a session that the shop does not have', async () => {
    const silk = await connect(world, SILK.person);
    const to = { thread: { kind: 'direct', id: 'of nobody' } } as const;
    expect((await refusalOf(sendIn(world, text('x'), { to }))).kind).toBe('rejected');
    expect((await refusalOf(sendIn(world, text('x'), { account: silk }))).kind).toBe('rejected');
    expect(await answers(world)).toEqual([]);
  });

  it('says why it cannot when token or shop are gone', async () => {
    await world.sandbox.act('lazada', { kind: 'expire', accountId: DEMO_SHOP });
    expect((await refusalOf(sendIn(world, text('x')))).kind).toBe('token_invalid');
    expect((await refusalOf(sendIn(world, image(png(9, 9))))).kind).toBe('token_invalid');
    const { tokens, ...account } = demoAccount(world);
    const none = { ...account, tokens: { ...tokens, secrets: {} } };
    expect((await refusalOf(sendIn(world, text('x'), { account: none }))).kind).toBe('token_invalid');
    const silk = await connect(world, SILK.person);
    await world.sandbox.act('lazada', {
      kind: 'message',
      ...{ accountId: SILK.sellerId },
      customerId: '7',
      text: 'x',
    });
    await world.sandbox.act('lazada', { kind: 'suspend', accountId: SILK.sellerId, on: true });
    const to = { thread: { kind: 'direct', id: `${SILK.sellerId}_2_7_1_103` } } as const;
    expect((await refusalOf(sendIn(world, text('x'), { account: silk, to }))).kind).toBe('rejected');
  });

  it('the buyer does not see what the safety check holds back, and the echo tells why', async () => {
    const { platformMessageId } = await sendIn(world, text('ทักมาที่ line.me/shop ได้เลยค่ะ'));
    expect(await answers(world)).toEqual([]);
    const echo = delivered(world).at(-1);
    expect(echo).toMatchObject({ platformMessageId, data: { warning: expect.any(String) } });
    expect(await phone(world)).toHaveLength(1);
  });
});

describe('Lazada, an app that may not upload', () => {
  it('sends an address of ours, which Lazada shows', async () => {
    const bytes = jpeg(320, 200);
    const files = http.createServer((_, response) => response.end(bytes));
    await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
    const link = `http://127.0.0.1:${(files.address() as AddressInfo).port}/unguessable`;
    const { apps } = kit.seed('main', DEMO_SHOP);
    const world = await platformWorld(lazada.manifest, lazadaSandbox, {
      lazada: { ...apps.lazada, withoutApis: '/image/upload' },
    });
    try {
      await buyerWrites(world);
      await sendIn(world, image(bytes, 'image/jpeg', link));
      expect(await answers(world)).toMatchObject([{ kind: 'image', fileDigest: digestOf(bytes) }]);
      expect(delivered(world).at(-1)).toMatchObject({ data: { width: 320, height: 200 } });
    } finally {
      await world.stop();
      files.closeAllConnections();
      await new Promise((resolve) => files.close(resolve));
    }
  });
});
