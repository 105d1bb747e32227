import type { AwsCaller } from '../aws/aws-call.ts';
import { listObjects } from '../aws/s3-listing.ts';
import type { Archives } from '../ports/exports.ts';
import { objectKeys } from './keys.ts';

/** More than an archive has parts; what is left is taken in the next round. */
const PAGE = 1_000;

/** Archives in the media bucket, a folder for each request. */
export class S3Archives implements Archives {
  readonly #aws: AwsCaller;
  readonly #bucket: string;

  constructor(aws: AwsCaller, bucket: string) {
    this.#aws = aws;
    this.#bucket = bucket;
  }

  async delete(workspaceId: string, requestId: string): Promise<void> {
    const folder = objectKeys.archives(workspaceId, requestId);
    let after: string | null = null;
    do {
      const { objects, next } = await listObjects(this.#aws, this.#bucket, folder, after, PAGE);
      for (const { key } of objects)
        await this.#aws.send({ service: 's3', method: 'DELETE', path: `/${this.#bucket}/${key}` });
      after = next;
    } while (after !== null);
  }
}
