import { peek } from '../../domain/byte-stream.ts';
import { acceptedType, fileTypeOf, HEAD_BYTES } from '../../domain/file-type.ts';
import { sealStream } from '../../domain/sealed-stream.ts';
import type { FetchJob } from '../../ports/media-jobs.ts';
import { type FoundFile, keptFile, sealedFor } from './find-file.ts';
import type { MediaDeps } from './media-deps.ts';
import { type Outcome, WrongContent } from './outcome.ts';

/**
 * Checks what a file is by its content, seals it for the person whose message it came with, and stores it. Done piece by piece: memory holds a
 * few pieces, whatever the size.
 * @throws WrongContent; @throws whatever `chunks` throws
 */
export async function keepFile(
  deps: Pick<MediaDeps, 'keys' | 'objects'>,
  at: FetchJob,
  { message, attachment }: FoundFile,
  chunks: AsyncIterable<Buffer>,
): Promise<Outcome> {
  const { subjectId } = message.sealed;
  // Never a new key: who was erased meanwhile stays so.
  const key = await deps.keys.existingKey(at.workspaceId, subjectId);
  if (key === null) return { state: 'failed', reason: 'subject_erased' };
  const { start, rest } = await peek(chunks, HEAD_BYTES);
  if (start.length === 0) throw new WrongContent('empty_file');
  const mimeType = acceptedType(attachment.kind, fileTypeOf(start.subarray(0, HEAD_BYTES)));
  if (mimeType === null) throw new WrongContent('wrong_type');
  const counted = new Counted(rest);
  await deps.objects.write(await keptFile(deps, at), sealStream(key, sealedFor(at, subjectId), counted));
  return { state: 'stored', mimeType, size: counted.size };
}

/** A stream that knows how much of it was read. */
class Counted implements AsyncIterable<Buffer> {
  size = 0;
  readonly #chunks: AsyncIterable<Buffer>;

  constructor(chunks: AsyncIterable<Buffer>) {
    this.#chunks = chunks;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer, void> {
    for await (const chunk of this.#chunks) {
      this.size += chunk.length;
      yield chunk;
    }
  }
}
