import { createHash } from 'node:crypto';
import { SecretText } from '../../../domain/secret-text.ts';
import { hmacSha256 } from '../../shared/hmac.ts';
import type { Act, SampleKit } from '../../shared/sample-kit.ts';

const SECRET = '4e1f0a7d92c84b6fb35e17c09ad2f863';

/** Plays LINE. */
export const kit: SampleKit = {
  platform: 'line',
  credentials: { main: { ref: 'line/sample', secret: new SecretText(SECRET), facts: {} } },
  sign: ({ body, credential }) => ({
    'content-type': 'application/json; charset=utf-8',
    'x-line-signature': hmacSha256(credential.secret.reveal(), body).toString('base64'),
  }),
  compose: (act) => {
    const event = eventOf(act);
    return event === null
      ? null
      : Buffer.from(JSON.stringify({ destination: act.accountId, events: [event] }));
  },
  seed: () => ({
    apps: {},
    credentials: { channelId: '2001234567', channelSecret: SECRET, accessToken: 'invented-line-token' },
  }),
};

function eventOf(act: Act): object | null {
  switch (act.kind) {
    case 'message':
      return { ...common(act, 'message'), message: { type: 'text', id: act.messageId, text: act.text } };
    case 'unsend':
      return { ...common(act, 'unsend'), unsend: { messageId: act.messageId } };
    case 'postback':
      return { ...common(act, 'postback'), postback: { data: act.text } };
    default:
      // LINE sends no echoes, receipts or reactions, and edits only in groups.
      return null;
  }
}

function common(act: Act, type: string): object {
  const id = createHash('sha256').update(`${type}/${act.messageId}`).digest('hex');
  return {
    type,
    mode: 'active',
    timestamp: act.at,
    source: { type: 'user', userId: act.customerId },
    webhookEventId: id.slice(0, 26).toUpperCase(),
    deliveryContext: { isRedelivery: false },
    ...(type === 'unsend' ? {} : { replyToken: id.slice(26, 58) }),
  };
}
