import { line } from '../../../../../lambdas/connectors/line/index.ts';
import { SecretText } from '../../../../../lambdas/domain/secret-text.ts';
import type { Account, PlatformCalls } from '../../../../../lambdas/ports/account-access.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import {
  access,
  accountOf,
  CUSTOMER,
  exchanged,
  identified,
  later,
  lineWorld,
  MALI,
  MODULE_SECRET,
  NOBODY_ELSE,
  renewed,
} from './line-world.ts';

const TEXT = 'ชามนี้มีกี่สี';

let world: PlatformWorld;
beforeEach(async () => {
  world = await lineWorld();
});
afterEach(() => world.stop());

const write = () =>
  world.sandbox.act('line', { kind: 'message', accountId: MALI, customerId: CUSTOMER, text: TEXT });

/** What the last delivery says, once its signature is found to be right. */
function lastItems(secret: string) {
  const delivery = world.deliveries.at(-1);
  if (!delivery) throw new Error('nothing was delivered');
  const headers = { 'x-line-signature': String(delivery.headers['x-line-signature']) };
  const { body } = delivery;
  const credential = { ref: 'line/c_test', secret: new SecretText(secret), facts: {} };
  const raw = { platform: 'line', surface: 'main', headers, body, receivedAt: world.clock.now() };
  expect(line.verify(raw, [credential], world.clock.now()).kind).toBe('trusted');
  return line.parse({ surface: 'main', body, receivedAt: world.clock.now() });
}

function push(calls: PlatformCalls, account: Account, to: string) {
  return calls.send({
    method: 'POST',
    url: 'https://api.line.me/v2/bot/message/push',
    headers: {
      authorization: `Bearer ${account.tokens.secrets.access_token?.reveal()}`,
      'content-type': 'application/json',
      ...(account.login === 'module' ? { 'x-line-bot-id': account.accountId } : {}),
    },
    body: JSON.stringify({ to, messages: [{ type: 'text', text: 'มีสามสีค่ะ' }] }),
    idempotent: false,
  });
}

describe('a channel of the merchant', () => {
  it('is connected, subscribed, written to, checked, renewed, and released', async () => {
    const grant = await identified(world, MALI);
    const connected = accountOf(world, grant, 'channel');
    expect(grant.accounts).toMatchObject([{ accountId: MALI, displayName: 'ร้านมะลิ แฮนด์เมด' }]);
    const secret = connected.tokens.secrets.client_secret?.reveal() ?? '';

    const first = await renewed(world, connected);
    expect(await access.subscribe(world.calls, first)).toEqual({ webhook: 'on', problem: null });
    expect(world.deliveries).toHaveLength(1);
    expect(lastItems(secret)).toEqual([]);

    expect(await write()).toMatchObject({ delivered: true });
    expect(world.deliveries.at(-1)?.path).toBe('/webhooks/line/c_test');
    expect(lastItems(secret)).toMatchObject([{ type: 'message', accountId: MALI, text: TEXT }]);
    expect((await push(world.calls, first, CUSTOMER)).status).toBe(200);

    expect(await access.check(world.calls, first)).toMatchObject({ webhook: 'on', problem: null });

    later(world, 15);
    const second = await renewed(world, first);
    expect(second.tokens.secrets.access_token?.reveal()).not.toBe(
      first.tokens.secrets.access_token?.reveal(),
    );
    expect((await push(world.calls, first, CUSTOMER)).status).toBe(401);
    expect((await push(world.calls, second, CUSTOMER)).status).toBe(200);

    const released = await access.release(world.calls, second, NOBODY_ELSE);
    expect(released.byHand?.en).toContain('switch "Use webhook" off');
  });

  it('is lost when the merchant has the secret issued anew', async () => {
    const account = accountOf(world, await identified(world, MALI), 'channel');
    await world.sandbox.act('line', { kind: 'revoke', accountId: MALI });
    await expect(access.renew(world.calls, account)).rejects.toMatchObject({ kind: 'authorization_gone' });
    await expect(access.check(world.calls, account)).rejects.toMatchObject({ kind: 'authorization_gone' });
    expect((await access.release(world.calls, account, NOBODY_ELSE)).byHand).not.toBeNull();
  });
});

describe("the operator's module", () => {
  it('is attached, written to, checked, and detached', async () => {
    const grant = await exchanged(world, MALI);
    expect(lastItems(MODULE_SECRET)).toMatchObject([{ type: 'connection', signal: 'authorized' }]);
    const account = await renewed(world, accountOf(world, grant, 'module'));

    expect(await access.subscribe(world.calls, account)).toEqual({ webhook: 'unverified', problem: null });
    expect(await write()).toMatchObject({ delivered: true });
    expect(world.deliveries.at(-1)?.path).toBe('/webhooks/line/module');
    const [item] = lastItems(MODULE_SECRET);
    if (item?.type !== 'message') throw new Error('the delivery has no message');
    expect(item.customer?.key).toMatch(/^LU[0-9a-f]{32}-U[0-9a-f]{32}$/);
    expect((await push(world.calls, account, item.customer?.key ?? '')).status).toBe(200);

    expect(await access.check(world.calls, account)).toMatchObject({ webhook: 'unverified', problem: null });
    expect(await access.release(world.calls, account, NOBODY_ELSE)).toEqual({ byHand: null });
    expect(lastItems(MODULE_SECRET)).toMatchObject([{ type: 'connection', signal: 'revoked' }]);
    expect(await write()).toMatchObject({ delivered: false });
    await expect(access.check(world.calls, account)).rejects.toMatchObject({ kind: 'authorization_gone' });
    expect(await access.release(world.calls, account, NOBODY_ELSE)).toEqual({ byHand: null });
  });
});
