import { TAKEN_BACK } from '../../../../lambdas/domain/attachment.ts';
import { Unavailable } from '../../../../lambdas/domain/errors.ts';
import { pictureHead } from '../../../../lambdas/domain/picture-head.ts';
import type { MessageKind } from '../../../../lambdas/domain/timeline.ts';
import type { FetchJob } from '../../../../lambdas/ports/media-jobs.ts';
import type { PictureCodec } from '../../../../lambdas/ports/picture-codec.ts';
import { PhotonCodec } from '../../../../lambdas/runtime/media/photon-codec.ts';
import { findFile } from '../../../../lambdas/usecases/media/find-file.ts';
import { MAX_TRIES, makeThumbnail } from '../../../../lambdas/usecases/media/make-thumbnail.ts';
import { openAttachment } from '../../../../lambdas/usecases/media/open-attachment.ts';
import { readTimeline } from '../../../../lambdas/usecases/read-timeline.ts';
import { noTurns } from '../../../support/fakes.ts';
import { BUCKET, CREDENTIALS, IDENTITY, MediaWorld, NOON, session } from '../../../support/media-world.ts';
import { jpegOf, pngOf, pngThatSays } from '../../../support/pictures.ts';
import { s3Takes } from '../../../support/presigned.ts';

const PICTURE = { kind: 'image', url: 'https://cdn.parrot.example/1', name: 'รูป.png' } as const;

/** A world with this file kept, and the job of its thumbnail. */
async function kept(content: Buffer, { kind = 'image' }: { kind?: MessageKind } = {}) {
  const world = new MediaWorld();
  world.answer = { chunks: [content] };
  const job = await world.message([PICTURE], { kind });
  await world.do(job);
  return { world, job };
}
async function make(
  world: MediaWorld,
  job: FetchJob,
  { tries = 1, codec = new PhotonCodec() }: { tries?: number; codec?: PictureCodec } = {},
) {
  await makeThumbnail(world.making(codec), job, tries);
}
async function open(world: MediaWorld, job: FetchJob, who = session) {
  const id = (await findFile(world.deps, job))?.attachmentId ?? '';
  return openAttachment(world.showing, who, id, 'thumbnail');
}
const paths = (world: MediaWorld) => [...world.aws.objects.keys()];
const thumbnailsOf = (world: MediaWorld) => paths(world).filter((path) => path.endsWith('.thumbnail'));
async function shown(world: MediaWorld) {
  const { items } = await readTimeline(
    { ...world.shared(), turns: noTurns },
    session,
    IDENTITY.conversationId,
    {
      limit: 10,
    },
  );
  return items.flatMap((item) => (item.type === 'message' ? item.attachments : []));
}
/** A codec that nothing may be asked of. */
const untouched: PictureCodec = {
  decode: () => {
    throw new Error('decoded');
  },
  toJpeg: () => {
    throw new Error('encoded');
  },
};

