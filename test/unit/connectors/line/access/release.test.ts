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
  NOBODY_ELSE,
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

async function subscribed(accountId: string): Promise<Account> {
  const account = await renewed(world, accountOf(world, await identified(world, accountId), 'channel'));
  const { facts } = await access.subscribe(world.calls, account);
  return { ...account, facts: { ...account.facts, ...facts } };
}

describe('releasing a channel', () => {
  it('tells the merchant what to switch off, in Thai and English, and changes nothing', async () => {
    const account = await subscribed(MALI);
    const before = world.sandbox.calls.length;
    const { byHand } = await access.release(world.calls, account, NOBODY_ELSE);
    expect(byHand?.en).toBe('In the LINE Developers Console, under Messaging API, switch "Use webhook" off.');
    expect(byHand?.th).toMatch(/[ก-๙].*Use webhook/);
    expect(world.sandbox.calls.slice(before).map(({ method }) => method)).toEqual(['GET']);
  });

  it('names the former address; sending customers’ words there is for the merchant to decide', async () => {
    const account = await subscribed(PA_DAENG);
    await switchWebhook(world, '2007710988', true);
    const { byHand } = await access.release(world.calls, account, NOBODY_ELSE);
    for (const text of [byHand?.th, byHand?.en])
      expect(text).toContain('https://bot.example.com/line/padaeng');
  });

  it('nothing remains when deliveries are off already', async () => {
    const account = await subscribed(MALI);
    await switchWebhook(world, '2007710455', false);
    expect(await access.release(world.calls, account, NOBODY_ELSE)).toEqual({ byHand: null });
  });

  it('nothing remains when deliveries go elsewhere already', async () => {
    const account = await subscribed(MALI);
    await access.subscribe(world.calls, { ...account, webhookUrl: 'https://bot.example.com/line' });
    expect(await access.release(world.calls, account, NOBODY_ELSE)).toEqual({ byHand: null });
  });

  it('leaves a token that the merchant pasted alone', async () => {
    const { calls, sent } = fakeLine(GOOD);
    await access.release(calls, someAccount(), NOBODY_ELSE);
    expect(sent.filter(({ url }) => url.includes('revoke'))).toEqual([]);
  });

  it.each([400, 401, 404])('credentials that are gone (%i) are no error', async (status) => {
    const { calls } = fakeLine({ '/oauth2/v3/token': { status } });
    expect((await access.release(calls, someAccount(), NOBODY_ELSE)).byHand).not.toBeNull();
  });

  it('LINE being broken is one: it is done again later', async () => {
    const { calls } = fakeLine({ '/oauth2/v3/token': { status: 500 } });
    await expect(access.release(calls, someAccount(), NOBODY_ELSE)).rejects.toMatchObject({
      kind: 'unavailable',
    });
  });
});

describe('releasing an attached account', () => {
  it.each([true, false])('detaches it; accounts share nothing at LINE (asked: %s)', async (isShared) => {
    const account = await renewed(world, accountOf(world, await exchanged(world, MALI), 'module'));
    await exchanged(world, PA_DAENG);
    expect(await access.release(world.calls, account, { isShared: () => isShared })).toEqual({
      byHand: null,
    });
    const other = { ...account, accountId: PA_DAENG };
    await access.check(world.calls, other);
    await expect(access.check(world.calls, account)).rejects.toMatchObject({ kind: 'authorization_gone' });
  });

  const attached = someAccount({ login: 'module', app: module });

  it('names the account in the body; the call is the module’s own', async () => {
    const { calls, sent } = fakeLine({ ...GOOD, '/v2/bot/channel/detach': { body: {} } });
    await access.release(calls, attached, NOBODY_ELSE);
    expect(sent.at(-1)).toEqual({
      method: 'POST',
      url: 'https://api.line.me/v2/bot/channel/detach',
      headers: { authorization: 'Bearer issued-token', 'content-type': 'application/json' },
      body: `{"botId":"${MALI}"}`,
      idempotent: true,
    });
  });

  it.each(['Specified channel is not detachable', 'user/group/room Id is not available.'])(
    'not attached is no error: %s',
    async (message) => {
      const { calls } = fakeLine({ ...GOOD, '/v2/bot/channel/detach': { status: 400, body: { message } } });
      expect(await access.release(calls, attached, NOBODY_ELSE)).toEqual({ byHand: null });
    },
  );

  it.each([401, 403])('what the module may not do (%i) the merchant is told to do', async (status) => {
    const { calls } = fakeLine({ ...GOOD, '/v2/bot/channel/detach': { status } });
    expect((await access.release(calls, attached, NOBODY_ELSE)).byHand?.en).toContain('disconnect');
  });
});
