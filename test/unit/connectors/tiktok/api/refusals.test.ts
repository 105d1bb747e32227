import { businessCall } from '../../../../../lambdas/connectors/tiktok/api/business/client.ts';
import { shopCall } from '../../../../../lambdas/connectors/tiktok/api/shop/client.ts';
import { PlatformRefusal } from '../../../../../lambdas/domain/platform-refusal.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import { answering, appOf, CANARY, refusalOf } from '../access/world.ts';

const caller = { app: appOf('shop'), token: new SecretText('canary-access-token'), now: 1_767_225_600_000 };
const SHOPS = '/authorization/202309/shops';

function shop(status: number, body: unknown, method: 'GET' | 'PUT' = 'GET'): Promise<unknown> {
  return refusalOf(shopCall(answering([status, body]).calls, caller, { method, path: SHOPS }));
}

function business(status: number, body: unknown, post?: object): Promise<unknown> {
  const request = { path: '/business/get/', ...(post ? { body: post } : {}) } as const;
  return refusalOf(businessCall(answering([status, body]).calls, request));
}

const HOUR_MS = 3_600_000;

describe('Refusals of TikTok Shop', () => {
  it.each([
    ['36009002', 'rate_limited'],
    ['36009003', 'unavailable'],
    ['36009007', 'unavailable'],
    ['45101001', 'unavailable'],
    ['105002', 'token_invalid'],
    ['106001', 'app_refused'],
    ['106013', 'rejected'],
    ['101000', 'rejected'],
    // Never "reconnect": the app was not granted customer service.
    ['105005', 'app_refused'],
    ['36009033', 'app_refused'],
    ['36009043', 'account_suspended'],
    ['36009044', 'account_suspended'],
    ['36009009', 'rejected'],
    ['36009010', 'rejected'],
    ['36009014', 'rejected'],
    ['36009022', 'rejected'],
    ['36009023', 'rejected'],
    ['45101002', 'rejected'],
    ['45111017', 'content_refused'],
    ['45101003', 'not_found'],
    ['45101006', 'content_refused'],
    ['45102007', 'rejected'],
    ['45109001', 'window_closed'],
    ['36004001', 'authorization_gone'],
    ['36004004', 'code_invalid'],
  ])('F12: %s is %s, with status 200 as well', async (code, kind) => {
    const body = { code: Number(code), message: CANARY, request_id: 'r' };
    expect(await shop(401, body)).toMatchObject({ kind, platformCode: code });
    expect(await shop(200, body, 'PUT')).toMatchObject({ kind, platformCode: code });
  });

  it.each([
    ['The x-tts-access-token is invalid', 'token_invalid', 'access_token'],
    ['invalid access_token', 'token_invalid', 'access_token'],
    ['Invalid timestamp', 'unavailable', 'timestamp'],
    ['Invalid app_key', 'app_refused', 'app'],
    ['The Signature does not match', 'app_refused', 'app'],
    ['missing credentials', 'app_refused', 'app'],
    ['shop_cipher is required', 'rejected', 'shop_cipher'],
  ])('36009004 is told apart by its words: %s', async (message, kind, sub) => {
    const refusal = await shop(401, { code: 36009004, message });
    expect(refusal).toMatchObject({ kind, platformCode: `36009004/${sub}` });
  });

  it('36009004 in other words is like an unknown code', async () => {
    const body = { code: 36009004, message: CANARY };
    expect(await shop(401, body)).toMatchObject({ kind: 'unavailable', platformCode: '36009004' });
    expect(await shop(401, body, 'PUT')).toMatchObject({ kind: 'rejected', platformCode: '36009004' });
  });

  it('waits for the next hour or day where a quota is used up', async () => {
    const hour = { kind: 'rate_limited', retryAfterMs: HOUR_MS };
    expect(await shop(200, { code: 36009037, message: 'x' })).toMatchObject(hour);
    const day = { kind: 'rate_limited', retryAfterMs: 24 * HOUR_MS };
    expect(await shop(200, { code: 45101004, message: 'x' })).toMatchObject(day);
  });

  it.each([
    [429, 'rate_limited'],
    [500, 'unavailable'],
    [503, 'unavailable'],
  ])('status %i is %s, whatever the body says', async (status, kind) => {
    const refusal = { kind, platformCode: `http ${status}` };
    expect(await shop(status, '<html>')).toMatchObject(refusal);
    expect(await shop(status, { code: 0, data: {} })).toMatchObject(refusal);
  });

  it('is a success only if status and code both say so', async () => {
    expect(await shop(404, { code: 0, data: {} })).toMatchObject({ kind: 'rejected' });
    expect(await shop(200, { message: 'Success', data: {} })).toMatchObject({ kind: 'unavailable' });
    expect(await shop(200, 'gateway')).toMatchObject({ kind: 'unavailable' });
    expect(await shop(200, { code: 0, data: { a: 1 } })).toEqual({ noRefusal: { a: 1 } });
    expect(await shop(200, { code: 0 })).toEqual({ noRefusal: {} });
  });
});

