import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { LOGINS, tiktokWorld } from '../access/world.ts';
import { act, lastItem, phone, sendOne, talk } from './kit.ts';

let world: PlatformWorld;
beforeEach(async () => {
  world = await tiktokWorld();
});
afterEach(() => world.stop());

describe.each(LOGINS)('What people do in TikTok’s own app (%s)', (login) => {
  it('somebody of the merchant’s writes there: an echo, and a message on the phone', async () => {
    const of = await talk(world, login);
    expect(await act(of, { kind: 'app_message', text: 'ตอบจากแอป' })).toMatchObject({ delivered: true });
    expect(lastItem(of)).toMatchObject({
      type: 'message',
      direction: 'outbound',
      author: { type: 'external' },
      text: 'ตอบจากแอป',
      ...(login === 'business' ? { data: { source: 'APP' } } : {}),
    });
    expect((await phone(of)).at(-1)).toMatchObject({ from: 'merchant', text: 'ตอบจากแอป' });
  });

  it('the phone shows both sides, the oldest first, and nothing of others', async () => {
    const of = await talk(world, login);
    await sendOne(of, { kind: 'text', text: 'มีค่ะ' });
    await act(of, { kind: 'message', text: 'เอาค่ะ' });
    const stranger = { customerId: '7493000000000000555' };
    await act(of, { kind: 'message', text: 'คนอื่น', ...stranger });
    const seen = (await phone(of)).map(({ from, text }) => [from, text]);
    expect(seen).toEqual([
      ['customer', 'สนใจค่ะ'],
      ['merchant', 'มีค่ะ'],
      ['customer', 'เอาค่ะ'],
    ]);
    expect(await act(of, { kind: 'phone', customerId: '7493000000000000777' })).toEqual([]);
  });

  it('nobody can read what was not written', async () => {
    const of = await talk(world, login);
    const nobody = act(of, { kind: 'read', customerId: '7493000000000000777' });
    await expect(nobody).rejects.toThrow('no conversation');
  });
});

it('Business: the person has read everything, and a receipt says so', async () => {
  const of = await talk(world, 'business');
  expect(await act(of, { kind: 'read' })).toEqual({ delivered: true });
  expect(lastItem(of)).toMatchObject({ type: 'receipt', state: 'read', upTo: world.clock.now() });
});

it('Shop has no receipts', async () => {
  const of = await talk(world, 'shop');
  const before = world.deliveries.length;
  expect(await act(of, { kind: 'read' })).toEqual({ delivered: false });
  expect(world.deliveries).toHaveLength(before);
});

it('Business cannot begin a conversation, in its app neither', async () => {
  const of = await talk(world, 'business');
  const first = act(of, { kind: 'app_message', text: 'สวัสดี', customerId: '7493000000000000777' });
  await expect(first).rejects.toThrow('cannot begin');
});
