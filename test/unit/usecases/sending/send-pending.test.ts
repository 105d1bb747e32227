import { Unavailable } from '../../../../lambdas/domain/errors.ts';
import type { RefusalKind } from '../../../../lambdas/domain/platform-refusal.ts';
import { permissionOfBot } from '../../../../lambdas/domain/reply-permission.ts';
import { sendPending } from '../../../../lambdas/usecases/sending/send-pending.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../../support/connecting-world.ts';
import type { SendFault } from '../../../support/fake-messenger.ts';
import { AGENT, OWNER, type SendingOptions, SendingWorld } from '../../../support/sending-world.ts';
import { faultsOf } from '../../../support/sent-once.ts';
import { Crash } from '../../../support/simulation.ts';

beforeEach(() => void captureLog());
afterEach(() => jest.restoreAllMocks());

const LINE_LIKE: SendingOptions = { idempotent: true, batch: 5 };

/** The first calls end like this, in order; all others well. */
function faults(world: SendingWorld, ...list: readonly (SendFault | null)[]): void {
  world.messenger.fault = (_batch, nth) => list[nth - 1] ?? undefined;
}

const refuse = (refusal: RefusalKind, more: object = {}): SendFault => ({ kind: 'refuse', refusal, ...more });

async function write(world: SendingWorld, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) await world.main.write(text);
}

/** Texts of each call. */
const calls = ({ messenger }: SendingWorld) =>
  messenger.asked.map(({ messages }) => messages.map(({ text }) => text).join(' '));

