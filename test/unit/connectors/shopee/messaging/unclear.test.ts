import { EgressError } from '../../../../../lambdas/ports/egress.ts';
import { refusalOf } from '../access/shopee-world.ts';
import { answeringHttp, type Chat, callsOf, chatWith, image, text, video } from './messaging-world.ts';

let chat: Chat;
beforeEach(async () => {
  chat = await chatWith();
});
afterEach(() => chat.world.stop());

const fault = (path: string, how: 'lost' | { answer: number }, times = 1) =>
  chat.world.sandbox.addFault({ path, how, times });

async function egressErrorOf(work: Promise<unknown>): Promise<EgressError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof EgressError)) throw new Error(`no egress error, but ${String(error)}`);
  return error;
}

describe('F13: Shopee: answers that do not come', () => {
  it.each([text('มีค่ะ'), image(), video()])(
    'a lost answer to a message is not asked for again: $kind',
    async (message) => {
      fault('/send_message', 'lost');
      const error = await egressErrorOf(chat.send(message));
      expect([error.mayHaveArrived, callsOf(chat.world, 'send_message')]).toEqual([true, 1]);
      expect(await chat.phone()).toHaveLength(2);
    },
  );

  it.each([
    ['upload_image', image()],
    ['upload_video', video()],
    ['get_video_upload_result', video()],
  ] as const)(
    'a lost answer to %s is asked for again, and the message is sent once',
    async (name, message) => {
      fault(`/${name}`, 'lost');
      await chat.send(message);
      expect(callsOf(chat.world, name)).toBeGreaterThan(1);
      expect(await chat.phone()).toHaveLength(2);
    },
  );

  it.each([
    ['upload_image', image()],
    ['upload_video', video()],
    ['get_video_upload_result', video()],
  ] as const)(
    'without any answer to %s the buyer has nothing, and the error says so',
    async (name, message) => {
      fault(`/${name}`, 'lost', 99);
      const error = await egressErrorOf(chat.send(message));
      expect([error.mayHaveArrived, error.kind, error.remedy]).toEqual([false, 'interrupted', 'retry']);
      expect(await chat.phone()).toHaveLength(1);
    },
  );

  it('without any answer about the buyer, too', async () => {
    fault('/get_one_conversation', 'lost', 99);
    const error = await egressErrorOf(chat.send(text('มีค่ะ'), { to: { thread: chat.to.thread } }));
    expect(error.mayHaveArrived).toBe(false);
  });
});

describe('F12: Shopee: a platform that breaks down over a message', () => {
  const coded = (error: string) => ({
    body: Buffer.from(JSON.stringify({ error, message: 'Something wrong.' })),
  });
  const broken = coded('error_server');
  const page = { status: 502, body: Buffer.from('<html>') };

  it.each([
    ['error_server', broken],
    ['error_network', coded('error_network')],
    ['a page of some proxy', page],
  ] as const)('%s: what was sent all the same is found', async (_name, answer) => {
    for (const [i, message] of [text('มีค่ะ'), image(), video()].entries()) {
      const [sent] = await chat.sendBy(answeringHttp(chat.world, 'send_message', answer, true), message);
      const phone = await chat.phone();
      expect(phone).toHaveLength(2 + i);
      expect(sent).toEqual({ platformMessageId: phone.at(-1)?.messageId, sentAt: phone.at(-1)?.at });
    }
  });

  it.each([
    ['error_server', broken, 'error_server'],
    ['a page of some proxy', page, 'http 502'],
  ] as const)('%s: what was not sent may be sent later', async (_name, answer, code) => {
    await chat.send(text('ข้อความก่อนหน้า'));
    await chat.send(image());
    const calls = answeringHttp(chat.world, 'send_message', answer);
    for (const message of [text('มีค่ะ'), image(), text('มีของไหมคะ')])
      expect(await refusalOf(chat.sendBy(calls, message))).toMatchObject({
        kind: 'unavailable',
        platformCode: code,
      });
    expect(await chat.phone()).toHaveLength(3);
  });

  it('an old text is not the new one', async () => {
    await chat.send(text('มีค่ะ'));
    chat.world.clock.moveTo(chat.world.clock.now() + 301_000);
    const calls = answeringHttp(chat.world, 'send_message', broken);
    expect((await refusalOf(chat.sendBy(calls, text('มีค่ะ')))).kind).toBe('unavailable');
  });

  it('when the conversation cannot be read either, nobody knows', async () => {
    fault('/send_message', { answer: 500 });
    fault('/get_message', { answer: 500 }, 99);
    const error = await egressErrorOf(chat.send(text('มีค่ะ')));
    expect([error.mayHaveArrived, error.kind]).toEqual([true, 'interrupted']);
    expect(callsOf(chat.world, 'send_message')).toBe(1);
  });

  it('too many calls', async () => {
    fault('/send_message', { answer: 429 });
    expect(await refusalOf(chat.send(text('มีค่ะ')))).toMatchObject({
      kind: 'rate_limited',
      retryAfterMs: 1_000,
    });
    const slow = { status: 429, retryAfterMs: 7_000 };
    const calls = answeringHttp(chat.world, 'send_message', slow);
    expect(await refusalOf(chat.sendBy(calls, text('มีค่ะ')))).toMatchObject({ retryAfterMs: 7_000 });
    expect(await chat.phone()).toHaveLength(1);
  });
});
