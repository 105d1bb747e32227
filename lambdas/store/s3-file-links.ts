import type { Presigner } from '../aws/presign.ts';
import type { Millis } from '../domain/platform.ts';
import type { FileHeaders, FileLink, FileLinks, FileRef } from '../ports/attachments.ts';
import type { Clock } from '../ports/clock.ts';
import { objectPath } from './s3-file-objects.ts';

/** Links of the media bucket. Each is for one object; S3 refuses it for any other, and after its time. */
export class S3FileLinks implements FileLinks {
  readonly #presigner: Presigner;
  readonly #bucket: string;
  readonly #clock: Clock;

  constructor(presigner: Presigner, bucket: string, clock: Clock) {
    this.#presigner = presigner;
    this.#bucket = bucket;
    this.#clock = clock;
  }

  toRead(file: FileRef, lifeMs: Millis, headers?: FileHeaders): FileLink {
    const query = headers && {
      'response-content-type': headers.contentType,
      'response-content-disposition': headers.contentDisposition,
    };
    return this.#link({ method: 'GET', file, lifeMs, ...(query ? { query } : {}) });
  }

  toWrite(file: FileRef, { mimeType, size }: { mimeType: string; size: number }, lifeMs: Millis) {
    const headers = {
      'Content-Type': mimeType,
      'Content-Length': String(size),
      // Once there, it stays: nobody puts another file under a name that was looked at already.
      'If-None-Match': '*',
    };
    return { ...this.#link({ method: 'PUT', file, lifeMs, headers }), headers };
  }

  #link({ file, lifeMs, ...call }: LinkRequest): FileLink {
    const now = this.#clock.now();
    const url = this.#presigner.sign({ ...call, path: objectPath(this.#bucket, file), now, lifeMs });
    return { url, expiresAt: now + lifeMs };
  }
}

interface LinkRequest {
  readonly method: 'GET' | 'PUT';
  readonly file: FileRef;
  readonly lifeMs: Millis;
  readonly headers?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}
