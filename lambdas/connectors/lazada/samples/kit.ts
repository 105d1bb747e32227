import { SecretText } from '../../../domain/secret-text.ts';
import { hmacSha256 } from '../../shared/hmac.ts';
import type { Act, SampleKit } from '../../shared/sample-kit.ts';

const APP_KEY = '104922';
const APP_SECRET = 'Zt8qLw3nVb6yHs1kRd5xPm0cJf7uGa2e';

/** Plays Lazada. */
export const kit: SampleKit = {
  platform: 'lazada',
  credentials: {
    main: { ref: 'app/lazada', secret: new SecretText(APP_SECRET), facts: { appKey: APP_KEY } },
  },
  sign: ({ body, credential }) => ({
    'content-type': 'application/json',
    authorization: hmacSha256(credential.secret.reveal(), credential.facts.appKey ?? '', body).toString(
      'hex',
    ),
  }),
  compose: (act) => {
    const push = pushOf(act);
    return push === null ? null : Buffer.from(JSON.stringify(push));
  },
  seed: () => ({
    apps: { lazada: { appKey: APP_KEY, appSecret: APP_SECRET } },
    credentials: {
      accessToken: 'invented-lazada-access-token',
      refreshToken: 'invented-lazada-refresh-token',
    },
  }),
};

function pushOf(act: Act): object | null {
  switch (act.kind) {
    case 'message':
      return message(act, { ...fromBuyer(act), content: textOf(act.text), send_time: act.at, status: 0 });
    case 'echo':
      return message(act, { ...fromSeller(act), content: textOf(act.text), send_time: act.at, status: 0 });
    case 'unsend':
      return message(act, { ...fromBuyer(act), content: textOf(''), send_time: act.sentAt, status: 1 });
    case 'read':
      return envelope(act, 19, {
        sync_type: 'SESSION_UPDATE',
        user_account_id: act.accountId,
        user_account_type: 2,
        session_id: sessionOf(act),
        unread_count: 0,
        to_position: act.at,
        self_position: act.at,
        site_id: 'TH',
      });
    default:
      // Lazada has no edits, reactions or buttons with an answer.
      return null;
  }
}

function message(act: Act, data: object): object {
  return envelope(act, 2, {
    session_id: sessionOf(act),
    message_id: act.messageId,
    ...data,
    template_id: 1,
    type: 1,
    site_id: 'TH',
    process_msg: '',
    auto_reply: false,
  });
}

function envelope(act: Act, type: number, data: object): object {
  const seller = /^[1-9]\d{0,14}$/.test(act.accountId) ? Number(act.accountId) : act.accountId;
  return {
    data,
    seller_id: seller,
    message_type: type,
    timestamp: Math.floor(act.at / 1000),
    site: 'lazada_th',
  };
}

function textOf(txt: string): string {
  return JSON.stringify({ txt });
}

function sessionOf(act: Act): string {
  return `${act.accountId}_2_${act.customerId}_1_103`;
}

function fromBuyer(act: Act): object {
  return {
    from_account_id: act.customerId,
    from_account_type: 1,
    to_account_id: act.accountId,
    to_account_type: 2,
  };
}

function fromSeller(act: Act): object {
  return {
    from_account_id: act.accountId,
    from_account_type: 2,
    to_account_id: act.customerId,
    to_account_type: 1,
  };
}
