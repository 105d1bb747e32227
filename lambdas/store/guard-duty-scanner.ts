import { type AwsCaller, AwsRefusal } from '../aws/aws-call.ts';
import type { FileRef } from '../ports/attachments.ts';
import type { FileScanner, ScanVerdict } from '../ports/file-scanner.ts';
import { objectPath } from './s3-file-objects.ts';

/**
 * The tag that Amazon GuardDuty Malware Protection for S3 puts on an object once it has looked at it.
 * https://docs.aws.amazon.com/guardduty/latest/ug/monitor-with-s3-object-tags.html
 */
const TAG = /<Key>GuardDutyMalwareScanStatus<\/Key>\s*<Value>([A-Z_]+)<\/Value>/;

const VERDICT_OF: Readonly<Record<string, ScanVerdict>> = {
  NO_THREATS_FOUND: 'clean',
  THREATS_FOUND: 'infected',
};

/** Reads what GuardDuty says of the objects of the media bucket. Without its tag a file waits: nothing passes unseen. */
export class GuardDutyScanner implements FileScanner {
  readonly #aws: AwsCaller;
  readonly #bucket: string;

  constructor(aws: AwsCaller, bucket: string) {
    this.#aws = aws;
    this.#bucket = bucket;
  }

  async verdict(file: FileRef): Promise<ScanVerdict> {
    const [, status] = TAG.exec(await this.#tagsOf(file)) ?? [];
    // UNSUPPORTED, ACCESS_DENIED, FAILED, and what may be added.
    return status === undefined ? 'pending' : (VERDICT_OF[status] ?? 'unscannable');
  }

  async #tagsOf(file: FileRef): Promise<string> {
    try {
      const path = `${objectPath(this.#bucket, file)}?tagging`;
      const { body } = await this.#aws.send({ service: 's3', method: 'GET', path });
      return body.toString('utf8');
    } catch (error) {
      // Who may not list a bucket gets 403 for what is not there.
      if (error instanceof AwsRefusal && (error.status === 404 || error.status === 403)) return '';
      throw error;
    }
  }
}
