import { manifest } from '../../../../../lambdas/connectors/tiktok/manifest.ts';
import type { InboundMessage } from '../../../../../lambdas/domain/inbound.ts';
import { EgressError } from '../../../../../lambdas/ports/egress.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { LOGINS, refusalOf, tiktokWorld } from '../access/world.ts';
import {
  digest,
  fileOf,
  lastItem,
  phone,
  pictureBytes,
  SEND_PATH,
  send,
  sendOne,
  type Talk,
  talk,
  UPLOAD_PATH,
  watched,
} from './kit.ts';

const THAI = 'ส่งพรุ่งนี้นะคะ 🙏 "ราคา" 50%\n\\บรรทัดใหม่';

describe.each(LOGINS)('Sending in TikTok %s', (login) => {
  let world: PlatformWorld;
  let of: Talk;
  beforeEach(async () => {
    world = await tiktokWorld();
    of = await talk(world, login);
  });
  afterEach(() => world.stop());

  const merchants = async () => (await phone(of)).filter(({ from }) => from === 'merchant');
  const pathsOf = (made: readonly { url: string }[]) => made.map(({ url }) => new URL(url).pathname);

  it('puts a text on the phone once, as it was', async () => {
    const { platformMessageId } = await sendOne(of, { kind: 'text', text: THAI });
    expect(await phone(of)).toMatchObject([
      { from: 'customer', kind: 'text', text: 'สนใจค่ะ' },
      { from: 'merchant', kind: 'text', text: THAI, messageId: platformMessageId },
    ]);
  });

  it.each(manifest.outbound[login]?.image?.mimeTypes ?? [])(
    'puts a picture (%s) on the phone once, byte for byte',
    async (mimeType) => {
      const bytes = pictureBytes(mimeType);
      const { platformMessageId } = await sendOne(of, { kind: 'image', file: fileOf(mimeType, bytes) });
      expect(await merchants()).toEqual([
        {
          messageId: platformMessageId,
          from: 'merchant',
          kind: 'image',
          text: null,
          fileDigest: digest(bytes),
          at: world.clock.now(),
        },
      ]);
    },
  );

  it('makes one call that reaches the customer, and marks only the upload before it as repeatable', async () => {
    const { made, calls } = watched(world.calls);
    await send(of, { kind: 'image', file: fileOf('image/png') }, { calls });
    expect(made.map(({ idempotent }) => idempotent)).toEqual([true, false]);
    expect(pathsOf(made)).toEqual([
      expect.stringContaining(UPLOAD_PATH[login]),
      expect.stringContaining(SEND_PATH[login]),
    ]);
    // Only bytes and type leave us; the name is nobody's business.
    expect(made[0]?.body?.toString('utf8')).not.toContain('ลับ');
  });

  it('comes back as an echo with the id that was answered', async () => {
    const sent = await sendOne(of, { kind: 'text', text: THAI });
    const { platformMessageId, thread, sentAt, text } = lastItem(of) as InboundMessage;
    expect({ platformMessageId }).toEqual(sent);
    expect({ text, thread, sentAt }).toEqual({
      text: THAI,
      thread: of.first.thread,
      sentAt: world.clock.now(),
    });
    expect(lastItem(of)).toMatchObject({
      type: 'message',
      direction: 'outbound',
      author: { type: 'external' },
    });
  });

  it('a picture comes back as a picture', async () => {
    const sent = await sendOne(of, { kind: 'image', file: fileOf('image/jpeg') });
    const file =
      login === 'shop' ? { url: expect.stringContaining('https://') } : { mediaId: expect.any(String) };
    const echo = { kind: 'image', direction: 'outbound', ...sent, attachments: [{ kind: 'image', ...file }] };
    expect(lastItem(of)).toMatchObject(echo);
  });

  it('F13: a message whose answer is lost may have arrived, and is not repeated', async () => {
    world.sandbox.addFault({ path: SEND_PATH[login], how: 'lost', times: 1 });
    const error = await refusalOf(send(of, { kind: 'text', text: THAI }));
    expect(error).toBeInstanceOf(EgressError);
    expect(error).toMatchObject({ mayHaveArrived: true });
    expect(await merchants()).toMatchObject([{ text: THAI }]);
    expect(lastItem(of)).toMatchObject({ direction: 'outbound', text: THAI });
  });

  it('F13: neither is one that TikTok answers with its own failure', async () => {
    world.sandbox.addFault({ path: SEND_PATH[login], how: { answer: 502 }, times: 1 });
    const error = await refusalOf(send(of, { kind: 'text', text: THAI }));
    expect(error).toMatchObject({ code: 'egress_interrupted', mayHaveArrived: true, status: 502 });
  });

  it('F13: an upload whose answer is lost is repeated, and the picture arrives once', async () => {
    world.sandbox.addFault({ path: UPLOAD_PATH[login], how: 'lost', times: 2 });
    await sendOne(of, { kind: 'image', file: fileOf('image/png') });
    expect(await merchants()).toHaveLength(1);
  });

  it('F13: after an upload that never ended well, nothing can have arrived', async () => {
    world.sandbox.addFault({ path: UPLOAD_PATH[login], how: 'lost', times: 9 });
    const error = await refusalOf(send(of, { kind: 'image', file: fileOf('image/png') }));
    expect(error).toBeInstanceOf(EgressError);
    expect(error).toMatchObject({ mayHaveArrived: false, platform: 'tiktok' });
    expect(await merchants()).toEqual([]);
  });

  it('F12: an upload that TikTok refuses for being busy is a refusal: the customer has nothing', async () => {
    world.sandbox.addFault({ path: UPLOAD_PATH[login], how: { answer: 503 }, times: 9 });
    const error = await refusalOf(send(of, { kind: 'image', file: fileOf('image/png') }));
    expect(error).toMatchObject({ code: 'platform_unavailable' });
  });

  it.each(['video', 'audio', 'file'] as const)('has no %s, and calls nobody for it', async (kind) => {
    const { made, calls } = watched(world.calls);
    const error = await refusalOf(send(of, { kind, file: fileOf('application/pdf') }, { calls }));
    expect(error).toMatchObject({ kind: 'content_refused' });
    expect(made).toEqual([]);
  });
});

