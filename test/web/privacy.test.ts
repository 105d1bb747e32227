import { actionsOf } from '../../web/src/privacy/actions.ts';
import { actorOf, factsOf, queryOf } from '../../web/src/privacy/audit/filter.ts';
import { byUrgency, clockOf, lookAgain } from '../../web/src/privacy/clock.ts';
import { momentOf } from '../../web/src/privacy/moments.ts';
import { countedOf, currentOf, doneOf, stepsOf } from '../../web/src/privacy/progress.ts';
import {
  areSound,
  problemWith,
  rulesWith,
  shownDays,
  totalOf,
} from '../../web/src/privacy/retention/rules.ts';
import { describeSubject, draftOf, kindsFor, NO_SUBJECT, subjectOf } from '../../web/src/privacy/subject.ts';

const NOW = Date.parse('2026-11-25T03:00:00Z');
const DAY_MS = 86_400_000;
const at = (days: number) => new Date(NOW + days * DAY_MS).toISOString();

const base = {
  id: 'r1',
  type: 'erase',
  state: 'received',
  subject: { customerId: 'cu1' },
  source: 'member',
  receivedAt: at(-1),
  verifiedAt: null,
  dueAt: at(29),
  completedAt: null,
  steps: [],
  verification: null,
  decision: null,
  pauses: [],
} as const;
const request = (part: object = {}) => ({ ...base, steps: [], pauses: [], ...part }) as never as Request;
type Request = Parameters<typeof actionsOf>[0];
const pause = { from: at(-1), until: null, ground: 'court' };

describe('the clock of a request', () => {
  it.each([
    [29, { kind: 'running', days: 29 }],
    [7.5, { kind: 'running', days: 8 }],
    [7, { kind: 'soon', days: 7 }],
    [0.1, { kind: 'soon', days: 1 }],
    [0, { kind: 'late', days: 1 }],
    [-2.5, { kind: 'late', days: 3 }],
  ])('due in %d days', (days, clock) => {
    expect(clockOf(request({ dueAt: at(days) }), NOW)).toEqual(clock);
  });

  it('stands while it is paused, and ends with the request', () => {
    expect(clockOf(request({ dueAt: at(-2), pauses: [pause] }), NOW)).toEqual({ kind: 'paused' });
    expect(clockOf(request({ dueAt: at(-2), state: 'completed' }), NOW)).toEqual({ kind: 'ended' });
  });

  it('puts first what is due first, and last what has ended', () => {
    const ids = byUrgency([
      request({ id: 'old', state: 'completed', receivedAt: at(-9) }),
      request({ id: 'later', dueAt: at(20) }),
      request({ id: 'new', state: 'rejected', receivedAt: at(-2) }),
      request({ id: 'sooner', dueAt: at(3) }),
    ]).map(({ id }) => id);
    expect(ids).toEqual(['sooner', 'later', 'new', 'old']);
  });

  it('looks often while it is worked on, and never more once it has ended', () => {
    expect(lookAgain(request({ state: 'running' }))).toBe(2_000);
    expect(lookAgain(request())).toBe(30_000);
    expect(lookAgain(request({ state: 'verified', pauses: [pause] }))).toBe(30_000);
    expect(lookAgain(request({ state: 'completed' }))).toBe(false);
  });
});

describe('the progress of a request', () => {
  const done = (name: string, counts: object = {}) => ({ name, state: 'done', at: at(0), counts });

  it('waits in all steps before it is verified', () => {
    const steps = stepsOf(request());
    expect([steps.length, doneOf(steps), currentOf(steps)]).toEqual([9, 0, undefined]);
  });

  it('is at the first step that is not done', () => {
    const steps = stepsOf(
      request({ state: 'running', verifiedAt: at(0), steps: [done('check_holds'), done('restrict')] }),
    );
    expect([doneOf(steps), currentOf(steps)?.name, currentOf(steps)?.state]).toEqual([
      3,
      'destroy_keys',
      'running',
    ]);
  });

  it('says what is held, what was found and what failed', () => {
    const held = { ...done('check_holds', { holds: 1 }), state: 'held' };
    expect(currentOf(stepsOf(request({ state: 'held', verifiedAt: at(0), steps: [held] })))).toMatchObject({
      state: 'held',
      counts: [['holds', 1]],
    });
    const failed = stepsOf(request({ state: 'failed', verifiedAt: at(0), steps: [done('check_holds')] }));
    expect(currentOf(failed)).toMatchObject({ name: 'restrict', state: 'failed' });
  });

  it('is that of its kind', () => {
    const names = (type: string) => stepsOf(request({ type })).map(({ name }) => name);
    expect(names('access')).toEqual(['verify', 'gather', 'pack', 'ready']);
    expect(names('correct')).toEqual(['verify', 'correct', 'close']);
  });

  it('is complete at the end', () => {
    const all = ['check_holds', 'restrict', 'destroy_keys', 'delete', 'notify', 'prove', 'certify', 'close'];
    const steps = stepsOf(
      request({ state: 'completed', verifiedAt: at(0), steps: all.map((name) => done(name)) }),
    );
    expect([doneOf(steps), currentOf(steps)]).toEqual([9, undefined]);
  });
});

