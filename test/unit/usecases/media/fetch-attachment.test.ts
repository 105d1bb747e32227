import { randomBytes } from 'node:crypto';
import { Unavailable } from '../../../../lambdas/domain/errors.ts';
import { PlatformRefusal } from '../../../../lambdas/domain/platform-refusal.ts';
import { openStream } from '../../../../lambdas/domain/sealed-stream.ts';
import { EgressError } from '../../../../lambdas/ports/egress.ts';
import type { FetchJob, MediaJob } from '../../../../lambdas/ports/media-jobs.ts';
import { MAX_TRIES } from '../../../../lambdas/usecases/media/fetch-attachment.ts';
import { keptFile, sealedFor } from '../../../../lambdas/usecases/media/find-file.ts';
import { BUCKET, IDENTITY, MediaWorld, PNG, streamOf, wholeOf } from '../../../support/media-world.ts';

const PICTURE = { kind: 'image', url: 'https://cdn.parrot.example/1.png?sig=x' } as const;

const keptPath = async (world: MediaWorld, job: FetchJob) => {
  const file = await keptFile(world.deps, job);
  return `/${BUCKET}/media/ws_sample/conversation_1/${file.id}`;
};
const openedWith = async (world: MediaWorld, job: FetchJob) => {
  const bytes = world.aws.objects.get(await keptPath(world, job)) ?? Buffer.alloc(0);
  const key = await world.keys.keyFor('ws_sample', IDENTITY.subjectId);
  return wholeOf(openStream(key, sealedFor(job, IDENTITY.subjectId), streamOf([bytes])));
};
const refused = (kind: 'refused' | 'too_large' | 'timeout' | 'asked_to_wait', more: object = {}) =>
  new EgressError({ kind, platform: 'parrot', host: 'cdn.parrot.example', mayHaveArrived: true, ...more });

describe('a file that came with a message', () => {
  it('is kept sealed under its conversation, and its record says what it is', async () => {
    const world = new MediaWorld();
    const job = await world.message([{ ...PICTURE, name: 'ลับ.png', mimeType: 'text/html' }]);
    await world.do(job);
    expect(await world.record(job)).toMatchObject({
      state: 'stored',
      mimeType: 'image/png',
      size: PNG.length,
    });
    expect([...world.aws.objects.keys()]).toEqual([await keptPath(world, job)]);
    expect((await openedWith(world, job)).equals(PNG)).toBe(true);
    expect(world.calls).toMatchObject([
      { platform: 'parrot', purpose: 'media', method: 'GET', url: PICTURE.url, maxBytes: 25 * 1_048_576 },
    ]);
    expect(world.closed).toBe(1);
  });

  it('cannot be read without the key of its person', async () => {
    const world = new MediaWorld();
    world.answer = { chunks: [Buffer.concat([PNG, Buffer.from('เลขบัตร 1234')])] };
    const job = await world.message([PICTURE]);
    await world.do(job);
    const bytes = world.aws.objects.get(await keptPath(world, job)) ?? Buffer.alloc(0);
    expect(bytes.includes('เลขบัตร')).toBe(false);
    expect(bytes.includes(PNG.subarray(0, 8))).toBe(false);
    const other = await world.keys.keyFor('ws_sample', 'subject_2');
    await expect(
      wholeOf(openStream(other, sealedFor(job, 'subject_1'), streamOf([bytes]))),
    ).rejects.toThrow();
  });

  it('leaves nothing in the table that a person wrote, nor its address', async () => {
    const world = new MediaWorld();
    await world.do(await world.message([{ ...PICTURE, name: 'ใบสั่งซื้อ.png' }]));
    const rows = JSON.stringify([...world.aws.table('Inbox').values()]);
    expect(rows).not.toMatch(/ใบสั่งซื้อ|cdn\.parrot|sig=/);
  });

  it('is fetched once, however often the job comes', async () => {
    const world = new MediaWorld();
    const job = await world.message([PICTURE]);
    await world.doAll([job, job, job]);
    expect(world.calls).toHaveLength(1);
  });

  it('of several, each has its own job', async () => {
    const world = new MediaWorld();
    const job = await world.message([PICTURE, { ...PICTURE, url: 'https://cdn.parrot.example/2.png' }]);
    await world.doAll([job, { ...job, index: 1 }]);
    expect(world.aws.objects.size).toBe(2);
    expect(await world.record({ ...job, index: 1 })).toMatchObject({ state: 'stored' });
  });

  it('of 24 MB never is in memory as a whole', async () => {
    const world = new MediaWorld();
    let given = 0;
    let most = 0;
    const source = async function* () {
      for (let i = 0; i < 24 * 16; i++) {
        given += 65_536;
        most = Math.max(most, given - world.aws.s3.sent.reduce((sum, size) => sum + size, 0));
        yield i === 0 ? Buffer.concat([PNG], 65_536) : randomBytes(65_536);
      }
    };
    world.answer = { chunks: source() };
    const job = await world.message([PICTURE]);
    await world.do(job);
    expect(await world.record(job)).toMatchObject({ state: 'stored', size: 24 * 1_048_576 });
    expect(most).toBeLessThan(5.3 * 1_048_576);
    expect(Math.max(...world.aws.s3.sent)).toBeLessThanOrEqual(5 * 1_048_576);
    expect((await openedWith(world, job)).length).toBe(24 * 1_048_576);
  });
});