describe('order and batches', () => {
  it('sends what waits in the order in which it was written', async () => {
    const world = await SendingWorld.create();
    await write(world, 'ก', 'ข', 'ค');
    await world.main.send();
    expect(calls(world)).toEqual(['ก', 'ข', 'ค']);
    expect(await world.states()).toEqual(['sent', 'sent', 'sent']);
    expect((await world.written()).map(({ platformMessageId }) => platformMessageId)).toEqual([
      'pm1',
      'pm2',
      'pm3',
    ]);
  });

  it('sends what is written during a call a moment after it, not when the claim would end', async () => {
    const world = await SendingWorld.create();
    await write(world, 'ก');
    const job = world.jobs.shift();
    const at = async () => {
      if (world.jobs.length > 0 || (await world.states())[0] !== 'sending') return;
      await write(world, 'ข');
      await world.main.send(world.jobs.pop()?.ref);
      expect(world.shown()).toEqual([]);
    };
    await world.boot({ faults: { at } }).send(job?.ref);
    await world.live(2 * SECOND);
    expect(world.shown()).toEqual(['ก', 'ข']);
  });

  it('waits for the answer before, which its writer has only begun to write', async () => {
    const world = await SendingWorld.create();
    await write(world, 'ก');
    await world.main.send();
    world.jobs.length = 0;
    let second = '';
    const at = async (point: string) => {
      // The head says that the first one is there.
      if (point !== 'after PutItem' || second !== '') return;
      second = 'ค';
      await write(world, second);
      await world.main.send(world.jobs.at(-1)?.ref);
      expect(world.shown()).toEqual(['ก']);
    };
    await world.boot({ faults: { at } }).write('ข');
    await world.live(MINUTE);
    expect(world.shown()).toEqual(['ก', 'ข', 'ค']);
  });

  it('costs two reads and two writes of the conversation, and one more write where the platform speaks of it later', async () => {
    for (const echoes of [false, true]) {
      const text = { max: 10, unit: 'characters' } as const;
      const world = await SendingWorld.create({ limits: { text, echoes } });
      const points: string[] = [];
      const at = async (point: string) => void points.push(point);
      const sender = world.boot({ faults: { at } });
      for (const message of ['ก', 'ข', 'ค', 'ง', 'จ']) {
        await write(world, message);
        points.length = 0;
        await sender.send(world.jobs.pop()?.ref);
        // The first one opens the account.
        if (message === 'ก') continue;
        const calls = points.flatMap(
          (point) => /^before (GetItem|Query|PutItem|Transact.*)/.exec(point)?.[1] ?? [],
        );
        // Head, answers, connection; claim, name, end.
        const [claimed, end] = ['PutItem', 'PutItem'];
        expect(calls).toEqual(['GetItem', 'Query', 'GetItem', claimed, ...(echoes ? ['PutItem'] : []), end]);
      }
      const rows = [...world.connecting.aws.table('Inbox').keys()];
      expect(rows.filter((row) => row.includes(' S#'))).toHaveLength(echoes ? 5 : 0);
    }
  });

  it('keeps the order when the first of several has to wait, whichever job comes', async () => {
    const world = await SendingWorld.create();
    faults(world, refuse('rate_limited', { retryAfterMs: 10 * MINUTE }));
    await write(world, 'ก', 'ข', 'ค', 'ง', 'จ', 'ฉ');
    const jobs = world.jobs.splice(0);
    for (const { ref } of jobs) await world.main.send(ref);
    for (const { ref } of jobs.reverse()) await world.main.send(ref);
    expect(world.shown()).toEqual([]);
    await world.live(HOUR);
    expect(world.shown()).toEqual(['ก', 'ข', 'ค', 'ง', 'จ', 'ฉ']);
  });

  it('keeps the order when the first has to wait', async () => {
    const world = await SendingWorld.create();
    faults(world, refuse('unavailable'));
    await write(world, 'ก', 'ข');
    await world.main.send();
    expect(await world.states()).toEqual(['queued', 'queued']);
    await world.live(5 * MINUTE);
    expect(world.shown()).toEqual(['ก', 'ข']);
  });

  it('keeps it when the sweeper finds the second one first', async () => {
    const world = await SendingWorld.create();
    faults(world, refuse('rate_limited', { retryAfterMs: 10 * MINUTE }));
    await write(world, 'ก', 'ข');
    await world.main.send();
    await world.live(20 * MINUTE);
    expect(world.shown()).toEqual(['ก', 'ข']);
  });

  it('finds one that waits behind much that was written since', async () => {
    const world = await SendingWorld.create();
    faults(world, refuse('rate_limited', { retryAfterMs: 10 * MINUTE }));
    await write(world, 'ก');
    await world.main.send();
    for (let i = 0; i < 120; i++) {
      world.clock.moveTo(world.clock.now() + SECOND);
      await world.receive(`${i}`);
    }
    await world.live(HOUR);
    expect(await world.states()).toEqual(['sent']);
  });

  it('does not let one that failed hold up the next', async () => {
    const world = await SendingWorld.create();
    faults(world, refuse('content_refused'));
    await write(world, 'ก', 'ข');
    await world.main.send();
    expect(await world.states()).toEqual(['failed', 'sent']);
  });

  it('fills a call with what one person wrote, up to what the platform takes', async () => {
    const world = await SendingWorld.create(LINE_LIKE);
    await write(world, 'a', 'b', 'c', 'd', 'e', 'f');
    await world.main.write('g', { session: OWNER });
    await world.main.write('h');
    await world.main.send();
    expect(calls(world)).toEqual(['a b c d e', 'f', 'g', 'h']);
    expect(await faultsOf(world)).toEqual([]);
  });

  it('repeats a call as it was, with its key; what came meanwhile goes by itself', async () => {
    const world = await SendingWorld.create(LINE_LIKE);
    faults(world, { kind: 'lost' });
    await write(world, 'ก', 'ข');
    await world.main.send();
    await world.main.write('ค');
    await world.live(5 * MINUTE);
    expect(calls(world)).toEqual(['ก ข', 'ก ข', 'ค']);
    const [first, again, other] = world.messenger.asked.map(({ idempotencyKey }) => idempotencyKey);
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect([again === first, other === first]).toEqual([true, false]);
    expect(world.shown()).toEqual(['ก', 'ข', 'ค']);
  });

  it('goes on with another job after many steps', async () => {
    const world = await SendingWorld.create();
    const texts = Array.from({ length: 30 }, (_, i) => `${i}`);
    await write(world, ...texts);
    world.jobs.length = 0;
    await world.main.send();
    expect(world.shown()).toHaveLength(25);
    await world.live(SECOND);
    expect(world.shown()).toEqual(texts);
  });

  it('finds what waits, however small the pages of the database are', async () => {
    const world = await SendingWorld.create();
    await write(world, 'ก', 'ข', 'ค', 'ง');
    world.connecting.aws.pageSize = 2;
    await world.main.send();
    expect(world.shown()).toEqual(['ก', 'ข', 'ค', 'ง']);
  });
});

