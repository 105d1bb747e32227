import { callAsShop } from '../../../../../lambdas/connectors/shopee/api/client.ts';
import type { RefusalKind } from '../../../../../lambdas/domain/platform-refusal.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { PlatformCalls } from '../../../../../lambdas/ports/account-access.ts';
import type { EgressAnswer } from '../../../../../lambdas/ports/egress.ts';
import { refusalOf } from '../access/shopee-world.ts';

/** 2026-11-24T00:00:00Z, 08:00 in Singapore. */
const NOW = Date.UTC(2026, 10, 24);
const answering = (answer: Partial<EgressAnswer>): PlatformCalls => ({
  send: async () => ({ status: 200, headers: {}, body: Buffer.alloc(0), ...answer }),
});
const call = (answer: Partial<EgressAnswer>) =>
  callAsShop(
    answering(answer),
    {
      partnerId: '2010345',
      partnerKey: new SecretText('CANARY-KEY'),
      now: NOW,
      shopId: '1',
      accessToken: new SecretText('CANARY-TOKEN'),
    },
    { method: 'GET', path: '/x', idempotent: true },
  );
const json = (body: unknown, status = 200) => ({ status, body: Buffer.from(JSON.stringify(body)) });
const error = (code: string, message = 'CANARY-WORDS', status = 200) =>
  refusalOf(call(json({ error: code, message, request_id: 'r' }, status)));

/** Sections 2.3, 2.5 and 6 of the specification. */
const ROWS: readonly (readonly [code: string, kind: RefusalKind, message?: string])[] = [
  ['user_is_forbidden', 'window_closed'],
  ['reach_5_message_limit', 'window_closed'],
  ['first_chat_without_order_info', 'window_closed'],
  ['message_too_long', 'content_refused'],
  ['message_is_censored', 'content_refused'],
  ['error_business', 'content_refused'],
  ['exceed_send_limitaion', 'rate_limited'],
  ['block_by_internal_safety_strategies', 'content_refused'],
  ['error_blocked', 'customer_unreachable'],
  ['error_sender_block_receiver', 'customer_unreachable'],
  ['assigned_to_subaccount', 'app_refused'],
  ['shop_bound_subaccount', 'app_refused'],
  ['error_server', 'unavailable'],
  ['error_network', 'unavailable'],
  ['system_busy', 'unavailable'],
  ['error_rate_limit', 'rate_limited'],
  ['error_limit', 'rate_limited'],
  ['invalid_acceess_token', 'token_invalid'],
  ['error_auth', 'token_invalid', 'Invalid access_token.'],
  ['error_param', 'token_invalid', 'There is no access_token in query.'],
  ['error_auth', 'authorization_gone', 'Invalid partner_id or shopid.'],
  ['error_auth', 'authorization_gone', 'Invalid refresh_token.'],
  ['shop_no_linked', 'authorization_gone'],
  ['partner_shop_no_link', 'authorization_gone'],
  ['shop_access_expired', 'authorization_gone'],
  ['refresh_token_expired', 'authorization_gone'],
  ['error_shop_refresh_token', 'authorization_gone'],
  ['shop_banned', 'account_suspended'],
  ['error_kyc_auth', 'account_suspended'],
  ['error_ashop_api_permission', 'account_suspended'],
  ['error_sign', 'app_refused'],
  ['error_param', 'app_refused', 'Timestamp is expired.'],
  ['error_partner_key_expired', 'app_refused'],
  ['invalid_partner_id', 'app_refused'],
  ['source_ip_undeclared', 'app_refused'],
  ['error_api_permission', 'app_refused'],
  ['error_permission', 'app_refused'],
  ['error_api_call_restricted', 'app_refused'],
  ['api_suspended', 'app_refused'],
  ['error_not_found', 'not_found'],
  ['invalid_code', 'code_invalid'],
  ['invalid_shop_id', 'code_invalid'],
  ['invalid_main_acount_id', 'code_invalid'],
];

describe('Shopee refusals', () => {
  it.each(ROWS.map(([code, kind, message = 'Any words.']) => ({ code, kind, message })))(
    '$code is $kind: $message',
    async ({ code, kind, message }) => {
      for (const status of [200, 403]) {
        const refusal = await error(code, message, status);
        expect([refusal.kind, refusal.platformCode]).toEqual([kind, code]);
      }
    },
  );

  it.each([
    ['error_auth', 'token_invalid'],
    ['error_param', 'rejected'],
    ['some_new_code', 'rejected'],
    ['constructor', 'rejected'],
    ['__proto__', 'rejected'],
  ])('%s in words that are not known is %s', async (code, kind) => {
    expect((await error(code)).kind).toBe(kind);
  });

  it('F12: success is an empty error, whatever the status', async () => {
    expect(await call(json({ error: '', response: { a: 1 } }, 403))).toMatchObject({ response: { a: 1 } });
    expect(await call(json({ response: {} }))).toEqual({ response: {} });
  });

  it.each([
    ['no error field, 403', json({ message: 'x' }, 403), 'rejected', 'http 403'],
    ['an unknown code, 502', json({ error: 'new_code' }, 502), 'unavailable', 'new_code'],
    ['a code that is no word', json({ error: 'CANARY WORDS' }), 'rejected', 'http 200'],
    ['a code that is no text', json({ error: 5 }), 'rejected', 'http 200'],
    [
      'a page of some proxy',
      { status: 502, body: Buffer.from('<html>CANARY</html>') },
      'unavailable',
      'http 502',
    ],
  ] as const)('F12: %s', async (_name, answer, kind, code) => {
    const refusal = await refusalOf(call(answer));
    expect([refusal.kind, refusal.platformCode]).toEqual([kind, code]);
  });

  it('F12: too many calls, with the time to wait', async () => {
    expect(await refusalOf(call({ status: 429, retryAfterMs: 7_000 }))).toMatchObject({
      kind: 'rate_limited',
      retryAfterMs: 7_000,
    });
    expect(await refusalOf(call({ status: 429 }))).toMatchObject({ retryAfterMs: 1_000 });
    expect(await error('error_rate_limit')).toMatchObject({ retryAfterMs: 1_000 });
  });

  it("the app's daily limit lasts until midnight in Singapore", async () => {
    expect((await error('error_limit')).retryAfterMs).toBe(16 * 3_600_000);
  });

  it('S11: no words of the platform and no secret in it', async () => {
    const refusals = [await error('error_auth'), await error('CANARY WORDS'), await error('shop_banned')];
    for (const refusal of refusals) {
      expect(JSON.stringify([refusal.message, refusal.details, refusal.stack, refusal])).not.toContain(
        'CANARY',
      );
    }
  });
});