describe('where a file is', () => {
  it('the connector says, with headers of its own', async () => {
    const world = new MediaWorld();
    world.source = async () => ({
      kind: 'address',
      url: 'https://api.parrot.example/f',
      headers: { 'x-user': 't' },
    });
    await world.do(await world.message([{ kind: 'image', mediaId: '17' }]));
    expect(world.calls).toMatchObject([{ url: 'https://api.parrot.example/f', headers: { 'x-user': 't' } }]);
  });

  it('is looked for later when the platform is still preparing it', async () => {
    const world = new MediaWorld();
    world.source = async () => ({ kind: 'not_yet', retryAfterMs: 45_000 });
    const job = await world.message([{ kind: 'video', mediaId: '17' }], { kind: 'video' });
    await world.do(job);
    expect(world.jobs.asked).toEqual([{ job, delayMs: 45_000 }]);
    expect(await world.record(job)).toMatchObject({ state: 'pending', tries: 1 });
    world.source = async () => ({ kind: 'address', url: 'https://api.parrot.example/f' });
    world.answer = { chunks: [Buffer.from('00000020667479706d703432', 'hex')] };
    await world.doAll(world.jobs.take());
    expect(await world.record(job)).toMatchObject({ state: 'stored', mimeType: 'video/mp4' });
  });

  it('nobody knows without an address', async () => {
    const world = new MediaWorld();
    const job = await world.message([{ kind: 'image' }]);
    await world.do(job);
    expect(await world.record(job)).toMatchObject({ state: 'failed', reason: 'no_address' });
  });

  it('is only noted where the terms forbid a copy: by the kind of the file, or of the message', async () => {
    const world = new MediaWorld();
    const sticker = await world.message([{ ...PICTURE, kind: 'sticker' }], { kind: 'sticker', id: 'm2' });
    const shared = await world.message([PICTURE], { kind: 'share', id: 'm3' });
    const unnamed = await world.message([PICTURE], { id: 'm4' });
    await world.doAll([sticker, shared]);
    world.media = {};
    await world.do(unnamed);
    for (const job of [sticker, shared, unnamed])
      expect(await world.record(job)).toMatchObject({ state: 'stored', linked: true });
    expect(world.calls).toEqual([]);
    expect(world.aws.objects.size).toBe(0);
  });

  it('does not matter any more when the account is disconnected', async () => {
    const world = new MediaWorld();
    world.connection = null;
    const job = await world.message([PICTURE]);
    await world.do(job);
    expect(await world.record(job)).toMatchObject({ state: 'failed', reason: 'not_connected' });
  });
});