describe('What only one of the products has', () => {
  let world: PlatformWorld;
  beforeEach(async () => {
    world = await tiktokWorld();
  });
  afterEach(() => world.stop());

  it('Business quotes with a text, and leaves the quote out of a picture', async () => {
    const of = await talk(world, 'business');
    const replyTo = { platformMessageId: of.first.platformMessageId, handles: {} };
    await sendOne(of, { kind: 'text', text: 'ใช่ค่ะ', replyTo });
    expect(lastItem(of)).toMatchObject({
      replyToPlatformMessageId: of.first.platformMessageId,
      text: 'ใช่ค่ะ',
    });
    await sendOne(of, { kind: 'image', file: fileOf('image/png'), replyTo });
    expect(lastItem(of)).toMatchObject({ kind: 'image' });
    expect(lastItem(of)).not.toHaveProperty('replyToPlatformMessageId');
  });

  it('Shop cannot quote, and sends the text as it is', async () => {
    const of = await talk(world, 'shop');
    const replyTo = { platformMessageId: of.first.platformMessageId, handles: {} };
    await sendOne(of, { kind: 'text', text: 'ใช่ค่ะ', replyTo });
    expect(lastItem(of)).toMatchObject({ text: 'ใช่ค่ะ' });
  });

  it('Shop asks for the shop’s cipher when it is not known any more, and the text arrives once', async () => {
    const of = await talk(world, 'shop');
    const account = { ...of.account, facts: { shopCipher: 'ROW_of-another-time' } };
    const { made, calls } = watched(world.calls);
    await send(of, { kind: 'text', text: 'ค่ะ' }, { calls, account });
    expect(made.map(({ method }) => method)).toEqual(['POST', 'GET', 'POST']);
    expect((await phone(of)).map(({ text }) => text)).toEqual(['สนใจค่ะ', 'ค่ะ']);
  });

  it('F13: Shop’s list of shops reaches nobody either', async () => {
    const of = await talk(world, 'shop');
    world.sandbox.addFault({ path: '/authorization/', how: 'lost', times: 9 });
    const error = await refusalOf(
      send(of, { kind: 'text', text: 'ค่ะ' }, { account: { ...of.account, facts: {} } }),
    );
    expect(error).toMatchObject({ mayHaveArrived: false });
  });
});
