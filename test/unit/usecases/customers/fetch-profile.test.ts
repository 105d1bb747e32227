import { newHead, withCorrectedName } from '../../../../lambdas/domain/conversation.ts';
import { PlatformRefusal, type RefusalKind } from '../../../../lambdas/domain/platform-refusal.ts';
import type { SealedIds } from '../../../../lambdas/domain/stored.ts';
import type { PersonAtPlatform } from '../../../../lambdas/ports/account-messaging.ts';
import { EgressError } from '../../../../lambdas/ports/egress.ts';
import type { ProfileJob } from '../../../../lambdas/ports/media-jobs.ts';
import { place } from '../../../../lambdas/usecases/places.ts';
import { IDENTITY, MediaWorld, NOON } from '../../../support/media-world.ts';

const JOB: ProfileJob = {
  kind: 'profile',
  workspaceId: IDENTITY.workspaceId,
  conversationId: IDENTITY.conversationId,
};
const MINUTE = 60_000;

/** A conversation with somebody of whom only the ids are known. */
async function nameless(ids: SealedIds = ['thread_1', 'p_1'], identity: object = {}) {
  const world = new MediaWorld();
  const { sealer } = world.shared();
  const head = { ...newHead({ ...IDENTITY, ...identity }), activityAt: NOON };
  const sealed = await sealer.seal(place.ids(head), head.subjectId, ids);
  await world.store.saveHead({ ...head, ids: sealed }, null);
  const asked: PersonAtPlatform[] = [];
  world.profile = async (_calls, _account, person) => {
    asked.push(person);
    return { displayName: ' สุดา ' };
  };
  const stored = async () => (await world.store.head(JOB)) ?? head;
  return {
    world,
    asked,
    stored,
    seal: (name: string) => sealer.seal(place.name(head), head.subjectId, name),
    name: async () => {
      const { name } = await stored();
      return name ? sealer.open<string>(place.name(head), name.value) : null;
    },
  };
}

describe('asking a platform who a customer is', () => {
  it('keeps the name sealed, with its moment, by one write', async () => {
    const { world, asked, stored, name } = await nameless();
    await world.do(JOB);
    expect(asked).toEqual([{ platformUserId: 'p_1', thread: { kind: 'direct', id: 'thread_1' } }]);
    expect(await name()).toBe('สุดา');
    expect(await stored()).toMatchObject({ rev: 2, name: { at: NOON } });
    expect((await stored()).name?.corrected).toBeUndefined();
  });

  it('asks once, however often the job comes', async () => {
    const { world, asked, stored } = await nameless();
    await world.do(JOB);
    await world.do(JOB);
    expect(asked).toHaveLength(1);
    expect((await stored()).rev).toBe(2);
  });

  it('asks about the thread where the person is their own, and about a group where it stands for itself', async () => {
    const one = await nameless(['p_2']);
    await one.world.do(JOB);
    expect(one.asked).toEqual([{ platformUserId: 'p_2', thread: { kind: 'direct', id: 'p_2' } }]);
    const group = await nameless(['C1'], { threadKind: 'group' });
    await group.world.do(JOB);
    expect(group.asked).toEqual([{ platformUserId: 'C1', thread: { kind: 'group', id: 'C1' } }]);
    expect(await group.name()).toBe('สุดา');
  });

  it('leaves a name alone that a delivery or a member gave while the platform answered', async () => {
    for (const corrected of [false, true]) {
      const { world, stored, seal, name } = await nameless();
      world.profile = async () => {
        const head = await stored();
        const value = await seal('ชื่อจริง');
        const named = corrected
          ? withCorrectedName(head, value, NOON - MINUTE)
          : { ...head, name: { value, at: NOON - MINUTE } };
        await world.store.saveHead(named, head.rev);
        return { displayName: 'สุดา' };
      };
      await world.do(JOB);
      expect(await name()).toBe('ชื่อจริง');
    }
  });

  it('keeps the name also when a message changes the head meanwhile', async () => {
    const { world, stored, name } = await nameless();
    const save = world.store.saveHead.bind(world.store);
    let raced = false;
    world.store.saveHead = async (head, replaces) => {
      const current = await stored();
      if (!raced) await save({ ...current, activityAt: NOON + MINUTE }, current.rev);
      raced = true;
      return save(head, replaces);
    };
    await world.do(JOB);
    expect(await name()).toBe('สุดา');
    expect((await stored()).activityAt).toBe(NOON + MINUTE);
  });

  it('does not ask about somebody who was erased', async () => {
    const { world, asked } = await nameless();
    world.keys.destroy(IDENTITY.subjectId);
    await world.do(JOB);
    expect(asked).toEqual([]);
  });

  it('keeps nothing of somebody who was erased while the platform answered', async () => {
    const { world, stored } = await nameless();
    world.profile = async () => {
      world.keys.destroy(IDENTITY.subjectId);
      return { displayName: 'สุดา' };
    };
    await world.do(JOB);
    expect((await stored()).name).toBeUndefined();
  });

  it.each([null, {}, { displayName: '' }, { displayName: '  ' }])(
    'goes on without a name where the platform says %j',
    async (profile) => {
      const { world, stored } = await nameless();
      world.profile = async () => profile;
      await world.do(JOB);
      expect((await stored()).name).toBeUndefined();
    },
  );

  it.each(['not_found', 'customer_unreachable', 'permission_missing'] as RefusalKind[])(
    'goes on without a name where the platform refuses: %s',
    async (kind) => {
      const { world, stored } = await nameless();
      world.profile = () => Promise.reject(new PlatformRefusal(kind, 'parrot', '1'));
      await world.do(JOB);
      expect((await stored()).name).toBeUndefined();
    },
  );

  it.each([
    new PlatformRefusal('rate_limited', 'parrot', '1'),
    new PlatformRefusal('unavailable', 'parrot', '1'),
    new PlatformRefusal('token_invalid', 'parrot', '1'),
    new PlatformRefusal('rejected', 'parrot', '1'),
    new EgressError({
      kind: 'timeout',
      platform: 'parrot',
      host: 'api.parrot.example',
      mayHaveArrived: true,
    }),
  ])('comes back after %s', async (error) => {
    const { world, name } = await nameless();
    const { profile } = world;
    world.profile = () => Promise.reject(error);
    await expect(world.do(JOB)).rejects.toBe(error);
    world.profile = profile;
    await world.do(JOB);
    expect(await name()).toBe('สุดา');
  });

  it('comes back where it was faster than the head', async () => {
    const attempt = new MediaWorld().do(JOB);
    await expect(attempt).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('does nothing where there is no account any more, or the platform has no such call', async () => {
    const gone = await nameless();
    gone.world.connection = null;
    await gone.world.do(JOB);
    const mute = await nameless();
    mute.world.profile = null;
    await mute.world.do(JOB);
    expect([await gone.name(), await mute.name()]).toEqual([null, null]);
  });
});
