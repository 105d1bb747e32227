import { inspect } from 'node:util';
import { connectorOf } from '../../../../../lambdas/connectors/index.ts';
import { PlatformRefusal } from '../../../../../lambdas/domain/platform-refusal.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { Account } from '../../../../../lambdas/ports/account-access.ts';
import type { OutboundBatch, OutboundMessage } from '../../../../../lambdas/ports/account-messaging.ts';
import { EgressError } from '../../../../../lambdas/ports/egress.ts';
import { type FakeAnswer, fakeCalls, graphError } from '../fake-calls.ts';
import { appOf, ROUTES, type Route } from '../meta-world.ts';

const CANARY = 'CANARY-7f3a';

const TEXT: OutboundMessage = { kind: 'text', text: `${CANARY}-words` };
const PICTURE: OutboundMessage = {
  kind: 'image',
  file: {
    name: `${CANARY}.png`,
    mimeType: 'image/png',
    size: 3,
    read: async () => Buffer.from(CANARY),
    link: async () => `https://files.example/${CANARY}`,
    previewLink: async () => `https://files.example/${CANARY}`,
  },
};

const DIRECT = { kind: 'direct', id: `${CANARY}-customer` } as const;
const COMMENT = { kind: 'comment', id: `${CANARY}-comment` } as const;

function accountOn(route: Route): Account {
  return {
    connectionId: 'c',
    accountId: route.accountId,
    surface: 'main',
    login: route.login,
    features: ['inbox', 'comments'],
    webhookUrl: 'https://kaojai.example/w',
    app: { ...appOf('meta'), secret: new SecretText(`${CANARY}-secret`) },
    tokens: {
      secrets: { access_token: new SecretText(`${CANARY}-token`) },
      expiresAt: null,
      authorizedUntil: null,
    },
    facts: {},
    now: 0,
  };
}

/** What a sending comes to that Meta answers so. */
async function outcome(
  route: Route,
  answer: FakeAnswer | Readonly<Record<string, FakeAnswer>>,
  message = TEXT,
  thread: OutboundBatch['to']['thread'] = DIRECT,
): Promise<unknown> {
  const messaging = await connectorOf(route.platform).messaging?.();
  const calls = fakeCalls(
    'body' in answer || 'status' in answer ? { http: answer } : (answer as Record<string, FakeAnswer>),
  );
  const batch: OutboundBatch = {
    to: { thread },
    messages: [message],
    idempotencyKey: 'k',
    echoName: 'e',
    permission: { kind: 'response' },
    now: 0,
  };
  return messaging?.send(calls, accountOn(route), batch).catch((error: unknown) => error);
}

/** Every row of the error table of the two specifications. */
const TABLE = [
  [
    'authorization_gone',
    ['190', '190/458', '190/459', '190/460', '190/463', '190/464', '190/467', '190/492'],
  ],
  ['authorization_gone', ['102', '10/2534077', '100/2534013']],
  ['window_closed', ['10/2018278', '10/2534022', '10/2018065']],
  ['customer_unreachable', ['10/2018108', '551', '551/1545041', '200/1545041', '1545041']],
  ['customer_unreachable', ['100/2018001', '100/2534014']],
  ['account_suspended', ['10/1893063', '368', '2022', '613/2018338', '613/1996', '100/2534029']],
  ['permission_missing', ['10', '200', '210', '299', '3', '200/2534041']],
  ['app_refused', ['200/2018028', '200/2018027']],
  ['not_found', ['100/33', '230', '2018218', '2018247', '9000001']],
  ['content_refused', ['100/2018008', '100/2018047', '100/2018294', '100/2018109', '100/2018074']],
  ['rejected', ['100/2534037', '2018300', '2018321', '100', '100/2534068']],
  ['rate_limited', ['4', '17', '32', '341', '613', '613/2534040', '80001', '80002', '80006']],
  ['unavailable', ['1', '2', '1200']],
] as const;

