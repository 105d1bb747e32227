import { createHash } from 'node:crypto';
import { SecretText } from '../../../domain/secret-text.ts';
import { hmacSha256 } from '../../shared/hmac.ts';
import type { Act, SampleKit } from '../../shared/sample-kit.ts';
import { credentialRef } from '../webhook-of.ts';

const PARTNER_ID = '2010345';
const PARTNER_KEY = 'shpk_test_6f2d4b7a91c34e0d8a5b';
const PUSH_KEY = 'push_live_key_0c1d2e3f4a5b6c7d';
const CALLBACK_URL = `https://hooks.example.co.th/webhooks/shopee/${PARTNER_ID}`;

/** Plays Shopee. */
export const kit: SampleKit = {
  platform: 'shopee',
  credentials: {
    main: {
      ref: credentialRef(PARTNER_ID, PUSH_KEY),
      secret: new SecretText(PUSH_KEY),
      facts: { callbackUrl: CALLBACK_URL, partnerId: PARTNER_ID },
    },
  },
  sign: ({ body, credential }) => ({
    'content-type': 'application/json',
    authorization: hmacSha256(credential.secret.reveal(), `${credential.facts.callbackUrl}|`, body).toString(
      'hex',
    ),
  }),
  compose: (act) => {
    const message = messageOf(act);
    return message === null ? null : Buffer.from(JSON.stringify(pushOf(act, message)));
  },
  seed: (_surface, accountId) => ({
    apps: {},
    credentials: {
      partnerId: PARTNER_ID,
      partnerKey: PARTNER_KEY,
      pushKey: PUSH_KEY,
      shopId: accountId,
      accessToken: 'invented-shopee-access-token',
      refreshToken: 'invented-shopee-refresh-token',
    },
  }),
};

function messageOf(act: Act): object | null {
  switch (act.kind) {
    case 'message':
      return { ...fromBuyer(act), message_type: 'text', content: { text: act.text } };
    case 'echo':
      return { ...fromShop(act), message_type: 'text', content: { text: act.text } };
    case 'postback':
      return {
        ...fromBuyer(act),
        message_type: 'faq_liveagent',
        content: { text: act.text, pass_through_data: '' },
      };
    default:
      // Shopee pushes no edits, recalls, reactions or receipts.
      return null;
  }
}

function pushOf(act: Act, message: object): object {
  const seconds = Math.floor(act.at / 1000);
  const content = {
    message_id: act.messageId,
    shop_id: integer(act.accountId),
    request_id: `r-${act.messageId}`,
    ...message,
    conversation_id: decimal('conversation', act.accountId, act.customerId, 19),
    created_timestamp: seconds,
    region: 'TH',
    is_in_chatbot_session: false,
    source_content: {},
    quoted_msg: { message_id: '' },
    sub_account_id: 0,
    sub_account_name: 0,
    business_type: 0,
    status: 'normal',
  };
  return {
    msg_id: '',
    data: { type: 'message', region: 'TH', content },
    shop_id: integer(act.accountId),
    code: 10,
    timestamp: seconds + 1,
  };
}

function fromBuyer(act: Act): object {
  return {
    from_id: integer(act.customerId),
    from_user_name: `buyer_${act.customerId}`,
    to_id: sellerOf(act),
    to_user_name: `shop_${act.accountId}`,
    from_shop_id: 0,
    to_shop_id: integer(act.accountId),
  };
}

function fromShop(act: Act): object {
  return {
    from_id: sellerOf(act),
    from_user_name: `shop_${act.accountId}`,
    to_id: integer(act.customerId),
    to_user_name: `buyer_${act.customerId}`,
    from_shop_id: integer(act.accountId),
    to_shop_id: 0,
  };
}

/** A shop's user id is not its shop id. */
function sellerOf(act: Act): number {
  return Number(decimal('seller', act.accountId, '', 9));
}

/** Shopee writes these ids as numbers; an id that is none stays a string, so that tests may use any. */
function integer(id: string): number | string {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : id;
}

/** A number of so many digits that is always the same for the same things. */
function decimal(what: string, accountId: string, customerId: string, digits: number): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([what, accountId, customerId]))
    .digest('hex');
  return `1${(BigInt(`0x${hash}`) % 10n ** BigInt(digits - 1)).toString().padStart(digits - 1, '0')}`;
}
