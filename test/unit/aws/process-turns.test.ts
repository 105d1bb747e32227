import { ProcessTurns } from '../../../lambdas/runtime/process-turns.ts';

/** Work that begins, and ends when it is told to. */
function work(name: string, steps: string[]) {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const run = async () => {
    steps.push(`${name} begins`);
    const result = await promise;
    steps.push(`${name} ends`);
    return result;
  };
  return { run, end: () => resolve(name), fail: () => reject(new Error(name)) };
}

/** Lets everything run that can. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('of one key are taken one after the other, in the order in which they were asked for', async () => {
    const turns = new ProcessTurns();
    const steps: string[] = [];
    const [a, b, c] = [work('a', steps), work('b', steps), work('c', steps)];
    const taken = [a, b, c].map(({ run }) => turns.take('key', run));
    // The later ones could end at once; they have to wait all the same.
    c.end();
    b.end();
    await settled();
    expect(steps).toEqual(['a begins']);
    a.end();
    expect(await Promise.all(taken)).toEqual(['a', 'b', 'c']);
    expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('of different keys do not wait for each other', async () => {
    const turns = new ProcessTurns();
    const steps: string[] = [];
    const [slow, fast] = [work('slow', steps), work('fast', steps)];
    const waiting = turns.take('one', slow.run);
    fast.end();
    expect(await turns.take('another', fast.run)).toBe('fast');
    expect(steps).toEqual(['slow begins', 'fast begins', 'fast ends']);
    slow.end();
    await waiting;
  });

  it('F08: go on after one that failed; its caller alone is told', async () => {
    const turns = new ProcessTurns();
    const steps: string[] = [];
    const [a, b] = [work('a', steps), work('b', steps)];
    const first = turns.take('key', a.run);
    const second = turns.take('key', b.run);
    a.fail();
    b.end();
    await expect(first).rejects.toThrow('a');
    expect(await second).toBe('b');
  });

  it('wait also for one that was asked for while the last was running', async () => {
    const turns = new ProcessTurns();
    const steps: string[] = [];
    const [a, b, c] = [work('a', steps), work('b', steps), work('c', steps)];
    const first = turns.take('key', a.run);
    const second = turns.take('key', b.run);
    a.end();
    await first;
    const third = turns.take('key', c.run);
    c.end();
    await settled();
    expect(steps).toEqual(['a begins', 'a ends', 'b begins']);
    b.end();
    await Promise.all([second, third]);
    expect(steps.slice(-2)).toEqual(['c begins', 'c ends']);
  });

  describe('lost to somebody else', () => {
    beforeEach(() => jest.useFakeTimers());
    afterEach(() => {
      jest.useRealTimers();
      jest.restoreAllMocks();
    });

    it.each([
      [0, 0, 2],
      [0, 0.999, 4],
      [3, 0, 16],
      [3, 0.999, 32],
      [20, 0, 125],
      [20, 0.999, 250],
    ])('F06: round %i with the chance %d is paused for about %i ms', async (round, chance, ms) => {
      jest.spyOn(Math, 'random').mockReturnValue(chance);
      let over = false;
      const pause = new ProcessTurns().pause(round).then(() => {
        over = true;
      });
      await jest.advanceTimersByTimeAsync(ms - 2);
      expect(over).toBe(false);
      await jest.advanceTimersByTimeAsync(2);
      await pause;
      expect(over).toBe(true);
    });
  });
});
