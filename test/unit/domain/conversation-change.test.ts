import { type Head, newHead } from '../../../lambdas/domain/conversation.ts';
import { applyChange, type ConversationChange } from '../../../lambdas/domain/conversation-change.ts';

const NOON = 1_790_000_000_000;
const LATER = NOON + 60_000;
const AFTER = '2026-09-21T14:14:20.000Z';

const head: Head = {
  ...newHead({
    workspaceId: 'ws_1',
    conversationId: 'conversation_1',
    connectionId: 'c_1',
    platform: 'line',
    surface: 'main',
    accountId: 'account_1',
    threadKind: 'direct',
    subjectId: 'subject_1',
  }),
  status: 'open',
};
const snoozed: Head = { ...head, status: 'snoozed', snoozedUntil: LATER };
const factsOf = (from: Head, change: ConversationChange, now = NOON) =>
  applyChange(from, change, now).facts.map(({ event, from, to }) => [event, from, to]);

describe('a change of a conversation', () => {
  it('names each thing that is different, with what was and what is', () => {
    const labels = ['vip', 'ใหม่'];
    const all = { status: 'snoozed', snoozedUntil: LATER, assigneeId: 'u_agent', labels } as const;
    expect(factsOf(head, all)).toEqual([
      ['status', 'open', 'snoozed'],
      ['assignment', null, 'u_agent'],
      ['labels', [], labels],
      ['snooze', null, AFTER],
    ]);
    const { head: next } = applyChange(head, all, NOON);
    expect(next).toEqual({ ...head, ...all, version: 2 });
  });

  it('is none where all is so already: the head is the very same', () => {
    const given = { ...head, assigneeId: 'u_agent', labels: ['a', 'b'] };
    for (const change of [
      {},
      { status: 'open', assigneeId: 'u_agent', labels: ['b', 'a'], snoozedUntil: null } as const,
    ]) {
      expect(applyChange(given, change, NOON)).toEqual({ head: given, facts: [] });
      expect(applyChange(given, change, NOON).head).toBe(given);
    }
  });

  it('takes the end of the snooze away with the snooze, and tells it by the status', () => {
    for (const status of ['open', 'closed'] as const) {
      expect(factsOf(snoozed, { status })).toEqual([['status', 'snoozed', status]]);
      expect(applyChange(snoozed, { status }, NOON).head).toEqual({ ...head, status, version: 2 });
    }
  });

  it('keeps the end of a snooze that it does not speak of', () => {
    expect(applyChange(snoozed, { status: 'snoozed', labels: ['a'] }, NOON).head).toEqual({
      ...snoozed,
      labels: ['a'],
      version: 2,
    });
  });

  it('moves the end of a snooze, also to whenever the customer writes', () => {
    expect(factsOf(snoozed, { status: 'snoozed', snoozedUntil: LATER + 1 })).toEqual([
      ['snooze', AFTER, '2026-09-21T14:14:20.001Z'],
    ]);
    expect(factsOf(snoozed, { status: 'snoozed', snoozedUntil: null })).toEqual([['snooze', AFTER, null]]);
    const { head: next } = applyChange(snoozed, { status: 'snoozed', snoozedUntil: null }, NOON);
    expect(next).toEqual({ ...head, status: 'snoozed', version: 2 });
  });

  it('starts from open once the snooze is over, and writes that down with whatever changes', () => {
    expect(factsOf(snoozed, { status: 'open' }, LATER)).toEqual([]);
    expect(factsOf(snoozed, { status: 'closed' }, LATER)).toEqual([['status', 'open', 'closed']]);
    expect(applyChange(snoozed, { labels: ['a'] }, LATER).head).toEqual({
      ...head,
      labels: ['a'],
      version: 2,
    });
  });
});
