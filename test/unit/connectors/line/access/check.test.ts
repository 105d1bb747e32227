import type { Account } from '../../../../../lambdas/ports/account-access.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import {
  access,
  accountOf,
  exchanged,
  fakeLine,
  GOOD,
  identified,
  lineWorld,
  MALI,
  module,
  PA_DAENG,
  renewed,
  someAccount,
  switchWebhook,
} from './line-world.ts';

describe('checking a channel', () => {
  let world: PlatformWorld;
  let account: Account;
  beforeEach(async () => {
    world = await lineWorld();
    account = await renewed(world, accountOf(world, await identified(world, MALI), 'channel'));
    await access.subscribe(world.calls, account);
  });
  afterEach(() => world.stop());

  it('tells the name and how messages are marked as read', async () => {
    expect(await access.check(world.calls, account)).toEqual({
      webhook: 'on',
      problem: null,
      displayName: 'ร้านมะลิ แฮนด์เมด',
      facts: { basicId: '@731mlila', chatMode: 'chat', markAsReadMode: 'manual' },
    });
  });

  it('sees that "Use webhook" was switched off', async () => {
    await switchWebhook(world, '2007710455', false);
    expect(await access.check(world.calls, account)).toMatchObject({
      webhook: 'off',
      problem: 'webhook_off',
    });
  });

  it('sees that deliveries go elsewhere', async () => {
    await access.subscribe(world.calls, { ...account, webhookUrl: 'https://bot.example.com/line' });
    const report = await access.check(world.calls, account);
    expect(report).toMatchObject({ webhook: 'off', problem: 'webhook_elsewhere' });
  });

  it('a suspended account has its authorisation still; LINE tells by an event', async () => {
    await world.sandbox.act('line', { kind: 'suspend', accountId: MALI, on: true });
    expect(String(world.deliveries.at(-1)?.body)).toContain('botSuspended');
    await access.check(world.calls, account);
    await world.sandbox.act('line', { kind: 'suspend', accountId: MALI, on: false });
    expect(String(world.deliveries.at(-1)?.body)).toContain('botResumed');
  });
});

describe('what a check makes of the answers', () => {
  const endpoint = (answer: object) => ({ ...GOOD, '/v2/bot/channel/webhook/endpoint': answer });

  it('no address at all is like another one', async () => {
    const { calls } = fakeLine(endpoint({ status: 404, body: { message: 'Webhook endpoint not found' } }));
    expect(await access.check(calls, someAccount())).toMatchObject({
      webhook: 'off',
      problem: 'webhook_elsewhere',
    });
  });

  it('credentials of another account are a fault of the settings', async () => {
    const { calls } = fakeLine(GOOD);
    const check = access.check(calls, someAccount({ accountId: PA_DAENG }));
    await expect(check).rejects.toMatchObject({ kind: 'app_refused', platformCode: 'another account' });
  });

  it.each([
    [401, 'token_invalid'],
    [403, 'app_refused'],
    [500, 'unavailable'],
  ])('%i is %s', async (status, kind) => {
    const { calls } = fakeLine({ ...GOOD, '/v2/bot/info': { status } });
    await expect(access.check(calls, someAccount())).rejects.toMatchObject({ kind });
  });
});

describe('checking an attached account', () => {
  let world: PlatformWorld;
  let account: Account;
  beforeEach(async () => {
    world = await lineWorld();
    account = await renewed(world, accountOf(world, await exchanged(world, MALI), 'module'));
  });
  afterEach(() => world.stop());

  it('cannot show deliveries, but the name', async () => {
    const report = { webhook: 'unverified', problem: null, displayName: 'ร้านมะลิ แฮนด์เมด' };
    expect(await access.check(world.calls, account)).toMatchObject(report);
  });

  it('sees that the admin unlinked it', async () => {
    await world.sandbox.act('line', { kind: 'revoke', accountId: MALI });
    await expect(access.check(world.calls, account)).rejects.toMatchObject({ kind: 'authorization_gone' });
  });
});

describe('an account that a module may not ask about', () => {
  const attached = someAccount({ login: 'module', app: module });
  const forbidden = { ...GOOD, '/v2/bot/info': { status: 403 } };
  const list = (bots: string[], next?: string) => ({
    ...forbidden,
    '/v2/bot/list': { body: { bots: bots.map((userId) => ({ userId })), ...(next ? { next } : {}) } },
  });

  it('lacks a permission if it is attached', async () => {
    const { calls, sent } = fakeLine(list([PA_DAENG, MALI]));
    await expect(access.check(calls, attached)).rejects.toMatchObject({ kind: 'permission_missing' });
    expect(sent.at(-1)).toMatchObject({ url: 'https://api.line.me/v2/bot/list?limit=100' });
    expect(sent.at(-1)?.headers).toEqual({ authorization: 'Bearer issued-token' });
  });

  it('is gone if it is not attached', async () => {
    const { calls } = fakeLine(list([PA_DAENG]));
    await expect(access.check(calls, attached)).rejects.toMatchObject({ kind: 'authorization_gone' });
  });

  it.each([
    [401, 'token_invalid'],
    [500, 'unavailable'],
  ])('is not looked up for another refusal (%i)', async (status, kind) => {
    const { calls } = fakeLine({ ...list([]), '/v2/bot/info': { status } });
    await expect(access.check(calls, attached)).rejects.toMatchObject({ kind });
  });

  it('reads on from page to page, but not for ever', async () => {
    const { calls, sent } = fakeLine(list([PA_DAENG], 'next-page'));
    await expect(access.check(calls, attached)).rejects.toMatchObject({ kind: 'authorization_gone' });
    expect(sent.length).toBeLessThan(110);
    expect(sent.at(-1)?.url).toBe('https://api.line.me/v2/bot/list?limit=100&start=next-page');
  });
});
