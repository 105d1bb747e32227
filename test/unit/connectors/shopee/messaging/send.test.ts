import { access } from '../../../../../lambdas/connectors/shopee/access/index.ts';
import { shopee } from '../../../../../lambdas/connectors/shopee/index.ts';
import { messaging } from '../../../../../lambdas/connectors/shopee/messaging/index.ts';
import type { InboundMessage } from '../../../../../lambdas/domain/inbound.ts';
import type { OutboundMessage } from '../../../../../lambdas/ports/account-messaging.ts';
import { refusalOf } from '../access/shopee-world.ts';
import {
  answering,
  BUYER,
  bytesOf,
  type Chat,
  callsOf,
  chatWith,
  delivered,
  fileOf,
  image,
  sha256,
  text,
  video,
} from './messaging-world.ts';

let chat: Chat;
beforeEach(async () => {
  chat = await chatWith();
});
afterEach(() => chat.world.stop());

const HEARD = { from: 'customer', text: 'มีของไหมคะ' };

describe('Shopee: sending', () => {
  it.each([
    ['a text', text('มีค่ะ 😊 "ทั้งหมด" \\ 3 ชิ้น\nส่งวันนี้'), { text: 'มีค่ะ 😊 "ทั้งหมด" \\ 3 ชิ้น\nส่งวันนี้' }],
    ['a JPEG', image('image/jpeg'), { text: null, fileDigest: sha256(bytesOf('image/jpeg')) }],
    ['a PNG', image('image/png'), { text: null, fileDigest: sha256(bytesOf('image/png')) }],
    ['a GIF', image('image/gif'), { text: null, fileDigest: sha256(bytesOf('image/gif')) }],
    ['a video', video(), { text: null, fileDigest: sha256(bytesOf('video/mp4')) }],
  ] as const)(
    '%s arrives once, as it was, and its echo is the same message',
    async (_name, message, shown) => {
      const sent = await chat.send(message);
      const phone = await chat.phone();
      expect(phone).toMatchObject([HEARD, { from: 'merchant', kind: message.kind, ...shown }]);
      expect(phone).toHaveLength(2);
      expect(sent).toEqual([{ platformMessageId: phone[1]?.messageId, sentAt: phone[1]?.at }]);
      expect(delivered(chat.world)).toMatchObject([
        { direction: 'inbound' },
        { ...sent[0], thread: chat.to.thread, direction: 'outbound', kind: message.kind, text: shown.text },
      ]);
      expect(callsOf(chat.world, 'send_message')).toBe(1);
    },
  );

  it('F16: ids of 19 digits come back to the last digit, and are those of the history', async () => {
    const [sent] = await chat.send(text('มีค่ะ'));
    expect(sent?.platformMessageId).toMatch(/^\d{19}$/);
    const history = await access.history?.(chat.world.calls, chat.account, { since: null, cursor: null });
    const ids = history?.items.map((item) => (item as InboundMessage).platformMessageId);
    expect(ids).toContain(sent?.platformMessageId);
  });

  it('an echoed picture can be fetched where the push says', async () => {
    await chat.send(image());
    const echo = delivered(chat.world).at(-1) as InboundMessage;
    expect(echo.attachments).toEqual([
      { kind: 'image', url: expect.stringMatching(/^https:\/\/cf\.shopee\.co\.th\/file\/th-/) },
    ]);
  });

  it('asks until a video is prepared, and no longer than 21 s', async () => {
    await chat.send(video());
    expect(chat.waited).toEqual([3_000]);
    const never = answering(chat.world, 'get_video_upload_result', {
      error: '',
      response: { status: 'processing' },
    });
    const refusal = await refusalOf(chat.sendBy(never, video()));
    expect([refusal.kind, refusal.platformCode]).toEqual(['unavailable', 'video_not_ready']);
    expect(chat.waited).toHaveLength(8);
    expect(await chat.phone()).toHaveLength(2);
  });

  it('a video that Shopee cannot read is refused content', async () => {
    const failed = { error: '', response: { status: 'failed' } };
    const calls = answering(chat.world, 'get_video_upload_result', failed);
    expect((await refusalOf(chat.sendBy(calls, video()))).kind).toBe('content_refused');
  });

  it('asks the conversation for the buyer where no delivery told the user id', async () => {
    for (const to of [{ thread: chat.to.thread }, { thread: chat.to.thread, platformUserId: 'no number' }])
      await chat.send(text(`มีค่ะ ${JSON.stringify(to)}`), { to });
    expect(await chat.phone(BUYER)).toHaveLength(3);
    const gone = { thread: { kind: 'direct', id: '1799122092476680009' } } as const;
    expect((await refusalOf(chat.send(text('ใครคะ'), { to: gone }))).kind).toBe('not_found');
    const nobody = answering(chat.world, 'get_one_conversation', { error: '', response: {} });
    const batch = { ...chat, to: { thread: chat.to.thread } };
    const sent = messaging.send(nobody, chat.account, {
      to: batch.to,
      messages: [text('ใครคะ')],
      idempotencyKey: 'a-key',
      echoName: 'a-name',
      permission: { kind: 'response' },
      now: chat.world.clock.now(),
    });
    expect((await refusalOf(sent)).kind).toBe('customer_unreachable');
  });

  it('what a person wrote goes the same way, and a quote is left out', async () => {
    const permission = { kind: 'human_agent', writtenBy: { userId: 'u_1' } } as const;
    const message = { ...text('มีค่ะ'), replyTo: { platformMessageId: '1', handles: {} } };
    await chat.send(message, { permission });
    expect(await chat.phone()).toMatchObject([HEARD, { text: 'มีค่ะ' }]);
  });

  it.each([
    ['a sound', { kind: 'audio', file: fileOf('audio/mpeg') }, 'no_audio'],
    ['a file', { kind: 'file', file: fileOf('application/pdf') }, 'no_file'],
    ['a picture of another type', { kind: 'image', file: fileOf('image/webp') }, 'mime_type'],
    ['a type that would be a header', { kind: 'image', file: fileOf('image/png\r\nx: y') }, 'mime_type'],
    ['an empty text', { kind: 'text', text: '' }, 'no_text'],
  ] as const)('%s is refused before anything is sent', async (_name, message: OutboundMessage, code) => {
    const refusal = await refusalOf(chat.send(message));
    expect([refusal.kind, refusal.platformCode]).toEqual(['content_refused', code]);
    expect(callsOf(chat.world, 'send_message')).toBe(0);
  });

  it('takes one message at a time', async () => {
    const many = [text('หนึ่ง'), text('สอง')];
    await expect(chat.send(text(''), { messages: many })).rejects.toThrow('one message');
    await expect(chat.send(text(''), { messages: [] })).rejects.toThrow('one message');
    expect(await chat.phone()).toHaveLength(1);
  });

  it('an answer without an id leaves it to the echo', async () => {
    const calls = answering(chat.world, 'send_message', { error: '', response: {} });
    expect(await chat.sendBy(calls, text('มีค่ะ'))).toEqual([{ platformMessageId: null }]);
  });

  it.each([
    ['upload_image', image(), 'no_url_in_answer'],
    ['upload_video', video(), 'no_vid_in_answer'],
  ] as const)('an answer of %s that says nothing is a broken platform', async (name, message, code) => {
    const calls = answering(chat.world, name, { error: '', response: {} });
    expect(await refusalOf(chat.sendBy(calls, message))).toMatchObject({
      kind: 'unavailable',
      platformCode: code,
    });
  });

  it('is loaded by the connector on demand', async () => {
    expect(await shopee.messaging?.()).toBe(messaging);
    expect([messaging.source, messaging.quota]).toEqual([undefined, undefined]);
  });
});