describe.each(ROUTES)('how refusals of $platform by the $login login are read', (route) => {
  it.each(TABLE)('%s: %j', async (kind, codes) => {
    for (const written of codes) {
      const [code = 0, subcode] = written.split('/').map(Number);
      for (const status of [400, 403]) {
        const refusal = await outcome(route, graphError(code, subcode, {}, status));
        expect(refusal).toBeInstanceOf(PlatformRefusal);
        expect(refusal).toMatchObject({ kind, platformCode: written, platform: route.platform });
      }
    }
  });

  it.each([
    ['an error that comes with 200', graphError(190, 460, {}, 200), 'authorization_gone'],
    ['a clear no that comes with 500', graphError(551, undefined, {}, 500), 'customer_unreachable'],
    ['a failure that says that it was one', graphError(1200, undefined, {}, 500), 'unavailable'],
    ['an error of another shape', { status: 400, body: {} }, 'rejected'],
    ['429 without JSON', { status: 429, body: 'slow down' }, 'rate_limited'],
  ])('takes for a no: %s', async (_, answer, kind) => {
    const refusal = await outcome(route, answer);
    expect(refusal).toBeInstanceOf(PlatformRefusal);
    expect(refusal).toMatchObject({ kind });
  });

  it.each([
    ['a passing error with 500', graphError(2, undefined, {}, 500)],
    ['an unknown error with 500', graphError(1, undefined, {}, 500)],
    ['`is_transient` with 503', graphError(999, 5, { is_transient: true }, 503)],
    ['a passing error with 200', graphError(2, undefined, {}, 200)],
    ['a proxy’s page with 502', { status: 502, body: '<html>' }],
    ['a page with 200', { status: 200, body: '<html>' }],
    ['a redirect', { status: 302, body: '' }],
  ])('F13: is in doubt: %s', async (_, answer) => {
    for (const thread of [DIRECT, COMMENT]) {
      const error = await outcome(route, answer, TEXT, thread);
      expect(error).toBeInstanceOf(EgressError);
      expect(error).toMatchObject({ mayHaveArrived: true, platform: route.platform, status: answer.status });
    }
  });

  it('waits as long as the usage header says', async () => {
    const usage = [{ type: 'messenger', call_count: 100, estimated_time_to_regain_access: 7 }];
    const headers = { 'x-business-use-case-usage': JSON.stringify({ '1': usage }) };
    const refusal = await outcome(route, { ...graphError(80006), headers });
    expect(refusal).toMatchObject({ kind: 'rate_limited', retryAfterMs: 7 * 60_000 });
  });

  it('counts as sent what has no id in its answer', async () => {
    expect(await outcome(route, { body: { recipient_id: '1' } })).toEqual([{ platformMessageId: null }]);
    expect(await outcome(route, { body: {} }, TEXT, COMMENT)).toEqual([{ platformMessageId: null }]);
  });

  it.each([
    ['a refusal', graphError(190, 460, { message: CANARY, error_user_msg: CANARY })],
    ['an error page', { status: 500, body: `<html>${CANARY}` }],
    ['codes that are words', { status: 400, body: { error: { code: CANARY, error_subcode: CANARY } } }],
  ])('S11: an error carries neither token nor secret nor a word: %s', async (_, answer) => {
    for (const thread of [DIRECT, COMMENT]) {
      for (const message of [TEXT, PICTURE]) {
        const error = await outcome(route, answer, message, thread);
        expect(error).toMatchObject({ name: 'KaoJaiError' });
        expect(inspect(error, { depth: 9 })).not.toContain(CANARY);
        expect(JSON.stringify(error)).not.toContain(CANARY);
      }
    }
  });

  it('S11: puts neither the token nor the secret into an address or a body', async () => {
    const messaging = await connectorOf(route.platform).messaging?.();
    const account = accountOn(route);
    const calls = fakeCalls({ http: { body: { attachment_id: '1', message_id: '2', id: '3', name: 'x' } } });
    const common = { idempotencyKey: 'k', echoName: 'e', permission: { kind: 'response' }, now: 0 } as const;
    for (const [message, thread] of [
      [TEXT, DIRECT],
      [PICTURE, DIRECT],
      [TEXT, COMMENT],
    ] as const)
      await messaging?.send(calls, account, { ...common, to: { thread }, messages: [message] });
    await messaging?.profile?.(calls, account, { platformUserId: '7', thread: DIRECT });
    expect(calls.made.length).toBeGreaterThanOrEqual(4);
    for (const { url, body = '', headers } of calls.made) {
      expect(`${url} ${body}`).not.toMatch(/CANARY-7f3a-(token|secret)/);
      expect(headers?.authorization).toBe(`Bearer ${CANARY}-token`);
    }
  });
});