describe('Refusals of TikTok Business', () => {
  it.each([
    ['40100', 'rate_limited'],
    ['51021', 'rate_limited'],
    ['51065', 'unavailable'],
    ['50000', 'unavailable'],
    ['50999', 'unavailable'],
    ['40105', 'token_invalid'],
    ['40102', 'token_invalid'],
    ['40104', 'token_invalid'],
    ['40103', 'authorization_gone'],
    ['40131', 'code_invalid'],
    ['40001', 'permission_missing'],
    ['40002', 'rejected'],
    ['40007', 'not_found'],
    ['40064', 'window_closed'],
    ['40908', 'content_refused'],
  ])('F12: %s is %s, with status 200', async (code, kind) => {
    const body = { code: Number(code), message: CANARY, request_id: 'r', data: {} };
    expect(await business(200, body)).toMatchObject({ kind, platformCode: code });
    expect(await business(200, body, {})).toMatchObject({ kind, platformCode: code });
  });

  it('an unknown code is passing for a read and lasting for anything else', async () => {
    expect(await business(200, { code: 41999 })).toMatchObject({ kind: 'unavailable' });
    expect(await business(200, { code: 41999 }, {})).toMatchObject({ kind: 'rejected' });
    // Not 50xxx.
    expect(await business(200, { code: 500 }, {})).toMatchObject({ kind: 'rejected' });
  });

  it.each([
    [429, 'rate_limited'],
    [502, 'unavailable'],
  ])('status %i is %s', async (status, kind) => {
    expect(await business(status, '')).toMatchObject({ kind, platformCode: `http ${status}` });
  });

  it('an answer without a code is none', async () => {
    expect(await business(200, { data: {} })).toMatchObject({ kind: 'unavailable' });
    expect(await business(404, 'not found')).toMatchObject({ kind: 'unavailable' });
  });
});

describe('S11: what a refusal keeps', () => {
  it.each([
    ['shop', () => shop(401, { code: 36009004, message: `access_token ${CANARY}` })],
    ['business', () => business(200, { code: 40105, message: CANARY })],
  ])('%s: neither words nor tokens', async (_login, refused) => {
    const error = (await refused()) as PlatformRefusal;
    expect(error).toBeInstanceOf(PlatformRefusal);
    const all = JSON.stringify([error.message, error.details, error.stack, error, error.cause]);
    expect(all).not.toContain(CANARY);
    expect(all).not.toContain('canary');
  });

  it('keeps the time that TikTok asks to wait', async () => {
    const calls = {
      send: async () => ({ status: 429, headers: {}, retryAfterMs: 7_000, body: Buffer.from('') }),
    };
    const limited = { kind: 'rate_limited', retryAfterMs: 7_000 };
    expect(await refusalOf(shopCall(calls, caller, { method: 'GET', path: SHOPS }))).toMatchObject(limited);
    expect(await refusalOf(businessCall(calls, { path: '/business/get/' }))).toMatchObject(limited);
  });
});