describe('S09: what is not kept', () => {
  it.each([
    ['a page that calls itself a picture', Buffer.from('<html><script>'), 'wrong_type'],
    ['a drawing with scripts', Buffer.from('<svg onload="x()"/>'), 'wrong_type'],
    ['a program', Buffer.from('4d5a900003', 'hex'), 'wrong_type'],
    ['a film', Buffer.from('00000020667479706d703432', 'hex'), 'wrong_type'],
    ['nothing', Buffer.alloc(0), 'empty_file'],
  ])('%s', async (_, content, reason) => {
    const world = new MediaWorld();
    world.answer = { chunks: [content] };
    const job = await world.message([{ ...PICTURE, mimeType: 'image/png', name: 'a.png' }]);
    await world.do(job);
    expect(await world.record(job)).toMatchObject({ state: 'failed', reason });
    expect(world.aws.objects.size).toBe(0);
    expect(world.closed).toBe(1);
  });

  it('what turns out too large on the way: no part of it remains', async () => {
    const world = new MediaWorld();
    const endless = async function* () {
      yield PNG;
      for (let i = 0; i < 10; i++) yield randomBytes(1_048_576);
      throw refused('too_large');
    };
    world.answer = { chunks: endless() };
    const job = await world.message([PICTURE]);
    await world.do(job);
    expect(await world.record(job)).toMatchObject({ state: 'failed', reason: 'too_large' });
    expect([world.aws.objects.size, world.aws.s3.unfinished]).toEqual([0, 0]);
  });
});

describe('a file that cannot be had', () => {
  it.each([
    [{ status: 404 }, 'expired', 'status_404'],
    [{ status: 403 }, 'expired', 'status_403'],
    [{ status: 410 }, 'expired', 'status_410'],
    [{ status: 400 }, 'failed', 'status_400'],
    [{ status: 206 }, 'failed', 'status_206'],
    [{ error: refused('refused', { rule: 'host_not_listed' }) }, 'failed', 'refused_host_not_listed'],
    [{ error: refused('too_large') }, 'failed', 'too_large'],
  ])('%j is %s at once: %s', async (answer, state, reason) => {
    const world = new MediaWorld();
    world.answer = answer;
    const job = await world.message([PICTURE]);
    await world.do(job);
    expect(await world.record(job)).toMatchObject({ state, reason });
    expect(world.jobs.asked).toEqual([]);
  });

  it.each([
    ['not_found', 'expired'],
    ['rejected', 'failed'],
    ['token_invalid', 'pending'],
    ['rate_limited', 'pending'],
    ['app_refused', 'pending'],
  ] as const)('a platform that refuses with %s leaves it %s', async (kind, state) => {
    const world = new MediaWorld();
    world.source = async () => {
      throw new PlatformRefusal(kind, 'parrot', '1');
    };
    const job = await world.message([{ kind: 'image', mediaId: '17' }]);
    await world.do(job);
    expect(await world.record(job)).toMatchObject({ state });
    expect(world.jobs.asked).toHaveLength(state === 'pending' ? 1 : 0);
  });

  it('that the platform says is gone has expired', async () => {
    const world = new MediaWorld();
    world.source = async () => ({ kind: 'gone' });
    const job = await world.message([{ kind: 'image', mediaId: '17' }]);
    await world.do(job);
    expect(await world.record(job)).toMatchObject({ state: 'expired', reason: 'gone' });
  });

  it.each([
    [{ status: 202 }, 10_000],
    [{ status: 500 }, 10_000],
    [{ status: 401 }, 10_000],
    [{ status: 429, retryAfterMs: 60_000 }, 60_000],
    [{ error: refused('timeout') }, 10_000],
    [{ error: refused('asked_to_wait', { retryAfterMs: 3_600_000 }) }, 900_000],
  ])('%j is tried again', async (answer, delayMs) => {
    const world = new MediaWorld();
    world.answer = answer;
    const job = await world.message([PICTURE]);
    await world.do(job);
    expect(world.jobs.asked).toEqual([{ job, delayMs }]);
    expect(await world.record(job)).toMatchObject({ state: 'pending' });
  });

  it('is given up after many tries, each later than the one before', async () => {
    const world = new MediaWorld();
    world.answer = { status: 503 };
    const job = await world.message([PICTURE]);
    const delays: number[] = [];
    for (let next: MediaJob | undefined = job; next; ) {
      await world.do(next);
      delays.push(...world.jobs.asked.map(({ delayMs }) => delayMs));
      [next] = world.jobs.take();
    }
    expect(world.calls).toHaveLength(MAX_TRIES);
    expect(delays.slice(0, 4)).toEqual([10_000, 20_000, 40_000, 80_000]);
    expect(Math.max(...delays)).toBe(900_000);
    const hours = delays.reduce((sum, delay) => sum + delay) / 3_600_000;
    expect(hours).toBeGreaterThan(2.5);
    expect(await world.record(job)).toMatchObject({ state: 'failed', reason: 'status_503' });
  });

  it('because our own storage is away comes back with the queue', async () => {
    const world = new MediaWorld();
    const job = await world.message([PICTURE]);
    world.aws.failure = (call) => (call.startsWith('s3') ? new Unavailable('s3') : undefined);
    await expect(world.do(job)).rejects.toMatchObject({ code: 'unavailable' });
    world.aws.failure = () => undefined;
    await world.do(job);
    expect(await world.record(job)).toMatchObject({ state: 'stored' });
  });
});

