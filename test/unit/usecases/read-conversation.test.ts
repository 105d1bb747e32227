import { NotFound } from '../../../lambdas/domain/errors.ts';
import { readConversation } from '../../../lambdas/usecases/read-conversation.ts';
import {
  AgentWorld,
  aMessage,
  anAnswer,
  anEvent,
  DAY,
  FOREIGN,
  HOUR,
  LINE,
  MINUTE,
  NOON,
  SHOPEE,
  session,
} from '../../support/agent-world.ts';
import { aConnection } from '../../support/fakes.ts';

const read = (world: AgentWorld) => readConversation(world.deps, session, world.onlyId());

describe('readConversation', () => {
  it('shows a conversation as the contract says', async () => {
    const world = new AgentWorld();
    await world.receive(LINE, aMessage());
    const [head] = world.heads();
    expect(await read(world)).toEqual({
      id: world.onlyId(),
      platform: 'line',
      connectionId: LINE.id,
      accountId: LINE.accountId,
      customer: { id: head?.subjectId, displayName: 'สุดา', platformUserId: 'U_suda' },
      status: 'open',
      assigneeId: null,
      labels: [],
      unreadCount: 1,
      version: 1,
      revision: expect.any(Number),
      lastActivityAt: NOON - HOUR,
      preview: { direction: 'inbound', kind: 'text', text: 'สวัสดีค่ะ' },
      replyWindow: { state: 'unlimited', closesAt: null, cost: 'paid' },
    });
  });

  it('knows no conversation of another workspace, and no unknown one', async () => {
    const world = new AgentWorld();
    await world.receive(FOREIGN, aMessage());
    const [foreign] = world.heads('ws_other');
    for (const id of [String(foreign?.conversationId), 'nothing']) {
      await expect(readConversation(world.deps, session, id)).rejects.toThrow(new NotFound('conversation'));
    }
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
    await expect(read(world)).rejects.toThrow(NotFound);
  });

  it('knows none of a customer whose key is gone', async () => {
    const world = new AgentWorld();
    await world.receive(LINE, aMessage());
    world.keys.destroy(String(world.heads()[0]?.subjectId));
    await expect(read(world)).rejects.toThrow(NotFound);
  });

  it('names no customer where the platform does not', async () => {
    const world = new AgentWorld();
    await world.receive(LINE, aMessage({ customer: { key: 'U_suda' } }));
    expect((await read(world)).customer).toMatchObject({ displayName: null, platformUserId: null });
  });

  it('shows an empty preview while only quiet events have come', async () => {
    const world = new AgentWorld();
    await world.receive(LINE, anEvent());
    expect(await read(world)).toMatchObject({
      lastActivityAt: NOON - 2 * HOUR,
      preview: { direction: 'inbound', kind: 'event', text: null },
    });
  });

  it.each(['group', 'room'] as const)('names a %s', async (kind) => {
    const world = new AgentWorld();
    await world.receive(LINE, aMessage({ thread: { kind, id: 'C_friends' } }));
    const shown = await read(world);
    expect(shown.group).toEqual({ kind, platformId: 'C_friends' });
    expect(shown.customer).toMatchObject({ displayName: null, platformUserId: null });
  });

  it('names the thread of comments', async () => {
    const world = new AgentWorld();
    await world.receive(LINE, aMessage({ thread: { kind: 'comment', id: 'post_1' } }));
    expect(await read(world)).toMatchObject({ thread: { kind: 'comment', platformId: 'post_1' } });
    expect(await read(world)).not.toHaveProperty('group');
  });

  it('obeys an unsend and an edit in the preview before they are applied', async () => {
    for (const [patch, text] of [
      [{ deletedAt: NOON }, null],
      [{ edit: { order: 1, at: NOON, text: 'ขอโทษค่ะ' } }, 'ขอโทษค่ะ'],
    ] as const) {
      const world = new AgentWorld();
      await world.receive(LINE, aMessage());
      await world.leaveMark('00000000000000001001', { patch });
      expect((await read(world)).preview.text).toBe(text);
    }
  });
});