describe('a thumbnail', () => {
  it.each([
    ['a wide JPEG', jpegOf(1_000, 500), { width: 320, height: 160 }],
    ['a JPEG that lies on its side', jpegOf(1_000, 500, 6), { width: 160, height: 320 }],
    ['a high PNG', pngOf(10, 640), { width: 5, height: 320 }],
    ['a line', pngOf(2_000, 1), { width: 320, height: 1 }],
    ['a small picture, which grows no larger', pngOf(9, 7), { width: 9, height: 7 }],
  ])('has at most 320 pixels on its long side, and no EXIF: %s', async (_, picture, sides) => {
    const { world, job } = await kept(picture);
    await make(world, job);
    const { url, mimeType, size } = await open(world, job);
    const small = world.aws.objects.get(new URL(url).pathname) ?? Buffer.alloc(0);
    expect(pictureHead(small)).toEqual({ ...sides, orientation: 1 });
    expect({ mimeType, size }).toEqual({ mimeType: 'image/jpeg', size: small.length });
    expect(small.includes('Exif')).toBe(false);
  });

  it('has its link for five minutes, like the file, to be saved and not to be run', async () => {
    const { world, job } = await kept(pngOf(400, 300));
    await make(world, job);
    const { url, expiresAt } = await open(world, job);
    const path = new URL(url).pathname;
    expect(expiresAt).toBe(NOON + 5 * 60_000);
    expect(path).toMatch(`/${BUCKET}/views/ws_sample/`);
    expect(s3Takes({ url, method: 'GET', at: NOON + 5 * 60_000 - 1 }, CREDENTIALS.secretAccessKey)).toBe(
      true,
    );
    expect(s3Takes({ url, method: 'GET', at: NOON + 5 * 60_000 }, CREDENTIALS.secretAccessKey)).toBe(false);
    expect(world.aws.s3.headers.get(path)).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': expect.stringMatching(/^attachment; filename="___\.png\.jpg"/),
    });
    expect(world.jobs.asked).toMatchObject([{ job: { kind: 'forget' } }]);
  });

  it('lies sealed beside its picture', async () => {
    const { world, job } = await kept(pngOf(400, 300));
    const [picture] = paths(world);
    await make(world, job);
    expect(thumbnailsOf(world)).toEqual([`${picture}.thumbnail`]);
    const sealed = world.aws.objects.get(`${picture}.thumbnail`) ?? Buffer.alloc(0);
    expect(sealed.includes(Buffer.from([0xff, 0xd8, 0xff]))).toBe(false);
    // Neither opens in the other's place.
    world.aws.objects.set(`${picture}`, sealed);
    const id = (await findFile(world.deps, job))?.attachmentId ?? '';
    await expect(openAttachment(world.showing, session, id)).rejects.toThrow();
  });

  it('shows in the timeline when there is one', async () => {
    const { world, job } = await kept(pngOf(400, 300));
    expect((await shown(world))[0]).not.toHaveProperty('thumbnail');
    await make(world, job);
    expect(await shown(world)).toMatchObject([{ state: 'stored', mimeType: 'image/png', thumbnail: true }]);
    expect(world.meter.counts.get('ThumbnailSettled')).toBe(1);
  });
});

describe('who asks for a thumbnail', () => {
  it('the worker that kept a picture, with ids alone, and once more when its own job comes again', async () => {
    const { world, job } = await kept(pngOf(40, 30));
    const { kind: _, ...ids } = job;
    expect(world.thumbnails.splice(0)).toEqual([ids]);
    await world.do(job);
    expect(world.thumbnails.splice(0)).toEqual([ids]);
    await make(world, job);
    await world.do(job);
    expect(world.thumbnails).toEqual([]);
  });

  it('the job comes again when it cannot be asked for', async () => {
    const world = new MediaWorld();
    world.answer = { chunks: [pngOf(40, 30)] };
    const job = await world.message([PICTURE]);
    const thumbnails = { ask: async () => Promise.reject(new Unavailable('the queue')) };
    const { fetchAttachment } = await import('../../../../lambdas/usecases/media/fetch-attachment.ts');
    await expect(fetchAttachment({ ...world.deps, thumbnails }, job)).rejects.toThrow(Unavailable);
    expect((await world.record(job))?.state).toBe('stored');
  });

  it('nobody for what is no picture, what could not be kept, and what is only linked', async () => {
    const film = new MediaWorld();
    film.answer = { chunks: [Buffer.from('00000020667479706d703432', 'hex')] };
    await film.do(await film.message([{ ...PICTURE, kind: 'video' }], { kind: 'video' }));
    const failed = new MediaWorld();
    failed.answer = { status: 404 };
    await failed.do(await failed.message([PICTURE]));
    const linked = await kept(pngOf(4, 4), { kind: 'share' });
    expect([film, failed, linked.world].map(({ thumbnails }) => thumbnails)).toEqual([[], [], []]);
  });
});

