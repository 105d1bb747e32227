import type { InboundAttachment, InboundMessage } from '../../../../lambdas/domain/inbound.ts';
import { recordMessage } from '../../../../lambdas/usecases/record-message.ts';
import { aConnection, noTurns } from '../../../support/fakes.ts';
import { MediaWorld, NOON } from '../../../support/media-world.ts';

const CONNECTION = aConnection({ platform: 'parrot' });
const message = (attachments: readonly InboundAttachment[], sentAt = NOON): InboundMessage => ({
  type: 'message',
  accountId: CONNECTION.accountId,
  thread: { kind: 'direct', id: 'thread_1' },
  customer: { key: 'p_1', platformUserId: 'p_1', displayName: 'สุดา' },
  platformMessageId: 'm1',
  direction: 'inbound',
  author: { type: 'customer' },
  kind: attachments.length > 0 ? 'image' : 'text',
  text: null,
  attachments,
  data: {},
  sentAt,
});
const PICTURE = { kind: 'image', url: 'https://cdn.parrot.example/1.png' } as const;

describe('a stored message', () => {
  it('asks for each of its files, again when it is delivered again, and the files then are kept', async () => {
    const world = new MediaWorld();
    const deps = { ...world.shared(), turns: noTurns };
    expect(await recordMessage(deps, CONNECTION, message([PICTURE, PICTURE]), NOON)).toBe('new');
    expect(await recordMessage(deps, CONNECTION, message([PICTURE, PICTURE]), NOON)).toBe('known');
    const jobs = world.jobs.take();
    expect(jobs).toMatchObject([{ index: 0 }, { index: 1 }, { index: 0 }, { index: 1 }]);
    await world.doAll(jobs);
    expect(world.calls).toHaveLength(2);
    expect(world.aws.objects.size).toBe(2);
  });

  it('with a time in the future asks for the entry that it was really stored as', async () => {
    const world = new MediaWorld();
    const deps = { ...world.shared(), turns: noTurns };
    await recordMessage(deps, CONNECTION, message([PICTURE], NOON + 3_600_000), NOON);
    await recordMessage(deps, CONNECTION, message([PICTURE], NOON + 3_600_000), NOON + 60_000);
    await recordMessage(deps, CONNECTION, message([PICTURE], NOON + 3_600_000), NOON + 3_600_000);
    const jobs = world.jobs.take();
    expect(jobs).toHaveLength(3);
    expect(new Set(jobs.map((job) => 'entryId' in job && job.entryId)).size).toBe(1);
    await world.doAll(jobs);
    expect(world.aws.objects.size).toBe(1);
  });

  it('without files asks for nothing', async () => {
    const world = new MediaWorld();
    await recordMessage({ ...world.shared(), turns: noTurns }, CONNECTION, message([]), NOON);
    expect(world.jobs.asked).toEqual([]);
  });

  it('asks for nothing where nobody looks after files', async () => {
    const world = new MediaWorld();
    const { media: _, ...deps } = { ...world.shared(), turns: noTurns };
    await expect(recordMessage(deps, CONNECTION, message([PICTURE]), NOON)).resolves.toBe('new');
  });
});
