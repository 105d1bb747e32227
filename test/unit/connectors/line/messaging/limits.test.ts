import { manifest } from '../../../../../lambdas/connectors/line/manifest.ts';
import type { OutboundMessage } from '../../../../../lambdas/ports/account-messaging.ts';
import {
  answersOn,
  callsOf,
  type MessagingWorld,
  messagingWorld,
  sendTo,
  sha256,
  text,
  write,
} from './messaging-world.ts';

const MB = 1024 * 1024;
const { main: limits } = manifest.outbound;
const JPEG = 'image/jpeg';

let world: MessagingWorld;
beforeEach(async () => {
  world = await messagingWorld();
  await write(world);
});
afterEach(() => world.stop());

const refused = { kind: 'content_refused', platformCode: '400/messages' };
const digests = async () => (await answersOn(world)).map(({ fileDigest }) => fileDigest);

describe('how much a text may have', () => {
  it('as many UTF-16 units as the manifest says, and none more', async () => {
    expect(limits?.text).toEqual({ max: 5_000, unit: 'utf16' });
    const longest = `${'🙏'.repeat(2_499)}กข`;
    expect(longest).toHaveLength(5_000);
    await expect(sendTo(world, [text(`${longest}ค`)])).rejects.toMatchObject(refused);
    await expect(sendTo(world, [text('🙏'.repeat(2_501))])).rejects.toMatchObject(refused);
    await sendTo(world, [text(longest)]);
    expect((await answersOn(world)).map(({ text: words }) => words)).toEqual([longest]);
  });

  it.each(['', ' ', '\n\t'])('not %j', async (words) => {
    await expect(sendTo(world, [text(words)])).rejects.toMatchObject(refused);
  });
});

it('as many messages as the manifest says, and none more', async () => {
  const batch = limits?.batch ?? 0;
  await expect(sendTo(world, Array(batch + 1).fill(text('x')))).rejects.toMatchObject({ kind: 'rejected' });
  await sendTo(world, Array(batch).fill(text('x')));
  expect(await answersOn(world)).toHaveLength(5);
});

it('one that LINE does not take: nothing of the batch is sent', async () => {
  await expect(sendTo(world, [text('1'), text(' ')])).rejects.toMatchObject(refused);
  expect(await answersOn(world)).toEqual([]);
});

describe('files', () => {
  it('a picture of exactly 10 MB is shown, one of a byte more is not', async () => {
    expect(limits?.image?.maxBytes).toBe(10 * MB);
    const largest = Buffer.alloc(10 * MB);
    const send = (bytes: Buffer, n: number) =>
      sendTo(world, [{ kind: 'image', file: world.offer(bytes, JPEG) }], {
        idempotencyKey: `00000000-0000-4000-8000-00000000000${n}`,
      });
    await send(largest, 1);
    await send(Buffer.concat([largest, Buffer.alloc(1)]), 2);
    expect(await digests()).toEqual([sha256(largest), undefined]);
  });

  // The server only says so: 200 MB would take the test's time.
  it.each([
    ['audio', 'audio/mpeg'],
    ['video', 'video/mp4'],
  ] as const)('an %s of a byte more than 200 MB is not shown', async (kind, mimeType) => {
    expect(limits?.[kind]).toMatchObject({ maxBytes: 200 * MB });
    const file = world.offer(Buffer.from('x'), mimeType, { durationMs: 1, size: 200 * MB + 1 });
    await sendTo(world, [{ kind, file }]);
    expect(await digests()).toEqual([undefined]);
  });

  it('no picture whose preview is larger than 1 MB', async () => {
    const send = (size: number, n: number) => {
      const preview = { bytes: Buffer.alloc(size), mimeType: JPEG };
      const file = world.offer(Buffer.from('picture'), JPEG, { preview });
      return sendTo(world, [{ kind: 'image', file }], {
        idempotencyKey: `00000000-0000-4000-8000-00000000000${n}`,
      });
    };
    await send(MB, 1);
    await send(MB + 1, 2);
    expect(await digests()).toEqual([sha256(Buffer.from('picture')), undefined]);
  });

  it.each([
    ['image', 'image/webp'],
    ['image', 'text/html'],
    ['video', 'video/quicktime'],
    ['audio', 'audio/ogg'],
  ] as const)('no %s of %s, which the manifest does not offer', async (kind, mimeType) => {
    expect(limits?.[kind]?.mimeTypes).not.toContain(mimeType);
    await sendTo(world, [{ kind, file: world.offer(Buffer.from('x'), mimeType, { durationMs: 1 }) }]);
    expect(await digests()).toEqual([undefined]);
  });

  it('no address of more than 2,000 characters, or with letters that are not encoded', async () => {
    const base = (await world.offer(Buffer.from('x'), JPEG).link()).length;
    const send = (query: string) =>
      sendTo(world, [{ kind: 'image', file: world.offer(Buffer.from('x'), JPEG, { query }) }]);
    await expect(send(`?${'x'.repeat(2_000 - base)}`)).rejects.toMatchObject(refused);
    await expect(send('?ก')).rejects.toMatchObject(refused);
    await send(`?${'x'.repeat(1_998 - base)}`);
    expect(await digests()).toEqual([sha256(Buffer.from('x'))]);
  });

  it.each<readonly [string, Omit<OutboundMessage, 'file'>, string]>([
    ['other files', { kind: 'file' }, 'no file'],
    ['an audio of unknown length', { kind: 'audio' }, 'no audio duration'],
  ])('LINE has no message for %s: nothing is asked', async (_name, message, platformCode) => {
    const file = world.offer(Buffer.from('x'), 'application/pdf');
    const none = sendTo(world, [text('1'), { ...message, file }]);
    await expect(none).rejects.toMatchObject({ kind: 'content_refused', platformCode });
    expect(limits?.file).toBeUndefined();
    expect(callsOf(world, '/v2/bot/message/push')).toBe(0);
  });

  it.each(['text', 'image'] as const)('an empty %s is no message', async (kind) => {
    const none = sendTo(world, [{ kind }]);
    await expect(none).rejects.toMatchObject({ kind: 'content_refused', platformCode: `no ${kind}` });
  });
});
