import type { InboundMessage } from '../../../../../lambdas/domain/inbound.ts';
import type { InboundFile, MediaSource } from '../../../../../lambdas/ports/account-messaging.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import {
  account,
  advance,
  answering,
  BUYER,
  LOGINS,
  refusalOf,
  tiktokWorld,
  tokenSet,
} from '../access/world.ts';
import {
  act,
  digest,
  fileOf,
  fresh,
  lastItem,
  loaded,
  phone,
  pictureBytes,
  sendOne,
  type Talk,
  talk,
} from './kit.ts';

const DAY_MS = 86_400_000;
const GONE: MediaSource = { kind: 'gone' };

let world: PlatformWorld;
beforeEach(async () => {
  world = await tiktokWorld();
});
afterEach(() => world.stop());

/** The file of a message, as whoever fetches it has it. */
function fileOfItem({ attachments: [attachment], data }: InboundMessage): InboundFile {
  if (!attachment) throw new Error('the message has no file');
  return { ...attachment, data };
}

async function sourceOf(
  of: Pick<Talk, 'account'>,
  file: InboundFile,
  calls = world.calls,
): Promise<MediaSource> {
  return (await loaded()).source(calls, of.account, file);
}

async function fetched(source: MediaSource, headers = {}): Promise<Response> {
  if (source.kind !== 'address') throw new Error(`the file is ${source.kind}`);
  const url = source.url.replace('https://', `${world.sandbox.base}/`);
  return fetch(url, { headers: { ...source.headers, ...headers } });
}

describe.each(LOGINS)('Files of customers of TikTok %s', (login) => {
  it.each([
    ['image', 'image/jpeg'],
    ['video', 'video/mp4'],
  ] as const)('%s: what was sent is what is fetched', async (kind, mimeType) => {
    const of = await talk(world, login);
    const bytes = pictureBytes(mimeType);
    const sent = { kind, base64: bytes.toString('base64'), mimeType, name: 'x' };
    expect(await act(of, { kind: 'file', file: sent })).toMatchObject({ delivered: true });
    const item = lastItem(of) as InboundMessage;
    expect(item).toMatchObject({ kind, direction: 'inbound', thread: { id: of.threadId } });
    const answer = await fetched(await sourceOf(of, fileOfItem(item)));
    expect(answer.headers.get('content-type')).toBe(mimeType);
    expect(digest(Buffer.from(await answer.arrayBuffer()))).toBe(digest(bytes));
    expect((await phone(of)).at(-1)).toMatchObject({ from: 'customer', kind, fileDigest: digest(bytes) });
  });

  it('a picture of our own is fetched the same way, from its echo', async () => {
    const of = await talk(world, login);
    const bytes = pictureBytes('image/png');
    await sendOne(of, { kind: 'image', file: fileOf('image/png', bytes) });
    const source = await sourceOf(of, fileOfItem(lastItem(of) as InboundMessage));
    expect(digest(Buffer.from(await (await fetched(source)).arrayBuffer()))).toBe(digest(bytes));
  });

  it('has no sound and no documents', async () => {
    const of = await talk(world, login);
    for (const kind of ['audio', 'file']) {
      const file = { kind, base64: '', mimeType: 'x/y', name: 'x' };
      await expect(act(of, { kind: 'file', file })).rejects.toThrow('cannot send this kind of file');
    }
  });

  it('a sticker has a plain address, and one without any is gone', async () => {
    const of = { account: account(world, login, '1', tokenSet()) };
    const url = 'https://p16-sign.tiktokcdn.com/sticker';
    const { calls, sent } = answering([500, '']);
    expect(await sourceOf(of, { kind: 'sticker', url, data: {} }, calls)).toEqual({ kind: 'address', url });
    expect(await sourceOf(of, { kind: 'sticker', data: {} }, calls)).toEqual(GONE);
    expect(await sourceOf(of, { kind: 'sticker', url: 'javascript:x', data: {} }, calls)).toEqual(GONE);
    expect(sent).toEqual([]);
  });
});

describe('The address of a Shop video', () => {
  it('dies when the message says', async () => {
    const of = await talk(world, 'shop');
    const video = { kind: 'video', base64: 'AAAA', mimeType: 'video/mp4', name: 'x' };
    await act(of, { kind: 'file', file: video });
    const file = fileOfItem(lastItem(of) as InboundMessage);
    const at = (now: number) => ({ account: { ...of.account, now } });
    const source = await sourceOf(at(world.clock.now() + DAY_MS - 1), file);
    expect((await fetched(source)).status).toBe(200);
    expect(await sourceOf(at(world.clock.now() + DAY_MS), file)).toEqual(GONE);
    advance(world, DAY_MS);
    expect((await fetched(source)).status).toBe(403);
  });
});

