import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import { EgressError } from '../../../../../lambdas/ports/egress.ts';
import { fakeLine, GOOD, module, someAccount } from '../access/line-world.ts';
import { batchOf, KEY, messagingOfLine, text } from './messaging-world.ts';

const REPLY = '/v2/bot/message/reply';
const PUSH = '/v2/bot/message/push';

const flawed = (property: string) => ({
  message: 'The request body has 1 error(s)',
  details: [{ message: 'May not be empty', property }],
});
const words = (message: string) => ({ message });

interface Row {
  readonly way?: 'reply' | 'push';
  readonly login?: 'channel' | 'module';
  readonly status: number;
  readonly body: unknown;
  readonly kind: string;
  readonly code?: string;
}

/** Each row of LINE's table that can come to a message; without `way`: to both ways, without `login`: to both logins. */
const ROWS: readonly Row[] = [
  { status: 400, body: flawed('messages[0].text'), kind: 'content_refused', code: '400/messages' },
  { status: 400, body: flawed('messages'), kind: 'rejected', code: '400' },
  { way: 'push', status: 400, body: flawed('to'), kind: 'rejected', code: '400' },
  {
    way: 'push',
    status: 400,
    body: words('The property, to, in the request body is invalid'),
    kind: 'rejected',
    code: '400',
  },
  {
    way: 'reply',
    status: 400,
    body: words('Invalid reply token'),
    kind: 'window_closed',
    code: 'reply_token',
  },
  // Its texts change without notice; a push in its place shows whether it was something else.
  {
    way: 'reply',
    status: 400,
    body: words('reply token expired'),
    kind: 'window_closed',
    code: 'reply_token',
  },
  { way: 'reply', status: 400, body: '', kind: 'window_closed', code: 'reply_token' },
  { way: 'push', status: 400, body: words('Invalid reply token'), kind: 'rejected', code: '400' },
  {
    way: 'push',
    status: 400,
    body: words('Failed to send messages'),
    kind: 'customer_unreachable',
    code: '400/not_sent',
  },
  { status: 401, body: words('Authentication failed due to the following reason: x'), kind: 'token_invalid' },
  {
    login: 'channel',
    status: 403,
    body: words('Access to this API is not available for your account'),
    kind: 'app_refused',
  },
  {
    login: 'module',
    status: 403,
    body: words('Access to this API is not available for your account'),
    kind: 'permission_missing',
  },
  { status: 404, body: words('Not found'), kind: 'not_found' },
  { way: 'reply', status: 409, body: words('The retry key is already accepted'), kind: 'rejected' },
  { status: 410, body: words('The content is gone'), kind: 'not_found' },
  { status: 413, body: '', kind: 'content_refused' },
  { status: 415, body: '', kind: 'rejected' },
  { status: 423, body: words('another channel acquired'), kind: 'unavailable' },
  {
    status: 429,
    body: words('The API rate limit has been exceeded. Try again later.'),
    kind: 'rate_limited',
  },
  {
    status: 429,
    body: words('You have reached your monthly limit.'),
    kind: 'quota_exceeded',
    code: '429/monthly_limit',
  },
  { status: 418, body: '', kind: 'rejected' },
  // HTTP says well, LINE does not.
  { status: 200, body: { error: 'invalid_request' }, kind: 'rejected', code: '200/invalid_request' },
];

const CASES = ROWS.flatMap((row) =>
  (row.way ? [row.way] : (['reply', 'push'] as const)).flatMap((way) =>
    (row.login ? [row.login] : (['channel', 'module'] as const)).map(
      (login) => [way, login, row.status, row.body, row.kind, row.code ?? String(row.status)] as const,
    ),
  ),
);

const token = new SecretText('reply-1');
const batch = (way: string) => batchOf([text('ค่ะ')], way === 'reply' ? { replyToken: token } : {});
const accountFor = (login: string) => someAccount({ login, ...(login === 'module' ? { app: module } : {}) });

async function attempt(answer: object, way = 'push', login = 'channel') {
  const { calls, sent } = fakeLine({ ...GOOD, [REPLY]: answer, [PUSH]: answer });
  const messaging = await messagingOfLine();
  const outcome = messaging.send(calls, accountFor(login), batch(way));
  return { outcome: await outcome.catch((error: unknown) => error), sent };
}

