// Keeping and opening files as it is deployed, but for what is known of them, which is in memory: does one of both again and again, tells its peak memory.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { AwsCaller } from '../../lambdas/aws/aws-call.ts';
import { connectors } from '../../lambdas/connectors/index.ts';
import { EgressGate } from '../../lambdas/egress/egress-gate.ts';
import type { FetchJob } from '../../lambdas/ports/media-jobs.ts';
import { mediaHandler } from '../../lambdas/runtime/media/handler.ts';
import { systemClock } from '../../lambdas/runtime/system-clock.ts';
import { S3FileObjects } from '../../lambdas/store/s3-file-objects.ts';
import { findFile } from '../../lambdas/usecases/media/find-file.ts';
import { openAttachment } from '../../lambdas/usecases/media/open-attachment.ts';
import { aConnection } from '../../test/support/fakes.ts';
import { CREDENTIALS, MediaWorld, session } from '../../test/support/media-world.ts';
import { BUCKET, PLATFORM } from './file-host.ts';
import { tellPeak } from './peak.ts';

// Both functions hold the SDK's client in memory, whether it is used here or not.
new DynamoDBClient({ region: 'us-east-1' });

const host = process.env.BENCH_HOST ?? '';
const world = new MediaWorld();
world.connection = aConnection({ platform: 'facebook', login: 'facebook' });
const bucket = new AwsCaller({ region: 'us-east-1', endpoint: host, credentials: CREDENTIALS });
const objects = new S3FileObjects(bucket, BUCKET);
const manifests = connectors.map(({ manifest }) => manifest);
const egress = new EgressGate({ manifests, clock: systemClock, base: `${host}${PLATFORM}` });

const FILM = { kind: 'video', url: 'https://video.xx.fbcdn.net/v/film.mp4' } as const;
const films = (number: number) => world.message([FILM], { kind: 'video', id: `m${number}` });

/** Fetches the same film once for each message. Answers how many of them are not kept. */
async function keep(count: number, size: number): Promise<number> {
  const handler = mediaHandler({ ...world.deps, connectors, egress, objects });
  let failed = 0;
  for (let i = 0; i < count; i++) {
    const job = await films(i);
    await handler({ Records: [{ messageId: `j${i}`, body: JSON.stringify({ v: 1, ...job }) }] } as SQSEvent);
    const record = await world.record(job);
    if (record?.state !== 'stored' || record.size !== size) failed++;
  }
  return failed;
}

/** Opens the film of the first message again and again. */
async function open(count: number, size: number): Promise<number> {
  const job = await films(0);
  const deps = { ...world.showing, objects };
  const attachmentId = await noteKept(job, size);
  let failed = 0;
  for (let i = 0; i < count; i++) {
    const opened = await openAttachment(deps, session, attachmentId);
    if (opened.size !== size) failed++;
  }
  return failed;
}

/** What another process has kept. Answers the id by which it is opened. */
async function noteKept(job: FetchJob, size: number): Promise<string> {
  const found = await findFile(world.deps, job);
  if (found === null) throw new Error('the message of the film is gone');
  const { attachmentId } = found;
  const { entryId, index, workspaceId } = job;
  const kept = { entryId, index, attachmentId, rev: 0, tries: 1, size, mimeType: 'video/mp4' };
  const { attachments } = world.deps;
  await attachments.point(workspaceId, attachmentId, job);
  await attachments.saveRecord(job, { ...kept, state: 'stored' }, null);
  return attachmentId;
}

const [work, count, size] = process.argv.slice(2);
(work === 'open' ? open : keep)(Number(count), Number(size)).then(tellPeak);
