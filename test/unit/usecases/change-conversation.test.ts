import type { ConversationChange } from '../../../lambdas/domain/conversation-change.ts';
import type { Conversation } from '../../../lambdas/domain/conversation-view.ts';
import { InvalidInput, NotFound, SubjectErased, VersionChanged } from '../../../lambdas/domain/errors.ts';
import type { Session } from '../../../lambdas/domain/member.ts';
import type { TimelineEvent } from '../../../lambdas/domain/timeline.ts';
import { changeConversation } from '../../../lambdas/usecases/change-conversation.ts';
import { listConversations } from '../../../lambdas/usecases/list-conversations.ts';
import { readConversation } from '../../../lambdas/usecases/read-conversation.ts';
import { readTimeline } from '../../../lambdas/usecases/read-timeline.ts';
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
  session,
} from '../../support/agent-world.ts';
import { Crash, crashAt, withFaults } from '../../support/simulation.ts';

const agent: Session = { ...session, userId: 'u_agent', role: 'agent' };
const iso = (at: number) => new Date(at).toISOString();

async function worldWith(...messages: Parameters<typeof aMessage>[0][]): Promise<AgentWorld> {
  const world = new AgentWorld();
  for (const user of ['u_owner', 'u_agent']) world.addUser(user, 'ws_sample', 'agent');
  world.addUser('u_foreign', 'ws_other', 'agent');
  for (const message of messages.length > 0 ? messages : [{}]) await world.receive(LINE, aMessage(message));
  return world;
}

/** At the version that it has, unless told. */
async function change(
  world: AgentWorld,
  wanted: ConversationChange,
  version = world.heads()[0]?.version ?? 0,
): Promise<Conversation> {
  return changeConversation(world.deps, agent, world.onlyId(), version, wanted);
}

async function changes(world: AgentWorld): Promise<TimelineEvent[]> {
  const { items } = await readTimeline(world.deps, session, world.onlyId(), { limit: 100 });
  return items.filter((entry) => entry.type === 'event');
}

async function listed(world: AgentWorld, status: 'open' | 'snoozed' | 'closed'): Promise<number> {
  return (await listConversations(world.deps, session, { status, limit: 10 })).items.length;
}