describe('what LINE refuses to send', () => {
  it.each(CASES)('a %s of a %s: %i %j is %s (%s)', async (way, login, status, body, kind, code) => {
    const { outcome } = await attempt({ status, body }, way, login);
    expect(outcome).toMatchObject({ kind, platformCode: code, platform: 'line' });
  });

  it('keeps the time that LINE asks to wait', async () => {
    for (const way of ['reply', 'push']) {
      const { outcome } = await attempt({ status: 429, retryAfterMs: 7_000 }, way);
      expect(outcome).toMatchObject({ kind: 'rate_limited', retryAfterMs: 7_000 });
    }
  });

  it('a longer wait than the gate has patience for is a plain no, too', async () => {
    const fault = {
      kind: 'asked_to_wait',
      platform: 'line',
      host: 'api.line.me',
      mayHaveArrived: true,
    } as const;
    const raise = async (status: number) => {
      const { calls } = fakeLine(GOOD);
      const send: typeof calls.send = async (call) => {
        if (!call.url.endsWith('/push')) return calls.send(call);
        throw new EgressError({ ...fault, status, retryAfterMs: 60_000 });
      };
      return (await messagingOfLine()).send({ send }, someAccount(), batch('push'));
    };
    await expect(raise(429)).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 60_000 });
    await expect(raise(503)).rejects.toMatchObject({ kind: 'asked_to_wait', mayHaveArrived: true });
  });

  it.each([
    ['reply', 500, ''],
    ['push', 504, ''],
    ['reply', 200, '<html>proxy</html>'],
    ['push', 200, '<html>proxy</html>'],
    ['push', 409, '<html>proxy</html>'],
  ])('a %s that is answered by %i %j may have arrived', async (way, status, body) => {
    const { outcome } = await attempt({ status, body }, way);
    expect(outcome).toBeInstanceOf(EgressError);
    expect(outcome).toMatchObject({ mayHaveArrived: true, status });
  });

  it.each([200, 409])('a push that is accepted without ids (%i) is sent', async (status) => {
    const { outcome } = await attempt({ status, body: {} });
    expect(outcome).toEqual([{ platformMessageId: null }]);
  });
});

describe('what goes to LINE', () => {
  it('a push has the retry key, and may be repeated; nothing about it is in the body', async () => {
    const { sent } = await attempt({ body: { sentMessages: [{ id: '1' }] } });
    expect(sent.at(-1)).toMatchObject({
      url: `https://api.line.me${PUSH}`,
      headers: { 'x-line-retry-key': KEY, 'content-type': 'application/json' },
      idempotent: true,
    });
    expect(JSON.parse(sent.at(-1)?.body ?? '')).toEqual({
      to: 'U71d3a5c8e0f94b62a7c5d9e1f0384b2c',
      messages: [{ type: 'text', text: 'ค่ะ' }],
    });
  });

  it('a reply has none, and may not', async () => {
    const { sent } = await attempt({ body: { sentMessages: [{ id: '1' }] } }, 'reply');
    expect(sent.at(-1)).toMatchObject({ url: `https://api.line.me${REPLY}`, idempotent: false });
    expect(Object.keys(sent.at(-1)?.headers ?? {})).not.toContain('x-line-retry-key');
    const messages = [{ type: 'text', text: 'ค่ะ' }];
    expect(JSON.parse(sent.at(-1)?.body ?? '')).toEqual({ replyToken: 'reply-1', messages });
  });

  it('a module names the account in both', async () => {
    for (const way of ['reply', 'push']) {
      const { sent } = await attempt({ body: { sentMessages: [{ id: '1' }] } }, way, 'module');
      expect(sent.at(-1)?.headers['x-line-bot-id']).toBe('U2c7f9e04a1b8d36350fe4472c9ab1d08');
    }
  });

  it('ids beyond 2^53 stay what they are', async () => {
    const body = '{"sentMessages":[{"id":598301122334455667}]}';
    const { outcome } = await attempt({ body });
    expect(outcome).toEqual([{ platformMessageId: '598301122334455667' }]);
  });
});
