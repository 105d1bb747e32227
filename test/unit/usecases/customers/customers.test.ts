import { Unavailable } from '../../../../lambdas/domain/errors.ts';
import type { Session } from '../../../../lambdas/domain/member.ts';
import { correctCustomer } from '../../../../lambdas/usecases/customers/correct-customer.ts';
import { readCustomer } from '../../../../lambdas/usecases/customers/read-customer.ts';
import { listConversations } from '../../../../lambdas/usecases/list-conversations.ts';
import {
  AgentWorld,
  aMessage,
  anAnswer,
  anEvent,
  FOREIGN,
  HOUR,
  LINE,
  NOON,
} from '../../../support/agent-world.ts';

const agent: Session = { userId: 'u_agent', workspaceId: 'ws_sample', role: 'agent' };
const RIGHT = { displayName: 'สุดา ใจดี', reason: 'customer_request' } as const;

async function worldWith(...messages: ReturnType<typeof aMessage>[]) {
  const world = new AgentWorld();
  for (const message of messages.length > 0 ? messages : [aMessage()]) await world.receive(LINE, message);
  const customerId = String(world.heads()[0]?.subjectId);
  return {
    world,
    customerId,
    read: (session = agent) => readCustomer(world.deps, session, customerId),
    correct: (correction: Parameters<typeof correctCustomer>[3] = RIGHT) =>
      correctCustomer(world.deps, agent, customerId, correction),
    listed: async (q?: string) =>
      (await listConversations(world.deps, agent, { limit: 10, ...(q ? { q } : {}) })).items,
  };
}

describe('a customer', () => {
  it('is found by the id that the conversation shows', async () => {
    const { world, read, listed } = await worldWith();
    const [conversation] = await listed();
    expect(await read()).toEqual({
      ...conversation?.customer,
      platform: 'line',
      connectionId: LINE.id,
      conversationId: world.onlyId(),
    });
    expect((await read()).displayName).toBe('สุดา');
  });

  it('that a platform never named is there without a name; a group is one without a platform id', async () => {
    const { read } = await worldWith(aMessage({ customer: { key: 'U_suda', platformUserId: 'U_suda' } }));
    expect(await read()).toMatchObject({ displayName: null, platformUserId: 'U_suda' });
    const group = await worldWith(aMessage({ thread: { kind: 'group', id: 'C1' } }));
    expect(await group.read()).toMatchObject({ displayName: null, platformUserId: null });
  });

  it('is found whatever came first: an event, an answer, or an edit that is shown before its message', async () => {
    for (const first of [
      anEvent(),
      anAnswer(),
      {
        type: 'edit' as const,
        accountId: LINE.accountId,
        thread: aMessage().thread,
        customer: aMessage().customer,
        platformMessageId: '1001',
        text: 'ใหม่',
        at: NOON,
        order: 1,
        original: aMessage(),
      },
    ]) {
      const world = new AgentWorld();
      await world.receive(LINE, first);
      const customerId = String(world.heads()[0]?.subjectId);
      expect(await readCustomer(world.deps, agent, customerId)).toMatchObject({ id: customerId });
    }
  });

  it('with two conversations is shown by the latest, and corrected in both', async () => {
    const second = { thread: { kind: 'direct', id: 'another thread' }, platformMessageId: '2' } as const;
    const { world, read, correct, listed } = await worldWith(
      aMessage(),
      aMessage({ ...second, sentAt: NOON - HOUR / 2 }),
    );
    expect((await read()).conversationId).toBe(world.heads()[1]?.conversationId);
    await correct();
    expect((await listed()).map(({ customer }) => customer.displayName)).toEqual([
      RIGHT.displayName,
      RIGHT.displayName,
    ]);
  });

  it('S04: of another workspace is not found, nor corrected', async () => {
    const { world, correct, customerId } = await worldWith();
    await world.receive(FOREIGN, aMessage());
    const foreign = String(world.heads('ws_other')[0]?.subjectId);
    const there: Session = { ...agent, workspaceId: 'ws_other' };
    for (const [session, id] of [
      [agent, foreign],
      [there, customerId],
      [agent, 'nobody'],
    ] as const) {
      await expect(readCustomer(world.deps, session, id)).rejects.toMatchObject({ code: 'not_found' });
      const attempt = correctCustomer(world.deps, session, id, RIGHT);
      await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(world.audited).toEqual([]);
    await correct();
    expect(world.heads('ws_other')[0]?.name?.corrected).toBeUndefined();
  });

  it('who was erased is not found, and nothing more is written about them', async () => {
    const { world, read, correct, customerId } = await worldWith();
    const before = world.heads();
    world.keys.destroy(customerId);
    await expect(read()).rejects.toMatchObject({ code: 'not_found' });
    await expect(correct()).rejects.toMatchObject({ code: 'subject_erased' });
    expect(world.heads()).toEqual(before);
    expect(world.audited).toEqual([]);
  });
});

describe('correcting a name', () => {
  it('shows at once, in lists and searches, sealed', async () => {
    const { world, correct, read, listed } = await worldWith();
    expect(await correct()).toMatchObject({ displayName: 'สุดา ใจดี', correctedAt: NOON });
    expect(await read()).toEqual(await correct());
    expect((await listed('ใจดี')).map(({ customer }) => customer.displayName)).toEqual(['สุดา ใจดี']);
    expect(Buffer.from(world.heads()[0]?.name?.value.bytes ?? []).toString()).not.toContain('ใจดี');
  });

  it('holds against whatever the platform says later', async () => {
    const { world, correct, read } = await worldWith();
    await correct();
    await world.receive(
      LINE,
      aMessage({
        platformMessageId: '9',
        sentAt: NOON + HOUR,
        customer: { key: 'U_suda', platformUserId: 'U_suda', displayName: 'Suda 🌸' },
      }),
    );
    expect((await read()).displayName).toBe('สุดา ใจดี');
    expect((await correct({ displayName: 'สุดาพร', reason: 'typing_error' })).displayName).toBe('สุดาพร');
  });

  it('is in the audit trail with who, whom and why, and without any name', async () => {
    const { world, correct, customerId } = await worldWith();
    await correct();
    expect(world.audited).toEqual([
      {
        workspaceId: 'ws_sample',
        at: NOON,
        action: 'customer.correct',
        actor: { kind: 'member', userId: 'u_agent' },
        reason: 'customer_request',
        platform: 'line',
        connectionId: LINE.id,
        facts: { customerId, conversationId: world.onlyId(), field: 'displayName' },
      },
    ]);
    expect(JSON.stringify(world.audited)).not.toMatch(/สุดา|U_suda/);
  });

  it('that says what is so already changes and records nothing', async () => {
    const { world, correct } = await worldWith();
    await correct();
    const before = world.heads();
    world.clock.moveTo(NOON + HOUR);
    expect(await correct()).toMatchObject({ correctedAt: NOON });
    expect(world.heads()).toEqual(before);
    expect(world.audited).toHaveLength(1);
  });

  it('to what the platform says holds it fast', async () => {
    const { correct } = await worldWith();
    const corrected = await correct({ displayName: 'สุดา', reason: 'other' });
    expect(corrected).toMatchObject({ displayName: 'สุดา', correctedAt: NOON });
  });

  it('does not happen while it cannot be recorded', async () => {
    const { world, customerId, read } = await worldWith();
    const audit = { record: () => Promise.reject(new Unavailable('the ledger')) };
    const attempt = correctCustomer({ ...world.deps, audit }, agent, customerId, RIGHT);
    await expect(attempt).rejects.toMatchObject({ code: 'unavailable' });
    expect((await read()).displayName).toBe('สุดา');
  });
});
