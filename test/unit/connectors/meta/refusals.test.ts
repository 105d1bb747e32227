import { acceptedBody } from '../../../../lambdas/connectors/shared/meta/graph/refusals.ts';
import { PlatformRefusal } from '../../../../lambdas/domain/platform-refusal.ts';
import { type FakeAnswer, graphError } from './fake-calls.ts';

/** What an answer is read as: the refusal, or undefined. */
function refusalOf({
  status = 200,
  headers = {},
  body = {},
  retryAfterMs,
}: FakeAnswer): PlatformRefusal | undefined {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const common = { status, headers, body: Buffer.from(text) };
  try {
    acceptedBody('facebook', retryAfterMs === undefined ? common : { ...common, retryAfterMs });
    return undefined;
  } catch (error) {
    if (error instanceof PlatformRefusal) return error;
    throw error;
  }
}

describe('the table of Meta’s errors', () => {
  it.each([
    [
      'authorization_gone',
      [[190], [190, 458], [190, 459], [190, 460], [190, 463], [190, 464], [190, 467], [190, 492], [102]],
    ],
    [
      'authorization_gone',
      [
        [10, 2534077],
        [100, 2534013],
      ],
    ],
    [
      'window_closed',
      [
        [10, 2018278],
        [10, 2534022],
        [10, 2018065],
      ],
    ],
    ['customer_unreachable', [[10, 2018108], [551], [551, 1545041], [200, 1545041], [1545041]]],
    [
      'customer_unreachable',
      [
        [100, 2018001],
        [100, 2534014],
      ],
    ],
    ['account_suspended', [[10, 1893063], [100, 2534029], [368], [2022], [613, 2018338], [613, 1996]]],
    ['permission_missing', [[10], [3], [200], [210], [230 - 1], [299], [10, 999], [200, 2534041]]],
    ['app_refused', [[200, 2018028], [200, 2018027], [101]]],
    ['not_found', [[100, 33], [2018218], [2018247], [100, 2018218], [230], [9000001]]],
    [
      'content_refused',
      [
        [100, 2018008],
        [100, 2018047],
        [100, 2018294],
        [100, 2018109],
        [100, 2018074],
      ],
    ],
    ['rejected', [[100, 2534037], [2018300], [2018321], [100], [100, 1], [424242], [300], [199]]],
    ['unavailable', [[1], [2], [1200]]],
    ['rate_limited', [[4], [17], [32], [341], [613], [613, 2534040], [80001], [80002], [80006]]],
  ] as const)('%s: %j', (kind, codes) => {
    for (const [code, subcode] of codes) {
      const refusal = refusalOf(graphError(code, subcode));
      expect([code, subcode, refusal?.kind]).toEqual([code, subcode, kind]);
      expect(refusal?.platformCode).toBe(subcode === undefined ? `${code}` : `${code}/${subcode}`);
    }
  });

  it('takes what is unknown by status and `is_transient`', () => {
    expect(refusalOf(graphError(999, undefined, {}, 500))?.kind).toBe('unavailable');
    expect(refusalOf(graphError(999, undefined, { is_transient: true }))?.kind).toBe('unavailable');
    expect(refusalOf(graphError(100, undefined, { is_transient: true }))?.kind).toBe('unavailable');
    expect(refusalOf(graphError(190, undefined, { is_transient: true }, 500))?.kind).toBe(
      'authorization_gone',
    );
    expect(refusalOf({ status: 503, body: {} })?.kind).toBe('unavailable');
    expect(refusalOf({ status: 404, body: {} })?.kind).toBe('rejected');
  });

  it('F12: takes an error in a good answer for an error, and no JSON for none', () => {
    expect(refusalOf(graphError(190, 463, {}, 200))?.kind).toBe('authorization_gone');
    expect(refusalOf({ body: '<html>' })).toMatchObject({ kind: 'unavailable', platformCode: 'http 200' });
    expect(refusalOf({ body: { success: true } })).toBeUndefined();
  });

  it('reads the envelope of api.instagram.com', () => {
    const body = { error_type: 'OAuthException', code: 400, error_message: 'SECRET WORDS' };
    expect(refusalOf({ status: 400, body })).toMatchObject({ kind: 'rejected', platformCode: '400' });
    expect(refusalOf({ status: 500, body })?.kind).toBe('unavailable');
    expect(refusalOf({ status: 200, body })?.kind).toBe('rejected');
  });

  it('keeps no word of the platform', () => {
    const refusal = refusalOf(graphError(190, 460, { error_user_msg: 'SECRET WORDS' }));
    expect(
      `${refusal?.message} ${refusal?.details} ${JSON.stringify(refusal)} ${refusal?.stack}`,
    ).not.toMatch(/SECRET/);
    expect(refusal?.cause).toBeUndefined();
  });
});

describe('how long to wait when there were too many calls', () => {
  const usage = (minutes: unknown) => ({
    'x-business-use-case-usage': JSON.stringify({
      '104455667788990': [
        { type: 'pages', call_count: 10, estimated_time_to_regain_access: 0 },
        { type: 'messenger', call_count: 100, estimated_time_to_regain_access: minutes },
      ],
    }),
  });

  it.each([
    ['as the usage header says, in minutes', { ...graphError(80006), headers: usage(7) }, 7 * 60_000],
    ['… even as a text', { ...graphError(80006), headers: usage('7') }, 7 * 60_000],
    ['as `Retry-After` says', { ...graphError(4), retryAfterMs: 5_000 }, 5_000],
    ['HTTP 429 without JSON', { status: 429, body: 'slow down', retryAfterMs: 9_000 }, 9_000],
    ['a minute when nothing is said', graphError(613), 60_000],
    [
      'a minute when the header is broken',
      { ...graphError(4), headers: { 'x-business-use-case-usage': '{' } },
      60_000,
    ],
    ['a minute when the header says 0', { ...graphError(4), headers: usage(0) }, 60_000],
  ])('%s', (_, answer, retryAfterMs) => {
    expect(refusalOf(answer)).toMatchObject({ kind: 'rate_limited', retryAfterMs });
  });
});
