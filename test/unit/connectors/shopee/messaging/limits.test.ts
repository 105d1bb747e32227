import { manifest } from '../../../../../lambdas/connectors/shopee/manifest.ts';
import { messaging } from '../../../../../lambdas/connectors/shopee/messaging/index.ts';
import type { OutboundMessage } from '../../../../../lambdas/ports/account-messaging.ts';
import { BLOCKER, CENSORED } from '../../../../../local/sandbox/shopee/send-calls.ts';
import { accountIn, granted, refusalOf, SHOP, SHOP_LOGIN, TYPED_ERP } from '../access/shopee-world.ts';
import {
  batchOf,
  bytesOf,
  type Chat,
  chatWith,
  fileOf,
  image,
  mb,
  says,
  text,
  video,
} from './messaging-world.ts';

let chat: Chat;
beforeEach(async () => {
  chat = await chatWith();
});
afterEach(() => chat.world.stop());

const DAY_MS = 86_400_000;
const refused = async (message: OutboundMessage) => {
  const { kind, platformCode } = await refusalOf(chat.send(message));
  return [kind, platformCode];
};

describe('Shopee: limits', () => {
  const { text: words, image: picture, video: film } = manifest.outbound.main ?? { text: { max: 0 } };

  it('a text of as many characters as the manifest says, and not one more', async () => {
    for (const character of ['ก', '😊']) {
      const longest = character.repeat(words.max);
      expect((await chat.send(text(longest)))[0]?.platformMessageId).toBeDefined();
      expect(await refused(text(`${longest}${character}`))).toEqual(['content_refused', 'message_too_long']);
    }
    expect((await chat.phone()).map(({ text }) => [...(text ?? '')].length)).toEqual([10, 600, 600]);
  });

  it('a picture of as many bytes as the manifest says, and not one more', async () => {
    const max = picture?.maxBytes ?? 0;
    expect(max).toBe(mb(2));
    await chat.send(image('image/png', max));
    expect(await refused(image('image/png', max + 1))).toEqual(['content_refused', 'error_param']);
    expect(await chat.phone()).toHaveLength(2);
  });

  it('a video of as many bytes as the manifest says, and not one more', async () => {
    const max = film?.maxBytes ?? 0;
    expect(max).toBe(mb(30));
    await chat.send(video(max));
    expect(await refused(video(max + 1))).toEqual(['content_refused', 'error_param']);
    expect(await chat.phone()).toHaveLength(2);
  }, 30_000);

  it('each type of the manifest, and no file that only says that it is one', async () => {
    for (const type of picture?.mimeTypes ?? []) {
      await chat.send(image(type));
      const message = { kind: 'image', file: fileOf(type, bytesOf('video/mp4')) } as const;
      expect(await refused(message)).toEqual(['content_refused', 'error_param']);
    }
    for (const type of film?.mimeTypes ?? []) {
      await chat.send(video());
      const message = { kind: 'video', file: fileOf(type, bytesOf('image/png')) } as const;
      expect(await refused(message)).toEqual(['content_refused', 'error_param']);
    }
    expect(await chat.phone()).toHaveLength(5);
  });

  it('five messages in a row, and the sixth after the buyer wrote', async () => {
    const most = manifest.replyWindow.main?.maxUnanswered ?? 0;
    for (let i = 0; i < most; i++) await chat.send(text(`ข้อความ ${i}`));
    expect(await refused(text('อีกข้อความ'))).toEqual(['window_closed', 'reach_5_message_limit']);
    await says(chat.world, '900100200', 'ครับ');
    await chat.send(text('อีกข้อความ'));
    expect(await chat.phone()).toHaveLength(1 + most + 2);
  });

  it('seven days after the buyer wrote, and not a millisecond more', async () => {
    const openMs = manifest.replyWindow.main?.openMs ?? 0;
    const heardAt = chat.world.clock.now();
    // The seed's tokens live for 4 h: only the sandbox's clock goes on, which a renewal would follow.
    const { account } = await renewedAt(heardAt + openMs);
    const send = (words: string) =>
      messaging.send(chat.world.calls, account, batchOf(chat.world, chat.to, text(words)));
    await send('ทันเวลา');
    chat.world.clock.moveTo(heardAt + openMs + 1);
    expect(await refusalOf(send('สายไป'))).toMatchObject({
      kind: 'window_closed',
      platformCode: 'user_is_forbidden',
    });
    expect(openMs).toBe(7 * DAY_MS);
  });

  async function renewedAt(at: number) {
    chat.world.clock.moveTo(at);
    return { account: accountIn(chat.world, await granted(chat.world, SHOP_LOGIN)) };
  }

  it('no text twice within a day', async () => {
    await chat.send(text('ขอบคุณค่ะ'));
    expect(await refused(text('ขอบคุณค่ะ'))).toEqual(['content_refused', 'error_business']);
  });

  it('no forbidden word', async () => {
    expect(await refused(text(`มี${CENSORED}ไหม`))).toEqual(['content_refused', 'message_is_censored']);
  });

  it('nobody who never wrote, nobody who blocked the shop', async () => {
    const to = (platformUserId: string) => ({ to: { ...chat.to, platformUserId } });
    expect(await refusalOf(chat.send(text('ทัก'), to('900100201')))).toMatchObject({
      kind: 'window_closed',
      platformCode: 'first_chat_without_order_info',
    });
    await says(chat.world, BLOCKER, 'ไม่ต้องตอบ');
    expect(await refusalOf(chat.send(text('ทัก'), to(BLOCKER)))).toMatchObject({
      kind: 'customer_unreachable',
      platformCode: 'error_blocked',
    });
    expect(await chat.phone(BLOCKER)).toHaveLength(1);
  });

  it('no shop that is banned, no token that is old, no authorisation that is gone', async () => {
    const act = (kind: 'expire' | 'revoke') => chat.world.sandbox.act('shopee', { kind, accountId: SHOP });
    const suspend = (on: boolean) =>
      chat.world.sandbox.act('shopee', { kind: 'suspend', accountId: SHOP, on });
    await suspend(true);
    expect(await refused(text('ก'))).toEqual(['account_suspended', 'shop_banned']);
    expect(await refused(image())).toEqual(['account_suspended', 'shop_banned']);
    await suspend(false);
    await act('expire');
    expect(await refused(text('ก'))).toEqual(['token_invalid', 'invalid_acceess_token']);
    await act('revoke');
    expect(await refused(text('ก'))).toEqual(['token_invalid', 'error_auth']);
    expect(await chat.phone()).toHaveLength(1);
  });

  it('no app whose type has no chat', async () => {
    const account = accountIn(chat.world, await granted(chat.world, SHOP_LOGIN, TYPED_ERP));
    for (const message of [text('ก'), image()])
      expect(
        await refusalOf(messaging.send(chat.world.calls, account, batchOf(chat.world, chat.to, message))),
      ).toMatchObject({ kind: 'app_refused', platformCode: 'error_api_permission' });
  });
});