describe('F12: trying again', () => {
  it('waits as long as the platform asks', async () => {
    const world = await SendingWorld.create();
    faults(world, refuse('rate_limited', { retryAfterMs: 10 * MINUTE }));
    await write(world, 'ก');
    await world.main.send();
    await world.live(10 * MINUTE - SECOND);
    expect(calls(world)).toEqual(['ก']);
    expect(await world.states()).toEqual(['queued']);
    await world.live(2 * MINUTE);
    expect(await world.states()).toEqual(['sent']);
  });

  it.each([
    ['that says no', refuse('unavailable'), 'failed', 'platform_unavailable'],
    ['that is not reached', { kind: 'unsent' }, 'failed', 'platform_unavailable'],
    ['that may have taken it', { kind: 'hang' }, 'unknown', 'outcome_unknown'],
  ] as const)(
    'gives up after eight calls or two hours, at a platform %s',
    async (_name, fault, state, failure) => {
      const world = await SendingWorld.create(LINE_LIKE);
      world.messenger.fault = () => fault;
      await write(world, 'ก');
      await world.live(6 * HOUR);
      expect(world.messenger.asked.length).toBeLessThanOrEqual(8);
      expect(world.messenger.asked.length).toBeGreaterThan(4);
      expect(await world.written()).toEqual([expect.objectContaining({ state, failure })]);
      expect([...world.connecting.aws.table('Inbox').values()].filter(({ dueSk }) => dueSk)).toEqual([]);
    },
  );

  it('never calls failed what an earlier call may have brought', async () => {
    const world = await SendingWorld.create({ ...LINE_LIKE });
    faults(world, { kind: 'lost' }, refuse('window_closed'));
    await write(world, 'ก');
    await world.live(HOUR);
    expect(await world.written()).toEqual([
      expect.objectContaining({ state: 'unknown', failure: 'outcome_unknown' }),
    ]);
    expect(await faultsOf(world)).toEqual([]);
  });

  it('nor what a sender that died with its call may have brought', async () => {
    const world = await SendingWorld.create(LINE_LIKE);
    await write(world, 'ก');
    const dies = {
      at: async (point: string) => (point === 'after send' ? Promise.reject(new Crash()) : undefined),
    };
    await expect(world.boot({ faults: dies }).send()).rejects.toThrow(Crash);
    world.messenger.fault = () => refuse('window_closed');
    await world.live(HOUR);
    expect(await world.states()).toEqual(['unknown']);
    expect(await faultsOf(world)).toEqual([]);
  });

  it('F13: never calls again for a platform without keys when nobody knows', async () => {
    const world = await SendingWorld.create();
    faults(world, { kind: 'lost' });
    await write(world, 'ก', 'ข');
    await world.live(HOUR);
    expect(world.shown()).toEqual(['ก', 'ข']);
    expect(await world.written()).toEqual([
      expect.objectContaining({ state: 'unknown', failure: 'outcome_unknown', tries: 1 }),
      expect.objectContaining({ state: 'sent' }),
    ]);
  });

  it('counts nothing, and claims nothing, while our own parts do not answer', async () => {
    const world = await SendingWorld.create();
    await write(world, 'ก');
    const vault = { ...world.main.sending.vault, openTokens: () => Promise.reject(new Unavailable('kms')) };
    const broken = { ...world.main.sending, vault: vault as never };
    await expect(sendPending(broken, world.ref)).rejects.toThrow(Unavailable);
    expect(await world.written()).toEqual([expect.objectContaining({ state: 'queued', tries: 0 })]);
    world.clock.moveTo(world.clock.now() + 2 * HOUR + 1);
    await sendPending(broken, world.ref);
    expect(await world.written()).toEqual([
      expect.objectContaining({ state: 'failed', failure: 'platform_unavailable' }),
    ]);
  });
});

describe('F14: a job that is lost', () => {
  it('is made up for by the sweeper once something went wrong', async () => {
    const world = await SendingWorld.create();
    faults(world, refuse('unavailable'));
    await write(world, 'ก');
    await world.main.send(world.jobs[0]?.ref);
    world.jobs.length = 0;
    await world.live(5 * MINUTE);
    expect(world.shown()).toEqual(['ก']);
  });

  it('of somebody who died during a call, too, once it came again', async () => {
    const world = await SendingWorld.create(LINE_LIKE);
    await write(world, 'ก');
    const job = world.jobs.shift();
    world.messenger.fault = () => {
      throw new Crash();
    };
    await world.main.send(job?.ref).catch(() => {});
    world.clock.moveTo(world.clock.now() + 2 * MINUTE);
    await world.main.send(job?.ref).catch(() => {});
    world.messenger.fault = () => undefined;
    world.jobs.length = 0;
    await world.live(5 * MINUTE);
    expect(world.shown()).toEqual(['ก']);
  });
});

