import { type Asked, refusalOf } from '../../../../../lambdas/connectors/line/api/refusals.ts';
import type { RefusalKind } from '../../../../../lambdas/domain/platform-refusal.ts';

type Row = readonly [asked: Asked, status: number, body: unknown, kind: RefusalKind, code: string];

const MESSAGE = (message: string) => ({ message });

/** Each error that LINE documents, with the body that it documents. */
const ROWS: readonly Row[] = [
  [
    'channel_token',
    400,
    { error: 'invalid_request', error_description: "Invalid 'client_credentials'." },
    'authorization_gone',
    '400/invalid_request',
  ],
  [
    'channel_token',
    400,
    { error: 'invalid_client', error_description: 'invalid client_secret' },
    'authorization_gone',
    '400/invalid_client',
  ],
  [
    'channel_token',
    404,
    MESSAGE('Cannot find channel key that satisfies the conditions'),
    'authorization_gone',
    '404',
  ],
  [
    'channel_token',
    429,
    MESSAGE('The API rate limit has been exceeded. Try again later.'),
    'rate_limited',
    '429',
  ],
  [
    'module_token',
    400,
    { error: 'invalid_request', error_description: "Invalid 'client_credentials'." },
    'app_refused',
    '400/invalid_request',
  ],
  [
    'pasted',
    400,
    { error: 'invalid_request', error_description: 'access token expired' },
    'token_invalid',
    '400/invalid_request',
  ],
  [
    'code',
    400,
    { error: 'invalid_grant', error_description: 'invalid code' },
    'code_invalid',
    '400/invalid_grant',
  ],
  ['code', 400, MESSAGE('bad request'), 'code_invalid', '400'],
  ['code', 400, { error: 'invalid_client' }, 'app_refused', '400/invalid_client'],
  ['code', 403, MESSAGE('Access to this API is not available for your account'), 'app_refused', '403'],
  ['channel_api', 400, MESSAGE('The request body has 1 error(s)'), 'rejected', '400'],
  ['channel_api', 400, MESSAGE('Invalid webhook endpoint URL'), 'rejected', '400'],
  [
    'channel_api',
    401,
    MESSAGE('Authentication failed due to the following reason: invalid token.'),
    'token_invalid',
    '401',
  ],
  ['channel_api', 403, MESSAGE('Access to this API is not available for your account'), 'app_refused', '403'],
  [
    'module_api',
    403,
    MESSAGE('Access to this API is not available for your account'),
    'permission_missing',
    '403',
  ],
  ['module_api', 400, MESSAGE('Specified channel is not detachable'), 'rejected', '400'],
  [
    'module_api',
    401,
    MESSAGE('Authentication failed due to the following reason: invalid token.'),
    'token_invalid',
    '401',
  ],
  ['channel_api', 404, MESSAGE('Not found'), 'not_found', '404'],
  ['channel_api', 409, MESSAGE('The retry key is already accepted'), 'rejected', '409'],
  ['channel_api', 410, MESSAGE('The content is gone'), 'not_found', '410'],
  ['channel_api', 413, '', 'rejected', '413'],
  ['channel_api', 415, '', 'rejected', '415'],
  ['module_api', 423, MESSAGE('another channel acquired'), 'unavailable', '423'],
  [
    'channel_api',
    429,
    MESSAGE('The API rate limit has been exceeded. Try again later.'),
    'rate_limited',
    '429',
  ],
  ['channel_api', 429, MESSAGE('You have reached your monthly limit.'), 'rate_limited', '429'],
  ['channel_api', 500, MESSAGE('The error occurred on the server'), 'unavailable', '500'],
  ['channel_api', 502, '<html>Bad Gateway</html>', 'unavailable', '502'],
  ['channel_token', 503, '', 'unavailable', '503'],
  ['code', 504, '', 'unavailable', '504'],
  // Not documented.
  ['channel_api', 418, '', 'rejected', '418'],
  ['channel_api', 302, '', 'rejected', '302'],
];

const answer = (status: number, body: unknown, retryAfterMs?: number) => ({
  status,
  headers: {},
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
});

describe('what LINE refuses', () => {
  it.each(ROWS)('%s %i %j is %s', (asked, status, body, kind, platformCode) => {
    expect(refusalOf(asked, answer(status, body))).toMatchObject({ kind, platformCode, platform: 'line' });
  });

  it('keeps the time that LINE asks to wait', () => {
    expect(refusalOf('channel_api', answer(429, '', 7_000)).retryAfterMs).toBe(7_000);
  });

  it('S11: keeps no words of LINE, nor what only looks like a code', () => {
    const words = { error: 'token canary-123 is bad', error_description: 'canary', message: 'canary' };
    const refusal = refusalOf('channel_token', answer(400, words));
    expect(refusal.platformCode).toBe('400');
    expect(`${refusal.message} ${refusal.details.join(' ')} ${refusal.cause}`).not.toContain('canary');
  });

  it.each(
    Object.entries({
      'error in words': 'บัญชีถูกระงับ',
      'own names only': '{"__proto__":{"error":"invalid_client"}}',
    }),
  )('decides by the status alone: %s', (_name, body) => {
    expect(refusalOf('code', answer(400, body)).kind).toBe('code_invalid');
  });
});
