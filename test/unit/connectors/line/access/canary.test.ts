import { inspect } from 'node:util';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { Account } from '../../../../../lambdas/ports/account-access.ts';
import { access, fakeLine, module, NOBODY_ELSE, someAccount } from './line-world.ts';

/** Stands in every secret that goes out, and in everything that LINE says. */
const CANARY = 'canary-7f3a';
const secret = new SecretText(CANARY);

const BODIES = [
  { status: 400, body: { error: CANARY, error_description: CANARY, message: CANARY } },
  { status: 401, body: { message: CANARY, details: [{ message: CANARY, property: CANARY }] } },
  { status: 403, body: CANARY },
  { status: 429, body: { message: CANARY } },
  { status: 500, body: CANARY },
  { status: 200, body: CANARY },
  { status: 200, body: { error: CANARY } },
];

const tokens = {
  secrets: { client_secret: secret, access_token: secret },
  expiresAt: null,
  authorizedUntil: null,
};
const app = { ...module, secret };
const given = { login: 'channel', tokens, webhookSecret: secret, facts: { channelId: '1' } };

type Try = (calls: ReturnType<typeof fakeLine>['calls'], account: Account) => Promise<unknown>;

const METHODS: Readonly<Record<string, Try>> = {
  renew: (calls, account) => access.renew(calls, account),
  check: (calls, account) => access.check(calls, account),
  subscribe: (calls, account) => access.subscribe(calls, account),
  release: (calls, account) => access.release(calls, account, NOBODY_ELSE),
  identify: (calls) => access.identify(calls, { login: 'channel', app: null, given, now: 0 }),
  exchange: (calls) =>
    access.exchange(calls, {
      login: 'module',
      app,
      code: secret,
      redirectUri: 'https://api.example/oauth/line/callback',
      codeVerifier: secret,
      scopes: [],
      facts: {},
      now: 0,
    }),
};

describe.each(Object.entries(METHODS))('S11: what %s raises', (_name, attempt) => {
  const everywhere = (answer: object) =>
    Object.fromEntries(
      [
        '/oauth2/v3/token',
        '/v2/oauth/verify',
        '/v2/bot/info',
        '/v2/bot/list',
        '/v2/bot/channel/detach',
        '/v2/bot/channel/webhook/endpoint',
        '/v2/bot/channel/webhook/test',
        '/module/auth/v1/token',
      ].map((path) => [path, answer]),
    );

  it.each(BODIES)('has neither secrets nor words of LINE: %j', async (answer) => {
    for (const login of ['channel', 'module']) {
      const { calls } = fakeLine(everywhere(answer));
      const outcome = await attempt(calls, someAccount({ login, app, tokens })).catch(
        (error: Error) => error,
      );
      const said = outcome instanceof Error ? `${outcome.stack}${JSON.stringify(outcome)}` : '';
      expect(`${said}${inspect(outcome, { depth: 9 })}`).not.toContain(CANARY);
    }
  });
});