describe('a message that is taken back', () => {
  const LIVES = ['before the job', 'before the file came', 'while it comes', 'after it was kept'] as const;

  it.each(LIVES)('%s leaves no file', async (when) => {
    const world = new MediaWorld();
    const job = await world.message([PICTURE]);
    const { workspaceId, conversationId, entryId } = job;
    const takeBack = async () => {
      await world.takeBack();
      expect(world.jobs.asked.map(({ job: asked }) => asked)).toContainEqual({
        kind: 'drop',
        workspaceId,
        conversationId,
        entryId,
      });
      await world.doAll(world.jobs.take());
    };
    if (when === 'before the job') await takeBack();
    if (when === 'before the file came') {
      world.answer = { status: 503 };
      await world.do(job);
      world.jobs.take();
      await takeBack();
      world.answer = { chunks: [PNG] };
    }
    if (when === 'while it comes') {
      world.answer = {
        chunks: (async function* () {
          yield PNG;
          await takeBack();
        })(),
      };
    }
    await world.do(job);
    if (when === 'after it was kept') await takeBack();
    await world.doAll([job]);
    expect([...world.aws.objects.keys()]).toEqual([]);
    expect(await world.record(job)).toMatchObject({ state: 'failed', reason: 'message_deleted' });
  });

  it('at any moment while the job is done leaves no file', async () => {
    let moments = 0;
    for (let at = 0; ; at++) {
      const world = new MediaWorld();
      const job = await world.message([PICTURE]);
      let calls = 0;
      world.aws.failure = async () => {
        if (calls++ !== at) return undefined;
        await world.takeBack();
        await world.doAll(world.jobs.take());
        return undefined;
      };
      const lost = await world.do(job).then(
        () => false,
        () => true,
      );
      if (calls <= at) break;
      moments++;
      // Only a job that failed comes back.
      if (lost) await world.doAll([job]);
      expect([...world.aws.objects.keys()]).toEqual([]);
      expect(await world.record(job)).toMatchObject({ reason: 'message_deleted' });
    }
    expect(moments).toBeGreaterThanOrEqual(5);
  });

  it('while a worker writes the file that then dies: the job that comes back takes the file away', async () => {
    const world = new MediaWorld();
    const job = await world.message([PICTURE]);
    let dead = false;
    world.aws.failure = async (call) => {
      if (dead) throw new Unavailable('dead');
      if (call !== 's3 PUT') return undefined;
      await world.takeBack();
      await world.doAll(world.jobs.take());
      dead = true;
      return undefined;
    };
    await expect(world.do(job)).rejects.toThrow();
    expect(world.aws.objects.size).toBe(1);
    world.aws.failure = () => undefined;
    await world.do(job);
    expect(world.aws.objects.size).toBe(0);
  });

  it('by a worker that died between the note and the file: the job that comes back finishes it', async () => {
    const world = new MediaWorld();
    const job = await world.message([PICTURE]);
    await world.do(job);
    await world.takeBack();
    const [drop] = world.jobs.take();
    world.aws.failure = (call) => (call === 's3 DELETE' ? new Unavailable('s3') : undefined);
    await expect(world.do(drop as MediaJob)).rejects.toThrow();
    expect(world.aws.objects.size).toBe(1);
    world.aws.failure = () => undefined;
    await world.do(drop as MediaJob);
    expect(world.aws.objects.size).toBe(0);
  });
});

