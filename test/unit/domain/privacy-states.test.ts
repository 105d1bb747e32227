import {
  dueAt,
  isLate,
  LATE_COUNT_MS,
  nextLook,
  noticeOwed,
  openPause,
  START_AGAIN_MS,
} from '../../../lambdas/domain/privacy-deadlines.ts';
import {
  type PrivacyRequest,
  type PrivacyRequestState,
  type PrivacyRequestType,
  receivedRequest,
} from '../../../lambdas/domain/privacy-request.ts';
import {
  approved,
  mayBecome,
  mayStart,
  paused,
  rejected,
  resumed,
  verified,
  verifying,
  WrongState,
} from '../../../lambdas/domain/privacy-states.ts';

const NOON = Date.parse('2026-09-21T12:00:00.000Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const STATES: readonly PrivacyRequestState[] = [
  'received',
  'verifying',
  'verified',
  'held',
  'running',
  'verifying_erasure',
  'completed',
  'rejected',
  'failed',
];
const OFFICER = { by: 'u_officer', legalBasis: 'PDPA section 33' } as const;

function request(type: PrivacyRequestType = 'erase', more: Partial<PrivacyRequest> = {}): PrivacyRequest {
  const subject = { customerId: 'p_1' };
  const asked = { workspaceId: 'ws_1', id: 'r', type, subject, source: 'member', receivedAt: NOON } as const;
  return { ...receivedRequest(asked), ...more };
}

const at = (state: PrivacyRequestState) => request('erase', { state });
const certain = (type: PrivacyRequestType = 'erase', when = NOON) =>
  verified(request(type), { method: 'officer', at: when, by: 'u_officer', ground: 'seen the passport' });

describe('the states of a privacy request', () => {
  /** One line for each state: where it may go. */
  it.each<[PrivacyRequestState, readonly PrivacyRequestState[]]>([
    ['received', ['verifying', 'verified', 'rejected']],
    ['verifying', ['verified', 'rejected']],
    ['verified', ['held', 'running', 'rejected', 'failed']],
    ['held', ['verified', 'running', 'rejected', 'failed']],
    ['running', ['held', 'verifying_erasure', 'completed', 'failed']],
    ['verifying_erasure', ['running', 'completed', 'failed']],
    ['completed', []],
    ['rejected', []],
    ['failed', ['verified', 'running', 'rejected']],
  ])('%s may become %j, and nothing else', (from, wanted) => {
    expect(STATES.filter((to) => mayBecome(from, to)).sort()).toEqual([...wanted].sort());
  });

  it.each(STATES)('what officers and codes do to one that is %s, or what refuses them', (state) => {
    const outcome = (act: () => PrivacyRequest) => {
      try {
        return act().state;
      } catch (error) {
        if (error instanceof WrongState) return error.code;
        throw error;
      }
    };
    expect({
      code: outcome(() => verifying(at(state), NOON)),
      verify: outcome(() => verified(at(state), { method: 'code', at: NOON })),
      approve: outcome(() => approved(at(state), { ...OFFICER, at: NOON })),
      reject: outcome(() => rejected(at(state), { ...OFFICER, at: NOON })),
      pause: outcome(() => paused(at(state), 'court order', NOON)),
    }).toEqual(EXPECTED[state]);
  });

  it('only a verified one whose clock runs may be started, and one that failed started anew', () => {
    expect(STATES.filter((state) => mayStart(at(state)))).toEqual(['verified', 'failed']);
    expect(mayStart(paused(certain(), 'court order', NOON))).toBe(false);
  });

  it('keeps who decided what, when and why', () => {
    expect(rejected(request(), { ...OFFICER, at: NOON + 1 })).toMatchObject({
      decision: { outcome: 'rejected', ...OFFICER, at: NOON + 1 },
      completedAt: NOON + 1,
      nextAt: null,
    });
    const agreed = approved(certain(), { ...OFFICER, legalBasis: null, at: NOON + 1 });
    expect(agreed).toMatchObject({ decision: { outcome: 'approved', by: 'u_officer' }, nextAt: NOON + 1 });
    // Again, and it is the same object: nothing to write.
    expect(approved(agreed, { ...OFFICER, at: NOON + 2 })).toBe(agreed);
  });
});

const NO = 'request_state';
const EXPECTED: Readonly<Record<PrivacyRequestState, object>> = {
  received: {
    code: 'verifying',
    verify: 'verified',
    approve: 'received',
    reject: 'rejected',
    pause: 'received',
  },
  verifying: {
    code: 'verifying',
    verify: 'verified',
    approve: 'verifying',
    reject: 'rejected',
    pause: 'verifying',
  },
  verified: { code: NO, verify: NO, approve: 'verified', reject: 'rejected', pause: 'verified' },
  held: { code: NO, verify: 'verified', approve: 'held', reject: 'rejected', pause: 'held' },
  running: { code: NO, verify: NO, approve: 'running', reject: NO, pause: NO },
  verifying_erasure: { code: NO, verify: NO, approve: 'verifying_erasure', reject: NO, pause: NO },
  completed: { code: NO, verify: NO, approve: 'completed', reject: NO, pause: NO },
  rejected: { code: NO, verify: NO, approve: NO, reject: 'rejected', pause: NO },
  failed: { code: NO, verify: 'verified', approve: 'failed', reject: 'rejected', pause: 'failed' },
};

