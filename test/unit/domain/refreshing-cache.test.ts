import { RefreshingCache } from '../../../lambdas/domain/refreshing-cache.ts';

/** A cache of numbers that are fresh for 10 ms and kept for 100 ms, with a clock to turn. */
function setUp() {
  const clock = { now: 1_000 };
  const cache = new RefreshingCache<number>(
    () => clock.now,
    () => ({ freshMs: 10, keepMs: 100 }),
    2,
  );
  return { clock, cache };
}

const failing = async (): Promise<number> => {
  throw new Error('the source does not answer');
};

describe('the refreshing cache', () => {
  it('asks again only when a value is no longer fresh', async () => {
    const { clock, cache } = setUp();
    expect(await cache.get('a', async () => 1)).toBe(1);
    clock.now += 9;
    expect(await cache.get('a', async () => 2)).toBe(1);
    clock.now += 1;
    expect(await cache.get('a', async () => 2)).toBe(2);
  });

  it('F11: keeps a value through an outage, but not past its time', async () => {
    const { clock, cache } = setUp();
    await cache.get('a', async () => 1);
    clock.now += 99;
    expect(await cache.get('a', failing)).toBe(1);
    clock.now += 1;
    await expect(cache.get('a', failing)).rejects.toThrow('does not answer');
  });

  it('F15: a clock that went backwards makes values old, not immortal', async () => {
    const { clock, cache } = setUp();
    await cache.get('a', async () => 1);
    clock.now -= 200;
    expect(await cache.get('a', async () => 2)).toBe(2);
  });

  it('shares one look-up among callers who ask at the same time', async () => {
    const { cache } = setUp();
    let loads = 0;
    const load = async () => ++loads;
    expect(await Promise.all([cache.get('a', load), cache.get('a', load)])).toEqual([1, 1]);
  });

  it('holds no more values than it may', async () => {
    const { cache } = setUp();
    for (const key of ['a', 'b', 'c']) await cache.get(key, async () => 1);
    expect(await cache.get('a', async () => 2)).toBe(2);
    expect(await cache.get('c', async () => 2)).toBe(1);
  });
});
