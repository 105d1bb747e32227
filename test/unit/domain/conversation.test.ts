import {
  type Contribution,
  type ConversationIdentity,
  contribute,
  type Head,
  listedAt,
  markRead,
  newHead,
  statusAt,
  withCorrectedName,
  withToldName,
} from '../../../lambdas/domain/conversation.ts';
import { entryIdOf } from '../../../lambdas/domain/ids.ts';

const identity: ConversationIdentity = {
  workspaceId: 'ws_1',
  conversationId: 'conversation_1',
  connectionId: 'c_1',
  platform: 'line',
  surface: 'main',
  accountId: 'account_1',
  threadKind: 'direct',
  subjectId: 'subject_1',
};

const AT = 1_790_000_000_000;

function message(minute: number, more: Partial<Contribution> = {}): Contribution {
  const at = AT + minute * 60_000;
  const preview = { subjectId: 'subject_1', bytes: Buffer.from(`minute ${minute}`) };
  return {
    identity,
    entryId: entryIdOf(at, `m${minute}`),
    activityAt: at,
    listing: 'open',
    preview,
    customerActAt: at,
    ...more,
  };
}

const headOf = (...contributions: Contribution[]): Head =>
  contributions.reduce(contribute, newHead(identity));

describe('the head of a conversation', () => {
  it('F02: shows the newest entry, whatever comes last', () => {
    const head = headOf(message(5), message(3));
    expect(Buffer.from(head.preview?.bytes ?? []).toString()).toBe('minute 5');
    expect(listedAt(head)).toBe(AT + 5 * 60_000);
  });

  it('F01: takes a repeat without a change, so that nothing is written', () => {
    const head = headOf(message(1), message(2));
    expect(contribute(head, message(1))).toBe(head);
    expect(contribute(head, message(2))).toBe(head);
  });

  it('is called what the platform said last, and what a member said whatever the platform says before and after', () => {
    const named = (name: string) => ({ subjectId: 'subject_1', bytes: Buffer.from(name) });
    const nameOf = (head: Head) => Buffer.from(head.name?.value.bytes ?? []).toString();
    const told = headOf(message(5, { name: named('five') }), message(3, { name: named('three') }));
    expect(nameOf(told)).toBe('five');
    expect(withToldName(told, named('four'), AT + 4 * 60_000)).toBe(told);
    expect(nameOf(withToldName(told, named('six'), AT + 6 * 60_000))).toBe('six');
    const corrected = withCorrectedName(told, named('right'), AT);
    expect(nameOf(contribute(corrected, message(9, { name: named('nine') })))).toBe('right');
    expect(withToldName(corrected, named('nine'), AT + 9 * 60_000)).toBe(corrected);
    expect(nameOf(withCorrectedName(corrected, named('better'), AT + 1))).toBe('better');
  });

  it('a repeat after a correction changes nothing', () => {
    const bytes = Buffer.from('right');
    const head = headOf(message(1, { name: { subjectId: 'subject_1', bytes } }));
    const corrected = withCorrectedName(head, { subjectId: 'subject_1', bytes }, AT);
    expect(contribute(corrected, message(1, { name: { subjectId: 'subject_1', bytes } }))).toBe(corrected);
  });

  it('marks as read only forward', () => {
    const two = markRead(headOf(message(1), message(2), message(3)), message(2).entryId);
    expect(two.readUpTo).toBe(message(2).entryId);
    expect(markRead(two, message(1).entryId)).toBe(two);
    expect(markRead(two, message(3).entryId).readUpTo).toBe(message(3).entryId);
  });

  it('begins closed for what asks for nothing, and opens for a message, before or after', () => {
    const quiet = message(1, { listing: 'quiet' });
    expect(headOf(quiet).status).toBe('closed');
    expect(headOf(quiet, message(2)).status).toBe('open');
    expect(headOf(message(2), quiet).status).toBe('open');
  });

  it('opens again for a newer message after an agent closed it, not for an older one', () => {
    const closed: Head = { ...headOf(message(5)), status: 'closed', decidedUpTo: message(5).entryId };
    expect(contribute(closed, message(3)).status).toBe('closed');
    expect(contribute(closed, message(5)).status).toBe('closed');
    expect(contribute(closed, message(6)).status).toBe('open');
  });

  it('F02: opens again for a newer message, also when an answer newer than that came first', () => {
    const closed: Head = { ...headOf(message(5)), status: 'closed', decidedUpTo: message(5).entryId };
    const answer = message(7, { listing: 'listed' });
    expect(contribute(contribute(closed, answer), message(6)).status).toBe('open');
    expect(contribute(contribute(closed, message(6)), answer).status).toBe('open');
  });

  it('is open again from the moment at which its snooze ends', () => {
    const snoozed: Head = { ...headOf(message(5)), status: 'snoozed', snoozedUntil: AT };
    expect([AT - 1, AT, AT + 1].map((now) => statusAt(snoozed, now))).toEqual(['snoozed', 'open', 'open']);
    expect(statusAt({ ...snoozed, status: 'closed' }, AT + 1)).toBe('closed');
    const { snoozedUntil: _, ...endless } = snoozed;
    expect(statusAt(endless, AT + 1e12)).toBe('snoozed');
  });

  it('is not moved up by quiet events', () => {
    const quiet = message(9, { listing: 'quiet' });
    expect(listedAt(headOf(message(5), quiet))).toBe(AT + 5 * 60_000);
    expect(listedAt(headOf(quiet))).toBe(AT + 9 * 60_000);
  });

  it('follows block and unblock by their times', () => {
    const blocked = message(4, { listing: 'quiet', reachable: false });
    const unblocked = message(6, { listing: 'quiet', reachable: true });
    expect(headOf(unblocked, blocked).reachable?.value).toBe(true);
    expect(headOf(blocked, unblocked).reachable?.value).toBe(true);
  });
});
