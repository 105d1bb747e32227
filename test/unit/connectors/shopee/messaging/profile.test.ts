import { messaging } from '../../../../../lambdas/connectors/shopee/messaging/index.ts';
import type { Thread } from '../../../../../lambdas/domain/inbound.ts';
import { refusalOf, SHOP } from '../access/shopee-world.ts';
import { answering, BUYER, type Chat, chatWith } from './messaging-world.ts';

let chat: Chat;
const started: Chat[] = [];
const startedWith = async (customerId?: string) => {
  chat = await chatWith(customerId);
  started.push(chat);
};
afterEach(() => Promise.all(started.splice(0).map(({ world }) => world.stop())));

const profile = (calls = chat.world.calls, thread: Thread = chat.to.thread) =>
  messaging.profile?.(calls, chat.account, { platformUserId: BUYER, thread });

describe('Shopee: profiles', () => {
  it('name and picture, from a bare id', async () => {
    await startedWith();
    expect(await profile()).toEqual({
      displayName: 'buyer_900100200',
      avatarUrl: 'https://cf.shopee.co.th/file/th-avatar-900100200',
    });
  });

  it('a buyer without a picture', async () => {
    await startedWith('900100201');
    expect(await profile()).toEqual({ displayName: 'buyer_900100201' });
  });

  it('no picture from an address that is none, and no name that is empty', async () => {
    await startedWith();
    const response = { to_name: '', to_avatar: 'javascript:alert(1)' };
    const calls = answering(chat.world, 'get_one_conversation', { error: '', response });
    expect(await profile(calls)).toEqual({});
  });

  it('a conversation that is gone tells nothing', async () => {
    await startedWith();
    expect(await profile(chat.world.calls, { kind: 'direct', id: '1799122092476680009' })).toBeNull();
  });

  it('a refusal is no missing profile', async () => {
    await startedWith();
    await chat.world.sandbox.act('shopee', { kind: 'expire', accountId: SHOP });
    expect((await refusalOf(profile())).kind).toBe('token_invalid');
  });
});