describe('The address of a Business file', () => {
  async function picture(of: Talk): Promise<InboundFile> {
    const file = { kind: 'image', base64: 'AAAA', mimeType: 'image/png', name: 'x' };
    await act(of, { kind: 'file', file });
    return fileOfItem(lastItem(of) as InboundMessage);
  }

  it('is for the holder of the token, for a day', async () => {
    const of = await talk(world, 'business');
    const source = await sourceOf(of, await picture(of));
    expect((await fetched(source)).status).toBe(200);
    expect((await fetched(source, { 'x-user': 'somebody' })).status).toBe(403);
    advance(world, DAY_MS);
    expect((await fetched(source)).status).toBe(403);
    const again = await sourceOf({ account: await fresh(of) }, await picture(of));
    expect((await fetched(again)).status).toBe(200);
  });

  it('is asked for by three ids, and may be asked for again', async () => {
    const of = await talk(world, 'business');
    const { calls, sent } = answering([
      200,
      { code: 0, data: { download_url: 'https://business-api.tiktok.com/x' } },
    ]);
    const file = await picture(of);
    expect(await sourceOf(of, file, calls)).toMatchObject({
      kind: 'address',
      url: 'https://business-api.tiktok.com/x',
    });
    expect(sent).toMatchObject([{ method: 'POST', idempotent: true }]);
    expect(JSON.parse(sent[0]?.body ?? '')).toEqual({
      business_id: of.account.accountId,
      conversation_id: of.threadId,
      message_id: file.data.mediaMessageId,
      media_id: file.mediaId,
      media_type: 'IMAGE',
    });
  });

  it('of a file that is not there (any more), or that no call can name', async () => {
    const of = await talk(world, 'business');
    const file = await picture(of);
    expect(await sourceOf(of, { ...file, mediaId: 'other' })).toEqual(GONE);
    expect(await sourceOf(of, { ...file, data: { ...file.data, mediaMessageId: 'other' } })).toEqual(GONE);
    const { calls, sent } = answering([500, '']);
    expect(await sourceOf(of, { ...file, data: {} }, calls)).toEqual(GONE);
    expect(sent).toEqual([]);
  });

  it('is nothing that is not https, and a refusal stays one', async () => {
    const of = await talk(world, 'business');
    const file = await picture(of);
    const end = (body: object) => refusalOf(sourceOf(of, file, answering([200, body]).calls));
    expect(await end({ code: 0, data: { download_url: 'file:///etc' } })).toMatchObject({
      kind: 'unavailable',
    });
    expect(await end({ code: 0, data: {} })).toMatchObject({ kind: 'unavailable' });
    expect(await end({ code: 40105 })).toMatchObject({ kind: 'token_invalid' });
  });
});

describe.each(LOGINS)('Who a customer of TikTok %s is', (login) => {
  const personIn = (thread: string) => ({
    platformUserId: BUYER[login],
    thread: { kind: 'direct' as const, id: thread },
  });

  it('has a name and a picture', async () => {
    const of = await talk(world, login);
    const found = await (await loaded()).profile(world.calls, of.account, personIn(of.threadId));
    expect(found).toEqual({
      displayName: expect.stringContaining(login === 'shop' ? 'ผู้ซื้อ' : 'นก'),
      avatarUrl: expect.stringMatching(/^https:\/\//),
    });
    const picture = await fetched({ kind: 'address', url: found?.avatarUrl ?? '' });
    expect(picture.headers.get('content-type')).toBe('image/png');
  });

  it('nobody tells in a conversation that is not there', async () => {
    const of = await talk(world, login);
    const messaging = await loaded();
    expect(await messaging.profile(world.calls, of.account, personIn('7590000000000000404'))).toBeNull();
  });

  it('is null without name and picture, and never somebody else', async () => {
    const of = account(world, login, 'account-1', tokenSet(), { shopCipher: 'c' });
    const messaging = await loaded();
    const ask = (participants: readonly object[]) => {
      const data = login === 'shop' ? { conversation: { participants } } : { participants };
      return messaging.profile(answering([200, { code: 0, data }]).calls, of, personIn('t'));
    };
    const id = login === 'shop' ? 'im_user_id' : 'id';
    const name = login === 'shop' ? 'nickname' : 'display_name';
    const buyer = login === 'shop' ? 'BUYER' : 'PERSONAL_ACCOUNT';
    expect(await ask([])).toBeNull();
    expect(await ask([{ [id]: BUYER[login], role: buyer, [name]: '', avatar: 'javascript:x' }])).toBeNull();
    const [a, b] = ['1', '2'].map((other) => ({ [id]: other, role: buyer, [name]: 'other' }));
    expect(await ask([a, b] as object[])).toBeNull();
    const own = { [id]: BUYER[login], role: buyer, [name]: 'นก' };
    expect(await ask([a, own] as object[])).toEqual({ displayName: 'นก' });
  });

  it('a dead token is a refusal, not an unknown person', async () => {
    const of = await talk(world, login);
    await world.sandbox.act('tiktok', { kind: 'expire', accountId: of.account.accountId });
    const messaging = await loaded();
    const asked = messaging.profile(world.calls, of.account, personIn(of.threadId));
    expect(await refusalOf(asked)).toMatchObject({ kind: 'token_invalid' });
  });
});

describe('Another shop’s conversation', () => {
  it('tells nobody who is in it', async () => {
    const of = account(world, 'shop', '1', tokenSet(), { shopCipher: 'c' });
    const { calls } = answering([403, { code: 45102007, message: 'x' }]);
    const person = { platformUserId: '1', thread: { kind: 'direct' as const, id: 't' } };
    expect(await (await loaded()).profile(calls, of, person)).toBeNull();
  });
});
