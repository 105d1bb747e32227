import { inspect } from 'node:util';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { Account, PlatformCalls } from '../../../../../lambdas/ports/account-access.ts';
import { answerOf } from './fake-calls.ts';
import { access, app } from './world.ts';

const CANARY = 'canary0of0a0secret';
const secret = new SecretText(CANARY);
const account: Account = {
  connectionId: 'c',
  accountId: '100245518',
  surface: 'main',
  login: 'seller',
  features: ['inbox'],
  webhookUrl: 'https://api.example/webhooks/lazada',
  app: { ...app, secret },
  tokens: { secrets: { access_token: secret, refresh_token: secret }, expiresAt: 1, authorizedUntil: 1 },
  facts: {},
  now: 2,
};
const exchange = {
  login: 'seller',
  app: account.app as never,
  code: secret,
  redirectUri: 'https://r',
  scopes: [],
  facts: {},
  now: 2,
};

const OPERATIONS: Readonly<Record<string, (calls: PlatformCalls) => Promise<unknown> | undefined>> = {
  exchange: (calls) => access.exchange?.(calls, exchange),
  identify: (calls) =>
    access.identify?.(calls, {
      login: 'seller',
      app,
      given: { login: 'seller', tokens: account.tokens, facts: {} },
      now: 2,
    }),
  renew: (calls) => access.renew?.(calls, account),
  check: (calls) => access.check(calls, account),
  history: (calls) => access.history?.(calls, account, { since: null, cursor: null }),
};

const ANSWERS = [
  { code: 'IllegalAccessToken', type: 'ISV', message: `token ${CANARY}` },
  { code: `${CANARY}@example.com`, message: CANARY },
  { code: '0', success: false, err_code: `ข้อความ ${CANARY}`, err_message: CANARY },
  { code: '0', data: CANARY, account: CANARY },
  `<html>${CANARY}</html>`,
  '',
];

describe('S11: no token and no word of the platform is in an error of Lazada', () => {
  it.each(Object.entries(OPERATIONS))('%s', async (name, run) => {
    for (const answer of ANSWERS) {
      const failed = run({ send: async () => answerOf(answer) });
      const error = await failed?.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      // A list without anything in it is one.
      if (name !== 'history' || typeof answer === 'string' || !('account' in answer))
        expect(error).toMatchObject({ platform: 'lazada' });
      expect(inspect(error, { depth: 9 })).not.toContain(CANARY);
      expect(JSON.stringify(error) ?? '').not.toContain(CANARY);
    }
  });

  it('what is kept of tokens prints as sealed', () => {
    expect(inspect(account)).not.toContain(CANARY);
    expect(JSON.stringify(access.readCredentials({ accessToken: CANARY }))).not.toContain(CANARY);
  });
});
