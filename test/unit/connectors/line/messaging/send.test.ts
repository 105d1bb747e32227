import { EgressError } from '../../../../../lambdas/ports/egress.ts';
import { CUSTOMER, later, MALI } from '../access/line-world.ts';
import {
  act,
  answersOn,
  batchOf,
  callsOf,
  direct,
  GROUP,
  type MessagingWorld,
  messagingOfLine,
  messagingWorld,
  onPhone,
  phone,
  ROOM,
  sendTo,
  sha256,
  text,
  tokenOf,
  useUp,
  write,
} from './messaging-world.ts';

const PUSH = '/v2/bot/message/push';
const REPLY = '/v2/bot/message/reply';
const quota = async (world: MessagingWorld) =>
  (await (await messagingOfLine()).quota(world.calls, world.account)).used;

let world: MessagingWorld;
beforeEach(async () => {
  world = await messagingWorld();
});
afterEach(() => world.stop());

describe('what a customer gets', () => {
  const WORDS = 'ขอบคุณค่ะ {name} $ 🙏🏽\n<b>ไซส์ 38</b> มีของ 👨‍👩‍👧';

  it('a text, once and as it was written, and the platform’s id of it', async () => {
    await write(world, 'มีไซส์ 38 ไหม');
    const [sent] = await sendTo(world, [text(WORDS)]);
    expect(await phone(world)).toEqual([
      expect.objectContaining({ from: 'customer', kind: 'text', text: 'มีไซส์ 38 ไหม' }),
      {
        messageId: sent?.platformMessageId,
        from: 'merchant',
        kind: 'text',
        text: WORDS,
        at: world.clock.now(),
      },
    ]);
    expect(sent).toEqual({
      platformMessageId: expect.stringMatching(/^\d{18}$/),
      handles: { quoteToken: expect.any(String) },
    });
  });

  it.each([
    ['image', 'image/jpeg'],
    ['image', 'image/png'],
    ['video', 'video/mp4'],
    ['audio', 'audio/mpeg'],
    ['audio', 'audio/x-m4a'],
  ] as const)('a file as %s of %s, with the same bytes', async (kind, mimeType) => {
    await write(world);
    const bytes = Buffer.from(`bytes of ${mimeType}`);
    const file = world.offer(bytes, mimeType, { durationMs: 8_200.4 });
    const [sent] = await sendTo(world, [{ kind, file }]);
    expect(await answersOn(world)).toEqual([
      {
        messageId: sent?.platformMessageId,
        from: 'merchant',
        kind,
        text: null,
        fileDigest: sha256(bytes),
        at: world.clock.now(),
      },
    ]);
    expect(sent?.handles === undefined).toBe(kind === 'audio');
  });

  it('an audio shorter than a millisecond, which LINE has not', async () => {
    await write(world);
    await sendTo(world, [
      { kind: 'audio', file: world.offer(Buffer.from('x'), 'audio/mpeg', { durationMs: 0.2 }) },
    ]);
    expect(await answersOn(world)).toHaveLength(1);
  });

  it('five messages by one call, in order, which count once', async () => {
    await write(world);
    const file = world.offer(Buffer.from('picture'), 'image/png');
    const five = [text('1'), { kind: 'image', file } as const, text('3'), text('4'), text('5')];
    const sent = await sendTo(world, five);
    const shown = await answersOn(world);
    expect(shown.map(({ text: words }) => words)).toEqual(['1', null, '3', '4', '5']);
    expect(sent.map(({ platformMessageId }) => platformMessageId)).toEqual(
      shown.map(({ messageId }) => messageId),
    );
    expect([callsOf(world, PUSH), await quota(world)]).toEqual([1, 1]);
  });

  it('an answer by a person goes by the same way as any', async () => {
    await write(world);
    await sendTo(world, [text('ค่ะ')], { permission: { kind: 'human_agent', writtenBy: { userId: 'u_1' } } });
    expect(await answersOn(world)).toHaveLength(1);
  });

  it.each([
    ['group', GROUP],
    ['room', ROOM],
  ] as const)('everybody in a %s, counted by heads', async (kind, id) => {
    const { thread } = await write(world, 'ใครมาบ้าง', id);
    expect(thread).toEqual({ kind, id });
    const to = { thread, platformUserId: CUSTOMER };
    await sendTo(world, [text('ร้านเปิด 9 โมงค่ะ')], { to });
    expect((await answersOn(world, id)).map(({ text: words }) => words)).toEqual(['ร้านเปิด 9 โมงค่ะ']);
    expect(await answersOn(world)).toEqual([]);
    expect(await quota(world)).toBe(3);
  });

  it('where the person has another id than the thread, it is the person’s', async () => {
    await write(world);
    const to = { thread: direct('thread-1'), platformUserId: CUSTOMER };
    await sendTo(world, [text('ค่ะ')], { to });
    expect(await answersOn(world)).toHaveLength(1);
  });
});