describe('what the platform says no to', () => {
  it.each([
    ['authorization_gone', 'needs_reconnect', true],
    ['permission_missing', 'permission_missing', true],
    ['app_refused', 'permission_missing', false],
    ['account_suspended', 'account_suspended', true],
    ['code_invalid', 'rejected', false],
    ['not_found', 'customer_unreachable', false],
    ['window_closed', 'window_closed', false],
    ['customer_unreachable', 'customer_unreachable', false],
    ['quota_exceeded', 'quota_exceeded', false],
    ['content_refused', 'content_refused', false],
    ['rejected', 'rejected', false],
  ] as const)('%s: failed at once', async (refusal, failure, wakesKeeper) => {
    const world = await SendingWorld.create();
    faults(world, refuse(refusal));
    await write(world, 'ก');
    await world.main.send();
    expect(await world.written()).toEqual([expect.objectContaining({ state: 'failed', failure, tries: 1 })]);
    expect(world.connecting.aws.messages).toHaveLength(wakesKeeper ? 1 : 0);
    expect(world.connecting.meter.counts.get('SendFailed')).toBe(1);
  });

  it('token_invalid: the keeper renews it, and then it is sent', async () => {
    const world = await SendingWorld.create();
    world.connecting.platform.expireAccess(world.connection.accountId);
    await write(world, 'ก');
    await world.main.send();
    expect(await world.states()).toEqual(['queued']);
    expect(world.connecting.aws.messages).toHaveLength(1);
    await world.connecting.main.work();
    await world.live(2 * MINUTE);
    expect(await world.states()).toEqual(['sent']);
  });

  it('authorization_gone: nothing more is taken until the account is connected anew', async () => {
    const world = await SendingWorld.create();
    world.connecting.platform.revoke(world.connection.accountId);
    await write(world, 'ก');
    await world.main.send();
    await world.main.sending.connections.change(world.connection, { state: 'needs_reconnect' });
    world.connecting.main = world.connecting.boot();
    await expect(world.boot().write('ข')).rejects.toMatchObject({ code: 'needs_reconnect' });
    expect(await world.written()).toEqual([
      expect.objectContaining({ state: 'failed', failure: 'needs_reconnect' }),
    ]);
  });
});

describe('reply tokens', () => {
  const until = ({ clock }: SendingWorld) => clock.now() + MINUTE;

  async function asked(world: SendingWorld, token = 't1', at = until(world)): Promise<void> {
    world.messenger.tokens.set(token, at);
    await world.receive('มีไหมคะ', { replyToken: { token, until: at } });
  }

  it('are used first, once, for all that one call takes', async () => {
    const world = await SendingWorld.create(LINE_LIKE);
    await asked(world);
    await write(world, 'ก', 'ข');
    await world.main.send();
    await write(world, 'ค');
    await world.main.send();
    expect(world.phone.map(({ text, call }) => [text, call?.byToken])).toEqual([
      ['ก', true],
      ['ข', true],
      ['ค', false],
    ]);
  });

  it('of several, the newest that is good', async () => {
    const world = await SendingWorld.create(LINE_LIKE);
    await asked(world, 't1');
    world.clock.moveTo(world.clock.now() + SECOND);
    await asked(world, 't2');
    await write(world, 'ก');
    await world.main.send();
    await write(world, 'ข');
    await world.main.send();
    const used = world.messenger.asked.map(({ replyToken }) => replyToken?.reveal());
    expect(used).toEqual(['t2', 't1']);
  });

  it('that have ended are left alone', async () => {
    const world = await SendingWorld.create(LINE_LIKE);
    await asked(world);
    world.clock.moveTo(world.clock.now() + MINUTE);
    await write(world, 'ก');
    await world.main.send();
    expect(world.phone).toEqual([
      expect.objectContaining({ call: expect.objectContaining({ byToken: false }) }),
    ]);
    expect(world.messenger.asked).toHaveLength(1);
  });

  it('that the platform does not take any more are followed by a paid message at once', async () => {
    const world = await SendingWorld.create(LINE_LIKE);
    await asked(world);
    world.messenger.tokens.clear();
    await write(world, 'ก');
    await world.main.send();
    expect(world.messenger.asked.map(({ replyToken }) => replyToken !== undefined)).toEqual([true, false]);
    expect(await world.states()).toEqual(['sent']);
  });

  it('F13: an answer by token of which nobody knows is neither repeated nor sent in the paid way', async () => {
    for (const kind of ['lost', 'hang'] as const) {
      const world = await SendingWorld.create(LINE_LIKE);
      faults(world, { kind });
      await asked(world);
      await write(world, 'ก');
      await world.live(3 * HOUR);
      expect(world.messenger.asked).toHaveLength(1);
      expect(await world.states()).toEqual(['unknown']);
    }
  });

  it('whose call never left may be followed by a paid message', async () => {
    const world = await SendingWorld.create(LINE_LIKE);
    faults(world, { kind: 'unsent' });
    await asked(world);
    await write(world, 'ก');
    await world.live(5 * MINUTE);
    expect(world.phone).toEqual([
      expect.objectContaining({ call: expect.objectContaining({ byToken: false }) }),
    ]);
  });
});

