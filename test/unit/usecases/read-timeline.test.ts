import { InvalidInput, NotFound } from '../../../lambdas/domain/errors.ts';
import { entryIdOf, entryToken } from '../../../lambdas/domain/ids.ts';
import type { MarkContent } from '../../../lambdas/domain/stored.ts';
import type { Message, TimelineEntry } from '../../../lambdas/domain/timeline.ts';
import { readTimeline } from '../../../lambdas/usecases/read-timeline.ts';
import {
  AgentWorld,
  aMessage,
  anAnswer,
  anEvent,
  FOREIGN,
  HOUR,
  LINE,
  MINUTE,
  NOON,
  session,
} from '../../support/agent-world.ts';

async function timeline(world: AgentWorld, limit = 100): Promise<readonly TimelineEntry[]> {
  return (await readTimeline(world.deps, session, world.onlyId(), { limit })).items;
}

async function pages(world: AgentWorld, limit: number): Promise<string[][]> {
  const found: string[][] = [];
  let cursor: string | null | undefined;
  do {
    const page = await readTimeline(world.deps, session, world.onlyId(), {
      limit,
      ...(cursor ? { cursor } : {}),
    });
    found.push(page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  } while (cursor);
  return found;
}

async function worldWith(count: number): Promise<AgentWorld> {
  const world = new AgentWorld();
  for (let i = 0; i < count; i++) {
    await world.receive(LINE, aMessage({ platformMessageId: `${100 + i}`, sentAt: NOON - HOUR + i }));
  }
  return world;
}

/** A message that so far stands only in its edit. */
function original(messageId: string, sentAt: number): MarkContent {
  const { direction, kind, data, attachments } = aMessage();
  const content = {
    platformMessageId: messageId,
    text: 'แก้แล้ว',
    attachments,
    data,
    authorType: 'customer',
  } as const;
  const edit = { order: 1, at: sentAt + MINUTE, text: 'แก้แล้ว' };
  return { patch: { edit }, original: { entryId: entryIdOf(sentAt, messageId), direction, kind, content } };
}

describe('readTimeline', () => {
  it('shows a message as the contract says', async () => {
    const world = new AgentWorld();
    const attachments = [
      { kind: 'image', url: 'https://platform.example/1', name: 'a.jpg', mimeType: 'image/jpeg', size: 9 },
      { kind: 'file', mediaId: 'm2' },
    ] as const;
    const replyToken = { token: 'once', until: NOON };
    const handles = { quoteToken: 'secret' };
    const more = { attachments, replyToken, handles, data: { a: 1 }, replyToPlatformMessageId: '900' };
    await world.receive(LINE, aMessage({ ...more, kind: 'image', text: null }), NOON - HOUR + 300);
    const [message] = (await timeline(world)) as Message[];
    expect(message).toEqual({
      type: 'message',
      id: entryIdOf(NOON - HOUR, '1001'),
      conversationId: world.onlyId(),
      platformMessageId: '1001',
      direction: 'inbound',
      author: { type: 'customer', id: world.heads()[0]?.subjectId },
      kind: 'image',
      text: null,
      attachments: [
        {
          id: expect.stringMatching(/^[\w-]{22}$/),
          kind: 'image',
          name: 'a.jpg',
          mimeType: 'image/jpeg',
          size: 9,
          state: 'pending',
        },
        { id: expect.stringMatching(/^[\w-]{22}$/), kind: 'file', state: 'pending' },
      ],
      data: { a: 1 },
      replyToPlatformMessageId: '900',
      sentAt: NOON - HOUR,
      receivedAt: NOON - HOUR + 300,
      state: 'received',
      reactions: [],
    });
    expect(message?.attachments[0]?.id).not.toBe(message?.attachments[1]?.id);
    expect(await timeline(world)).toEqual([message]);
  });

  it('shows an event with its words, and nothing that opens doors', async () => {
    const world = new AgentWorld();
    const replyToken = { token: 'once', until: NOON };
    await world.receive(
      LINE,
      anEvent({ event: 'postback', text: 'Menu', data: { data: 'menu=1' }, replyToken }),
    );
    expect(await timeline(world)).toEqual([
      {
        type: 'event',
        id: entryIdOf(NOON - 2 * HOUR, 'e1'),
        conversationId: world.onlyId(),
        event: 'postback',
        text: 'Menu',
        data: { data: 'menu=1' },
        at: NOON - 2 * HOUR,
      },
    ]);
  });

  it('goes newest first by the time of the platform, page after page, each entry once', async () => {
    const world = await worldWith(7);
    const all = (await timeline(world)).map(({ id }) => id);
    expect(all).toEqual([...all].sort().reverse());
    for (const limit of [1, 2, 6, 7, 8]) {
      const found = await pages(world, limit);
      expect(found.flat()).toEqual(all);
      expect(found.length).toBe(Math.ceil(7 / limit));
    }
  });

  it('names the author of an answer by type, without the id of the customer', async () => {
    const world = await worldWith(1);
    await world.receive(LINE, anAnswer({ author: { type: 'bot', name: 'Helper' } }));
    expect(((await timeline(world))[0] as Message).author).toEqual({ type: 'bot', name: 'Helper' });
  });

  it('moves the states of answers by the receipts, and of nothing else', async () => {
    const world = await worldWith(1);
    const sentAt = NOON - 30 * MINUTE;
    for (const i of [0, 1, 2]) {
      await world.receive(LINE, anAnswer({ platformMessageId: `${2001 + i}`, sentAt: sentAt + i }));
    }
    const { accountId, thread, customer } = aMessage();
    const receipt = { type: 'receipt', accountId, thread, customer } as const;
    await world.receive(LINE, { ...receipt, state: 'delivered', upTo: sentAt + 1 });
    await world.receive(LINE, { ...receipt, state: 'read', upTo: sentAt });
    const states = (await timeline(world)).map((entry) => (entry as Message).state);
    expect(states).toEqual(['sent', 'delivered', 'read', 'received']);
  });

  it('shows edits and reactions, but not those taken back', async () => {
    const world = await worldWith(1);
    const { accountId, thread, customer } = aMessage();
    const about = { accountId, thread, customer, platformMessageId: '100' };
    await world.receive(LINE, { ...about, type: 'edit', text: 'ใหม่', order: 1, at: NOON - MINUTE });
    await world.receive(LINE, { ...about, type: 'reaction', by: 'U_suda', emoji: '❤️', at: NOON - MINUTE });
    await world.receive(LINE, { ...about, type: 'reaction', by: 'U_other', emoji: '👍', at: NOON - MINUTE });
    await world.receive(LINE, { ...about, type: 'reaction', by: 'U_other', emoji: null, at: NOON });
    const [message] = (await timeline(world)) as Message[];
    expect(message).toMatchObject({ text: 'ใหม่', editedAt: NOON - MINUTE });
    expect(message?.reactions).toEqual([{ emoji: '❤️', by: world.heads()[0]?.subjectId }]);
  });

  const deleted = { deletedAt: NOON, text: null, attachments: [], data: {}, reactions: [] };

  it('keeps a deleted message without its content', async () => {
    const world = new AgentWorld();
    await world.receive(LINE, aMessage({ data: { a: 1 }, attachments: [{ kind: 'image', mediaId: 'm' }] }));
    const { accountId, thread, customer } = aMessage();
    const unsend = {
      type: 'unsend',
      accountId,
      thread,
      customer,
      platformMessageId: '1001',
      at: NOON,
    } as const;
    await world.receive(LINE, unsend);
    expect(await timeline(world)).toMatchObject([{ type: 'message', kind: 'text', ...deleted }]);
  });

  it('obeys an unsend that is not applied yet', async () => {
    const world = new AgentWorld();
    await world.receive(LINE, aMessage({ data: { a: 1 } }));
    await world.leaveMark(entryToken('1001'), { patch: { deletedAt: NOON } });
    expect(await timeline(world)).toMatchObject([{ type: 'message', ...deleted }]);
  });

  it('reads marks only where the head points at some', async () => {
    const world = await worldWith(2);
    let reads = 0;
    const store = new Proxy(world.store, {
      get: (target, name) => {
        if (name === 'marks' || name === 'receipts') reads++;
        return Reflect.get(target, name).bind(target);
      },
    });
    await readTimeline({ ...world.deps, store }, session, world.onlyId(), { limit: 25 });
    expect(reads).toBe(0);
  });

  it('shows a message from its edit while the message has not come, in its place and on every page size', async () => {
    const world = await worldWith(5);
    await world.leaveMark(entryToken('102500'), original('102500', NOON - HOUR + 2), NOON - MINUTE);
    const all = await timeline(world);
    expect(all.map(({ id }) => id)).toEqual(
      all
        .map(({ id }) => id)
        .sort()
        .reverse(),
    );
    expect(all[2]).toMatchObject({
      id: entryIdOf(NOON - HOUR + 2, '102500'),
      text: 'แก้แล้ว',
      editedAt: NOON - HOUR + 2 + MINUTE,
      state: 'received',
      receivedAt: NOON - MINUTE,
    });
    for (const limit of [1, 2, 3, 5, 6, 7]) {
      const found = await pages(world, limit);
      expect(found.flat()).toEqual(all.map(({ id }) => id));
      expect(found.every((page) => page.length <= limit)).toBe(true);
    }
  });

  it('shows the oldest message of all from its edit too', async () => {
    const world = await worldWith(2);
    await world.leaveMark(entryToken('99'), original('99', NOON - 2 * HOUR));
    expect((await pages(world, 2)).map((page) => page.length)).toEqual([2, 1]);
  });

  it('shows the message itself, once, when it is there', async () => {
    const world = await worldWith(3);
    await world.leaveMark(entryToken('101'), original('101', NOON - HOUR + 1));
    const all = (await timeline(world)) as Message[];
    expect(all.map(({ platformMessageId }) => platformMessageId)).toEqual(['102', '101', '100']);
    expect(all[1]).toMatchObject({ text: 'แก้แล้ว' });
  });

  it('leaves out what was erased', async () => {
    const world = await worldWith(1);
    const group = { thread: { kind: 'group', id: 'C1' } } as const;
    const other = { key: 'U_nok', platformUserId: 'U_nok' };
    const shared = new AgentWorld();
    await shared.receive(LINE, aMessage({ ...group, platformMessageId: '1' }));
    await shared.receive(LINE, aMessage({ ...group, platformMessageId: '2', customer: other }));
    const [newest] = (await timeline(shared)) as Message[];
    shared.keys.destroy(String(newest?.author.id));
    expect(((await timeline(shared)) as Message[]).map((m) => m.platformMessageId)).toEqual(['1']);
    world.keys.destroy(String(world.heads()[0]?.subjectId));
    await expect(timeline(world)).rejects.toThrow(NotFound);
  });

  it('knows no conversation of another workspace', async () => {
    const world = new AgentWorld();
    await world.receive(FOREIGN, aMessage());
    const id = String(world.heads('ws_other')[0]?.conversationId);
    await expect(readTimeline(world.deps, session, id, { limit: 25 })).rejects.toThrow(NotFound);
  });

  it('knows none of which only a change has arrived', async () => {
    const world = new AgentWorld();
    const { accountId, thread, customer } = aMessage();
    const change = {
      type: 'unsend',
      accountId,
      thread,
      customer,
      platformMessageId: '1001',
      at: NOON,
    } as const;
    await world.receive(LINE, change);
    await expect(timeline(world)).rejects.toThrow(NotFound);
  });

  it('S17: takes a cursor only for the conversation that gave it out', async () => {
    const world = await worldWith(3);
    await world.receive(LINE, aMessage({ thread: { kind: 'direct', id: 'U2' }, customer: { key: 'U2' } }));
    const [one, two] = world.heads().map(({ conversationId }) => conversationId) as [string, string];
    const { nextCursor } = await readTimeline(world.deps, session, one, { limit: 1 });
    const page = { limit: 1, cursor: String(nextCursor) };
    await expect(readTimeline(world.deps, session, one, page)).resolves.toMatchObject({ items: [{}] });
    await expect(readTimeline(world.deps, session, two, page)).rejects.toThrow(InvalidInput);
    const forged = { limit: 1, cursor: Buffer.from(JSON.stringify('zzz')).toString('base64url') };
    await expect(readTimeline(world.deps, session, one, forged)).rejects.toThrow(InvalidInput);
  });
});
