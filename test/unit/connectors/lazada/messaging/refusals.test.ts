import { PlatformRefusal } from '../../../../../lambdas/domain/platform-refusal.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { Account, PlatformCalls } from '../../../../../lambdas/ports/account-access.ts';
import { EgressError } from '../../../../../lambdas/ports/egress.ts';
import { answerOf, fakeCalls, paramsOf } from '../access/fake-calls.ts';
import { app } from '../access/world.ts';
import { batchOf, image, messaging, png, SESSION, text } from './kit.ts';

const account: Account = {
  connectionId: 'c',
  accountId: '100245518',
  surface: 'main',
  login: 'seller',
  features: ['inbox'],
  webhookUrl: 'https://api.example/webhooks/lazada',
  app,
  tokens: {
    secrets: { access_token: new SecretText('50000200aTestTokenTh0001') },
    expiresAt: null,
    authorizedUntil: null,
  },
  facts: {},
  now: 1767225600000,
};

const send = (calls: PlatformCalls, message = text('x')) =>
  messaging.send(calls, account, batchOf(message, { now: account.now }));

/** A kind of refusal; `unknown`: it may have arrived. */
async function outcomeOf(promise: Promise<unknown>): Promise<unknown> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof PlatformRefusal) return error.kind;
  if (error instanceof EgressError && error.mayHaveArrived) return 'unknown';
  return error;
}

const gateway = (code: string, type = 'ISV') => ({ code, type, message: 'words', request_id: 'r' });
const chat = (err_code: string) => ({ code: '0', success: false, err_code, err_message: 'words' });

/** The table of errors in the specification, as a message meets them. */
const ROWS = {
  token_invalid: ['IllegalAccessToken', 'AccessTokenInvalid', 'AccessTokenExpired'],
  app_refused: [
    'InsufficientPermission',
    'IncompleteSignature',
    'InvalidAppKey',
    'APP_KEY_INVALID',
    'IllegalTimestamp',
  ],
  rejected: ['MissingParameter', '-22', 'OfNobodysKnowledge'],
  rate_limited: [
    'ApiCallLimit',
    'AppCallLimit',
    'SellerCallLimit',
    'ServiceCurrentlimit',
    'IopSystemFlowlimit',
    'E901',
    '901',
  ],
  unknown: ['ServiceTimeout', 'ServiceUnavailable', 'SystemError', '6', '500', '501', '1000'],
};
const rows = Object.entries(ROWS).flatMap(([kind, codes]) => codes.map((code) => [code, kind] as const));

describe('Lazada, what a message is answered', () => {
  it.each(rows)('%s: %s', async (code, kind) => {
    for (const body of [gateway(code), chat(code)]) {
      const calls = fakeCalls(body);
      expect(await outcomeOf(send(calls))).toBe(kind);
      expect(calls.sent).toHaveLength(1);
    }
  });

  it('by type, where nobody knows the code: whoever broke may have sent it', async () => {
    expect(await outcomeOf(send(fakeCalls(gateway('New', 'ISP'))))).toBe('unknown');
    expect(await outcomeOf(send(fakeCalls(gateway('New', 'SYSTEM'))))).toBe('unknown');
    expect(await outcomeOf(send(fakeCalls(gateway('New', 'ISV'))))).toBe('rejected');
  });

  it('neither does an answer that is none of Lazada say no', async () => {
    for (const body of ['', '<html>Bad Gateway</html>', '[]', '{}'])
      expect(await outcomeOf(send(fakeCalls(body)))).toBe('unknown');
  });

  it('F12: too many calls, and how long to wait', async () => {
    const limited = { ...gateway('ApiCallLimit'), message: 'this ban will last 7 seconds' };
    await expect(send(fakeCalls(limited))).rejects.toMatchObject({ retryAfterMs: 7_000 });
    const busy = { send: async () => answerOf('{}', { status: 429, retryAfterMs: 9_000 }) };
    await expect(send(busy)).rejects.toMatchObject({ kind: 'rate_limited', retryAfterMs: 9_000 });
    const broken = { send: async () => answerOf(gateway('SystemError'), { retryAfterMs: 4_000 }) };
    await expect(send(broken)).rejects.toMatchObject({ mayHaveArrived: true, retryAfterMs: 4_000 });
  });

  it.each([
    [{ data: { message_id: '3a1', template_id: 1, current_time: 1767225699001 } }, '3a1', 1767225699001],
    [{ data: { message_id: 31, current_time: '1767225699001' } }, '31', 1767225699001],
    [{ success: 'true', err_code: 0, data: {} }, null, undefined],
    [{ success: true }, null, undefined],
  ])('takes %j for sent', async (answer, platformMessageId, sentAt) => {
    const sent = await send(fakeCalls({ code: '0', ...answer }));
    expect(sent).toEqual([{ platformMessageId, ...(sentAt === undefined ? {} : { sentAt }) }]);
  });

  it('says what it sends in snake_case, in a form, with the token in the body only', async () => {
    const calls = fakeCalls(
      { code: '0', data: { image: { hash_code: 'h', url: 'http://my-live-01.slatic.net/p/a.jpg' } } },
      { code: '0', success: true, data: { message_id: '3a1' } },
    );
    await send(calls, image(png(600, 400)));
    const [upload, message] = calls.sent;
    expect(calls.sent.map(({ url, method, idempotent }) => [method, url, idempotent])).toEqual([
      ['POST', 'https://api.lazada.co.th/rest/image/upload', true],
      ['POST', 'https://api.lazada.co.th/rest/im/message/send', false],
    ]);
    expect(paramsOf(message as never)).toMatchObject({
      session_id: SESSION,
      template_id: '3',
      img_url: 'https://my-live-01.slatic.net/p/a.jpg',
      width: '600',
      height: '400',
    });
    const form = await new Response(new Uint8Array(upload?.body as Buffer), {
      headers: { 'content-type': upload?.headers?.['content-type'] ?? '' },
    }).formData();
    expect([...form.keys()].sort()).toEqual([
      'access_token',
      'app_key',
      'image',
      'sign',
      'sign_method',
      'timestamp',
    ]);
    const picture = form.get('image') as unknown as { name: string; type: string };
    expect([picture.name, picture.type]).toEqual(['image.png', 'image/png']);
  });

  it.each([
    ['300', 'unavailable'],
    ['302', 'content_refused'],
    ['303', 'content_refused'],
    ['1000', 'unavailable'],
    ['901', 'rate_limited'],
  ])('a picture that is answered %s is %s, and nothing is sent', async (code, kind) => {
    const calls = fakeCalls(gateway(code));
    expect(await outcomeOf(send(calls, image(png(9, 9))))).toBe(kind);
    expect(calls.sent).toHaveLength(1);
  });

  it('a picture without an address is not sent', async () => {
    for (const data of [{}, { image: {} }, { image: { url: 'p/a.jpg' } }])
      expect(await outcomeOf(send(fakeCalls({ code: '0', data }), image(png(9, 9))))).toBe('unavailable');
  });
});
