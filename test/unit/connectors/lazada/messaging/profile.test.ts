import { lazada } from '../../../../../lambdas/connectors/lazada/index.ts';
import type { PlatformWorld } from '../../../../support/platform-world.ts';
import { fakeCalls } from '../access/fake-calls.ts';
import { demoAccount, openWorld, refusalOf } from '../access/world.ts';
import { BUYER, buyerWrites, messaging, SESSION } from './kit.ts';

const person = (id = SESSION) => ({ platformUserId: BUYER, thread: { kind: 'direct', id } }) as const;

describe('Lazada, who a buyer is', () => {
  let world: PlatformWorld;
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.stop());

  it('says the session', async () => {
    await buyerWrites(world);
    expect(await messaging.profile?.(world.calls, demoAccount(world), person())).toEqual({
      displayName: 'ผู้ซื้อ 2455',
      avatarUrl: 'https://th-live-02.slatic.net/other/head/700312455.png',
    });
  });

  it('is refused for a session that is none', async () => {
    const asked = messaging.profile?.(world.calls, demoAccount(world), person('of nobody'));
    expect((await refusalOf(asked)).kind).toBe('rejected');
  });

  it.each([
    [{ title: '', head_url: '' }, null],
    [{}, null],
    [undefined, null],
    [{ title: '  ', head_url: 'javascript:alert(1)' }, null],
    [
      { title: ' S****i ', head_url: '//sg-live.slatic.net/a.png' },
      { displayName: 'S****i', avatarUrl: 'https://sg-live.slatic.net/a.png' },
    ],
    [{ title: 'ณ', buyer_id: 1 }, { displayName: 'ณ' }],
  ])('of %j keeps %j', async (data, expected) => {
    const calls = fakeCalls({ code: '0', success: 'true', err_code: '0', data });
    expect(await messaging.profile?.(calls, demoAccount(world), person())).toEqual(expected);
  });
});

it('Lazada hands its messaging out, without a quota', async () => {
  expect(await lazada.messaging?.()).toBe(messaging);
  expect(messaging.quota).toBeUndefined();
});