describe('the reply window of a conversation', () => {
  it('is free while a reply token is good', async () => {
    const world = new AgentWorld();
    await world.receive(LINE, aMessage({ replyToken: { token: 'once', until: NOON + MINUTE } }));
    expect((await read(world)).replyWindow).toMatchObject({ cost: 'free' });
  });

  it('closes with the block of the customer', async () => {
    const world = new AgentWorld();
    await world.receive(LINE, aMessage());
    await world.receive(LINE, anEvent({ event: 'unfollow', at: NOON - MINUTE, reachable: false }));
    expect((await read(world)).replyWindow).toMatchObject({ state: 'closed', reason: 'customer_blocked' });
  });

  it('is closed while another application has the thread', async () => {
    const world = new AgentWorld();
    await world.receive(LINE, aMessage({ standby: true }));
    expect((await read(world)).replyWindow).toMatchObject({
      state: 'closed',
      reason: 'other_app_in_control',
    });
  });

  const shopee = { accountId: SHOPEE.accountId };
  const answers = async (world: AgentWorld, connection: typeof SHOPEE, count: number, at: number) => {
    for (let i = 0; i < count; i++) {
      await world.receive(
        connection,
        anAnswer({ accountId: connection.accountId, platformMessageId: `${2000 + i}`, sentAt: at + i }),
      );
    }
  };

  it('counts the answers since the customer wrote, where the platform does', async () => {
    const world = new AgentWorld();
    await answers(world, SHOPEE, 3, NOON - 2 * HOUR);
    await world.receive(SHOPEE, aMessage(shopee));
    await answers(world, SHOPEE, 4, NOON - MINUTE);
    const open = { state: 'open', closesAt: NOON - HOUR + 7 * DAY };
    expect((await read(world)).replyWindow).toEqual(open);
    await world.receive(SHOPEE, anAnswer({ ...shopee, platformMessageId: '3000', sentAt: NOON - 1 }));
    expect((await read(world)).replyWindow).toMatchObject({ state: 'closed', reason: 'too_many_unanswered' });
    await world.receive(SHOPEE, aMessage({ ...shopee, platformMessageId: '1002', sentAt: NOON }));
    expect((await read(world)).replyWindow).toMatchObject({ state: 'open' });
  });

  it('counts what was sent in the very moment of the act: an automatic answer', async () => {
    const world = new AgentWorld();
    await world.receive(SHOPEE, aMessage({ ...shopee, platformMessageId: '9999' }));
    for (let i = 0; i < 5; i++) {
      const same = { ...shopee, platformMessageId: `${2000 + i}`, sentAt: NOON - HOUR };
      await world.receive(SHOPEE, anAnswer(same));
    }
    expect((await read(world)).replyWindow).toMatchObject({ reason: 'too_many_unanswered' });
  });

  it('counts from the beginning while the customer never wrote', async () => {
    const world = new AgentWorld();
    await answers(world, SHOPEE, 5, NOON - 9 * DAY);
    expect((await read(world)).replyWindow).toMatchObject({ reason: 'too_many_unanswered' });
  });

  it('counts only from a day after the act where the platform says so', async () => {
    const LAZADA = aConnection({ id: 'c_lazada', platform: 'lazada', accountId: '100200' });
    const world = new AgentWorld();
    const sentAt = NOON - 3 * DAY;
    await world.receive(LAZADA, aMessage({ accountId: LAZADA.accountId, sentAt }));
    await answers(world, LAZADA, 6, sentAt + DAY - HOUR);
    expect((await read(world)).replyWindow.state).toBe('unlimited');
    await answers(world, LAZADA, 5, sentAt + DAY);
    expect((await read(world)).replyWindow).toMatchObject({ reason: 'too_many_unanswered' });
  });
});
