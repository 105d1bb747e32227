import { createHash, randomBytes } from 'node:crypto';
import { AwsRefusal } from '../../../lambdas/aws/aws-call.ts';
import { Unavailable } from '../../../lambdas/domain/errors.ts';
import type { FileRef } from '../../../lambdas/ports/attachments.ts';
import { PART_BYTES, S3FileObjects } from '../../../lambdas/store/s3-file-objects.ts';
import { FakeAws } from '../../support/fake-aws.ts';
import { streamOf, wholeOf } from '../../support/media-world.ts';

const FILE: FileRef = { kind: 'kept', workspaceId: 'ws_1', conversationId: 'c_1', id: 'f_1' };
const PATH = '/media-bucket/media/ws_1/c_1/f_1';
const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

function setUp() {
  const aws = new FakeAws();
  return { aws, files: new S3FileObjects(aws.caller, 'media-bucket') };
}
const chunked = (bytes: Buffer, size = 700_000) =>
  streamOf(
    Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size),
    ),
  );

describe('files in the bucket', () => {
  it.each([0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES, 2 * PART_BYTES + 9])(
    'of %i bytes are written and read in parts',
    async (size) => {
      const { aws, files } = setUp();
      const bytes = randomBytes(size);
      await files.write(FILE, chunked(bytes));
      expect(digest(aws.objects.get(PATH) ?? Buffer.from('none'))).toBe(digest(bytes));
      const read = await files.read(FILE);
      expect(read === null ? null : digest(await wholeOf(read))).toBe(digest(bytes));
      expect(aws.s3.unfinished).toBe(0);
    },
  );

  it('lie in the folder of their kind, below their workspace', async () => {
    const { aws, files } = setUp();
    for (const kind of ['view', 'upload'] as const)
      await files.write({ kind, workspaceId: 'ws_1', id: 'x' }, streamOf([Buffer.from('a')]));
    expect([...aws.objects.keys()]).toEqual(['/media-bucket/views/ws_1/x', '/media-bucket/uploads/ws_1/x']);
  });

  it('are written with their headers, small or large', async () => {
    const headers = { contentType: 'image/png', contentDisposition: 'attachment' };
    for (const size of [5, PART_BYTES + 5]) {
      const { aws, files } = setUp();
      await files.write(FILE, chunked(Buffer.alloc(size)), headers);
      expect(aws.s3.headers.get(PATH)).toMatchObject({
        'content-type': 'image/png',
        'content-disposition': 'attachment',
        'cache-control': 'private, no-store',
      });
    }
  });

  it.each(['POST', 'PUT'])('are there as a whole or not at all: %s fails', async (method) => {
    const { aws, files } = setUp();
    let calls = 0;
    aws.failure = (call) => (call === `s3 ${method}` && ++calls === 2 ? new Unavailable('s3') : undefined);
    await expect(files.write(FILE, chunked(randomBytes(3 * PART_BYTES)))).rejects.toThrow();
    expect([aws.objects.size, aws.s3.unfinished]).toEqual([0, 0]);
  });

  it('raise what their source raises, and leave nothing', async () => {
    const { aws, files } = setUp();
    const source = async function* () {
      yield Buffer.alloc(PART_BYTES + 1);
      throw new Error('the source broke');
    };
    await expect(files.write(FILE, source())).rejects.toThrow('the source broke');
    expect([aws.objects.size, aws.s3.unfinished]).toEqual([0, 0]);
  });

  it('are not written when S3 fails behind a status of 200', async () => {
    const { aws } = setUp();
    const send = async (call: { path?: string; method?: string }) =>
      call.method === 'POST' && call.path?.includes('uploadId=')
        ? { status: 200, body: Buffer.from('<Error><Code>InternalError</Code></Error>') }
        : aws.caller.send(call as never);
    const files = new S3FileObjects({ send } as never, 'media-bucket');
    await expect(files.write(FILE, chunked(randomBytes(PART_BYTES + 1)))).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  it('that are not there are null, also to those who may not list the bucket', async () => {
    const { aws, files } = setUp();
    expect(await files.read(FILE)).toBeNull();
    expect(await files.readStart(FILE, 10)).toBeNull();
    aws.failure = () => new AwsRefusal('AccessDenied', 403);
    expect(await files.read(FILE)).toBeNull();
    aws.failure = () => new Unavailable('s3');
    await expect(files.read(FILE)).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('show their beginning', async () => {
    const { files } = setUp();
    await files.write(FILE, streamOf([Buffer.from('beginning and end')]));
    expect(String(await files.readStart(FILE, 9))).toBe('beginning');
  });

  it('are deleted, once or twice', async () => {
    const { aws, files } = setUp();
    await files.write(FILE, streamOf([Buffer.from('a')]));
    await files.delete(FILE);
    await files.delete(FILE);
    expect(aws.objects.size).toBe(0);
  });
});
