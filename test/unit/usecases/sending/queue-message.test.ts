import { Unavailable } from '../../../../lambdas/domain/errors.ts';
import { entryIdOf } from '../../../../lambdas/domain/ids.ts';
import type { UploadedFile } from '../../../../lambdas/ports/outbound-files.ts';
import type { SendJob } from '../../../../lambdas/ports/send-jobs.ts';
import { writeSendJob } from '../../../../lambdas/store/send-job-envelope.ts';
import { place } from '../../../../lambdas/usecases/places.ts';
import { queueMessage } from '../../../../lambdas/usecases/sending/queue-message.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { DAY, HOUR, MINUTE, SECOND, sessionOf } from '../../../support/connecting-world.ts';
import { Rng } from '../../../support/rng.ts';
import { Schedule } from '../../../support/schedule.ts';
import { AGENT, OWNER, SendingWorld, SUDA, type Writing } from '../../../support/sending-world.ts';
import { faultsOf } from '../../../support/sent-once.ts';
import { Crash, crashAt } from '../../../support/simulation.ts';

beforeEach(() => void captureLog());
afterEach(() => jest.restoreAllMocks());

const ROWS = ({ connecting }: SendingWorld) => JSON.stringify([...connecting.aws.table('Inbox').entries()]);

/** What somebody who is refused hears; nothing was written, and nobody was told. */
async function refusal(world: SendingWorld, text: string, more: Partial<Writing> = {}) {
  const before = ROWS(world);
  const error = await world.main.write(text, more).then(
    () => null,
    ({ code, details }) => ({ code, details }),
  );
  if (error) expect(ROWS(world)).toBe(before);
  if (error) expect(world.jobs).toEqual([]);
  return error;
}

async function headOf(world: SendingWorld) {
  const { store, sealer } = world.main.sending;
  const head = await store.head(world.ref, 'fresh');
  if (!head?.preview) throw new Error('there is no head');
  const preview = await sealer.open<{ text: string }>(place.preview(world.ref), head.preview);
  return { ...head, shows: preview?.text };
}

const PICTURE: UploadedFile = {
  id: 'att_1',
  kind: 'image',
  name: 'ลาย.jpg',
  mimeType: 'image/jpeg',
  size: 100,
};

async function withPicture(more: Partial<UploadedFile> = {}, workspaceId = 'ws_1'): Promise<SendingWorld> {
  const text = { max: 5, unit: 'characters' } as const;
  const world = await SendingWorld.create({
    limits: { text, image: { mimeTypes: ['image/jpeg'], maxBytes: 100 } },
  });
  world.files.set('att_1', { ...PICTURE, ...more, workspaceId });
  return world;
}

const AS_PICTURE = { kind: 'image', attachmentId: 'att_1' } as const;