describe('when a privacy request is due', () => {
  it('RGT-1: access 30 days after receipt, whenever it was verified', () => {
    expect(certain('access', NOON + 5 * DAY).dueAt).toBe(NOON + 30 * DAY);
  });

  it.each(['erase', 'correct'] as const)('RET-3: %s 30 days after verification', (type) => {
    expect(certain(type, NOON + 5 * DAY).dueAt).toBe(NOON + 35 * DAY);
  });

  it.each(['erase', 'correct', 'access'] as const)('%s counts from receipt until it is verified', (type) => {
    expect(request(type).dueAt).toBe(NOON + 30 * DAY);
    expect(verifying(request(type), NOON + DAY)).toMatchObject({
      dueAt: NOON + 30 * DAY,
      nextAt: NOON + 23 * DAY,
    });
  });

  it('moves by pauses, and only by what of them falls into its time', () => {
    const stood = resumed(paused(certain(), 'court order', NOON + DAY), NOON + 4 * DAY);
    expect(stood).toMatchObject({ dueAt: NOON + 33 * DAY, nextAt: NOON + 4 * DAY });
    const before = resumed(paused(request(), 'court order', NOON), NOON + 2 * DAY);
    expect(before.dueAt).toBe(NOON + 32 * DAY);
    // Verified later: its time begins then, and the pause was before it.
    expect(verified(before, { method: 'code', at: NOON + 3 * DAY }).dueAt).toBe(NOON + 33 * DAY);
  });

  it('is not late while its clock stands, and refuses to stand twice', () => {
    const stands = paused(certain(), 'court order', NOON + DAY);
    expect(openPause(stands)?.ground).toBe('court order');
    expect([isLate(stands, NOON + 99 * DAY), dueAt(stands)]).toEqual([false, NOON + 30 * DAY]);
    expect(() => paused(stands, 'again', NOON + 2 * DAY)).toThrow(WrongState);
    expect(() => resumed(certain(), NOON)).toThrow(WrongState);
  });
});

describe('when the clock looks', () => {
  const running = { ...certain(), state: 'running' } as const;

  it('at once at one that was just verified, and again until it runs', () => {
    expect(certain().nextAt).toBe(NOON);
    expect(nextLook(certain(), NOON)).toBe(NOON + START_AGAIN_MS);
  });

  it.each([
    [0, 23 * DAY],
    [23 * DAY, 27 * DAY],
    [27 * DAY, 29 * DAY],
    [29 * DAY, 30 * DAY],
    [30 * DAY, 30 * DAY + LATE_COUNT_MS],
    [40 * DAY, 40 * DAY + LATE_COUNT_MS],
  ])('%i ms after its beginning: next at %i', (now, next) => {
    expect(nextLook(running, NOON + now)).toBe(NOON + next);
  });

  it('never again at one that has ended', () => {
    for (const state of ['completed', 'rejected'] as const)
      expect([
        nextLook({ ...running, state }, NOON),
        noticeOwed({ ...running, state }, NOON + 99 * DAY),
      ]).toEqual([null, null]);
  });

  it.each<[number, number | undefined, object | null]>([
    [22 * DAY, undefined, null],
    [23 * DAY, undefined, { kind: 'due', at: NOON + 23 * DAY }],
    [24 * DAY, 23 * DAY, null],
    [28 * DAY, 23 * DAY, { kind: 'due', at: NOON + 27 * DAY }],
    // Nobody looked for long: the latest is told, not all of them.
    [29.5 * DAY, undefined, { kind: 'due', at: NOON + 29 * DAY }],
    [30 * DAY, 29 * DAY, { kind: 'late', at: NOON + 30 * DAY }],
    [30 * DAY + HOUR, 30 * DAY, null],
    [31 * DAY, 30 * DAY, { kind: 'late', at: NOON + 31 * DAY }],
  ])('after %i ms, told up to %p: owes %j', (now, told, owed) => {
    const toldAt = told === undefined ? {} : { toldAt: NOON + told };
    expect(noticeOwed({ ...running, ...toldAt }, NOON + now)).toEqual(owed);
  });

  it('does not forget one whose clock stands', () => {
    const stands = paused(certain(), 'court order', NOON);
    expect(stands.nextAt).toBe(NOON + 30 * DAY);
    expect(noticeOwed(stands, NOON + 29 * DAY)).toBeNull();
    expect(noticeOwed(stands, NOON + 61 * DAY)).toEqual({ kind: 'paused', at: NOON + 60 * DAY });
  });
});
