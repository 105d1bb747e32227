import type { SQSEvent } from 'aws-lambda';
import { Unavailable } from '../../../../lambdas/domain/errors.ts';
import { PhotonCodec } from '../../../../lambdas/runtime/media/photon-codec.ts';
import { thumbnailHandler } from '../../../../lambdas/runtime/media/thumbnail-handler.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { MediaWorld } from '../../../support/media-world.ts';
import { pngOf } from '../../../support/pictures.ts';

const eventOf = (tries: number, ...bodies: unknown[]): SQSEvent =>
  ({
    Records: bodies.map((body, i) => ({
      messageId: `m${i}`,
      body: JSON.stringify(body),
      attributes: { ApproximateReceiveCount: String(tries) },
    })),
  }) as unknown as SQSEvent;

async function kept() {
  const world = new MediaWorld();
  world.answer = { chunks: [pngOf(8, 8)] };
  const job = await world.message([{ kind: 'image', url: 'https://cdn.parrot.example/secret-address' }]);
  await world.do(job);
  const codec = new PhotonCodec();
  return { world, job, codec, body: { v: 1, ...world.thumbnails[0] } };
}

afterEach(() => jest.restoreAllMocks());

describe('the thumbnail maker', () => {
  it('does the jobs of a batch; one that fails comes back alone', async () => {
    const log = captureLog();
    const { world, job, codec, body } = await kept();
    const handler = thumbnailHandler(world.making(codec));
    expect(await handler(eventOf(1, { v: 2 }, body))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
    expect((await world.record(job))?.thumbnail).toHaveProperty('size');
    expect(world.meter.counts.get('ThumbnailJobFailed')).toBe(1);
    expect(log.join('')).not.toMatch(/secret-address|parrot\.example/);
  });

  it('leaves a job on the queue while AWS does not answer', async () => {
    captureLog();
    const { world, codec, body } = await kept();
    world.aws.failure = (call) => (call.startsWith('s3') ? new Unavailable('s3') : undefined);
    expect(await thumbnailHandler(world.making(codec))(eventOf(1, body))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
  });

  it('does not decode a picture a third time', async () => {
    const { world, job, codec, body } = await kept();
    const decode = jest.spyOn(codec, 'decode');
    expect(await thumbnailHandler(world.making(codec))(eventOf(3, body))).toEqual({ batchItemFailures: [] });
    expect((await world.record(job))?.thumbnail).toEqual({ reason: 'too_many_tries' });
    expect(decode).not.toHaveBeenCalled();
  });

  it.each([{ v: 2 }, { v: 1, workspaceId: 'w', conversationId: 'c', entryId: 'e' }, {}])(
    'leaves %j to those who know it',
    async (body) => {
      captureLog();
      const { world, codec } = await kept();
      expect(await thumbnailHandler(world.making(codec))(eventOf(1, body))).toEqual({
        batchItemFailures: [{ itemIdentifier: 'm0' }],
      });
    },
  );
});
