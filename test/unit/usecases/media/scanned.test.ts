import { Purpose } from '../../../../lambdas/domain/purpose.ts';
import type { FileRef } from '../../../../lambdas/ports/attachments.ts';
import type { ScanVerdict } from '../../../../lambdas/ports/file-scanner.ts';
import { findFile } from '../../../../lambdas/usecases/media/find-file.ts';
import { openAttachment } from '../../../../lambdas/usecases/media/open-attachment.ts';
import { outboundFiles } from '../../../../lambdas/usecases/media/outbound-file.ts';
import { startUpload } from '../../../../lambdas/usecases/media/start-upload.ts';
import { ContentSealer } from '../../../../lambdas/vault/content-sealer.ts';
import { BUCKET, MediaWorld, PNG, session, wholeOf } from '../../../support/media-world.ts';

const PICTURE = { kind: 'image', url: 'https://cdn.parrot.example/1.png' } as const;
const OTHER = Buffer.concat([PNG, Buffer.from('other')]);

/** A world whose scanner says this of every file, once it is there. */
function scanned(verdict: ScanVerdict) {
  const world = new MediaWorld();
  const said: { verdict: ScanVerdict } = { verdict };
  world.scanner = { verdict: async () => said.verdict };
  return { world, said };
}
const folder = (world: MediaWorld, name: string) =>
  [...world.aws.objects.keys()].filter((path) => path.startsWith(`/${BUCKET}/${name}/`));
/** Who sends reads the names of uploads to answer customers with them. */
const sending = (world: MediaWorld) => ({
  ...world.showing,
  sealer: new ContentSealer(world.keys).for(Purpose.support),
});
async function uploaded(world: MediaWorld) {
  const file = { name: 'a.png', mimeType: 'image/png', size: PNG.length };
  const { id, uploadUrl } = await startUpload(world.showing, session, file);
  world.aws.objects.set(new URL(uploadUrl).pathname, PNG);
  return id;
}

describe("a customer's file, where files are scanned", () => {
  it('waits open in a folder of its own, is kept once it is clean, and leaves nothing there', async () => {
    const { world, said } = scanned('pending');
    const job = await world.message([PICTURE]);
    await world.do(job);
    expect(folder(world, 'scans')).toHaveLength(1);
    expect(folder(world, 'media')).toEqual([]);
    expect(await world.record(job)).toMatchObject({ state: 'pending' });
    expect(world.jobs.asked).toMatchObject([{ job, delayMs: 10_000 }]);
    said.verdict = 'clean';
    await world.doAll(world.jobs.take());
    expect(await world.record(job)).toMatchObject({ state: 'stored', size: PNG.length });
    expect(folder(world, 'scans')).toEqual([]);
    expect(folder(world, 'media')).toHaveLength(1);
  });

  it('is what was scanned, not what the host says the second time', async () => {
    const { world, said } = scanned('pending');
    const job = await world.message([PICTURE]);
    await world.do(job);
    world.answer = { chunks: [OTHER] };
    await world.do(job);
    said.verdict = 'clean';
    await world.do(job);
    expect(world.calls).toHaveLength(1);
    expect((await world.record(job))?.size).toBe(PNG.length);
  });

  it.each([
    ['infected', 'malware'],
    ['unscannable', 'not_scannable'],
  ] as const)('%s: fails with a reason, is not kept, and never linked', async (verdict, reason) => {
    const { world, said } = scanned('pending');
    const job = await world.message([PICTURE]);
    await world.do(job);
    said.verdict = verdict;
    await world.doAll(world.jobs.take());
    expect(await world.record(job)).toMatchObject({ state: 'failed', reason });
    expect([...world.aws.objects.keys()]).toEqual([]);
    expect(world.thumbnails).toEqual([]);
    const id = (await findFile(world.deps, job))?.attachmentId ?? '';
    await expect(openAttachment(world.showing, session, id)).rejects.toMatchObject({
      code: 'attachment_failed',
      details: [reason],
    });
  });

  it('of a message that is taken back meanwhile is gone when its job comes back', async () => {
    const { world } = scanned('pending');
    const job = await world.message([PICTURE]);
    await world.do(job);
    const waiting = world.jobs.take();
    await world.takeBack();
    await world.doAll(world.jobs.take());
    await world.doAll(waiting);
    expect([...world.aws.objects.keys()]).toEqual([]);
  });

  it('is given up when nobody ever looks', async () => {
    const { world } = scanned('pending');
    const job = await world.message([PICTURE]);
    await world.doAll([job]);
    expect(await world.record(job)).toMatchObject({ state: 'failed', reason: 'not_scanned' });
    expect([...world.aws.objects.keys()]).toEqual([]);
  });
});

describe("a member's upload, where files are scanned", () => {
  it.each([
    ['infected', 'attachment_failed', 'malware'],
    ['unscannable', 'attachment_failed', 'not_scannable'],
    ['pending', 'attachment_pending', 'not_scanned'],
  ] as const)('%s: is neither taken for a message, nor linked, nor sent', async (verdict, code, reason) => {
    const { world } = scanned(verdict);
    const id = await uploaded(world);
    const files = outboundFiles(sending(world));
    const refusal = { code, details: [reason] };
    await expect(files.describe('ws_sample', id)).rejects.toMatchObject(refusal);
    await expect(openAttachment(world.showing, session, id)).rejects.toMatchObject(refusal);
    // What waits comes back; what did not pass is not there.
    if (verdict === 'pending') await expect(files.open('ws_sample', id)).rejects.toMatchObject(refusal);
    else expect(await files.open('ws_sample', id)).toBeNull();
  });

  it.each(['infected', 'pending'] as const)('%s: is not kept with the conversation', async (verdict) => {
    const { world } = scanned(verdict);
    const mediaId = await uploaded(world);
    const job = await world.message([{ kind: 'image', mediaId }], { direction: 'outbound' });
    await world.do(job);
    expect(folder(world, 'media')).toEqual([]);
    expect(folder(world, 'scans')).toEqual([]);
    expect((await world.record(job))?.state).toBe(verdict === 'infected' ? 'failed' : 'pending');
  });

  it.each(['clean', 'not_scanned'] as const)('%s: goes its way', async (verdict) => {
    const { world } = scanned(verdict);
    const mediaId = await uploaded(world);
    expect(await (await outboundFiles(sending(world)).open('ws_sample', mediaId))?.read()).toEqual(PNG);
    const job = await world.message([{ kind: 'image', mediaId }], { direction: 'outbound' });
    await world.do(job);
    expect((await world.record(job))?.state).toBe('stored');
  });
});

it('only what lies open is asked about: a sealed file tells a scanner nothing', async () => {
  const { world } = scanned('clean');
  const asked: FileRef['kind'][] = [];
  world.scanner = {
    verdict: async ({ kind }) => {
      asked.push(kind);
      return asked.length > 1 ? 'clean' : 'pending';
    },
  };
  const job = await world.message([PICTURE]);
  await world.doAll([job]);
  await openAttachment(world.showing, session, (await findFile(world.deps, job))?.attachmentId ?? '');
  expect(new Set(asked)).toEqual(new Set(['scan']));
  const view = folder(world, 'views')[0] ?? '';
  expect(
    await wholeOf(
      (async function* () {
        yield world.aws.objects.get(view) ?? Buffer.alloc(0);
      })(),
    ),
  ).toEqual(PNG);
});
