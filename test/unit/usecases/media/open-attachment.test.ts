import { uploadIdOf } from '../../../../lambdas/domain/attachment.ts';
import { Unavailable } from '../../../../lambdas/domain/errors.ts';
import type { MessageKind } from '../../../../lambdas/domain/timeline.ts';
import { findFile } from '../../../../lambdas/usecases/media/find-file.ts';
import { openAttachment } from '../../../../lambdas/usecases/media/open-attachment.ts';
import { startUpload } from '../../../../lambdas/usecases/media/start-upload.ts';
import {
  BUCKET,
  CREDENTIALS,
  IDENTITY,
  MediaWorld,
  NOON,
  PNG,
  session,
} from '../../../support/media-world.ts';
import { s3Takes } from '../../../support/presigned.ts';

const PICTURE = { kind: 'image', url: 'https://cdn.parrot.example/1.png', name: 'รูป.png' } as const;
const MINUTE = 60_000;

/** A world with one kept picture; its id. */
async function kept(world = new MediaWorld(), kind: MessageKind = 'image') {
  const job = await world.message([PICTURE], { kind });
  await world.do(job);
  const found = await findFile(world.deps, job);
  return { world, job, id: found?.attachmentId ?? '' };
}
/** A world with one picture that no worker has fetched; its id. */
async function notKept() {
  const world = new MediaWorld();
  const job = await world.message([PICTURE], { kind: 'image' });
  return { showing: world.showing, job, id: (await findFile(world.deps, job))?.attachmentId ?? '' };
}
const viewsOf = (world: MediaWorld) =>
  [...world.aws.objects.keys()].filter((path) => path.startsWith(`/${BUCKET}/views/`));

describe('a link to a file', () => {
  it('leads for five minutes to the file itself, to be saved and not to be run', async () => {
    const { world, id } = await kept();
    const opened = await openAttachment(world.showing, session, id);
    expect(opened).toMatchObject({ mimeType: 'image/png', size: PNG.length, expiresAt: NOON + 5 * MINUTE });
    const path = new URL(opened.url).pathname;
    expect(world.aws.objects.get(path)?.equals(PNG)).toBe(true);
    expect(world.aws.s3.headers.get(path)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': `attachment; filename="___.png"; filename*=UTF-8''${encodeURIComponent('รูป.png')}`,
      'cache-control': 'private, no-store',
    });
    const use = { url: opened.url, method: 'GET' };
    expect(s3Takes({ ...use, at: NOON }, CREDENTIALS.secretAccessKey)).toBe(true);
    expect(s3Takes({ ...use, at: NOON + 5 * MINUTE - 1 }, CREDENTIALS.secretAccessKey)).toBe(true);
    expect(s3Takes({ ...use, at: NOON + 5 * MINUTE }, CREDENTIALS.secretAccessKey)).toBe(false);
  });

  it('has nothing in it that somebody wrote, and no two are the same', async () => {
    const { world, id } = await kept();
    const [one, two] = [
      await openAttachment(world.showing, session, id),
      await openAttachment(world.showing, session, id),
    ];
    expect(decodeURIComponent(one.url)).not.toMatch(/รูป|conversation_1|m1/);
    const names = [one, two].map(({ url }) => new URL(url).pathname.split('/').at(-1) ?? '');
    expect(names[0]).not.toBe(names[1]);
    for (const name of names) expect(name).toMatch(/^[\w-]{43}$/);
    expect(new URL(one.url).pathname).toMatch(`/${BUCKET}/views/ws_sample/`);
  });

  it('S14: opens no neighbour, in no other way and for no longer', async () => {
    const { world, id } = await kept();
    const { url } = await openAttachment(world.showing, session, id);
    const takes = (changed: string, method = 'GET') =>
      s3Takes({ url: changed, method, at: NOON + MINUTE }, CREDENTIALS.secretAccessKey);
    expect(takes(url)).toBe(true);
    const { pathname } = new URL(url);
    const neighbours = [
      pathname.slice(0, -1),
      `${pathname}x`,
      pathname.replace('views', 'media'),
      pathname.replace('ws_sample', 'ws_other'),
      pathname.replace(/[^/]+$/, ''),
      pathname.replace(/[^/]+$/, '../../media/ws_sample/conversation_1/x'),
      `/${BUCKET}`,
      '/other-bucket/x',
    ];
    for (const neighbour of neighbours) expect(takes(url.replace(pathname, neighbour))).toBe(false);
    for (const method of ['PUT', 'DELETE', 'POST', 'HEAD']) expect(takes(url, method)).toBe(false);
    for (const [name, value] of [
      ['X-Amz-Expires', '86400'],
      ['X-Amz-Date', '20260921T121000Z'],
      ['X-Amz-Credential', 'AKIDEXAMPLE/20260921/us-east-1/s3/aws4_request'],
      ['response-content-type', 'text/html'],
      ['response-content-disposition', 'inline'],
      ['versionId', '1'],
    ] as const) {
      const changed = new URL(url);
      changed.searchParams.set(name, value);
      expect(takes(changed.href)).toBe(false);
    }
  });

  it('is dead within a quarter of an hour for everybody: the copy goes', async () => {
    const { world, id } = await kept();
    await openAttachment(world.showing, session, id);
    expect(world.jobs.asked).toMatchObject([{ job: { kind: 'forget' }, delayMs: 15 * MINUTE }]);
    expect(viewsOf(world)).toHaveLength(1);
    await world.doAll(world.jobs.take());
    expect(viewsOf(world)).toEqual([]);
    expect(world.aws.objects.size).toBe(1);
  });

  it('leaves no copy behind that no job takes away, whatever fails', async () => {
    for (let at = 0; at < 8; at++) {
      const { world, id } = await kept();
      let calls = 0;
      world.aws.failure = () => (++calls > at ? new Unavailable('dead') : undefined);
      await openAttachment(world.showing, session, id).catch(() => {});
      world.aws.failure = () => undefined;
      await world.doAll(world.jobs.take());
      expect(viewsOf(world)).toEqual([]);
    }
  });

  it('is not made when the job cannot be asked for', async () => {
    const { world, id } = await kept();
    const media = {
      ask: async () => {
        throw new Unavailable('the queue');
      },
    };
    await expect(openAttachment({ ...world.showing, media }, session, id)).rejects.toThrow();
    expect(viewsOf(world)).toEqual([]);
  });

  it('leads to the platform itself where a copy is forbidden', async () => {
    const { world, id } = await kept(new MediaWorld(), 'share');
    expect(await openAttachment(world.showing, session, id)).toEqual({
      url: PICTURE.url,
      expiresAt: NOON + 5 * MINUTE,
      mimeType: null,
      size: null,
    });
    expect(world.jobs.asked).toEqual([]);
  });

  it('leads to what a member uploaded, before it is kept', async () => {
    const world = new MediaWorld();
    const { id } = await startUpload(world.showing, session, {
      name: 'a.png',
      mimeType: 'image/png',
      size: 9,
    });
    const { url } = await openAttachment(world.showing, session, id);
    expect(new URL(url).searchParams.get('response-content-disposition')).toBe('attachment');
    expect(new URL(url).pathname).toMatch(`/${BUCKET}/uploads/ws_sample/`);
    expect(s3Takes({ url, method: 'GET', at: NOON }, CREDENTIALS.secretAccessKey)).toBe(true);
    expect(s3Takes({ url, method: 'PUT', at: NOON }, CREDENTIALS.secretAccessKey)).toBe(false);
  });
});