describe('what an officer can do', () => {
  it.each([
    [{ customerId: 'cu1' }, ['code', 'officer']],
    [{ connectionId: 'c1', platformUserId: null }, ['code', 'officer']],
    [{ memberId: 'me' }, ['signed_in', 'officer']],
    [{ memberId: 'other' }, ['officer']],
    [{ connectionId: 'c1' }, ['signed_in', 'officer']],
    [{ workspace: true }, ['signed_in', 'officer']],
  ])('verifies %j by %j', (subject, methods) => {
    expect(actionsOf(request({ subject }), 'me').verify).toEqual(methods);
  });

  it('is nothing once it has ended', () => {
    expect(actionsOf(request({ state: 'completed' }), 'me')).toEqual({
      verify: [],
      approve: false,
      reject: false,
      pause: false,
      resume: false,
    });
  });

  it('is not to refuse or to pause what is being worked on', () => {
    const verification = { method: 'officer', at: at(0) };
    expect(actionsOf(request({ state: 'running', verification }), 'me')).toMatchObject({
      verify: [],
      reject: false,
      pause: false,
    });
  });

  it('is to let a paused clock go on', () => {
    expect(actionsOf(request({ pauses: [pause] }), 'me')).toMatchObject({ pause: false, resume: true });
  });
});

describe('whose data a request is about', () => {
  it.each([
    [{ kind: 'customer', customerId: ' cu1 ' }, { customerId: 'cu1' }],
    [{ kind: 'customer' }, null],
    [
      { kind: 'platformPerson', connectionId: 'c1', platformUserId: 'U1' },
      { connectionId: 'c1', platformUserId: 'U1' },
    ],
    [{ kind: 'platformPerson', connectionId: 'c1' }, null],
    [{ kind: 'connection', connectionId: 'c1', platformUserId: 'left over' }, { connectionId: 'c1' }],
    [{ kind: 'member', memberId: 'm1' }, { memberId: 'm1' }],
    [{ kind: 'workspace' }, { workspace: true }],
  ])('%j', (draft, subject) => {
    expect(subjectOf({ ...NO_SUBJECT, ...draft } as typeof NO_SUBJECT)).toEqual(subject);
  });

  it('tells a person of a connection from the connection', () => {
    expect(describeSubject({ connectionId: 'c1', platformUserId: null }).kind).toBe('platformPerson');
    expect(describeSubject({ connectionId: 'c1' }).kind).toBe('connection');
  });

  it('begins with the customer whom an address names', () => {
    expect(subjectOf(draftOf('?customerId=abc_1'))).toEqual({ customerId: 'abc_1' });
    expect(subjectOf(draftOf(''))).toBeNull();
  });

  it('is a customer where a name is to be corrected', () => {
    expect(kindsFor('correct')).toEqual(['customer', 'platformPerson']);
  });
});

describe('retention rules', () => {
  const effective = [
    { platform: 'line', category: 'messages', days: 730, cap: 3650, default: 730, chosen: false, source: '' },
    { platform: 'shopee', category: 'messages', days: 60, cap: 90, default: 90, chosen: true, source: '' },
  ] as const;
  const rules = [
    { platform: null, category: 'notes', days: 30 },
    { platform: 'shopee', category: 'messages', days: 60 },
  ] as const;
  const retention = { rules: [...rules], effective: [...effective] };

  it('keep what nobody touched, also choices for all platforms', () => {
    expect(rulesWith(retention, { 'line/messages': '100' })).toEqual([
      ...rules,
      { platform: 'line', category: 'messages', days: 100 },
    ]);
  });

  it('follow the default again where the field was emptied', () => {
    expect(rulesWith(retention, { 'shopee/messages': '' })).toEqual([rules[0]]);
    expect(shownDays(retention, effective[1])).toBe('60');
    expect(shownDays(retention, effective[0])).toBe('');
  });

  it.each([
    ['', null],
    ['90', null],
    ['91', 'cap'],
    ['0', 'number'],
    ['-1', 'number'],
    ['1.5', 'number'],
    ['soon', 'number'],
  ])('of %j days under a cap of 90', (text, problem) => {
    expect(problemWith(text, 90)).toBe(problem);
    expect(areSound(retention, { 'shopee/messages': text })).toBe(problem === null);
  });

  it('remove as much as all counts together', () => {
    const counts = [
      { platform: 'line', category: 'notes', count: 2 },
      { platform: 'line', category: 'files', count: 5 },
    ] as const;
    expect(totalOf({ complete: true, counts: [...counts] })).toBe(7);
  });
});

describe('the filter of the audit trail', () => {
  it('leaves out what is empty, and takes times as those of Bangkok', () => {
    expect(queryOf({ action: ' token.open ', actor: '', before: '2026-11-25T10:00' })).toEqual({
      action: 'token.open',
      before: '2026-11-25T03:00:00.000Z',
    });
    expect(queryOf({ action: '', actor: 'm1', before: '' })).toEqual({ actor: 'm1' });
  });

  it('says who it was, and what else is known', () => {
    expect(actorOf({ kind: 'operator' })).toEqual({ kind: 'operator', id: '' });
    expect(actorOf({ kind: 'platform', name: 'line' })).toEqual({ kind: 'platform', id: 'line' });
    expect(factsOf({ facts: { requestId: 'r1', purposes: ['a'] } as never })).toBe(
      'requestId: r1 · purposes: ["a"]',
    );
  });
});

describe('a moment of a date field', () => {
  it.each([
    ['2026-11-25', '2026-11-24T17:00:00.000Z'],
    ['2026-11-25T00:30', '2026-11-24T17:30:00.000Z'],
    ['', null],
    ['soon', null],
  ])('%s', (field, moment) => {
    expect(momentOf(field)).toBe(moment);
  });
});

describe('what was counted', () => {
  it('has words where they are known', () => {
    expect([countedOf('Ledger'), countedOf('NewStore')]).toEqual(['Ledger', null]);
  });
});
