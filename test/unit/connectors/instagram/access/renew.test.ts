import type { Account } from '../../../../../lambdas/ports/account-access.ts';
import {
  callsSince,
  connected,
  grantOf,
  LINKED_ROUTE,
  LOGIN_ROUTE,
  type MetaWorld,
  metaWorld,
} from '../../meta/meta-world.ts';

const DAY = 24 * 3_600_000;

describe('renewing a token of the Instagram login', () => {
  let world: MetaWorld;
  let account: Account;
  beforeEach(async () => {
    world = await metaWorld(LOGIN_ROUTE);
    account = await connected(world);
  });
  afterEach(() => world.stop());

  const renew = async (of = account) => {
    const renewed = await world.access.renew?.(world.calls, { ...of, now: world.clock.now() });
    if (!renewed) throw new Error('nothing is renewed');
    return renewed;
  };
  const later = (ms: number) => world.clock.moveTo(world.clock.now() + ms);

  it('gives another one of 60 days, with which calls work', async () => {
    later(31 * DAY);
    const tokens = await renew();
    expect(tokens.expiresAt).toBe(world.clock.now() + 5_183_944_000);
    expect(tokens.secrets.access_token?.reveal()).not.toBe(account.tokens.secrets.access_token?.reveal());
    expect(await world.access.check(world.calls, { ...account, tokens })).toMatchObject({ webhook: 'on' });
  });

  it('F10: the old token is spent: the second use of it is refused, and nothing is sent twice', async () => {
    later(31 * DAY);
    await renew();
    const from = world.sandbox.calls.length;
    await expect(renew()).rejects.toMatchObject({ kind: 'authorization_gone', platformCode: '190/467' });
    expect(callsSince(world, from)).toEqual(['GET graph.instagram.com/refresh_access_token']);
  });

  it('F10: is tried once when its answer is lost', async () => {
    later(31 * DAY);
    world.sandbox.addFault({ path: 'refresh_access_token', how: 'lost', times: 1 });
    const from = world.sandbox.calls.length;
    await expect(renew()).rejects.toMatchObject({ code: 'egress_interrupted' });
    expect(callsSince(world, from)).toHaveLength(1);
  });

  it('leaves a token of the last 24 hours as it is, without a call', async () => {
    later(DAY - 60_000 - 56_000);
    const from = world.sandbox.calls.length;
    expect(await renew()).toEqual(account.tokens);
    expect(callsSince(world, from)).toEqual([]);
    later(DAY);
    expect(await renew()).not.toEqual(account.tokens);
  });

  it('asks when the age is not known, and a refusal because of the age is no revocation', async () => {
    const unknown = { ...account, tokens: { ...account.tokens, expiresAt: null } };
    await expect(renew(unknown)).rejects.toMatchObject({ kind: 'rejected' });
    later(DAY);
    expect((await renew(unknown)).expiresAt).toBe(world.clock.now() + 5_183_944_000);
  });

  it('is too late after 60 days, after a removal, and without the permission', async () => {
    later(61 * DAY);
    await expect(renew()).rejects.toMatchObject({ kind: 'authorization_gone', platformCode: '190/463' });
    const again = await connected(world);
    await world.sandbox.act('meta', { kind: 'revoke', accountId: account.accountId });
    later(2 * DAY);
    await expect(renew(again)).rejects.toMatchObject({ kind: 'authorization_gone', platformCode: '190/458' });
    const [unticked] = (await grantOf(world, { scope: ['instagram_business_basic'] })).accounts;
    await grantOf(world, { scope: ['instagram_business_manage_messages'] }).catch(() => undefined);
    later(2 * DAY);
    const tokens = unticked?.tokens ?? account.tokens;
    await expect(renew({ ...account, tokens })).rejects.toMatchObject({ kind: 'permission_missing' });
  });

  it('expires by the platform’s clock', async () => {
    await world.sandbox.act('meta', { kind: 'expire', accountId: account.accountId });
    await expect(world.access.check(world.calls, account)).rejects.toMatchObject({
      kind: 'authorization_gone',
      platformCode: '190/463',
    });
  });
});

describe('renewing a Page’s token', () => {
  it('is nothing: it has no end', async () => {
    const world = await metaWorld(LINKED_ROUTE);
    const account = await connected(world);
    const from = world.sandbox.calls.length;
    expect(await world.access.renew?.(world.calls, account)).toBe(account.tokens);
    expect(callsSince(world, from)).toEqual([]);
    await world.stop();
  });
});
