import { fakeLine, GOOD, someAccount } from '../access/line-world.ts';
import { messagingOfLine, messagingWorld, sendTo, text, useUp, write } from './messaging-world.ts';

const PLAN = '/v2/bot/message/quota';
const USED = '/v2/bot/message/quota/consumption';

const ask = async (plan: object, used: object) => {
  const { calls } = fakeLine({ ...GOOD, [PLAN]: plan, [USED]: used });
  return (await messagingOfLine()).quota(calls, someAccount());
};

describe('what may still be sent for money', () => {
  it('counts pushes', async () => {
    const world = await messagingWorld();
    const { quota } = await messagingOfLine();
    try {
      await write(world);
      await useUp(world, 40);
      await sendTo(world, [text('ค่ะ')]);
      expect(await quota(world.calls, world.account)).toEqual({ limit: 1_000, used: 41 });
    } finally {
      await world.stop();
    }
  });

  it.each([
    [{ type: 'limited', value: 200 }, { totalUsage: 500 }, { limit: 200, used: 500 }],
    [{ type: 'limited', value: 0 }, { totalUsage: 0 }, { limit: 0, used: 0 }],
    [{ type: 'none' }, { totalUsage: 500 }, { limit: null, used: 500 }],
  ])('%j and %j are %j', async (plan, used, expected) => {
    expect(await ask({ body: plan }, { body: used })).toEqual(expected);
  });

  it.each([
    [{ body: { type: 'limited' } }, { body: { totalUsage: 1 } }, 'unavailable'],
    [{ body: { type: 'none' } }, { body: {} }, 'unavailable'],
    [{ status: 403 }, { body: { totalUsage: 1 } }, 'app_refused'],
    [{ body: { type: 'none' } }, { status: 500 }, 'unavailable'],
  ])('%j and %j: %s', async (plan, used, kind) => {
    await expect(ask(plan, used)).rejects.toMatchObject({ kind });
  });
});
