import { REFUSALS, refusalIn } from '../../../../../lambdas/connectors/lazada/api/refusals.ts';
import { answerOf } from '../access/fake-calls.ts';

const refusalFor = (body: Record<string, unknown>, more = {}) =>
  refusalIn(answerOf(body, more), body as never);

/** The table of errors in the specification and those of the pages of pictures and videos, with the kind of each row. */
const ROWS = {
  token_invalid: ['IllegalAccessToken', 'AccessTokenInvalid', 'AccessTokenExpired'],
  authorization_gone: ['IllegalRefreshToken', 'AUTH_TYPE_UNSUPPORTED'],
  code_invalid: ['InvalidCode'],
  app_refused: [
    'InsufficientPermission',
    'IncompleteSignature',
    'InvalidAppKey',
    'APP_KEY_INVALID',
    'IllegalTimestamp',
  ],
  rejected: ['MissingParameter', '-22', 'ILLEGAL_PARAMETER'],
  content_refused: ['302', '303'],
  rate_limited: [
    'ApiCallLimit',
    'AppCallLimit',
    'SellerCallLimit',
    'ServiceCurrentlimit',
    'IopSystemFlowlimit',
    'E901',
    '901',
  ],
  unavailable: [
    'ServiceTimeout',
    'ServiceUnavailable',
    'SystemError',
    '6',
    '300',
    '500',
    '501',
    '1000',
    'FAIL_TO_GET_SHOP_INFO',
    'FAIL_TO_GET_VIDEO',
  ],
};

const rows = Object.entries(ROWS).flatMap(([kind, codes]) => codes.map((code) => [code, kind] as const));

describe('Lazada refusals', () => {
  it.each(rows)('%s is %s, at the gateway, in the chat and in the media centre', (code, kind) => {
    const gateway = refusalFor({ code, type: 'ISV', message: 'words', request_id: 'r' });
    expect(gateway).toMatchObject({ kind, platform: 'lazada', platformCode: code });
    const chat = refusalFor({ code: '0', success: false, err_code: code, err_message: 'words' });
    expect(chat).toMatchObject({ kind, platformCode: code });
    const media = refusalFor({ code: '0', success: 'false', result_code: code, result_message: 'words' });
    expect(media).toMatchObject({ kind, platformCode: code });
  });

  it('has no other codes than those of the specification', () => {
    expect(Object.keys(REFUSALS).sort()).toEqual(rows.map(([code]) => code).sort());
  });

  it.each([
    ['ISV', 'rejected'],
    ['ISP', 'unavailable'],
    ['SYSTEM', 'unavailable'],
    ['', 'rejected'],
  ])('an unknown code of type %s is %s', (type, kind) => {
    for (const code of ['SomethingNew', 'constructor', 4711])
      expect(refusalFor({ code, type })).toMatchObject({ kind, platformCode: String(code) });
  });

  it.each([
    [{ code: '0' }],
    [{ code: 0 }],
    [{ code: '0', data: { seller_id: '1' } }],
    [{ code: '0', success: true, err_code: '0' }],
    [{ code: '0', success: 'true', err_code: 0, err_message: 'SUCCESS' }],
    [{ code: '0', success: 'true', result_code: 'ok', result_message: 'ok' }],
    [{ code: '0', success: true, result_code: '' }],
  ])('takes %j for done', (body) => expect(refusalFor(body)).toBeNull());

  it.each([
    [{ code: '0', success: false }],
    [{ code: '0', success: 'false', err_code: '0' }],
    [{ code: '0', success: false, err_code: 'F_5_MESSAGES' }],
    [{ code: '0', success: true, err_code: '-7' }],
    [{ code: '0', err_code: '-7' }],
    [{ code: '0', success: false, result_code: '' }],
  ])('takes %j for a no of the chat', (body) => expect(refusalFor(body)?.kind).toBe('rejected'));

  it('does not take a body without a code, or an error of the server, for an answer', () => {
    expect(refusalFor({ access_token: 'x' })).toMatchObject({
      kind: 'unavailable',
      platformCode: 'http 200',
    });
    expect(refusalFor({ code: '0' }, { status: 502 })?.kind).toBe('unavailable');
    expect(refusalFor({ code: 'New', type: 'ISV' }, { status: 500 })?.kind).toBe('unavailable');
    expect(refusalFor({ code: 'IllegalAccessToken' }, { status: 500 })?.kind).toBe('token_invalid');
  });

  it('F12: 429 and Retry-After say how long to wait', () => {
    expect(refusalFor({}, { status: 429, retryAfterMs: 9_000 })).toMatchObject({
      kind: 'rate_limited',
      retryAfterMs: 9_000,
    });
    expect(refusalFor({ code: 'SystemError' }, { retryAfterMs: 5_000 })?.retryAfterMs).toBe(5_000);
  });

  it.each([
    ['Api access frequency exceeds the limit. this ban will last 7 seconds', 7_000],
    ['this ban will last 1 second', 1_000],
    ['this ban will last 999999 seconds', 86_400_000],
    ['this ban will last 0 seconds', undefined],
    ['try tomorrow', undefined],
  ])('a limit tells its ban: %s', (message, retryAfterMs) => {
    expect(refusalFor({ code: 'ApiCallLimit', type: 'ISV', message })?.retryAfterMs).toBe(retryAfterMs);
    expect(refusalFor({ code: 'IllegalAccessToken', message })?.retryAfterMs).toBeUndefined();
  });

  it('S11: repeats no words of the platform, and no code that may be words', () => {
    for (const body of [
      { code: 'IllegalAccessToken', message: 'canary of somchai@example.com' },
      { code: 'canary: somchai@example.com' },
      { code: '0', success: false, err_code: 'สมชาย canary', err_message: 'canary' },
    ]) {
      const error = refusalFor(body);
      const text = `${error?.message}${JSON.stringify(error)}${error?.details}`;
      expect(text).not.toContain('canary');
    }
  });
});
