import type { Account } from '../../../../../lambdas/ports/account-access.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import {
  access,
  accountOf,
  fakeLine,
  GOOD,
  identified,
  later,
  lineWorld,
  MALI,
  PA_DAENG,
  renewed,
  someAccount,
  switchWebhook,
} from './line-world.ts';

let world: PlatformWorld;
beforeEach(async () => {
  world = await lineWorld();
});
afterEach(() => world.stop());

const connected = async (accountId: string): Promise<Account> =>
  renewed(world, accountOf(world, await identified(world, accountId), 'channel'));

const made = (method: string, path: string) =>
  world.sandbox.calls.filter((call) => call.method === method && call.path.endsWith(path)).length;

describe('subscribing', () => {
  it('sets the address and has LINE try it; again, it only tries', async () => {
    const account = await connected(MALI);
    const on = { webhook: 'on', problem: null };
    expect(await access.subscribe(world.calls, account)).toEqual(on);
    expect(await access.subscribe(world.calls, account)).toEqual(on);
    expect(made('PUT', '/webhook/endpoint')).toBe(1);
    expect(world.deliveries.map(({ path, body }) => [path, String(body)])).toEqual(
      Array(2).fill(['/webhooks/line/c_test', `{"destination":"${MALI}","events":[]}`]),
    );
  });

  it('says that "Use webhook" is off, and remembers the address that stood there', async () => {
    const account = await connected(PA_DAENG);
    expect(await access.subscribe(world.calls, account)).toEqual({
      webhook: 'off',
      problem: 'webhook_off',
      facts: { formerWebhook: 'https://bot.example.com/line/padaeng' },
    });
    await switchWebhook(world, '2007710988', true);
    expect(await access.subscribe(world.calls, account)).toEqual({ webhook: 'on', problem: null });
  });

  it('does not remember an address of our own', async () => {
    const account = await connected(MALI);
    await access.subscribe(world.calls, {
      ...account,
      webhookUrl: `${world.publicBaseUrl}/webhooks/line/c_old`,
    });
    expect(await access.subscribe(world.calls, account)).toEqual({ webhook: 'on', problem: null });
  });

  it('says that we answer wrongly', async () => {
    const account = await connected(MALI);
    world.answer = 401;
    expect(await access.subscribe(world.calls, account)).toEqual({
      webhook: 'on',
      problem: 'webhook_failing',
    });
  });

  it('after 60 tests in an hour it is switched on untested', async () => {
    const account = await connected(MALI);
    for (let i = 0; i < 60; i++) await access.subscribe(world.calls, account);
    expect(await access.subscribe(world.calls, account)).toEqual({ webhook: 'unverified', problem: null });
    expect(world.deliveries).toHaveLength(60);
    expect(made('POST', '/webhook/test')).toBe(61);
    later(world, 60);
    expect(await access.subscribe(world.calls, await renewed(world, account))).toMatchObject({
      webhook: 'on',
    });
  });

  it('an address that LINE refuses is an error', async () => {
    const account = { ...(await connected(MALI)), webhookUrl: 'http://example.com/webhooks/line/c_test' };
    await expect(access.subscribe(world.calls, account)).rejects.toMatchObject({ kind: 'rejected' });
  });

  it.each<[object, string, string | null]>([
    [{ body: { endpoint: 'https://bot.example.com/x', active: true } }, 'on', null],
    [{ body: { endpoint: 'https://bot.example.com/x', active: false } }, 'off', 'webhook_off'],
    [{ status: 404, body: { message: 'Webhook endpoint not found' } }, 'unverified', null],
  ])('settings that lag behind are no other address: %j', async (answer, webhook, problem) => {
    const { calls } = fakeLine({
      ...GOOD,
      'GET /v2/bot/channel/webhook/endpoint': answer,
      'PUT /v2/bot/channel/webhook/endpoint': { body: {} },
      '/v2/bot/channel/webhook/test': { body: { success: true } },
    });
    expect(await access.subscribe(calls, someAccount())).toMatchObject({ webhook, problem });
  });

  it('makes every call with the token in a header, and JSON where there is a body', async () => {
    const { calls, sent } = fakeLine({
      ...GOOD,
      '/v2/bot/channel/webhook/endpoint': { body: { endpoint: 'https://bot.example.com/x', active: true } },
      '/v2/bot/channel/webhook/test': { body: { success: true } },
    });
    await access.subscribe(calls, someAccount());
    const json = { authorization: 'Bearer issued-token', 'content-type': 'application/json' };
    const body = '{"endpoint":"https://api.example/webhooks/line/c_test"}';
    const api = 'https://api.line.me/v2/bot/channel/webhook';
    const get = { method: 'GET', url: `${api}/endpoint`, headers: { authorization: 'Bearer issued-token' } };
    expect(sent.slice(1)).toEqual([
      { ...get, body: '', idempotent: true },
      { method: 'PUT', url: `${api}/endpoint`, headers: json, body, idempotent: true },
      { method: 'POST', url: `${api}/test`, headers: json, body, idempotent: false },
      { ...get, body: '', idempotent: true },
    ]);
  });
});