describe('a message is queued', () => {
  it('at the end of its conversation, shown there, read as far as its writer has read', async () => {
    const world = await SendingWorld.create();
    const [asked] = await world.lines();
    world.clock.moveTo(world.clock.now() + MINUTE);
    const message = await world.main.write('ได้ค่ะ', { lastSeenEntryId: String(asked?.id) });
    expect(message).toMatchObject({
      type: 'message',
      direction: 'outbound',
      state: 'queued',
      text: 'ได้ค่ะ',
      author: { type: 'agent', id: AGENT.userId },
      platformMessageId: '',
      sentAt: world.clock.now(),
      conversationId: world.ref.conversationId,
    });
    expect(await world.states()).toEqual(['queued']);
    expect(await headOf(world)).toMatchObject({
      lastEntryId: message.id,
      shows: 'ได้ค่ะ',
      activityAt: world.clock.now(),
      readUpTo: asked?.id,
    });
    expect(world.jobs).toHaveLength(1);
  });

  it('not at all when the sender cannot be told; its key stays free', async () => {
    const world = await SendingWorld.create();
    const { queueing } = world.main;
    const sends = { ask: () => Promise.reject(new Unavailable('the queue')) };
    const draft = { kind: 'text', text: 'ก' } as const;
    const { conversationId } = world.ref;
    const before = ROWS(world);
    await expect(
      queueMessage({ ...queueing, sends }, AGENT, conversationId, draft, 'key-ข'),
    ).rejects.toMatchObject({ code: 'unavailable' });
    expect(ROWS(world)).toBe(before);
    await world.main.write('ข');
    await world.live(MINUTE);
    expect(world.shown()).toEqual(['ข']);
  });

  it('with a job that carries it, sealed', async () => {
    const world = await SendingWorld.create();
    const { id } = await world.main.write('ความลับ');
    const [job] = world.jobs;
    expect(job?.ref).toMatchObject({ ...world.ref, from: id, message: { entryId: id, state: 'queued' } });
    expect(writeSendJob(job?.ref as SendJob)).not.toContain('ความลับ');
  });

  it('without a row for the sweeper: nothing has gone wrong', async () => {
    const world = await SendingWorld.create();
    await world.main.write('ก');
    await world.main.send();
    expect(ROWS(world)).not.toContain('dueSk');
  });

  it.each([
    ['once', 1],
    ['over and over', 5],
  ])('however early the sender comes by, %s', async (_name, times) => {
    const world = await SendingWorld.create();
    for (let n = 1, early = true; early; n++) {
      await world.reset();
      let point = 0;
      const at = async () => {
        point++;
        if (point >= n && point < n + times) await world.live(SECOND);
      };
      const { id } = await world.boot({ faults: { at } }).write('ก');
      early = point >= n;
      await world.live(MINUTE);
      expect({ n, faults: await faultsOf(world), shown: world.shown() }).toEqual({
        n,
        faults: [],
        shown: ['ก'],
      });
      expect((await world.written()).map((line) => line.id)).toEqual([id]);
      // Nobody looks for it for ever.
      expect(world.jobs).toEqual([]);
    }
  });

  it.each([
    ['nobody has written', (now: number) => entryIdOf(now + DAY, 'invented')],
    ['a member has written', (_now: number, answer: string) => answer],
  ])(
    'read no further than the customer has written, whatever the writer has seen: what %s',
    async (_name, seen) => {
      const world = await SendingWorld.create();
      const [asked] = await world.lines();
      const { id } = await world.main.write('ก');
      await world.main.write('ข', { lastSeenEntryId: seen(world.clock.now(), id) });
      expect((await headOf(world)).readUpTo).toBe(asked?.id);
    },
  );

  it('not again for a customer who was erased, by a job that comes late', async () => {
    const world = await SendingWorld.create();
    const at = async (point: string) => {
      if (point === 'after PutItem') throw new Crash();
    };
    await world
      .boot({ faults: { at } })
      .write('ก')
      .catch(() => {});
    expect(world.jobs).toHaveLength(1);
    world.connecting.keys.destroy((await world.main.sending.store.head(world.ref, 'fresh'))?.subjectId ?? '');
    world.main = world.boot();
    await world.live(HOUR);
    expect(await world.lines()).toHaveLength(1);
    expect(world.jobs).toEqual([]);
  });

  it('behind what it answers, also where the platform’s clock is ahead of ours', async () => {
    const world = await SendingWorld.create();
    await world.receive('มีไหมคะ', { sentAt: world.clock.now() + 4 * SECOND });
    await world.main.write('มีค่ะ');
    expect((await world.lines()).map(({ text }) => text)).toEqual(['สวัสดี', 'มีไหมคะ', 'มีค่ะ']);
    expect((await headOf(world)).shows).toBe('มีค่ะ');
  });

  it('with its file', async () => {
    const world = await withPicture();
    expect(await world.main.write('', AS_PICTURE)).toMatchObject({
      kind: 'image',
      text: null,
      attachments: [{ kind: 'image', name: 'ลาย.jpg', mimeType: 'image/jpeg', size: 100 }],
    });
    await world.live(MINUTE);
    expect(world.shown()).toEqual(['[image ลาย.jpg]']);
  });
});

