import { fileTypeOf } from '../../../../lambdas/domain/file-type.ts';
import { openOutboundFile, outboundFiles } from '../../../../lambdas/usecases/media/outbound-file.ts';
import { startUpload, UPLOAD_LIFE_MS } from '../../../../lambdas/usecases/media/start-upload.ts';
import { sampleFile } from '../../../../local/tour/sample-files.ts';
import { film, mvhd, track } from '../../../support/films.ts';
import { BUCKET, CREDENTIALS, MediaWorld, NOON, PNG, session } from '../../../support/media-world.ts';
import { s3Takes } from '../../../support/presigned.ts';

const HOUR = 3_600_000;
const FILE = { name: 'ใบเสร็จ.png', mimeType: 'image/png', size: PNG.length };
const takes = (use: Parameters<typeof s3Takes>[0]) => s3Takes(use, CREDENTIALS.secretAccessKey);

/** What the member's browser does. */
async function uploaded(world: MediaWorld, content: Buffer = PNG, file: Partial<typeof FILE> = {}) {
  const ticket = await startUpload(world.showing, session, { ...FILE, size: content.length, ...file });
  world.aws.objects.set(new URL(ticket.uploadUrl).pathname, content);
  return ticket;
}

describe('S14: a ticket for an upload', () => {
  it('takes one file of exactly that type and size, under a name that nobody guesses, for ten minutes', async () => {
    const world = new MediaWorld();
    const { id, uploadUrl: url, method, headers } = await startUpload(world.showing, session, FILE);
    expect(method).toBe('PUT');
    expect(headers).toEqual({
      'Content-Type': 'image/png',
      'Content-Length': String(PNG.length),
      'If-None-Match': '*',
    });
    const { pathname } = new URL(url);
    expect(pathname).toMatch(new RegExp(`^/${BUCKET}/uploads/ws_sample/[\\w-]{43}$`));
    expect(pathname).not.toContain(id);
    const use = { url, method, headers, at: NOON };
    expect(takes(use)).toBe(true);
    expect(takes({ ...use, at: NOON + 10 * 60_000 })).toBe(false);
    expect(takes({ ...use, method: 'GET' })).toBe(false);
    for (const changed of [
      { 'Content-Type': 'text/html' },
      { 'Content-Length': '999999999' },
      { 'If-None-Match': '' },
    ])
      expect(takes({ ...use, headers: { ...headers, ...changed } })).toBe(false);
    for (const neighbour of [
      `${pathname}x`,
      pathname.replace('ws_sample', 'ws_other'),
      pathname.replace('uploads', 'media'),
    ])
      expect(takes({ ...use, url: url.replace(pathname, neighbour) })).toBe(false);
  });

  it.each([
    [{ size: 0 }, 'size'],
    [{ size: -1 }, 'size'],
    [{ size: 1.5 }, 'size'],
    [{ size: 25 * 1_048_576 + 1 }, 'size'],
    [{ mimeType: 'text/html' }, 'mimeType'],
    [{ mimeType: 'image/svg+xml' }, 'mimeType'],
    [{ mimeType: 'application/octet-stream' }, 'mimeType'],
    [{ name: ' ' }, 'name'],
  ])('is not given for %j', async (wrong, field) => {
    const refusal = startUpload(new MediaWorld().showing, session, { ...FILE, ...wrong });
    await expect(refusal).rejects.toMatchObject({ details: [expect.stringMatching(`^${field}: `)] });
  });

  it('leaves the name in the table sealed only', async () => {
    const world = new MediaWorld();
    const { uploadUrl } = await startUpload(world.showing, session, FILE);
    expect(JSON.stringify([...world.aws.table('Inbox').values()])).not.toContain('ใบเสร็จ');
    expect(decodeURIComponent(uploadUrl)).not.toContain('ใบเสร็จ');
  });
});

