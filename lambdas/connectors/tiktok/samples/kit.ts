import { createHash } from 'node:crypto';
import { SecretText } from '../../../domain/secret-text.ts';
import { hmacSha256 } from '../../shared/hmac.ts';
import type { Act, SampleKit } from '../../shared/sample-kit.ts';

const SHOP = {
  appKey: '6exampleappkey',
  appSecret: '5f0e8c1b7a2d4936be81c04d97a3f652d1b8e07c',
  serviceId: '7400000000000000001',
};
const BUSINESS = {
  clientKey: '7411223344556677889',
  clientSecret: 'c2d9a7f4e6b1480395d7c8e2f1a0b3d4e5f60718',
};

/** Plays TikTok Shop and TikTok Business. */
export const kit: SampleKit = {
  platform: 'tiktok',
  credentials: {
    shop: {
      ref: 'app/tiktok-shop',
      secret: new SecretText(SHOP.appSecret),
      facts: { appKey: SHOP.appKey, serviceId: SHOP.serviceId },
    },
    business: {
      ref: 'app/tiktok-business',
      secret: new SecretText(BUSINESS.clientSecret),
      facts: { clientKey: BUSINESS.clientKey },
    },
  },
  sign: ({ surface, body, credential, at }) => {
    const key = credential.secret.reveal();
    if (surface === 'shop') {
      return { Authorization: hmacSha256(key, credential.facts.appKey ?? '', body).toString('hex') };
    }
    const t = seconds(at);
    return { 'TikTok-Signature': `t=${t},s=${hmacSha256(key, `${t}.`, body).toString('hex')}` };
  },
  compose: (act) => {
    const delivery = act.surface === 'shop' ? shopPush(act) : businessEvent(act);
    return delivery === null ? null : Buffer.from(JSON.stringify(delivery));
  },
  seed: (surface) => ({
    apps: surface === 'shop' ? { tiktokShop: SHOP } : { tiktokBusiness: BUSINESS },
    credentials: { surface, accessToken: 'invented-access-token', refreshToken: 'invented-refresh-token' },
  }),
};

/** Shop has messages of both sides, and neither edits, recalls, reactions nor receipts. */
function shopPush(act: Act): object | null {
  if (act.kind !== 'message' && act.kind !== 'echo') return null;
  const fromBuyer = act.kind === 'message';
  return {
    type: 14,
    tts_notification_id: digits('notification', act.messageId),
    shop_id: act.accountId,
    timestamp: seconds(act.at) + 1,
    data: {
      content: JSON.stringify({ content: act.text }),
      conversation_id: digits('conversation', act.accountId, act.customerId),
      create_time: seconds(act.at),
      is_visible: true,
      message_id: act.messageId,
      index: String(BigInt(act.at) * 1_000_000n + BigInt(digits(act.messageId).slice(-6))),
      type: 'TEXT',
      sender: fromBuyer
        ? { im_user_id: act.customerId, role: 'BUYER' }
        : { im_user_id: digits('agent', act.accountId), role: 'CUSTOMER_SERVICE' },
    },
  };
}

/** Business has messages of both sides, reactions and read marks, and neither edits nor recalls. */
function businessEvent(act: Act): object | null {
  switch (act.kind) {
    case 'message':
      return envelope(act, 'im_receive_msg', text(act.messageId, act.text, 'APP'));
    case 'echo':
      return envelope(act, 'im_send_msg', text(act.messageId, act.text, 'APP'));
    case 'reaction':
      return envelope(act, 'im_receive_msg', {
        message_id: base64('reaction', act.messageId, String(act.at)),
        type: 'reaction',
        reaction: [
          {
            operation: act.emoji === null ? 'REMOVE' : 'ADD',
            type: 'EMOJI',
            ...(act.emoji === null ? {} : { emoji: act.emoji }),
            unique_identifier: act.customerId,
            timestamp: act.at,
            original_msg_id: act.messageId,
          },
        ],
      });
    case 'read':
      return envelope(act, 'im_mark_read_msg', { read: { last_read_timestamp: act.at } });
    default:
      return null;
  }
}

function text(messageId: string, body: string, source: string): object {
  return { message_id: messageId, type: 'text', text: { body }, message_tag: { source } };
}

function envelope(act: Act, event: string, fields: object): object {
  const customer = { name: 'nok_shopper', user: { id: act.customerId, role: 'personal_account' } };
  const account = { name: 'brand.th', user: { id: act.accountId, role: 'business_account' } };
  const [from, to] = act.kind === 'echo' ? [account, customer] : [customer, account];
  return {
    client_key: BUSINESS.clientKey,
    event,
    create_time: seconds(act.at),
    user_openid: act.accountId,
    content: JSON.stringify({
      from: from.name,
      to: to.name,
      unique_identifier: act.customerId,
      from_user: from.user,
      to_user: to.user,
      conversation_id: base64('conversation', act.accountId, act.customerId),
      timestamp: act.at,
      ...fields,
    }),
  };
}

function seconds(at: number): number {
  return Math.floor(at / 1000);
}

/** 19 digits that stand for these parts, as TikTok Shop writes ids: larger than a JavaScript number holds. */
function digits(...parts: readonly string[]): string {
  const number = BigInt(`0x${sha256(parts).toString('hex').slice(0, 15)}`) % 10n ** 17n;
  return `75${String(number).padStart(17, '0')}`;
}

function base64(...parts: readonly string[]): string {
  return sha256(parts).subarray(0, 19).toString('base64');
}

function sha256(parts: readonly string[]): Buffer {
  return createHash('sha256').update(parts.join('/')).digest();
}