describe('what the platform would refuse is refused before anything is written', () => {
  it.each([
    ['characters', '👍'.repeat(4), '👍'.repeat(5), 5, 'characters'],
    ['utf16', '👍👍', '👍👍a', 5, 'UTF-16 units'],
    ['utf8_bytes', 'กa', 'กก', 6, 'bytes of UTF-8'],
  ] as const)('a text at the edge, counted in %s', async (unit, fits, tooLong, length, words) => {
    const world = await SendingWorld.create({ limits: { text: { max: 4, unit } } });
    expect(await refusal(world, fits)).toBeNull();
    world.jobs.length = 0;
    expect(await refusal(world, tooLong)).toEqual({
      code: 'text_too_long',
      details: [`text: at most 4 ${words}; this one has ${length}`],
    });
  });

  it.each([[''], [' \n\u{a0}']])('a text that says nothing: %j', async (text) => {
    expect(await refusal(await SendingWorld.create(), text)).toMatchObject({ code: 'text_empty' });
  });

  it.each([
    ['a kind that it does not take', {}, { kind: 'video' }, 'kind_not_supported', 'kind: one of text, image'],
    [
      'a type that it does not take',
      { mimeType: 'image/webp' },
      {},
      'file_type_not_supported',
      'attachment: one of image/jpeg; this one is image/webp',
    ],
    [
      'a byte too much',
      { size: 101 },
      {},
      'file_too_large',
      'attachment: at most 100 bytes; this one has 101',
    ],
  ] as const)('a file: %s', async (_name, file, draft, code, detail) => {
    const world = await withPicture(file);
    expect(await refusal(world, '', { ...AS_PICTURE, ...draft })).toEqual({ code, details: [detail] });
  });

  it('a file that nobody uploaded, or another workspace, and one that is not named', async () => {
    expect(await refusal(await withPicture({}, 'ws_2'), '', AS_PICTURE)).toMatchObject({ code: 'not_found' });
    const world = await withPicture();
    expect(await refusal(world, '', { ...AS_PICTURE, attachmentId: 'att_2' })).toMatchObject({
      code: 'not_found',
    });
    expect(await refusal(world, '', { kind: 'image' })).toMatchObject({
      code: 'invalid_input',
      details: ['attachmentId: must be given for this kind'],
    });
  });

  it('words beside a picture, and a picture beside words: nothing is left out silently', async () => {
    const world = await withPicture();
    expect(await refusal(world, '', { ...AS_PICTURE, text: 'ดูนี่' })).toMatchObject({
      code: 'invalid_input',
      details: [expect.stringContaining('text:')],
    });
    expect(await refusal(world, 'ดูนี่', { attachmentId: 'att_1' })).toMatchObject({
      code: 'invalid_input',
      details: [expect.stringContaining('attachmentId:')],
    });
  });

  it('a closed window, with its reason; a person may still use the time after it', async () => {
    const world = await SendingWorld.create();
    world.rule = { openMs: DAY, humanMs: 7 * DAY, mayStart: false };
    world.clock.moveTo(world.clock.now() + DAY);
    expect(await refusal(world, 'ก')).toBeNull();
    world.jobs.length = 0;
    world.clock.moveTo(world.clock.now() + 6 * DAY);
    expect(await refusal(world, 'ข')).toEqual({ code: 'window_closed', details: ['reason: window_passed'] });
  });

  it('one answer too many; one that failed does not count', async () => {
    const world = await SendingWorld.create();
    world.rule = { openMs: null, maxUnanswered: 2, mayStart: false };
    world.messenger.fault = (_batch, nth) =>
      nth === 1 ? { kind: 'refuse', refusal: 'content_refused' } : undefined;
    for (const text of ['ก', 'ข', 'ค']) {
      world.clock.moveTo(world.clock.now() + SECOND);
      expect(await refusal(world, text)).toBeNull();
      await world.live(MINUTE);
    }
    expect(await world.states()).toEqual(['failed', 'sent', 'sent']);
    expect(await refusal(world, 'ง')).toEqual({
      code: 'window_closed',
      details: ['reason: too_many_unanswered'],
    });
  });

  it('an account that is not connected, and a platform that can only be read', async () => {
    const world = await SendingWorld.create();
    const { queueing, sending } = world.main;
    const [connector] = queueing.connectors;
    if (!connector) throw new Error('there is no connector');
    const { messaging: _messaging, ...silent } = connector;
    const draft = { kind: 'text', text: 'ก' } as const;
    await expect(
      queueMessage({ ...queueing, connectors: [silent] }, AGENT, world.ref.conversationId, draft, 'k'),
    ).rejects.toMatchObject({ code: 'kind_not_supported' });
    await sending.connections.change(world.connection, { state: 'needs_reconnect' });
    expect(await refusal(world, 'ก')).toMatchObject({ code: 'needs_reconnect' });
  });

  it('a conversation of another workspace, or of nobody', async () => {
    const world = await SendingWorld.create();
    expect(await refusal(world, 'ก', { session: sessionOf('owner', 2) })).toMatchObject({
      code: 'not_found',
    });
    world.ref = { ...world.ref, conversationId: 'unknown' };
    expect(await refusal(world, 'ก')).toMatchObject({ code: 'not_found' });
  });

  it('an erased customer', async () => {
    const world = await SendingWorld.create();
    world.connecting.keys.destroy((await headOf(world)).subjectId);
    expect(await refusal(world, 'ก')).toMatchObject({ code: 'subject_erased' });
  });

  it('an entry that is none', async () => {
    const world = await SendingWorld.create();
    expect(await refusal(world, 'ก', { lastSeenEntryId: '§' })).toMatchObject({ code: 'invalid_input' });
  });
});

