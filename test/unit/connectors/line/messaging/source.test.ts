import type { PlatformCall } from '../../../../../lambdas/ports/account-access.ts';
import type { InboundFile, MediaSource } from '../../../../../lambdas/ports/account-messaging.ts';
import { CUSTOMER, fakeLine, GOOD, module, someAccount } from '../access/line-world.ts';
import {
  act,
  GROUP,
  type MessagingWorld,
  messagingOfLine,
  messagingWorld,
  onPhone,
  phone,
  received,
  sha256,
} from './messaging-world.ts';

type Kind = 'image' | 'video' | 'audio' | 'file';

let world: MessagingWorld;
beforeEach(async () => {
  world = await messagingWorld();
});
afterEach(() => world.stop());

const BYTES = Buffer.from('bytes of a customer');

/** A customer sends a file; answers what the inbox knows of it, and how it was parsed. */
async function sendFile(kind: Kind, mimeType: string, bytes = BYTES, customerId = CUSTOMER) {
  const file = { kind, mimeType, base64: bytes.toString('base64'), name: 'ใบสั่งซื้อ.pdf' };
  await act(world, { kind: 'file', customerId, file });
  const message = received(world);
  const [attachment] = message.attachments;
  if (!attachment) throw new Error('the delivery has no file');
  return { message, attachment, file: { ...attachment, data: message.data } as InboundFile };
}

const sourceOf = async (file: InboundFile) =>
  (await messagingOfLine()).source(world.calls, world.account, file);

const fetchFrom = (source: MediaSource) => {
  if (source.kind !== 'address') throw new Error(`it is ${source.kind}`);
  const { url, headers = {} } = source;
  return world.calls.send({ method: 'GET', url, headers, idempotent: true } as PlatformCall);
};

describe('what a customer sends', () => {
  it.each([
    ['image', 'image/jpeg'],
    ['audio', 'audio/x-m4a'],
    ['file', 'application/pdf'],
  ] as const)('an %s is at LINE, with the same bytes', async (kind, mimeType) => {
    const { message, attachment, file } = await sendFile(kind, mimeType);
    expect([message.kind, attachment.mediaId]).toEqual([kind, message.platformMessageId]);
    if (kind === 'file') expect(attachment).toMatchObject({ name: 'ใบสั่งซื้อ.pdf', size: BYTES.length });
    const answer = await fetchFrom(await sourceOf(file));
    expect([answer.status, answer.headers['content-type']]).toEqual([200, mimeType]);
    expect(answer.body).toEqual(BYTES);
    expect((await phone(world)).at(-1)).toMatchObject({ kind, text: null, fileDigest: sha256(BYTES) });
  });

  it('a video is prepared first', async () => {
    const { file } = await sendFile('video', 'video/mp4');
    expect(await sourceOf(file)).toEqual({ kind: 'not_yet', retryAfterMs: 5_000 });
    world.clock.moveTo(world.clock.now() + 5_000);
    expect((await fetchFrom(await sourceOf(file))).body).toEqual(BYTES);
  });

  it('asked for too early, LINE has no bytes', async () => {
    const { file } = await sendFile('video', 'video/mp4');
    const early = await fetchFrom(await sourceOf({ ...file, kind: 'image' }));
    expect([early.status, early.body.length]).toEqual([202, 0]);
  });

  it('a video that LINE cannot prepare is gone', async () => {
    const { file } = await sendFile('video', 'video/mp4', Buffer.alloc(0));
    world.clock.moveTo(world.clock.now() + 5_000);
    expect(await sourceOf(file)).toEqual({ kind: 'gone' });
  });

  it('what was unsent is gone', async () => {
    const { message, file } = await sendFile('audio', 'audio/x-m4a');
    const known = await sourceOf(file);
    await onPhone(world, 'unsend', CUSTOMER, message.platformMessageId);
    expect(await sourceOf(file)).toEqual({ kind: 'gone' });
    expect((await fetchFrom(known)).status).toBe(410);
    expect(await phone(world)).toEqual([]);
  });

  it('what LINE no longer keeps is gone', async () => {
    const { file } = await sendFile('audio', 'audio/x-m4a');
    world.clock.moveTo(world.clock.now() + 15 * 86_400_000);
    const account = { ...world.account, now: world.clock.now() };
    const source = (await messagingOfLine()).source(world.calls, account, file);
    expect(await source).toEqual({ kind: 'gone' });
  });

  it('somebody in a group', async () => {
    const { message, file } = await sendFile('image', 'image/png', BYTES, GROUP);
    expect(message.thread).toEqual({ kind: 'group', id: GROUP });
    expect((await fetchFrom(await sourceOf(file))).body).toEqual(BYTES);
  });
});

describe('where else files are', () => {
  const ask = async (file: Partial<InboundFile>, answers: object = {}, login = 'channel') => {
    const { calls, sent } = fakeLine({ ...GOOD, ...answers });
    const account = someAccount({ login, ...(login === 'module' ? { app: module } : {}) });
    const asked = { kind: 'video', data: {}, ...file } as InboundFile;
    const source = (await messagingOfLine()).source(calls, account, asked);
    return { source: await source.catch((error: unknown) => error), sent };
  };
  const TRANSCODING = '/v2/bot/message/7/content/transcoding';

  it('at a server of others: its address as it is, and the token stays here', async () => {
    const url = 'https://cdn.example.net/v/7731.mp4';
    const { source, sent } = await ask({ url, data: { external: true } });
    expect(source).toEqual({ kind: 'address', url });
    expect(sent).toEqual([]);
  });

  it('nowhere', async () => {
    expect((await ask({})).source).toEqual({ kind: 'gone' });
  });

  it('at LINE, for a module with the account’s name', async () => {
    const { source, sent } = await ask({ kind: 'file', mediaId: '7' }, {}, 'module');
    expect(source).toEqual({
      kind: 'address',
      url: 'https://api-data.line.me/v2/bot/message/7/content',
      headers: { authorization: 'Bearer issued-token', 'x-line-bot-id': 'U2c7f9e04a1b8d36350fe4472c9ab1d08' },
    });
    expect(sent.map(({ url }) => new URL(url).pathname)).toEqual(['/oauth2/v3/token']);
  });

  it('an id is no path', async () => {
    const { source } = await ask({ kind: 'image', mediaId: '../7?x' });
    expect(source).toMatchObject({ url: 'https://api-data.line.me/v2/bot/message/..%2F7%3Fx/content' });
  });

  it.each([
    ['processing', 'not_yet'],
    ['succeeded', 'address'],
    ['failed', 'gone'],
    ['whatever', 'not_yet'],
  ])('%s: %s', async (status, kind) => {
    const { source, sent } = await ask({ mediaId: '7' }, { [TRANSCODING]: { body: { status } } });
    expect(source).toMatchObject({ kind });
    expect(sent.at(-1)?.url).toBe(`https://api-data.line.me${TRANSCODING}`);
  });

  it.each([
    [404, { kind: 'gone' }],
    [410, { kind: 'gone' }],
    [401, { platformCode: '401' }],
    [403, { platformCode: '403' }],
    [500, { platformCode: '500' }],
  ])('%i', async (status, expected) => {
    const { source } = await ask({ mediaId: '7' }, { [TRANSCODING]: { status } });
    expect(source).toMatchObject(expected);
  });
});
