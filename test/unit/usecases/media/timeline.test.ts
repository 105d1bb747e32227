import { readTimeline } from '../../../../lambdas/usecases/read-timeline.ts';
import { noTurns } from '../../../support/fakes.ts';
import { IDENTITY, MediaWorld, PNG, session } from '../../../support/media-world.ts';

const PICTURE = { kind: 'image', url: 'https://cdn.parrot.example/1.png', mimeType: 'text/html' } as const;

async function shown(world: MediaWorld) {
  const deps = { ...world.shared(), turns: noTurns };
  const { items } = await readTimeline(deps, session, IDENTITY.conversationId, { limit: 10 });
  return items.flatMap((item) => (item.type === 'message' ? item.attachments : []));
}

describe('files in the timeline', () => {
  it('wait, then are what their content is', async () => {
    const world = new MediaWorld();
    const job = await world.message([PICTURE]);
    const [before] = await shown(world);
    expect(before).toEqual({
      id: expect.any(String),
      kind: 'image',
      mimeType: 'text/html',
      state: 'pending',
    });
    await world.do(job);
    expect(await shown(world)).toEqual([
      { ...before, state: 'stored', mimeType: 'image/png', size: PNG.length },
    ]);
    expect((await world.record(job))?.attachmentId).toBe(before?.id);
  });

  it('say why there is nothing to see', async () => {
    const world = new MediaWorld();
    world.answer = { status: 404 };
    await world.do(await world.message([PICTURE]));
    expect(await shown(world)).toMatchObject([{ state: 'expired', reason: 'status_404' }]);
  });

  it('belong to their own messages, and cost one query for all of a page', async () => {
    const world = new MediaWorld();
    const jobs = [
      await world.message([PICTURE, PICTURE], { id: 'm1' }),
      await world.message([PICTURE], { id: 'm1-2' }),
      await world.message([], { id: 'm2', kind: 'text' }),
    ];
    await world.doAll([...jobs.slice(0, 2)]);
    const before = world.aws.count('dynamodb Query');
    const states = (await shown(world)).map(({ state }) => state);
    expect(states.sort()).toEqual(['pending', 'stored', 'stored']);
    expect(world.aws.count('dynamodb Query') - before).toBe(1);
  });

  it('cost nothing on a page without', async () => {
    const world = new MediaWorld();
    await world.message([], { kind: 'text' });
    await shown(world);
    expect(world.aws.count('dynamodb Query')).toBe(0);
  });

  it('of a message that was taken back are not shown', async () => {
    const world = new MediaWorld();
    await world.do(await world.message([PICTURE]));
    await world.takeBack();
    expect(await shown(world)).toEqual([]);
  });

  it('that a member sent are there from the start, under the id of the upload', async () => {
    const world = new MediaWorld();
    const mediaId = `up_${'A'.repeat(22)}`;
    await world.message([{ kind: 'image', mediaId }], { direction: 'outbound' });
    expect(await shown(world)).toEqual([{ id: mediaId, kind: 'image', state: 'stored' }]);
  });
});