describe('Idempotency-Key', () => {
  it('gives the same message to the same request, whenever it comes', async () => {
    const world = await SendingWorld.create();
    const first = await world.main.write('ก');
    world.clock.moveTo(world.clock.now() + HOUR);
    await world.live(MINUTE);
    await world.receive('ขอบคุณค่ะ');
    // Whatever has become impossible since.
    world.rule = { openMs: 1, mayStart: false };
    expect(await world.main.write('ก', { lastSeenEntryId: first.id })).toMatchObject({
      id: first.id,
      state: 'sent',
    });
    await world.live(HOUR);
    expect(world.shown()).toEqual(['ก']);
  });

  it('gives it also to two requests at once', async () => {
    const world = await SendingWorld.create();
    for (let seed = 1; seed <= 100; seed++) {
      await world.reset();
      const schedule = Schedule.random(new Rng(seed));
      const write = (worker: number) => () => world.boot({ faults: schedule.faults(worker) }).write('ก');
      const answers = await schedule.run([write(0), write(1), write(2)]);
      await world.live(HOUR);
      const ids = answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.id : answer.reason));
      expect({ seed, ids, shown: world.shown() }).toEqual({
        seed,
        ids: [ids[0], ids[0], ids[0]],
        shown: ['ก'],
      });
      expect(await world.written()).toHaveLength(1);
    }
  });

  it.each([3, 4, 5, 30, 60])('gives it also when %i others were written since', async (others) => {
    const world = await SendingWorld.create();
    const { id } = await world.main.write('ก');
    for (let n = 0; n < others; n++) {
      world.clock.moveTo(world.clock.now() + MINUTE);
      await world.main.write(`อื่น ${n}`);
    }
    expect(await world.main.write('ก')).toMatchObject({ id });
    await expect(world.main.write('ข', { key: 'key-ก' })).rejects.toMatchObject({
      code: 'idempotency_key_reused',
    });
    await world.live(HOUR);
    expect(world.shown()).toHaveLength(others + 1);
    expect(await faultsOf(world)).toEqual([]);
  });

  it('is looked for in the conversation only when it may be there', async () => {
    const world = await SendingWorld.create();
    const write = async (text: string) => {
      world.connecting.aws.calls.length = 0;
      await world.main.write(text);
      return world.connecting.aws.calls.filter((call) => call === 'dynamodb Query').length;
    };
    for (let n = 0; n < 40; n++) expect({ n, queries: await write(`${n}`) }).toEqual({ n, queries: 0 });
    expect(await write('3')).toBe(1);
  });

  it('refuses another request; a refused one leaves the key free', async () => {
    const world = await SendingWorld.create();
    expect(await refusal(world, '', { key: 'k' })).toMatchObject({ code: 'text_empty' });
    await world.main.write('ก', { key: 'k' });
    world.jobs.length = 0;
    expect(await refusal(world, 'ข', { key: 'k' })).toMatchObject({ code: 'idempotency_key_reused' });
    expect(await refusal(world, 'ก', { key: 'k', attachmentId: 'att_1' })).toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  it('stands for itself in each conversation', async () => {
    const world = await SendingWorld.create();
    await world.main.write('ก', { key: 'k' });
    await world.receive('สวัสดี', {}, 'cust_nok');
    await world.main.write('ข', { key: 'k' });
    await world.live(MINUTE);
    expect(world.phone.map(({ customer, text }) => `${customer}: ${text}`)).toEqual([
      `${SUDA}: ก`,
      'cust_nok: ข',
    ]);
  });

  it('finds a message of a writer who died at any step, and a head that shows it', async () => {
    const world = await SendingWorld.create();
    for (let n = 1, died = true; died; n++) {
      await world.reset();
      const dying = world.boot({ faults: crashAt(n) });
      await dying.write('ก').catch(() => {});
      died = dying.dead();
      world.clock.moveTo(world.clock.now() + SECOND);
      const { id } = await world.main.write('ก');
      expect({ n, written: (await world.written()).map((line) => line.id) }).toEqual({ n, written: [id] });
      expect(await headOf(world)).toMatchObject({ lastEntryId: id, shows: 'ก', status: 'open' });
      await world.live(HOUR);
      expect(world.shown()).toEqual(['ก']);
    }
  });
});