describe('a file to be sent', () => {
  it('is what its content says, and can be read', async () => {
    const world = new MediaWorld();
    const { id } = await uploaded(world);
    const file = await openOutboundFile(world.showing, 'ws_sample', id);
    expect(file).toMatchObject({ name: 'ใบเสร็จ.png', mimeType: 'image/png', size: PNG.length });
    expect((await file.read()).equals(PNG)).toBe(true);
  });

  it.each([
    ['image/png', Buffer.from('%PDF-1.7 a document'), 'application/pdf', 'file'],
    ['image/png', Buffer.from('<html>'), 'text/plain', 'file'],
    ['image/png', Buffer.from('4d5a9000', 'hex'), 'application/octet-stream', 'file'],
    ['application/pdf', PNG, 'image/png', 'image'],
    ['audio/webm', Buffer.from('1a45dfa3010000004282847765626d', 'hex'), 'audio/webm', 'audio'],
    ['audio/mp4', Buffer.from('00000020667479706d703432', 'hex'), 'audio/mp4', 'audio'],
  ])('S09: declared %s, the content decides', async (mimeType, content, found, kind) => {
    const world = new MediaWorld();
    const { id } = await uploaded(world, content, { mimeType });
    expect(await outboundFiles(world.showing).describe('ws_sample', id)).toMatchObject({
      id,
      mimeType: found,
      kind,
    });
  });

  it('is there for its own workspace only, once it is uploaded, and for a day', async () => {
    const world = new MediaWorld();
    const files = outboundFiles(world.showing);
    const empty = await startUpload(world.showing, session, FILE);
    expect(await files.open('ws_sample', empty.id)).toBeNull();
    const { id } = await uploaded(world);
    expect(await files.open('ws_other', id)).toBeNull();
    world.clock.moveTo(NOON + UPLOAD_LIFE_MS - 1);
    expect(await files.open('ws_sample', id)).not.toBeNull();
    world.clock.moveTo(NOON + UPLOAD_LIFE_MS);
    expect(await files.open('ws_sample', id)).toBeNull();
    await expect(openOutboundFile(world.showing, 'ws_sample', id)).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('has a link that lives for an hour', async () => {
    const world = new MediaWorld();
    const { id, uploadUrl } = await uploaded(world);
    const file = await openOutboundFile(world.showing, 'ws_sample', id);
    const url = await file.link();
    expect(new URL(url).pathname).toBe(new URL(uploadUrl).pathname);
    expect(takes({ url, method: 'GET', at: NOON + HOUR - 1 })).toBe(true);
    expect(takes({ url, method: 'GET', at: NOON + HOUR })).toBe(false);
    expect(takes({ url, method: 'PUT', at: NOON })).toBe(false);
    expect(new URL(await file.previewLink()).pathname).toBe(new URL(url).pathname);
  });

  it.each([
    ['a large picture', Buffer.concat([PNG], 1_048_577), 'image-480x270'],
    ['a film', film(mvhd(1, 1), track(0, 0), track(1_080, 1_920)), 'video-270x480'],
    ['a film that does not tell its shape', film(mvhd(1, 1)), 'video-480x270'],
  ])('has a small picture that stands for it: %s', async (_, content, shape) => {
    const world = new MediaWorld();
    const { id } = await uploaded(world, content);
    const url = await (await openOutboundFile(world.showing, 'ws_sample', id)).previewLink();
    expect(new URL(url).pathname).toBe(`/${BUCKET}/stand-ins/${shape}`);
    expect(takes({ url, method: 'GET', at: NOON + HOUR - 1 })).toBe(true);
    expect(takes({ url, method: 'GET', at: NOON + HOUR })).toBe(false);
    const shown = world.aws.objects.get(new URL(url).pathname);
    expect(fileTypeOf(shown ?? Buffer.alloc(0))).toBe('image/png');
  });

  it('has none: a document, a sound', async () => {
    const world = new MediaWorld();
    for (const content of [Buffer.from('%PDF-1.7 a document'), Buffer.from('ID3')]) {
      const { id } = await uploaded(world, content);
      const file = await openOutboundFile(world.showing, 'ws_sample', id);
      await expect(file.previewLink()).rejects.toMatchObject({ code: 'invalid_input' });
    }
  });

  it('says how long a sound is, if that can be known', async () => {
    const world = new MediaWorld();
    const sound = sampleFile('audio', 1);
    const told = await uploaded(world, sound.bytes, { mimeType: sound.mimeType });
    const file = await openOutboundFile(world.showing, 'ws_sample', told.id);
    expect(await file.durationMs?.()).toBe(998);
    const picture = await uploaded(world);
    const other = await openOutboundFile(world.showing, 'ws_sample', picture.id);
    expect(await other.durationMs?.()).toBeNull();
  });
});

describe('a file that was sent', () => {
  it('is kept sealed with the conversation and keeps the id of its upload', async () => {
    const world = new MediaWorld();
    const { id } = await uploaded(world);
    world.media = {};
    const job = await world.message([{ kind: 'image', mediaId: id }], { direction: 'outbound' });
    await world.do(job);
    expect(await world.record(job)).toMatchObject({
      state: 'stored',
      attachmentId: id,
      mimeType: 'image/png',
    });
    expect(await world.shared().attachments.find('ws_sample', id)).toMatchObject({ entryId: job.entryId });
    expect(world.calls).toEqual([]);
  });

  it('of a customer whose platform gives such ids is not an upload of ours', async () => {
    const world = new MediaWorld();
    const { id } = await uploaded(world);
    const job = await world.message([{ kind: 'image', mediaId: id }], { direction: 'inbound' });
    await world.do(job);
    expect(await world.record(job)).toMatchObject({ state: 'failed', reason: 'no_address' });
  });

  it('and was not kept in time has expired', async () => {
    const world = new MediaWorld();
    const { id } = await uploaded(world);
    world.clock.moveTo(NOON + UPLOAD_LIFE_MS);
    const job = await world.message([{ kind: 'image', mediaId: id }], { direction: 'outbound' });
    await world.do(job);
    expect(await world.record(job)).toMatchObject({ state: 'expired', reason: 'upload_gone' });
  });
});
