import type { RequestListener } from 'node:http';
import net from 'node:net';
import { backOffMs } from '../../../lambdas/egress/retry.ts';
import { readRetryAfter } from '../../../lambdas/egress/retry-after.ts';
import { RetryBudgets } from '../../../lambdas/egress/retry-budget.ts';
import { apiCall, aWorld, closeServers, errorOf, mediaCall, NOW, read } from './gate-world.ts';

afterEach(closeServers);

/** Answers with these statuses, one after the other, the last one for ever. */
function answering(
  statuses: readonly number[],
  headers: Readonly<Record<string, string>> = {},
): RequestListener {
  let count = 0;
  return (_, response) => {
    const status = statuses[Math.min(count++, statuses.length - 1)] ?? 200;
    response.writeHead(status, status < 400 ? {} : headers).end(`answer ${count}`);
  };
}

const again = apiCall({ idempotent: true });

describe('retries', () => {
  it.each([429, 502, 503, 504])('a %d is tried again', async (status) => {
    const { gate, seen, waits } = await aWorld({ answer: answering([status, status, 200]) });
    const answer = await gate.request(again);
    expect(answer).toMatchObject({ status: 200, body: Buffer.from('answer 3') });
    expect(seen).toHaveLength(3);
    expect(waits).toEqual([200, 800]);
  });

  it.each([200, 204, 302, 400, 401, 403, 404, 409, 500, 501])('a %d is an answer', async (status) => {
    const { gate, seen } = await aWorld({ answer: answering([status]) });
    expect(await gate.request(again)).toMatchObject({ status });
    expect(seen).toHaveLength(1);
  });

  it('gives the answer as it is after three tries', async () => {
    const { gate, seen } = await aWorld({ answer: answering([503]) });
    expect(await gate.request(again)).toMatchObject({ status: 503, body: Buffer.from('answer 3') });
    expect(seen).toHaveLength(3);
  });

  it.each([429, 502, 503, 504])('a call that may not be repeated never is: %d', async (status) => {
    const { gate, seen, waits } = await aWorld({ answer: answering([status, 200], { 'retry-after': '1' }) });
    const answer = await gate.request(apiCall({ method: 'POST', body: 'hello' }));
    expect(answer).toMatchObject({ status, retryAfterMs: 1_000 });
    expect(seen).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  const breaking = (times: number) => {
    let count = 0;
    const state = { connections: 0 };
    const server = net.createServer((socket) => {
      state.connections++;
      socket.on('error', () => {});
      socket.once('data', () => {
        if (count++ < times) socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhal');
        else socket.end('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwhole');
      });
    });
    return { server, state };
  };

  it('a connection that breaks amid the answer is tried again', async () => {
    const { server, state } = breaking(2);
    const { gate } = await aWorld({ server });
    expect(String((await gate.request(again)).body)).toBe('whole');
    expect(state.connections).toBe(3);
  });

  it('and after three times an error', async () => {
    const { server, state } = breaking(9);
    const { gate } = await aWorld({ server });
    expect(await errorOf(gate.request(again))).toMatchObject({ kind: 'interrupted' });
    expect(state.connections).toBe(3);
  });

  it('a call that may not be repeated never is: network', async () => {
    const { server, state } = breaking(9);
    const { gate } = await aWorld({ server });
    expect(await errorOf(gate.request(apiCall({ method: 'POST' })))).toMatchObject({ mayHaveArrived: true });
    expect(state.connections).toBe(1);
  });

  it('a name that is not found is tried again; the error knows of earlier tries', async () => {
    let asked = 0;
    const { gate, waits } = await aWorld({
      answer: answering([503]),
      options: {
        resolve: async () => {
          if (asked++ === 0) return [{ address: '8.8.8.8', family: 4 }];
          throw Object.assign(new Error('getaddrinfo'), { code: 'EAI_AGAIN' });
        },
      },
    });
    const error = await errorOf(gate.request(again));
    expect(error).toMatchObject({ kind: 'unreachable', mayHaveArrived: true, details: ['reason EAI_AGAIN'] });
    expect(waits).toHaveLength(2);
  });

  it('a stream is tried again until it begins', async () => {
    const world = await aWorld({ answer: answering([503, 200]) });
    const stream = await world.gate.download(mediaCall({ idempotent: true }));
    expect(String(await read(stream.chunks))).toBe('answer 2');
    const { server, state } = breaking(9);
    const broken = await (await aWorld({ server })).gate.download(mediaCall({ idempotent: true }));
    expect(await errorOf(read(broken.chunks))).toMatchObject({ kind: 'interrupted' });
    expect(state.connections).toBe(1);
  });

  it('does not begin a wait that the call has no time for', async () => {
    const { gate, waits } = await aWorld({ answer: answering([503]) });
    expect(await gate.request({ ...again, timeoutMs: 900 })).toMatchObject({ status: 503 });
    expect(waits).toEqual([200]);
  });

  it('waits with jitter, longer each time', () => {
    expect([0, 1].map((random) => backOffMs(1, () => random))).toEqual([100, 200]);
    expect([0, 1].map((random) => backOffMs(2, () => random))).toEqual([400, 800]);
  });
});

describe('Retry-After', () => {
  it.each([
    ['7', 7_000],
    [' 0 ', 0],
    ['Tue, 01 Sep 2026 00:00:08 GMT', 8_000],
    ['Tuesday, 01-Sep-26 00:00:09 GMT', 9_000],
    ['Mon, 31 Aug 2026 23:00:00 GMT', 0],
    ['9'.repeat(400), 86_400_000],
    ['Tue, 01 Sep 2099 00:00:00 GMT', 86_400_000],
    [undefined, undefined],
    ['', undefined],
    ['-1', undefined],
    ['1.5', undefined],
    ['soon', undefined],
    ['Soon, very soon GMT', undefined],
    ['2026-09-01', undefined],
  ])('%j is %p', (value, expected) => {
    expect(readRetryAfter(value, NOW)).toBe(expected);
  });

  it.each([
    ['3', 3_000],
    ['Tue, 01 Sep 2026 00:00:03 GMT', 3_000],
  ])('%s is waited for, and the back-off on top', async (value, ms) => {
    const { gate, waits } = await aWorld({ answer: answering([429, 200], { 'retry-after': value }) });
    expect(await gate.request(again)).toMatchObject({ status: 200 });
    expect(waits).toEqual([ms + 200]);
  });

  it.each([
    ['11', 11_000],
    ['Tue, 01 Sep 2026 01:00:00 GMT', 3_600_000],
  ])('%s is too long: ends at once with the wait in the error', async (value, ms) => {
    const { gate, seen, waits } = await aWorld({ answer: answering([429], { 'retry-after': value }) });
    expect(await errorOf(gate.request(again))).toMatchObject({
      code: 'egress_asked_to_wait',
      remedy: 'retry',
      status: 429,
      retryAfterMs: ms,
    });
    expect(seen).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  it('so is more than the call has left', async () => {
    const { gate } = await aWorld({ answer: answering([503], { 'retry-after': '5' }) });
    const error = await errorOf(gate.request({ ...again, timeoutMs: 4_000 }));
    expect(error).toMatchObject({ kind: 'asked_to_wait', retryAfterMs: 5_000 });
  });

  it('a stream ends its connection before it says so', async () => {
    const closed = Promise.withResolvers<void>();
    const { gate } = await aWorld({
      answer: (_, response) => {
        response.on('close', closed.resolve);
        response.writeHead(503, { 'retry-after': '3600' }).write('x');
      },
    });
    const error = await errorOf(gate.download(mediaCall({ idempotent: true })));
    expect(error).toMatchObject({ kind: 'asked_to_wait' });
    await closed.promise;
  });
});

describe('retry budget', () => {
  it('F12: a platform that is down gets a fifth more calls, not three times as many', async () => {
    const { gate, seen, waits } = await aWorld({
      answer: answering([503]),
      options: { wait: async () => {} },
    });
    for (let count = 0; count < 200; count++) await gate.request({ ...again, retryBudget: 'one' });
    expect(waits).toEqual([]);
    expect(seen.length).toBeGreaterThan(200 + 40);
    expect(seen.length).toBeLessThanOrEqual(200 + 40 + 3);
  });

  it('is spent per platform and key', async () => {
    const { gate, seen } = await aWorld({ answer: answering([503]), options: { wait: async () => {} } });
    const tries = async (more: object) => {
      const before = seen.length;
      await gate.request({ ...again, ...more });
      return seen.length - before;
    };
    expect([await tries({ retryBudget: 'a' }), await tries({ retryBudget: 'a' })]).toEqual([3, 2]);
    expect(await tries({ retryBudget: 'a' })).toBe(1);
    expect(await tries({ retryBudget: 'b' })).toBe(3);
    expect(await tries({})).toBe(3);
    const shopee = { platform: 'shopee', url: 'https://partner.shopeemobile.com/', retryBudget: 'a' };
    expect(await tries(shopee)).toBe(3);
  });

  it('keeps no more than a thousand keys', () => {
    const budgets = new RetryBudgets(() => NOW);
    while (budgets.take('first'));
    for (let count = 0; count < 999; count++) budgets.deposit(`k${count}`);
    expect(budgets.take('first')).toBe(false);
    budgets.deposit('one more');
    expect(budgets.take('first')).toBe(true);
  });

  it('comes back with time up to the floor, and with calls above it', () => {
    let now = NOW;
    const budgets = new RetryBudgets(() => now);
    const drain = () => {
      let count = 0;
      while (budgets.take('k')) count++;
      return count;
    };
    expect(drain()).toBe(3);
    now += 20_000;
    expect(drain()).toBe(1);
    now += 3_600_000;
    expect(drain()).toBe(3);
    for (let count = 0; count < 50; count++) budgets.deposit('k');
    expect(drain()).toBe(10);
    for (let count = 0; count < 5_000; count++) budgets.deposit('k');
    expect(drain()).toBe(20);
    // A clock that goes backwards gives nothing.
    now -= 3_600_000;
    expect(drain()).toBe(0);
  });
});