describe('there is no link', () => {
  const open = ({ world, id }: { world: MediaWorld; id: string }, who = session) =>
    openAttachment(world.showing, who, id);

  it.each(['', 'x', 'A'.repeat(22), uploadIdOf(Buffer.alloc(16))])('to an unknown id %j', async (id) => {
    await expect(open({ world: new MediaWorld(), id })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('for another workspace', async () => {
    const found = await kept();
    const stranger = { ...session, workspaceId: 'ws_other' };
    await expect(open(found, stranger)).rejects.toMatchObject({ code: 'not_found' });
    const { world } = found;
    const { id } = await startUpload(world.showing, session, {
      name: 'a.png',
      mimeType: 'image/png',
      size: 9,
    });
    await expect(open({ world, id }, stranger)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('to a file of a message that was taken back, even before the worker has heard of it', async () => {
    const found = await kept();
    await found.world.takeBack();
    await expect(open(found)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('to a file of a person who was erased', async () => {
    const found = await kept();
    found.world.keys.destroy(IDENTITY.subjectId);
    await expect(open(found)).rejects.toMatchObject({ code: 'not_found' });
    expect(viewsOf(found.world)).toEqual([]);
  });

  it('while the store of uploads cannot be reached: that is an outage, and no missing file', async () => {
    const { showing, job, id } = await notKept();
    jest.spyOn(showing.attachments, 'find').mockResolvedValue(job);
    jest.spyOn(showing.attachments, 'upload').mockRejectedValue(new Unavailable('the uploads'));
    await expect(openAttachment(showing, session, id)).rejects.toThrow(Unavailable);
  });

  it('to a file that is still being fetched, or could not be: the reason is told', async () => {
    const world = new MediaWorld();
    world.answer = { status: 503 };
    const found = await kept(world);
    await expect(open(found)).rejects.toMatchObject({ code: 'attachment_pending', remedy: 'retry' });
    world.answer = { status: 403 };
    await world.do(found.job);
    await expect(open(found)).rejects.toMatchObject({ code: 'attachment_expired', details: ['status_403'] });
  });
});
