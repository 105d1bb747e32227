import { inspect } from 'node:util';
import { SecretText } from '../../../../lambdas/domain/secret-text.ts';
import type { Account } from '../../../../lambdas/ports/account-access.ts';
import { fakeCalls, graphError } from './fake-calls.ts';
import { appOf, metaWorld, ROUTES, shared } from './meta-world.ts';

const CANARY = 'CANARY-7f3a';
const FAILING = [
  graphError(190, 460, { message: CANARY, error_user_msg: CANARY }),
  graphError(10, undefined, { message: CANARY }),
  graphError(100, 33, { message: CANARY }),
  { status: 500, body: `<html>${CANARY}` },
  { body: { data: [{ [CANARY]: CANARY }], error_type: CANARY, code: CANARY.length } },
  { status: 400, body: { error: { code: CANARY, error_subcode: CANARY, type: CANARY } } },
  { body: {} },
];

describe.each(ROUTES)('S11: errors of $platform by the $login login', (route) => {
  const app = { ...appOf('meta'), secret: new SecretText(`${CANARY}-secret`) };
  const tokens = {
    secrets: { access_token: new SecretText(`${CANARY}-token`) },
    expiresAt: null,
    authorizedUntil: null,
  };
  const account: Account = {
    connectionId: 'c',
    accountId: route.accountId,
    surface: 'main',
    login: route.login,
    features: ['inbox'],
    webhookUrl: 'https://kaojai.example/w',
    app,
    tokens,
    facts: { userId: '7', pageId: '8' },
    now: 0,
  };

  it.each(FAILING)('carry neither token nor secret nor a word: %j', async (answer) => {
    const world = await metaWorld(route);
    const { access } = world;
    await world.stop();
    const calls = fakeCalls({ http: answer });
    const code = new SecretText(`${CANARY}-code`);
    const exchange = {
      login: route.login,
      app,
      code,
      redirectUri: 'https://k/',
      scopes: [],
      facts: {},
      now: 0,
    };
    const identify = { login: route.login, app, given: { login: route.login, tokens, facts: {} }, now: 0 };
    const outcomes = await Promise.allSettled([
      access.exchange?.(calls, exchange),
      access.identify?.(calls, identify),
      access.subscribe(calls, account),
      access.check(calls, account),
      access.renew?.(calls, account),
      access.release(calls, account, shared()),
      access.history?.(calls, account, { since: null, cursor: null }),
    ]);
    const errors = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [outcome.reason as Error] : [],
    );
    expect(errors.length).toBeGreaterThan(0);
    for (const error of errors) {
      expect(error).toMatchObject({ name: 'KaoJaiError' });
      expect(inspect(error, { depth: 9 })).not.toContain(CANARY);
      expect(JSON.stringify(error)).not.toContain(CANARY);
    }
  });
});