describe('a person who is erased', () => {
  it('gets no new key by a file that comes late, and nothing is stored', async () => {
    const world = new MediaWorld();
    const job = await world.message([PICTURE]);
    world.keys.destroy(IDENTITY.subjectId);
    await world.do(job);
    expect(world.aws.objects.size).toBe(0);
    expect(world.calls).toEqual([]);
  });

  it('while the file comes: nothing is stored', async () => {
    const world = new MediaWorld();
    world.answer = {
      get chunks() {
        world.keys.destroy(IDENTITY.subjectId);
        return [PNG];
      },
    };
    const job = await world.message([PICTURE]);
    await world.do(job);
    expect(await world.record(job)).toMatchObject({ state: 'failed', reason: 'subject_erased' });
    expect(world.aws.objects.size).toBe(0);
  });
});

describe('a crash at every await', () => {
  /** Lets the n-th call of AWS fail, and everything after it: the process is dead. */
  const dying = (world: MediaWorld, at: number) => {
    let calls = 0;
    world.aws.failure = () => (++calls > at ? new Unavailable('dead') : undefined);
  };

  it.each([1, 6 * 1_048_576])('ends the same, for a file of %i more bytes', async (more) => {
    const content = Buffer.concat([PNG, Buffer.alloc(more, 3)]);
    let crashes = 0;
    for (let at = 0; ; at++) {
      const world = new MediaWorld();
      world.answer = { chunks: [content] };
      const job = await world.message([PICTURE]);
      dying(world, at);
      const died = await world.do(job).then(
        () => false,
        () => true,
      );
      world.aws.failure = () => undefined;
      // SQS hands it out again.
      await world.doAll([job]);
      expect(await world.record(job)).toMatchObject({ state: 'stored', size: content.length });
      expect((await openedWith(world, job)).equals(content)).toBe(true);
      expect(world.aws.objects.size).toBe(1);
      if (!died) break;
      crashes++;
    }
    expect(crashes).toBeGreaterThanOrEqual(5);
  });

  it('leaves nothing when the message is taken back after it', async () => {
    for (let at = 0; at < 12; at++) {
      const world = new MediaWorld();
      const job = await world.message([PICTURE]);
      dying(world, at);
      await world.do(job).catch(() => {});
      world.aws.failure = () => undefined;
      await world.takeBack();
      await world.doAll([...world.jobs.take(), job]);
      expect([...world.aws.objects.keys()]).toEqual([]);
    }
  });

  it('two workers at once end with one file that opens', async () => {
    for (let turn = 0; turn < 12; turn++) {
      const world = new MediaWorld();
      const job = await world.message([PICTURE]);
      let calls = 0;
      let other: Promise<void> | undefined;
      world.aws.failure = async () => {
        if (calls++ === turn) {
          other = Promise.resolve();
          other = world.do(job).catch(() => {});
          await other;
        }
        return undefined;
      };
      await world.do(job).catch(() => {});
      world.aws.failure = () => undefined;
      await world.doAll([job]);
      expect(await world.record(job)).toMatchObject({ state: 'stored' });
      expect((await openedWith(world, job)).equals(PNG)).toBe(true);
    }
  });
});
