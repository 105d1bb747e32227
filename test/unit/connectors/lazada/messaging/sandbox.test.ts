import type { SandboxAction } from '../../../../../local/sandbox/platform-sandbox.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { post } from '../access/post.ts';
import { connect, DEMO_SHOP, demoAccount, openWorld, SILK } from '../access/world.ts';
import { answers, BUYER, buyerWrites, delivered, phone, SESSION, sendIn, text } from './kit.ts';

const DAY_MS = 86_400_000;
const to = { accountId: DEMO_SHOP, customerId: BUYER } as const;

describe('the buyer’s phone, as Lazada’s sandbox plays it', () => {
  let world: PlatformWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.stop());

  const act = (action: SandboxAction) => world.sandbox.act('lazada', action);
  const inSellerCenter = (words: string) => act({ kind: 'app_message', ...to, text: words });

  it('shows both sides, oldest first, each buyer their own', async () => {
    expect(await phone(world)).toEqual([]);
    await buyerWrites(world, 'หนึ่ง');
    await sendIn(world, text('สอง'));
    await inSellerCenter('สาม');
    await buyerWrites(world, 'สี่');
    const shown = (await phone(world)).map(({ from, text: words }) => [from, words]);
    expect(shown).toEqual([
      ['customer', 'หนึ่ง'],
      ['merchant', 'สอง'],
      ['merchant', 'สาม'],
      ['customer', 'สี่'],
    ]);
    expect(await phone(world, '700999999')).toEqual([]);
  });

  it('does not show what was taken back', async () => {
    await buyerWrites(world);
    const { platformMessageId } = await sendIn(world, text('ผิดค่ะ'));
    const params = { session_id: SESSION, message_id: platformMessageId ?? '' };
    await post(world, demoAccount(world), '/im/message/recall', params);
    expect(await answers(world)).toEqual([]);
  });

  it('Seller Center writes like everybody: an echo without a name, within the same rules', async () => {
    await expect(inSellerCenter('สวัสดี')).rejects.toThrow('has not written yet');
    await buyerWrites(world);
    const { messageId } = (await inSellerCenter('ตอบจากแอปค่ะ')) as { messageId: string };
    expect(delivered(world).at(-1)).toMatchObject({
      direction: 'outbound',
      platformMessageId: messageId,
      author: { type: 'external' },
      text: 'ตอบจากแอปค่ะ',
    });
    expect(await answers(world)).toMatchObject([{ messageId, text: 'ตอบจากแอปค่ะ' }]);
    world.clock.moveTo(world.clock.now() + DAY_MS + 1);
    for (let i = 0; i < 5; i++) await inSellerCenter('ค่ะ');
    await expect(inSellerCenter('ค่ะ')).rejects.toThrow('five messages');
  });

  it('reads, and Lazada says up to when', async () => {
    await expect(act({ kind: 'read', ...to })).rejects.toThrow('has not written yet');
    await buyerWrites(world);
    await sendIn(world, text('ค่ะ'));
    world.clock.moveTo(world.clock.now() + 5_000);
    expect(await act({ kind: 'read', ...to })).toEqual({ delivered: true });
    expect(delivered(world).at(-1)).toMatchObject({
      type: 'receipt',
      accountId: DEMO_SHOP,
      thread: { id: SESSION },
      state: 'read',
      upTo: world.clock.now(),
    });
  });

  it.each(['audio', 'file'] as const)('has no %s', async (kind) => {
    const file = { kind, base64: '', mimeType: 'x/y', name: 'n' };
    await expect(act({ kind: 'file', ...to, file })).rejects.toThrow(`no ${kind}`);
  });

  it('knows no shop that there is not', async () => {
    const none = { accountId: 'nobody', customerId: BUYER } as const;
    await expect(act({ kind: 'phone', ...none })).rejects.toThrow('no shop nobody');
    await expect(act({ kind: 'app_message', ...none, text: 'x' })).rejects.toThrow('no shop nobody');
  });

  it('refuses a picture without a size or an address', async () => {
    await buyerWrites(world);
    const send = (params: Record<string, string>) =>
      post(world, demoAccount(world), '/im/message/send', {
        session_id: SESSION,
        template_id: '3',
        ...params,
      });
    const picture = { img_url: 'https://th-live-02.slatic.net/p/a.jpg', width: '9', height: '9' };
    for (const wrong of [{ width: '0' }, { height: 'tall' }, { width: '-1' }, { img_url: 'p/a.jpg' }])
      expect(await send({ ...picture, ...wrong })).toMatchObject({ code: '0', success: false });
    expect(await answers(world)).toEqual([]);
  });

  it('takes pictures in a form only', async () => {
    const upload = (params: Record<string, string>) =>
      post(world, demoAccount(world), '/image/upload', params);
    expect((await upload({ image: 'the bytes as words' })).code).toBe('302');
    expect((await upload({})).code).toBe('30');
  });

  it('delivers nothing for a shop that nobody connected', async () => {
    const silk = { accountId: SILK.sellerId, customerId: BUYER } as const;
    const file = { kind: 'image', base64: 'AA==', mimeType: 'image/png', name: 'n' } as const;
    expect(await act({ kind: 'file', ...silk, file })).toMatchObject({ delivered: false });
    await connect(world, SILK.person);
    expect(await act({ kind: 'file', ...silk, file })).toMatchObject({ delivered: true });
  });
});