describe('there is no thumbnail', () => {
  it.each([
    ['a bomb', pngThatSays(60_000, 60_000), 'too_many_pixels'],
    ['one pixel too many', pngThatSays(40_000_001, 1), 'too_many_pixels'],
    ['a picture that names no size', Buffer.from('ffd8ffe000040000ffda0008', 'hex'), 'no_size'],
  ])('of what is not to be decoded, and nothing is: %s', async (_, content, reason) => {
    const { world, job } = await kept(content);
    await make(world, job, { codec: untouched });
    expect((await world.record(job))?.thumbnail).toEqual({ reason });
    expect(thumbnailsOf(world)).toEqual([]);
  });

  it('of what cannot be decoded; it is counted, and not tried again', async () => {
    const { world, job } = await kept(pngThatSays(4_000, 4_000));
    await make(world, job);
    expect(await world.record(job)).toMatchObject({
      state: 'stored',
      thumbnail: { reason: 'not_decodable' },
    });
    expect(world.meter.counts.get('ThumbnailSettled')).toBe(1);
    await make(world, job, { codec: untouched });
    await world.do(job);
    expect(world.thumbnails).toHaveLength(1);
    expect((await shown(world))[0]).not.toHaveProperty('thumbnail');
  });

  it('of a picture that took the function with it twice', async () => {
    const { world, job } = await kept(pngOf(40, 30));
    await make(world, job, { codec: untouched, tries: MAX_TRIES + 1 });
    expect((await world.record(job))?.thumbnail).toEqual({ reason: 'too_many_tries' });
  });

  it.each([
    ['yet', async () => {}],
    [
      'of a person who was erased',
      async ({ world, job }: Awaited<ReturnType<typeof kept>>) => {
        await make(world, job);
        world.keys.destroy(IDENTITY.subjectId);
      },
    ],
  ])('%s', async (_, happen) => {
    const found = await kept(pngOf(40, 30));
    await happen(found);
    await expect(open(found.world, found.job)).rejects.toMatchObject({
      code: expect.stringMatching(/^(no_thumbnail|not_found)$/),
    });
    expect(paths(found.world).filter((path) => path.includes('/views/'))).toEqual([]);
  });

  it('for another workspace', async () => {
    const { world, job } = await kept(pngOf(40, 30));
    await make(world, job);
    await expect(open(world, job, { ...session, workspaceId: 'ws_other' })).rejects.toMatchObject({
      code: 'no_thumbnail',
    });
  });

  it('of a person who is erased while it is made', async () => {
    const { world, job } = await kept(pngOf(40, 30));
    world.keys.destroy(IDENTITY.subjectId);
    await make(world, job, { codec: untouched });
    expect(thumbnailsOf(world)).toEqual([]);
  });
});

describe('a message that is taken back', () => {
  it('takes the thumbnail along with the file', async () => {
    const { world, job } = await kept(pngOf(40, 30));
    await make(world, job);
    expect(paths(world)).toHaveLength(2);
    await world.takeBack();
    await expect(open(world, job)).rejects.toThrow();
    await world.doAll(world.jobs.take());
    expect(paths(world)).toEqual([]);
    expect(await world.record(job)).toMatchObject({ state: 'failed', reason: TAKEN_BACK });
    expect(await world.record(job)).not.toHaveProperty('thumbnail');
  });

  it('leaves nothing behind, whenever it happens while the thumbnail is made, and whatever fails', async () => {
    for (let at = 0; at < 8; at++) {
      for (const dies of [false, true]) {
        const { world, job } = await kept(pngOf(40, 30));
        let calls = 0;
        world.aws.failure = async () => {
          if (calls++ !== at) return undefined;
          world.aws.failure = () => undefined;
          await world.takeBack();
          await world.doAll(world.jobs.take());
          if (dies) world.aws.failure = () => new Unavailable('dead');
          return undefined;
        };
        const failed = await make(world, job).then(
          () => false,
          () => true,
        );
        world.aws.failure = () => undefined;
        if (calls <= at) {
          await world.takeBack();
          await world.doAll(world.jobs.take());
        }
        // The queue brings back what failed, and nothing else.
        if (failed) await make(world, job, { tries: 2 });
        expect([at, dies, paths(world)]).toEqual([at, dies, []]);
      }
    }
  });
});

it('leaves nothing behind of a customer who is erased, whenever it happens while the thumbnail is made', async () => {
  for (let at = 0; at < 8; at++) {
    for (const dies of [false, true]) {
      const { world, job } = await kept(pngOf(40, 30));
      const erase = () => {
        world.aws.table('Inbox').clear();
        world.aws.objects.clear();
      };
      let calls = 0;
      world.aws.failure = () => {
        if (calls++ === at) erase();
        return dies && calls > at + 1 ? new Unavailable('dead') : undefined;
      };
      const failed = await make(world, job).then(
        () => false,
        () => true,
      );
      world.aws.failure = () => undefined;
      if (calls <= at) erase();
      // The queue brings back what failed, and nothing else.
      if (failed) await make(world, job, { tries: 2 });
      expect([at, dies, paths(world)]).toEqual([at, dies, []]);
    }
  }
});
