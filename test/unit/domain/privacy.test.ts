import {
  caseProgress,
  isCaseCode,
  newCaseCode,
  openedCase,
  personPrint,
} from '../../../lambdas/domain/privacy-case.ts';
import {
  type PrivacyRequestState,
  privacyRequestId,
  receivedRequest,
} from '../../../lambdas/domain/privacy-request.ts';
import { SecretText } from '../../../lambdas/domain/secret-text.ts';

const NOON = Date.parse('2026-09-21T12:00:00.000Z');
const DAY = 86_400_000;
const nothing = { completedAt: null };
const of = (...states: PrivacyRequestState[]) => states.map((state) => ({ state, completedAt: null }));

describe('a privacy request', () => {
  it('S21: is due 30 days after it was received', () => {
    const subject = { workspace: true } as const;
    const asked = {
      workspaceId: 'ws_1',
      id: 'r',
      type: 'erase',
      subject,
      source: 'member',
      receivedAt: NOON,
    } as const;
    expect(receivedRequest(asked)).toMatchObject({
      state: 'received',
      dueAt: NOON + 30 * DAY,
      verifiedAt: null,
    });
  });

  it('has the id of its cause, whose parts do not run together', () => {
    expect(privacyRequestId('a', 'bc')).toBe(privacyRequestId('a', 'bc'));
    expect(privacyRequestId('a', 'bc')).not.toBe(privacyRequestId('ab', 'c'));
    expect(privacyRequestId('a')).toMatch(/^[\w-]{22}$/);
  });
});

describe('the code of a case', () => {
  it('S21: is random, of letters and digits', () => {
    const codes = Array.from({ length: 500 }, newCaseCode);
    expect(new Set(codes).size).toBe(500);
    for (const code of codes) expect(code).toMatch(/^[A-Za-z0-9]{20}$/);
    expect(new Set(codes.join('')).size).toBe(62);
  });

  it.each(['', 'short', '../../CaseNumber00', 'CaseNumber000000#', 'a'.repeat(65)])('is not %p', (value) => {
    expect(isCaseCode(value)).toBe(false);
  });
});

describe('how far a case is', () => {
  it.each<[string, PrivacyRequestState[], PrivacyRequestState]>([
    ['none has begun', ['received', 'received'], 'received'],
    ['one has not begun', ['running', 'received', 'completed'], 'received'],
    ['the last one is under way', ['completed', 'verifying_erasure'], 'verifying_erasure'],
    ['one needs a hand', ['received', 'failed'], 'failed'],
    ['one is held', ['running', 'held'], 'held'],
    ['all are done', ['completed', 'completed'], 'completed'],
    ['one was refused', ['completed', 'rejected'], 'rejected'],
    ['one was refused, another is under way', ['rejected', 'running'], 'running'],
  ])('%s', (_name, states, wanted) => {
    expect(caseProgress(nothing, of(...states)).state).toBe(wanted);
  });

  it('a request that is not written yet was received', () => {
    expect(caseProgress(nothing, [null, ...of('completed')])).toEqual({
      state: 'received',
      completedAt: null,
    });
  });

  it('it ended when its last request did', () => {
    const requests = [5, 9, 7].map((completedAt) => ({ state: 'completed' as const, completedAt }));
    expect(caseProgress(nothing, requests)).toEqual({ state: 'completed', completedAt: 9 });
  });

  it('without requests it is complete if nothing was found, and else only begun', () => {
    expect(caseProgress(openedCase('c', NOON, false), [])).toEqual({ state: 'completed', completedAt: NOON });
    expect(caseProgress(openedCase('c', NOON, true), [])).toEqual({ state: 'received', completedAt: null });
  });
});

describe('the fingerprint of a person', () => {
  it('is the same for the same person, and nobody finds it without the secret', () => {
    const secret = new SecretText('first-secret');
    const print = personPrint(secret, 'app/pigeon', 'person', '1');
    expect(personPrint(new SecretText('first-secret'), 'app/pigeon', 'person', '1')).toBe(print);
    const others = [
      personPrint(new SecretText('second-secret'), 'app/pigeon', 'person', '1'),
      personPrint(secret, 'app/dove', 'person', '1'),
      personPrint(secret, 'app/pigeon', 'list', '1'),
      personPrint(secret, 'app/pigeon', 'person', '2'),
    ];
    expect(new Set([print, ...others]).size).toBe(5);
  });
});
