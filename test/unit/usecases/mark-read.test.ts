import { InvalidInput, NotFound } from '../../../lambdas/domain/errors.ts';
import { entryIdOf, entryToken } from '../../../lambdas/domain/ids.ts';
import { markConversationRead } from '../../../lambdas/usecases/mark-read.ts';
import {
  AgentWorld,
  aMessage,
  anEvent,
  FOREIGN,
  HOUR,
  LINE,
  NOON,
  session,
} from '../../support/agent-world.ts';

async function worldWith(count: number): Promise<AgentWorld> {
  const world = new AgentWorld();
  for (let i = 0; i < count; i++) {
    await world.receive(LINE, aMessage({ platformMessageId: `${100 + i}`, sentAt: NOON - HOUR + i }));
  }
  return world;
}

const idOf = (i: number) => entryIdOf(NOON - HOUR + i, `${100 + i}`);
const markRead = (world: AgentWorld, upTo?: string) =>
  markConversationRead(world.deps, session, world.onlyId(), upTo);

describe('markConversationRead', () => {
  it('marks everything up to an entry as read, and answers the conversation', async () => {
    const world = await worldWith(4);
    expect(await markRead(world, idOf(1))).toMatchObject({ id: world.onlyId(), unreadCount: 2 });
    expect((await markRead(world, idOf(2))).unreadCount).toBe(1);
  });

  it('never moves backwards', async () => {
    const world = await worldWith(4);
    await markRead(world, idOf(2));
    expect((await markRead(world, idOf(0))).unreadCount).toBe(1);
  });

  it('marks all as read without an entry; what comes later is unread', async () => {
    const world = await worldWith(3);
    expect((await markRead(world)).unreadCount).toBe(0);
    await world.receive(LINE, aMessage({ platformMessageId: '500', sentAt: NOON }));
    expect((await markRead(world, idOf(0))).unreadCount).toBe(1);
  });

  it('F03: does not call old history new: what comes late and lies before the read mark counts as read', async () => {
    const world = await worldWith(2);
    await markRead(world);
    await world.receive(LINE, aMessage({ platformMessageId: '400', sentAt: NOON - 2 * HOUR }));
    expect((await markRead(world, idOf(0))).unreadCount).toBe(0);
  });

  it('is no change that agents make to the conversation: its version stays', async () => {
    const world = await worldWith(1);
    expect((await markRead(world)).version).toBe(1);
  });

  it('takes an event as well, and a message that stands in its edit', async () => {
    const world = await worldWith(1);
    await world.receive(LINE, anEvent({ at: NOON - 1 }));
    expect((await markRead(world, entryIdOf(NOON - 1, 'e1'))).unreadCount).toBe(0);
    const entryId = entryIdOf(NOON, '777');
    const { direction, kind } = aMessage();
    const content = {
      platformMessageId: '777',
      text: 'x',
      attachments: [],
      data: {},
      authorType: 'customer',
    } as const;
    await world.leaveMark(entryToken('777'), { patch: {}, original: { entryId, direction, kind, content } });
    expect((await markRead(world, entryId)).unreadCount).toBe(0);
  });

  it('refuses what is no entry id, and knows no entry of another conversation', async () => {
    const world = await worldWith(1);
    await world.receive(FOREIGN, aMessage({ platformMessageId: '900' }));
    for (const wrong of ['x', '0muan9qkd.', 'ABCDEFGHI.1']) {
      await expect(markRead(world, wrong)).rejects.toThrow(InvalidInput);
    }
    for (const unknown of [entryIdOf(NOON, '100'), entryIdOf(NOON - HOUR, '900')]) {
      await expect(markRead(world, unknown)).rejects.toThrow(NotFound);
    }
    expect(world.heads()[0]?.readUpTo).toBeUndefined();
  });

  it('knows no conversation of another workspace, and leaves it alone', async () => {
    const world = await worldWith(0);
    await world.receive(FOREIGN, aMessage());
    const [foreign] = world.heads('ws_other');
    const attempt = markConversationRead(world.deps, session, String(foreign?.conversationId));
    await expect(attempt).rejects.toThrow(NotFound);
    expect(world.heads('ws_other')[0]?.readUpTo).toBeUndefined();
  });
});
