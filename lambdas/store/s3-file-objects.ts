import { type AwsAnswer, type AwsCall, type AwsCaller, AwsRefusal } from '../aws/aws-call.ts';
import { inPieces, type Piece } from '../domain/byte-stream.ts';
import { Unavailable } from '../domain/errors.ts';
import type { FileHeaders, FileObjects, FileRef } from '../ports/attachments.ts';
import { objectKeys } from './keys.ts';

/** The smallest part that S3 takes; what fits into one is written in one piece. Also what is read at once. */
export const PART_BYTES = 5 * 1_024 * 1_024;

/** Files in the media bucket. None is ever in memory as a whole: they are written and read in parts of 5 MiB. */
export class S3FileObjects implements FileObjects {
  readonly #aws: AwsCaller;
  readonly #bucket: string;

  constructor(aws: AwsCaller, bucket: string) {
    this.#aws = aws;
    this.#bucket = bucket;
  }

  async write(file: FileRef, chunks: AsyncIterable<Buffer>, headers?: FileHeaders): Promise<void> {
    const path = objectPath(this.#bucket, file);
    const meta = headers ? writtenHeaders(headers) : {};
    const parts = inPieces(chunks, PART_BYTES);
    const first = await parts.next();
    if (first.done || first.value.last) {
      const body = first.done ? Buffer.alloc(0) : first.value.bytes;
      await this.#call({ method: 'PUT', path, body, headers: meta });
      return;
    }
    const uploadId = await this.#begin(path, meta);
    try {
      await this.#writeParts(path, uploadId, first.value.bytes, parts);
    } catch (error) {
      // What is left is deleted by the bucket after a day, if this fails, too.
      await this.#call({ method: 'DELETE', path: `${path}?uploadId=${uploadId}` }).catch(() => {});
      throw error;
    }
  }

  async read(file: FileRef): Promise<AsyncIterable<Buffer> | null> {
    const first = await this.#range(file, 0, PART_BYTES);
    return first && this.#rest(file, first);
  }

  readStart(file: FileRef, count: number): Promise<Buffer | null> {
    return this.#range(file, 0, count);
  }

  async delete(file: FileRef): Promise<void> {
    await this.#call({ method: 'DELETE', path: objectPath(this.#bucket, file) });
  }

  async #begin(path: string, headers: Readonly<Record<string, string>>): Promise<string> {
    const { body } = await this.#call({ method: 'POST', path: `${path}?uploads`, headers });
    const [, uploadId] = /<UploadId>([^<]+)<\/UploadId>/.exec(body.toString('utf8')) ?? [];
    if (uploadId === undefined) throw new Unavailable('the media bucket');
    return encodeURIComponent(uploadId);
  }

  async #writeParts(
    path: string,
    uploadId: string,
    first: Buffer,
    rest: AsyncIterable<Piece>,
  ): Promise<void> {
    const tags = [await this.#writePart(path, uploadId, 1, first)];
    for await (const { bytes } of rest)
      tags.push(await this.#writePart(path, uploadId, tags.length + 1, bytes));
    const list = tags.map((tag, i) => `<Part><PartNumber>${i + 1}</PartNumber><ETag>${tag}</ETag></Part>`);
    const xml = `<CompleteMultipartUpload>${list.join('')}</CompleteMultipartUpload>`;
    const { body } = await this.#call({
      method: 'POST',
      path: `${path}?uploadId=${uploadId}`,
      body: Buffer.from(xml),
      headers: { 'Content-Type': 'application/xml' },
    });
    // S3 begins to answer before it is done: an error may come with the status 200.
    if (body.includes('<Error>')) throw new Unavailable('the media bucket');
  }

  async #writePart(path: string, uploadId: string, number: number, body: Buffer): Promise<string> {
    const answer = await this.#call({
      method: 'PUT',
      path: `${path}?partNumber=${number}&uploadId=${uploadId}`,
      body,
    });
    if (answer.etag === undefined) throw new Unavailable('the media bucket');
    return answer.etag.replaceAll('"', '&quot;');
  }

  async *#rest(file: FileRef, first: Buffer): AsyncGenerator<Buffer, void> {
    let chunk: Buffer | null = first;
    for (let at = 0; chunk !== null && chunk.length > 0; chunk = await this.#range(file, at, PART_BYTES)) {
      yield chunk;
      if (chunk.length < PART_BYTES) return;
      at += chunk.length;
    }
  }

  /** Null: there is no such object. */
  async #range(file: FileRef, from: number, count: number): Promise<Buffer | null> {
    const Range = `bytes=${from}-${from + count - 1}`;
    try {
      const path = objectPath(this.#bucket, file);
      const { body } = await this.#call({ method: 'GET', path, headers: { Range } });
      return body;
    } catch (error) {
      // Who may not list a bucket gets 403 for what is not there.
      if (error instanceof AwsRefusal && (error.status === 404 || error.status === 403)) return null;
      // Past the end.
      if (error instanceof AwsRefusal && error.status === 416) return Buffer.alloc(0);
      throw error;
    }
  }

  async #call(call: Omit<AwsCall, 'service'>): Promise<AwsAnswer> {
    return this.#aws.send({ service: 's3', ...call });
  }
}

/** The path of a file, as calls of S3 have it. */
export function objectPath(bucket: string, file: FileRef): string {
  return `/${bucket}/${keyOf(file)}`;
}

function keyOf(file: FileRef): string {
  switch (file.kind) {
    case 'kept':
      return objectKeys.kept(file.workspaceId, file.conversationId, file.id);
    case 'thumbnail':
      return objectKeys.thumbnail(file.workspaceId, file.conversationId, file.id);
    case 'view':
      return objectKeys.view(file.workspaceId, file.id);
    case 'scan':
      return objectKeys.scan(file.workspaceId, file.id);
    case 'upload':
      return objectKeys.upload(file.workspaceId, file.id);
    case 'archive':
      return objectKeys.archive(file.workspaceId, file.requestId, file.part);
    case 'stand_in':
      return objectKeys.standIn(file.id);
  }
}

function writtenHeaders({ contentType, contentDisposition }: FileHeaders): Record<string, string> {
  return {
    'Content-Type': contentType,
    'Content-Disposition': contentDisposition,
    'Cache-Control': 'private, no-store',
  };
}