describe('changeConversation', () => {
  it('changes what it is asked for, raises the version by one, and answers the conversation', async () => {
    const world = await worldWith();
    const first = await change(world, { assigneeId: 'u_owner', labels: ['vip'] });
    expect(first).toMatchObject({ assigneeId: 'u_owner', labels: ['vip'], status: 'open', version: 2 });
    const second = await change(world, { status: 'closed' });
    expect(second).toMatchObject({ assigneeId: 'u_owner', labels: ['vip'], status: 'closed', version: 3 });
    expect(await readConversation(world.deps, session, world.onlyId())).toEqual(second);
  });

  it('leaves an event for each thing that changed: who did it, from, to', async () => {
    const world = await worldWith();
    const until = NOON + DAY;
    await change(world, { assigneeId: 'u_owner', labels: ['vip'], status: 'snoozed', snoozedUntil: until });
    const at = { type: 'event', conversationId: world.onlyId(), at: NOON } as const;
    expect(await changes(world)).toEqual(
      [
        { ...at, event: 'status', data: { by: 'u_agent', from: 'open', to: 'snoozed' } },
        { ...at, event: 'snooze', data: { by: 'u_agent', from: null, to: iso(until) } },
        { ...at, event: 'labels', data: { by: 'u_agent', from: [], to: ['vip'] } },
        { ...at, event: 'assignment', data: { by: 'u_agent', from: null, to: 'u_owner' } },
      ].map((event) => ({ ...event, id: expect.stringContaining(`.~change~2~${event.event}`) })),
    );
  });

  it('keeps its place in the list, its preview and what is unread', async () => {
    const world = await worldWith();
    const before = await readConversation(world.deps, session, world.onlyId());
    world.clock.moveTo(NOON + MINUTE);
    expect(await change(world, { labels: ['vip'], assigneeId: 'u_owner' })).toEqual({
      ...before,
      revision: before.revision + 1,
      labels: ['vip'],
      assigneeId: 'u_owner',
      version: 2,
    });
  });

  it('is nothing where all is so already: no version, no event, no write', async () => {
    const world = await worldWith();
    await change(world, { labels: ['a', 'b'] });
    const [before] = world.heads();
    expect((await change(world, { labels: ['b', 'a'], status: 'open', assigneeId: null })).version).toBe(2);
    expect(world.heads()[0]).toBe(before);
    expect(await changes(world)).toHaveLength(1);
  });

  it('refuses another version than the current one, names that, and changes nothing', async () => {
    const world = await worldWith();
    await change(world, { labels: ['a'] });
    for (const version of [1, 3, 0]) {
      const attempt = change(world, { labels: ['b'] }, version);
      await expect(attempt).rejects.toThrow(VersionChanged);
      await expect(attempt).rejects.toMatchObject({ details: ['version: 2'] });
    }
    await expect(change(world, { labels: ['a'] }, 1)).rejects.toThrow(VersionChanged);
    expect(await changes(world)).toHaveLength(1);
  });

  it('lets one of two win who change it at the same moment; the other is told', async () => {
    const world = await worldWith();
    const both = [change(world, { assigneeId: 'u_agent' }, 1), change(world, { assigneeId: 'u_owner' }, 1)];
    const outcomes = await Promise.allSettled(both);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(lost.reason).toBeInstanceOf(VersionChanged);
    expect(lost.reason.details).toEqual(['version: 2']);
    const [head] = world.heads();
    expect((await changes(world)).map(({ data }) => data.to)).toEqual([head?.assigneeId]);
  });

  it('is not disturbed by a message that comes at the same moment', async () => {
    const world = await worldWith();
    const message = aMessage({ platformMessageId: '1002', sentAt: NOON });
    const [conversation] = await Promise.all([
      change(world, { labels: ['vip'] }, 1),
      world.receive(LINE, message),
      world.receive(LINE, { ...message, platformMessageId: '1003' }),
    ]);
    expect(conversation.version).toBe(2);
    const after = await readConversation(world.deps, session, world.onlyId());
    expect(after).toMatchObject({ labels: ['vip'], unreadCount: 3, lastActivityAt: NOON });
  });

  it('F07: killed at any point it leaves both, change and event, or none', async () => {
    for (let n = 1, survived = false; !survived; n++) {
      const world = await worldWith();
      const deps = { ...world.deps, store: withFaults(world.store, crashAt(n)) };
      const attempt = changeConversation(deps, agent, world.onlyId(), 1, { status: 'closed' });
      const error = await attempt.catch((thrown: unknown) => thrown);
      survived = !(error instanceof Crash);
      const version = world.heads()[0]?.version;
      expect({ n, events: (await changes(world)).length }).toEqual({ n, events: version === 2 ? 1 : 0 });
      if (version === 1) await change(world, { status: 'closed' }, 1);
      expect(await changes(world)).toHaveLength(1);
    }
  });

  it('takes members of the workspace as assignees, nobody else', async () => {
    const world = await worldWith();
    for (const assigneeId of ['u_foreign', 'u_unknown', 'none']) {
      const attempt = change(world, { assigneeId });
      await expect(attempt).rejects.toThrow(InvalidInput);
      await expect(attempt).rejects.toMatchObject({ details: [expect.stringMatching(/^assigneeId: /)] });
    }
    await change(world, { assigneeId: 'u_owner' });
    world.members.memberships.delete('u_owner');
    expect((await change(world, { assigneeId: 'u_owner', labels: ['a'] })).assigneeId).toBe('u_owner');
    expect((await change(world, { assigneeId: null })).assigneeId).toBeNull();
  });

  it.each([
    ['the present', { status: 'snoozed', snoozedUntil: NOON }],
    ['more than a year', { status: 'snoozed', snoozedUntil: NOON + 367 * DAY }],
    ['no status', { snoozedUntil: NOON + HOUR }],
    ['another status', { status: 'closed', snoozedUntil: NOON + HOUR }],
  ] as const)('refuses a snooze with %s', async (_, wanted) => {
    const world = await worldWith();
    const attempt = change(world, wanted);
    await expect(attempt).rejects.toMatchObject({ details: [expect.stringMatching(/^snoozedUntil: /)] });
    expect(world.heads()[0]?.version).toBe(1);
  });

  it('knows no conversation of another workspace, and writes nothing about who was erased', async () => {
    const world = await worldWith();
    await world.receive(FOREIGN, aMessage());
    const [foreign] = world.heads('ws_other');
    const attempt = changeConversation(world.deps, agent, String(foreign?.conversationId), 1, {
      labels: ['x'],
    });
    await expect(attempt).rejects.toThrow(NotFound);
    world.keys.destroy(String(world.heads()[0]?.subjectId));
    await expect(change(world, { labels: ['x'] })).rejects.toThrow(SubjectErased);
    expect(world.heads()[0]?.version).toBe(1);
  });
});

