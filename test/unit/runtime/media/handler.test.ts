import type { SQSEvent } from 'aws-lambda';
import { Unavailable } from '../../../../lambdas/domain/errors.ts';
import { mediaHandler } from '../../../../lambdas/runtime/media/handler.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { MediaWorld } from '../../../support/media-world.ts';

const PICTURE = { kind: 'image', url: 'https://cdn.parrot.example/secret-address.png' } as const;
const eventOf = (...bodies: unknown[]): SQSEvent =>
  ({
    Records: bodies.map((body, i) => ({ messageId: `m${i}`, body: JSON.stringify(body) })),
  }) as unknown as SQSEvent;

afterEach(() => jest.restoreAllMocks());

describe('the media worker', () => {
  it('does the jobs of a batch; one that fails comes back alone', async () => {
    const log = captureLog();
    const world = new MediaWorld();
    const job = { v: 1, ...(await world.message([PICTURE])) };
    const later = { ...job, kind: 'drop', extra: 1 };
    world.aws.failure = (call) => (call === 's3 DELETE' ? new Unavailable('s3') : undefined);
    const handler = mediaHandler(world.deps);
    expect(
      await handler(eventOf({ v: 1, kind: 'forget', workspaceId: 'ws_sample', viewId: 'v' }, job)),
    ).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm0' }],
    });
    expect(world.aws.objects.size).toBe(1);
    expect(await handler(eventOf(later))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    expect(world.meter.counts.get('FileJobFailed')).toBe(2);
    expect(log.join('')).not.toMatch(/secret-address|parrot\.example/);
  });

  it.each([
    { v: 2, kind: 'drop', workspaceId: 'w', conversationId: 'c', entryId: 'e' },
    { v: 1, kind: 'fetch', workspaceId: 'w', conversationId: 'c', entryId: 'e' },
    { v: 1, kind: 'profile', workspaceId: 'w' },
    { v: 1, kind: 'other', workspaceId: 'w' },
    { v: 1, kind: 'toString', workspaceId: 'w' },
    { v: 1 },
  ])('leaves %j to those who know it', async (body) => {
    captureLog();
    const handler = mediaHandler(new MediaWorld().deps);
    expect(await handler(eventOf(body))).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
  });
});
