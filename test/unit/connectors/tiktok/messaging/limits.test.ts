import { manifest } from '../../../../../lambdas/connectors/tiktok/manifest.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { advance, LOGINS, refusalOf, tiktokWorld } from '../access/world.ts';
import { fileOf, fresh, phone, pictureBytes, send, sendOne, type Talk, talk, written } from './kit.ts';

const MB = 1024 * 1024;
const DAY_MS = 86_400_000;

let world: PlatformWorld;
beforeEach(async () => {
  world = await tiktokWorld();
});
afterEach(() => world.stop());

const merchants = async (of: Talk) => (await phone(of)).filter(({ from }) => from === 'merchant');

describe.each(LOGINS)('Limits of TikTok %s', (login) => {
  const { text, image, ...others } = manifest.outbound[login] ?? { text: { max: 0, unit: '' } };

  it('are the specification’s', () => {
    const types = ['image/jpeg', 'image/png', ...(login === 'shop' ? ['image/gif', 'image/webp'] : [])];
    expect({ text, image, others }).toEqual({
      text: { max: login === 'shop' ? 2_000 : 6_000, unit: 'characters' },
      image: { mimeTypes: types, maxBytes: (login === 'shop' ? 10 : 3) * MB },
      others: {},
    });
  });

  it.each(['ก', '😀'])(
    'text: as many characters as the manifest says, and not one more: %s',
    async (letter) => {
      const of = await talk(world, login);
      const longest = letter.repeat(text.max);
      await sendOne(of, { kind: 'text', text: longest });
      expect(await merchants(of)).toMatchObject([{ text: longest }]);
      const error = await refusalOf(send(of, { kind: 'text', text: longest + letter }));
      expect(error).toMatchObject({ kind: 'rejected' });
      expect(await merchants(of)).toHaveLength(1);
    },
  );

  it('pictures: as many bytes as the manifest says, and not one more', async () => {
    const of = await talk(world, login);
    const max = image?.maxBytes ?? 0;
    await sendOne(of, { kind: 'image', file: fileOf('image/jpeg', pictureBytes('image/jpeg', max)) });
    const larger = fileOf('image/jpeg', pictureBytes('image/jpeg', max + 1));
    expect(await refusalOf(send(of, { kind: 'image', file: larger }))).toMatchObject({
      kind: 'content_refused',
    });
    expect(await merchants(of)).toHaveLength(1);
  });

  it.each(['image/bmp', ...(login === 'business' ? ['image/gif', 'image/webp'] : [])])(
    'pictures: no %s',
    async (mimeType) => {
      const of = await talk(world, login);
      const error = await refusalOf(send(of, { kind: 'image', file: fileOf(mimeType) }));
      expect(error).toMatchObject({ kind: 'content_refused' });
      expect(await merchants(of)).toEqual([]);
    },
  );
});

describe('When TikTok does not let the merchant write', () => {
  const TEXT = { kind: 'text', text: 'ยังสนใจไหมคะ' } as const;

  it('Business: the tenth answer is the last one, until the customer writes', async () => {
    const of = await talk(world, 'business');
    for (let i = 0; i < 10; i++) await sendOne(of, TEXT);
    expect(await refusalOf(send(of, TEXT))).toMatchObject({ kind: 'window_closed', platformCode: '40064' });
    expect(await merchants(of)).toHaveLength(10);
    await written(of, 'ค่ะ');
    await sendOne(of, TEXT);
  });

  it('Business: 48 hours after the customer’s last word', async () => {
    const of = await talk(world, 'business');
    advance(world, 2 * DAY_MS);
    const account = await fresh(of);
    await send(of, TEXT, { account });
    advance(world, 1);
    expect(await refusalOf(send(of, TEXT, { account }))).toMatchObject({ kind: 'window_closed' });
  });

  it('Shop: 30 days after the last word', async () => {
    const of = await talk(world, 'shop');
    advance(world, 30 * DAY_MS);
    const account = await fresh(of);
    await send(of, TEXT, { account });
    // The answer itself was the last word: another 30 days from it.
    advance(world, 30 * DAY_MS + 1);
    const later = await fresh({ ...of, account });
    const error = await refusalOf(send(of, TEXT, { account: later }));
    expect(error).toMatchObject({ kind: 'window_closed', platformCode: '45109001' });
  });

  it('Shop: words that TikTok forbids', async () => {
    const of = await talk(world, 'shop');
    const error = await refusalOf(send(of, { kind: 'text', text: 'โอนเงินนอกระบบได้ไหม' }));
    expect(error).toMatchObject({ kind: 'content_refused', platformCode: '45101006' });
    expect(await merchants(of)).toEqual([]);
  });

  it.each(LOGINS)('%s: to somebody who is not there', async (login) => {
    const of = { ...(await talk(world, login)), threadId: '7590000000000000404' };
    expect(await refusalOf(send(of, TEXT))).toMatchObject({ kind: 'not_found' });
  });

  it.each(LOGINS)('%s: with a token past its life', async (login) => {
    const of = await talk(world, login);
    await world.sandbox.act('tiktok', { kind: 'expire', accountId: of.account.accountId });
    expect(await refusalOf(send(of, TEXT))).toMatchObject({ kind: 'token_invalid' });
  });

  it('a suspended shop', async () => {
    const of = await talk(world, 'shop');
    await world.sandbox.act('tiktok', { kind: 'suspend', accountId: of.account.accountId, on: true });
    expect(await refusalOf(send(of, TEXT))).toMatchObject({ kind: 'account_suspended' });
  });

  it('F15: the signature has the time of the batch', async () => {
    const of = await talk(world, 'shop');
    advance(world, DAY_MS);
    // The account was read a day ago; only the batch knows the time.
    await send(of, TEXT);
  });
});