describe('a conversation that was put away', () => {
  const PUT_AWAY = [
    ['closed', { status: 'closed' }],
    ['snoozed', { status: 'snoozed' }],
    ['snoozed for a day', { status: 'snoozed', snoozedUntil: NOON + DAY }],
  ] as const;

  it.each(PUT_AWAY)(
    '%s: comes back with a newer message, not with a repeat or history',
    async (_, wanted) => {
      const world = await worldWith();
      await world.receive(LINE, anEvent({ event: 'mention', eventId: 'e2', weight: 'notice', at: NOON - 1 }));
      await change(world, wanted);
      await world.receive(LINE, aMessage());
      await world.receive(LINE, anEvent({ event: 'mention', eventId: 'e2', weight: 'notice', at: NOON - 1 }));
      await world.receive(LINE, aMessage({ platformMessageId: '900', sentAt: NOON - DAY }));
      expect(await listed(world, 'open')).toBe(0);
      await world.receive(LINE, aMessage({ platformMessageId: '1002', sentAt: NOON }));
      expect(await listed(world, 'open')).toBe(1);
      const [head] = world.heads();
      const shown = await readConversation(world.deps, session, String(head?.conversationId));
      expect(shown).toMatchObject({ status: 'open', version: 2 });
      expect(shown).not.toHaveProperty('snoozedUntil');
    },
  );

  it.each(PUT_AWAY)('%s: comes back with what was on its way when the shop answered', async (_, wanted) => {
    const world = await worldWith();
    await world.receive(LINE, anAnswer({ sentAt: NOON }));
    await change(world, wanted);
    await world.receive(LINE, aMessage({ platformMessageId: '1002', sentAt: NOON - 1 }), NOON + 1);
    expect((await readConversation(world.deps, session, world.onlyId())).status).toBe('open');
  });

  it('stays away for what asks for nothing, and for the shop’s own messages', async () => {
    const world = await worldWith();
    await change(world, { status: 'closed' });
    await world.receive(LINE, anAnswer({ sentAt: NOON }));
    await world.receive(LINE, anEvent({ at: NOON }));
    expect(await listed(world, 'closed')).toBe(1);
  });

  it('a new one that an agent only assigned opens for what comes late, as before', async () => {
    const world = await worldWith({ ...anAnswer() });
    await change(world, { assigneeId: 'u_owner' });
    await world.receive(LINE, aMessage());
    expect(await listed(world, 'open')).toBe(1);
  });
});

describe('a snooze', () => {
  it('ends at its time without anybody writing: from then on the conversation is open and listed so', async () => {
    const world = await worldWith();
    const until = NOON + HOUR;
    const shown = await change(world, { status: 'snoozed', snoozedUntil: until });
    expect(shown).toMatchObject({ status: 'snoozed', snoozedUntil: until });
    for (const [at, open] of [
      [until - 1, 0],
      [until, 1],
    ] as const) {
      world.clock.moveTo(at);
      expect(await listed(world, 'open')).toBe(open);
      expect(await listed(world, 'snoozed')).toBe(1 - open);
      const all = await listConversations(world.deps, session, { limit: 10 });
      expect(all.items.map(({ status }) => status)).toEqual([open ? 'open' : 'snoozed']);
    }
    const back = await readConversation(world.deps, session, world.onlyId());
    expect(back).toMatchObject({ status: 'open', version: 2 });
    expect(back).not.toHaveProperty('snoozedUntil');
  });

  it('without a time lasts until the customer writes', async () => {
    const world = await worldWith();
    await change(world, { status: 'snoozed' });
    world.clock.moveTo(NOON + 1_000 * DAY);
    expect(await listed(world, 'snoozed')).toBe(1);
  });

  it('that is over can be put away again', async () => {
    const world = await worldWith();
    await change(world, { status: 'snoozed', snoozedUntil: NOON + HOUR });
    world.clock.moveTo(NOON + HOUR);
    const again = await change(world, { status: 'snoozed', snoozedUntil: NOON + DAY });
    expect(again).toMatchObject({ status: 'snoozed', snoozedUntil: NOON + DAY, version: 3 });
    expect((await changes(world))[0]?.data).toMatchObject({ from: 'open', to: 'snoozed' });
  });
});