describe('lastSeenEntryId', () => {
  it('refuses who has not seen an answer, and names it', async () => {
    const world = await SendingWorld.create();
    const [asked] = await world.lines();
    const lastSeenEntryId = String(asked?.id);
    world.clock.moveTo(world.clock.now() + SECOND);
    const typed = world.messenger.typeInApp(world.connection.accountId, SUDA, 'มีค่ะ');
    await world.main.deliver(typed);
    const [, answer] = await world.lines();
    expect(await refusal(world, 'ก', { lastSeenEntryId })).toEqual({
      code: 'answered_meanwhile',
      details: [`entry: ${answer?.id}`],
    });
    expect(await refusal(world, 'ก', { lastSeenEntryId: String(answer?.id) })).toBeNull();
  });

  it('lets pass who has not seen what the customer wrote, or what failed', async () => {
    const world = await SendingWorld.create();
    const [asked] = await world.lines();
    world.messenger.fault = () => ({ kind: 'refuse', refusal: 'content_refused' });
    await world.main.write('ก');
    await world.live(MINUTE);
    await world.receive('ฮัลโหล');
    expect(await refusal(world, 'ข', { lastSeenEntryId: String(asked?.id) })).toBeNull();
  });

  it.each([
    ['both alive', 0],
    ['the first dying there', 1],
  ])('lets one of two pass, wherever the second comes between, %s', async (_name, deaths) => {
    const world = await SendingWorld.create();
    for (let n = 1, between = true; between; n++) {
      await world.reset();
      const lastSeenEntryId = String((await world.lines()).at(-1)?.id);
      let point = 0;
      let second: Promise<unknown> | undefined;
      const at = async () => {
        if (++point !== n) return;
        second = world.main.write('ข', { session: OWNER, lastSeenEntryId }).catch(({ code }) => code);
        await second;
        if (deaths > 0) throw new Crash();
      };
      const first = world.boot({ faults: { at } }).write('ก', { lastSeenEntryId });
      const answers = [await first.catch(({ code }) => code), await second];
      between = point >= n;
      if (!between) break;
      const taken = answers.filter((answer) => typeof answer === 'object');
      expect(taken.length).toBeLessThanOrEqual(1);
      if (deaths === 0) expect(answers).toContain('answered_meanwhile');
      await world.live(HOUR);
      expect({ n, faults: await faultsOf(world) }).toEqual({ n, faults: [] });
      // Whoever was told that somebody else has answered finds that answer.
      expect(await world.states()).toEqual(['sent']);
      for (const message of taken)
        expect((await world.written()).map(({ id }) => id)).toEqual([(message as { id: string }).id]);
    }
  });

  it.each([
    ['in step', 0],
    ['ahead of ours', 3 * SECOND],
  ])('lets one of two pass who answer at once, the platform’s clock being %s', async (_name, ahead) => {
    const world = await SendingWorld.create();
    world.staleness = 0.7;
    for (let seed = 1; seed <= 150; seed++) {
      await world.reset();
      await world.receive('มีไหมคะ', { sentAt: world.clock.now() + ahead });
      const lastSeenEntryId = String((await world.lines()).at(-1)?.id);
      const schedule = Schedule.random(new Rng(seed));
      const answers = await schedule.run(
        [AGENT, OWNER].map((session, i) => async () => {
          const instance = world.boot({ faults: schedule.faults(i), skewMs: i * 20 });
          return instance.write(`มีค่ะ ${i}`, { session, lastSeenEntryId });
        }),
      );
      const won = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.id] : []));
      const lost = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
      expect({ seed, won: won.length }).toEqual({ seed, won: 1 });
      expect(lost).toEqual([
        expect.objectContaining({ code: 'answered_meanwhile', details: [`entry: ${won[0]}`] }),
      ]);
      expect((await world.written()).map(({ id }) => id)).toEqual(won);
    }
  });
});
