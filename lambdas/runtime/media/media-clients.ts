import { Presigner } from '../../aws/presign.ts';
import type { FileScanner } from '../../ports/file-scanner.ts';
import type { Sealer } from '../../ports/sealer.ts';
import { DynamoAttachments } from '../../store/dynamo-attachments.ts';
import { GuardDutyScanner } from '../../store/guard-duty-scanner.ts';
import { S3FileLinks } from '../../store/s3-file-links.ts';
import { S3FileObjects } from '../../store/s3-file-objects.ts';
import { SqsMediaJobs } from '../../store/sqs-media-jobs.ts';
import { SqsThumbnailJobs } from '../../store/sqs-thumbnail-jobs.ts';
import type { Table } from '../../store/table.ts';
import { outboundFiles } from '../../usecases/media/outbound-file.ts';
import { optionalEnv, readEnv } from '../env.ts';
import { awsClients } from '../shared-clients.ts';
import { systemClock } from '../system-clock.ts';
import { noScanner } from './no-scanner.ts';

/** What is known of files, and the files. */
export function fileStores(inbox: Table) {
  const { mediaBucket } = readEnv(['mediaBucket']);
  const { aws } = awsClients();
  return {
    attachments: new DynamoAttachments(inbox, systemClock),
    objects: new S3FileObjects(aws, mediaBucket),
  };
}

/** Links to files. */
export function fileLinks(): S3FileLinks {
  const { mediaBucket, region } = readEnv(['mediaBucket', 'region']);
  const presigner = new Presigner({ region, endpoint: optionalEnv('awsEndpoint') });
  return new S3FileLinks(presigner, mediaBucket, systemClock);
}

/** Jobs for the media worker. */
export function mediaJobs(): SqsMediaJobs {
  return new SqsMediaJobs(awsClients().aws, readEnv(['mediaQueueUrl']).mediaQueueUrl);
}

/** Who looks at files before anybody gets them: GuardDuty, where the stage says so. */
export function fileScanner(): FileScanner {
  const { malwareScan, mediaBucket } = readEnv(['malwareScan', 'mediaBucket']);
  return malwareScan === 'on' ? new GuardDutyScanner(awsClients().aws, mediaBucket) : noScanner;
}

/** Jobs for the thumbnail maker. */
export function thumbnailJobs(): SqsThumbnailJobs {
  return new SqsThumbnailJobs(awsClients().aws, readEnv(['thumbnailQueueUrl']).thumbnailQueueUrl);
}

/** What members uploaded, for those that send it. */
export function uploadedFiles(inbox: Table, sealer: Sealer) {
  return outboundFiles({ ...fileStores(inbox), links: fileLinks(), scanner: fileScanner(), sealer });
}
