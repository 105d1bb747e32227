import {
  type Answers,
  answerBefore,
  answerOfKey,
  isOfKey,
  mayBeEarlier,
  withAnswer,
} from '../../../lambdas/domain/answers.ts';
import { answerTokenOf, entryIdOf, tokenOfEntry } from '../../../lambdas/domain/ids.ts';

const SECRET = Buffer.from('secret of ws_1');
const NOON = 1_790_000_000_000;
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const tokenOf = (key: string, ...says: string[]) => answerTokenOf(SECRET, 'conv_1', key, says);
const answer = (n: number, at = NOON + n) => entryIdOf(at, tokenOf(`key ${n}`, 'text'));
const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

function headWith(ids: readonly string[]): Answers | undefined {
  return ids.reduce<Answers | undefined>((answers, id) => withAnswer(answers, id), undefined);
}

describe('the token of an answer', () => {
  it('is known by its key, and tells other words under the same key', () => {
    const id = entryIdOf(NOON, tokenOf('k', 'text', 'yes'));
    expect(tokenOfEntry(id)).toBe(tokenOf('k', 'text', 'yes'));
    expect(isOfKey(id, tokenOf('k', 'text', 'no'))).toBe(true);
    expect(tokenOf('k', 'text', 'no')).not.toBe(tokenOf('k', 'text', 'yes'));
    expect(isOfKey(id, tokenOf('l', 'text', 'yes'))).toBe(false);
  });

  it('is another one in another conversation, or with another secret, and tells nothing of its words', () => {
    const ends = [tokenOf('k', 'yes'), answerTokenOf(SECRET, 'conv_2', 'k', ['yes'])];
    const others = [
      ...ends,
      answerTokenOf(Buffer.from('other'), 'conv_1', 'k', ['yes']),
      tokenOf('l', 'yes'),
    ];
    expect(new Set(others.map((token) => token.slice(1, 15))).size).toBe(4);
    expect(new Set(others.map((token) => token.slice(15))).size).toBe(4);
    for (const token of others) expect(token).toMatch(/^k[A-Za-z0-9_-]{22}$/);
  });
});

describe('what a head remembers of answers', () => {
  it('is the latest four by their ids', () => {
    const answers = headWith(range(0, 6).map((n) => answer(n)));
    expect(answers?.latest).toEqual([2, 3, 4, 5].map((n) => answer(n)));
    expect(answerOfKey(answers, tokenOf('key 2', 'other words'))).toBe(answer(2));
    expect(answerOfKey(answers, tokenOf('key 1', 'text'))).toBeUndefined();
    expect(answerOfKey(undefined, tokenOf('key 1', 'text'))).toBeUndefined();
  });

  it('is of forty more whether they may be there, and of all others that it does not know', () => {
    for (const count of [0, 4, 20, 43, 44, 45, 200]) {
      const answers = headWith(range(0, count).map((n) => answer(n)));
      for (const n of range(0, Math.max(0, count - 4)))
        expect({ count, n, may: mayBeEarlier(answers, tokenOf(`key ${n}`, 'text')) }).toMatchObject({
          may: true,
        });
      expect(mayBeEarlier(answers, tokenOf('another key', 'text'))).toBe(count >= 44);
    }
  });

  it('goes back two days, also past the end of the circle of days, and no further than three', () => {
    for (const start of range(0, 70).map((day) => NOON + day * DAY)) {
      const early = answer(1, start);
      const late = (at: number) => headWith([early, ...range(2, 7).map((n) => answer(n, at + n))]);
      const token = tokenOf('key 1', 'text');
      expect(mayBeEarlier(late(start + 2 * DAY), token)).toBe(true);
      expect(mayBeEarlier(late(start - HOUR), token)).toBe(true);
      expect(mayBeEarlier(late(start + 3 * DAY), token)).toBe(false);
    }
  });

  it('takes at most 300 bytes of the head', () => {
    const { latest = [], earlier = '' } = headWith(range(0, 500).map((n) => answer(n))) ?? {};
    expect(latest.join('').length + earlier.length).toBeLessThanOrEqual(300);
  });

  it('tells what stands before an answer: another one, nothing, or nobody knows', () => {
    expect(answerBefore(headWith([answer(0)]), answer(0))).toBe(answer(0));
    const three = headWith(range(0, 3).map((n) => answer(n)));
    expect(answerBefore(three, answer(0))).toBe(answer(0));
    expect(answerBefore(three, answer(2))).toBe(answer(1));
    const five = headWith(range(0, 5).map((n) => answer(n)));
    expect(answerBefore(five, answer(1))).toBeUndefined();
    expect(answerBefore(five, answer(0))).toBeUndefined();
    expect(answerBefore(five, answer(7))).toBeUndefined();
    expect(answerBefore(undefined, answer(0))).toBeUndefined();
  });
});