describe('by reply token', () => {
  it('is free of charge, and works in a group, too', async () => {
    for (const id of [CUSTOMER, GROUP]) {
      const message = await write(world, 'สวัสดี', id);
      const { thread } = message;
      const [sent] = await sendTo(world, [text('สวัสดีค่ะ')], { thread, replyToken: tokenOf(message) });
      expect((await answersOn(world, id)).map(({ messageId }) => messageId)).toEqual([
        sent?.platformMessageId,
      ]);
    }
    expect([callsOf(world, REPLY), callsOf(world, PUSH), await quota(world)]).toEqual([2, 0, 0]);
  });

  it('a spent one: nothing is sent, and a push under the same key may go out instead', async () => {
    const replyToken = tokenOf(await write(world));
    await sendTo(world, [text('1')], { replyToken });
    const again = sendTo(world, [text('2')], { replyToken });
    await expect(again).rejects.toMatchObject({ kind: 'window_closed', platformCode: 'reply_token' });
    await sendTo(world, [text('2')]);
    expect((await answersOn(world)).map(({ text: words }) => words)).toEqual(['1', '2']);
    expect(callsOf(world, REPLY)).toBe(2);
  });

  it('an old one', async () => {
    const replyToken = tokenOf(await write(world));
    later(world, 2);
    const late = sendTo(world, [text('1')], { replyToken });
    await expect(late).rejects.toMatchObject({ kind: 'window_closed', platformCode: 'reply_token' });
  });

  it('does what it can do when the month is used up', async () => {
    const replyToken = tokenOf(await write(world));
    await useUp(world, 1_000);
    await sendTo(world, [text('ค่ะ')], { replyToken });
    expect(await answersOn(world)).toHaveLength(1);
  });

  it('a lost answer: never repeated, and nobody knows', async () => {
    const replyToken = tokenOf(await write(world));
    world.sandbox.addFault({ path: REPLY, how: 'lost', times: 1 });
    const lost = sendTo(world, [text('ค่ะ')], { replyToken });
    await expect(lost).rejects.toMatchObject({ code: 'egress_interrupted', mayHaveArrived: true });
    expect(await answersOn(world)).toHaveLength(1);
    expect(callsOf(world, REPLY)).toBe(1);
  });

  it.each([500, 502, 503, 504])('%i: never repeated, and nobody knows', async (status) => {
    const replyToken = tokenOf(await write(world));
    world.sandbox.addFault({ path: REPLY, how: { answer: status }, times: 1 });
    const broken = sendTo(world, [text('ค่ะ')], { replyToken });
    await expect(broken).rejects.toMatchObject({ mayHaveArrived: true, status });
    expect(callsOf(world, REPLY)).toBe(1);
  });
});

describe('by push', () => {
  it('a lost answer is asked for again under the same key: the customer has it once', async () => {
    await write(world);
    world.sandbox.addFault({ path: PUSH, how: 'lost', times: 1 });
    const [sent] = await sendTo(world, [text('ค่ะ')]);
    expect((await answersOn(world)).map(({ messageId }) => messageId)).toEqual([sent?.platformMessageId]);
    expect([callsOf(world, PUSH), await quota(world)]).toEqual([2, 1]);
  });

  it('lost for good: may have arrived; the next attempt finds it done', async () => {
    await write(world);
    world.sandbox.addFault({ path: PUSH, how: 'lost', times: 3 });
    await expect(sendTo(world, [text('ค่ะ')])).rejects.toMatchObject({ mayHaveArrived: true });
    const [sent] = await sendTo(world, [text('ค่ะ')]);
    expect((await answersOn(world)).map(({ messageId }) => messageId)).toEqual([sent?.platformMessageId]);
    expect(sent?.handles?.quoteToken).toEqual(expect.any(String));
  });

  it('under another key it is another message', async () => {
    await write(world);
    await sendTo(world, [text('ค่ะ')]);
    await sendTo(world, [text('ค่ะ')], { idempotencyKey: '00000000-0000-4000-8000-000000000001' });
    expect(await answersOn(world)).toHaveLength(2);
  });

  it.each([500, 503])('%i to the end: may have arrived, and is worth another try', async (status) => {
    await write(world);
    world.sandbox.addFault({ path: PUSH, how: { answer: status }, times: 3 });
    const broken = sendTo(world, [text('ค่ะ')]);
    await expect(broken).rejects.toMatchObject({ mayHaveArrived: true, remedy: 'retry', status });
  });

  it('a token that got lost on its way is no message that may have arrived', async () => {
    await write(world);
    later(world, 20);
    world.sandbox.addFault({ path: '/oauth2/v3/token', how: 'lost', times: 3 });
    const { calls } = world;
    const account = { ...world.account, now: world.clock.now() };
    const attempt = (await messagingOfLine()).send(calls, account, batchOf([text('ค่ะ')]));
    const error = await attempt.catch((raised: unknown) => raised);
    expect(error).toBeInstanceOf(EgressError);
    expect(error).toMatchObject({ kind: 'interrupted', mayHaveArrived: false });
    expect(callsOf(world, PUSH)).toBe(0);
  });

  it('the month is used up: told apart from too many calls by words, and without them by the counters', async () => {
    await write(world);
    await useUp(world, 1_000);
    const over = { kind: 'quota_exceeded', platformCode: '429/monthly_limit' };
    await expect(sendTo(world, [text('ค่ะ')])).rejects.toMatchObject(over);
    world.sandbox.addFault({ path: PUSH, how: { answer: 429 }, times: 3 });
    await expect(sendTo(world, [text('ค่ะ')])).rejects.toMatchObject({
      kind: 'quota_exceeded',
      platformCode: '429',
    });
    await useUp(world, 999);
    world.sandbox.addFault({ path: PUSH, how: { answer: 429 }, times: 3 });
    await expect(sendTo(world, [text('ค่ะ')])).rejects.toMatchObject({
      kind: 'rate_limited',
      platformCode: '429',
    });
    await sendTo(world, [text('ค่ะ')]);
    expect(await answersOn(world)).toHaveLength(1);
  });
});