describe('permission', () => {
  const meta = { openMs: DAY, humanMs: 7 * DAY, mayStart: false } as const;

  it('is that of a person, after the window only', async () => {
    const world = await SendingWorld.create();
    world.rule = meta;
    await write(world, 'ก');
    await world.main.send();
    world.clock.moveTo(world.clock.now() + DAY);
    await write(world, 'ข');
    await world.main.send();
    expect(world.messenger.asked.map(({ permission }) => permission)).toEqual([
      { kind: 'response' },
      { kind: 'human_agent', writtenBy: { userId: AGENT.userId } },
    ]);
  });

  it('is never that of a bot', () => {
    const closesAt = 1;
    expect(permissionOfBot({ state: 'human_only', closesAt })).toBeNull();
    expect(permissionOfBot({ state: 'closed', closesAt: null })).toBeNull();
    expect(permissionOfBot({ state: 'open', closesAt })).toEqual({ kind: 'response' });
  });

  it('is asked for at the very moment of sending', async () => {
    const world = await SendingWorld.create();
    world.rule = { openMs: DAY, mayStart: false };
    faults(world, refuse('unavailable'));
    world.clock.moveTo(world.clock.now() + DAY - 10 * SECOND);
    await write(world, 'ก');
    await world.live(10 * MINUTE);
    expect(world.messenger.asked).toHaveLength(1);
    expect(await world.written()).toEqual([
      expect.objectContaining({ state: 'failed', failure: 'window_closed' }),
    ]);
  });

  it('is not taken away by the messages that wait themselves', async () => {
    const world = await SendingWorld.create();
    world.rule = { openMs: null, maxUnanswered: 2, mayStart: false };
    await write(world, 'ก', 'ข');
    await world.main.send();
    expect(await world.states()).toEqual(['sent', 'sent']);
  });
});

describe('what is gone', () => {
  it('an erased customer gets nothing, and is not asked for', async () => {
    const world = await SendingWorld.create();
    await write(world, 'ก');
    const head = await world.main.sending.store.head(world.ref, 'fresh');
    world.connecting.keys.destroy(String(head?.subjectId));
    await world.live(HOUR);
    expect(world.messenger.asked).toEqual([]);
    const [entry] = await world.main.sending.store.timeline(world.ref, { limit: 1 });
    expect(entry).toMatchObject({ state: 'failed', outbox: { failure: 'content_gone' } });
  });

  it('whoever is being erased gets nothing, though the key is still in memory', async () => {
    const world = await SendingWorld.create();
    await write(world, 'ก');
    const { store } = world.main.sending;
    const head = await store.head(world.ref, 'fresh');
    if (head) await store.saveHead({ ...head, restrictedBy: 'request_1' }, head.rev);
    await world.live(HOUR);
    expect(world.messenger.asked).toEqual([]);
    const [entry] = await store.timeline(world.ref, { limit: 1 });
    expect(entry).toMatchObject({ state: 'failed', outbox: { failure: 'content_gone' } });
  });

  it('a file that was taken away', async () => {
    const image = { mimeTypes: ['image/png'], maxBytes: 10 };
    const world = await SendingWorld.create({ limits: { text: { max: 9, unit: 'utf16' }, image } });
    const file = { id: 'att', kind: 'image', name: 'a.png', mimeType: 'image/png', size: 1 } as const;
    world.files.set('att', { ...file, workspaceId: 'ws_1' });
    await world.main.write('', { kind: 'image', attachmentId: 'att' });
    world.files.clear();
    await world.main.send();
    expect(await world.written()).toEqual([
      expect.objectContaining({ state: 'failed', failure: 'content_gone' }),
    ]);
  });

  it('a conversation that nobody knows', async () => {
    const world = await SendingWorld.create();
    await world.main.send({ workspaceId: 'ws_1', conversationId: 'unknown' });
    expect(world.jobs).toEqual([]);
  });
});
