import type { RefusalKind } from '../../../../../lambdas/domain/platform-refusal.ts';
import { refusalOf } from '../access/shopee-world.ts';
import { answering, type Chat, chatWith, image, text, video } from './messaging-world.ts';

let chat: Chat;
beforeAll(async () => {
  chat = await chatWith();
});
afterAll(() => chat.world.stop());

/** Every row of "Sending rules" in section 6 of the specification. */
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
  ['shop_no_linked', 'authorization_gone'],
  ['partner_shop_no_link', 'authorization_gone'],
  ['shop_access_expired', 'authorization_gone'],
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
  ['error_param', 'rejected', 'to_id.'],
  ['some_new_code', 'rejected'],
];

describe('Shopee: refused messages', () => {
  it.each(ROWS)('F12: %s, in an answer of 200, is %s', async (error, kind, message = 'Any words.') => {
    const calls = answering(chat.world, 'send_message', { error, message });
    const refusal = await refusalOf(chat.sendBy(calls, text('มีค่ะ')));
    expect([refusal.kind, refusal.platformCode]).toEqual([kind, error]);
  });

  it.each([
    ['upload_image', image()],
    ['upload_video', video()],
    ['get_video_upload_result', video()],
  ] as const)('of %s only the file can be wrong', async (name, message) => {
    const kindFor = async (error: string) => {
      const calls = answering(chat.world, name, { error, message: 'Any words.' });
      return (await refusalOf(chat.sendBy(calls, message))).kind;
    };
    expect(await kindFor('error_param')).toBe('content_refused');
    expect(await kindFor('some_new_code')).toBe('content_refused');
    expect(await kindFor('shop_banned')).toBe('account_suspended');
    expect(await kindFor('error_server')).toBe('unavailable');
  });

  it('sending too fast, or too much for a day, asks for a minute', async () => {
    const calls = answering(chat.world, 'send_message', { error: 'exceed_send_limitaion', message: '' });
    expect((await refusalOf(chat.sendBy(calls, text('มีค่ะ')))).retryAfterMs).toBe(60_000);
  });

  it('nothing of all that reached the buyer', async () => {
    expect(await chat.phone()).toHaveLength(1);
  });
});