describe('who is not there', () => {
  it('has blocked the account: LINE accepts and delivers nothing, without a word', async () => {
    await write(world);
    await onPhone(world, 'block');
    expect(await sendTo(world, [text('ค่ะ')])).toHaveLength(1);
    expect([await answersOn(world), await quota(world)]).toEqual([[], 0]);
    await onPhone(world, 'add');
    await sendTo(world, [text('ค่ะ')], { idempotencyKey: '00000000-0000-4000-8000-000000000002' });
    expect(await answersOn(world)).toHaveLength(1);
  });

  it('is no friend: for seven days after writing', async () => {
    await write(world);
    await onPhone(world, 'unfriend');
    await sendTo(world, [text('1')]);
    later(world, 7 * 24 * 60 + 1);
    const account = { ...world.account, now: world.clock.now() };
    const idempotencyKey = '00000000-0000-4000-8000-000000000003';
    const batch = batchOf([text('2')], { idempotencyKey });
    await (await messagingOfLine()).send(world.calls, account, batch);
    expect((await answersOn(world)).map(({ text: words }) => words)).toEqual(['1']);
  });

  it('is of another provider', async () => {
    const to = { thread: direct(`L${CUSTOMER}-${MALI}`) };
    const nobody = sendTo(world, [text('ค่ะ')], { to });
    await expect(nobody).rejects.toMatchObject({
      kind: 'customer_unreachable',
      platformCode: '400/not_sent',
    });
  });

  it('is a group that threw the account out', async () => {
    const { thread } = await write(world, 'สวัสดี', GROUP);
    await onPhone(world, 'block', GROUP);
    const out = sendTo(world, [text('ค่ะ')], { thread });
    await expect(out).rejects.toMatchObject({ kind: 'customer_unreachable' });
  });
});

describe('quoting', () => {
  const quoting = (words: string, handles: Record<string, string>) => ({
    ...text(words),
    replyTo: { platformMessageId: '1', handles },
  });

  it('a customer’s message, and one of ours', async () => {
    const { handles = {} } = await write(world, 'ไซส์ 38');
    const [sent] = await sendTo(world, [quoting('มีค่ะ', handles)]);
    const idempotencyKey = '00000000-0000-4000-8000-000000000004';
    await sendTo(world, [quoting('เหลือ 2 ตัว', sent?.handles ?? {})], { idempotencyKey });
    expect((await answersOn(world)).map(({ text: words }) => words)).toEqual(['มีค่ะ', 'เหลือ 2 ตัว']);
  });

  it('not one of another chat', async () => {
    await write(world);
    const { handles = {} } = await write(world, 'สวัสดี', GROUP);
    const wrong = sendTo(world, [quoting('มีค่ะ', handles)]);
    await expect(wrong).rejects.toMatchObject({ kind: 'content_refused', platformCode: '400/messages' });
    expect(await answersOn(world)).toEqual([]);
  });
});

describe('an attached account', () => {
  let attached: MessagingWorld;
  beforeEach(async () => {
    attached = await messagingWorld('module');
  });
  afterEach(() => attached.stop());

  it('answers under the ids that the module knows, by push and by reply, with quotes', async () => {
    const { thread, handles = {}, ...message } = await write(attached);
    expect(thread.id).toMatch(/^LU.{66}$/);
    const replyTo = { platformMessageId: message.platformMessageId, handles };
    await sendTo(attached, [{ ...text('1'), replyTo }], { thread });
    await sendTo(attached, [text('2')], { thread, replyToken: tokenOf({ thread, ...message }) });
    expect((await phone(attached)).map(({ text: words }) => words)).toEqual(['สวัสดี', '1', '2']);
  });

  it('may not, when it was unlinked', async () => {
    const { thread } = await write(attached);
    await act(attached, { kind: 'revoke' });
    await expect(sendTo(attached, [text('1')], { thread })).rejects.toMatchObject({
      kind: 'permission_missing',
    });
  });
});

it('a token that lapsed meanwhile is a token that a new one helps against', async () => {
  await write(world);
  await act(world, { kind: 'expire' });
  await expect(sendTo(world, [text('1')])).rejects.toMatchObject({
    kind: 'token_invalid',
    remedy: 'reconnect',
  });
});
