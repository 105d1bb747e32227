import { AwsRefusal } from '../../../lambdas/aws/aws-call.ts';
import { Kms } from '../../../lambdas/aws/kms.ts';
import { Unavailable } from '../../../lambdas/domain/errors.ts';
import { StoredTransitKeys, TRANSIT_KEY_DAYS } from '../../../lambdas/vault/stored-transit-keys.ts';
import { down, FakeAws } from '../../support/fake-aws.ts';
import { VirtualClock } from '../../support/fakes.ts';

const NOON = 1_790_000_000_000;
const MINUTE = 60_000;
const DAY = '2026-09-21';

/** Two function instances over one table. */
function setUp() {
  const aws = new FakeAws();
  const clock = new VirtualClock(NOON);
  const instance = () => {
    const keys = new StoredTransitKeys(aws.caller, new Kms(aws.caller), 'Connections', 'data-key', clock);
    // In hex: keys themselves compare as equal, whatever they are.
    return { ofDay: async (day: string) => (await keys.ofDay(day)).export().toString('hex') };
  };
  return { aws, clock, keys: instance(), other: instance(), rows: aws.table('Connections') };
}

describe('the transit key of a day', () => {
  it('is made by whoever needs it first, and is the same for everybody', async () => {
    const { aws, keys, other, rows } = setUp();
    const key = await keys.ofDay(DAY);
    expect(key).toHaveLength(64);
    expect(await other.ofDay(DAY)).toBe(key);
    expect(aws.count('kms GenerateDataKey')).toBe(1);
    expect([...rows.keys()]).toEqual([`TRANSIT ${DAY}`]);
    expect(await keys.ofDay('2026-09-22')).not.toBe(key);
  });

  it('is one when two functions make it at the same time', async () => {
    const { aws, keys, other, rows } = setUp();
    const [one, two] = await Promise.all([keys.ofDay(DAY), other.ofDay(DAY)]);
    expect(aws.count('kms GenerateDataKey')).toBe(2);
    expect(two).toBe(one);
    expect(rows.size).toBe(1);
  });

  it('is kept wrapped, until the last parked delivery of that day is gone', async () => {
    const { keys, rows } = setUp();
    const key = await keys.ofDay(DAY);
    const row = rows.get(`TRANSIT ${DAY}`);
    expect(Buffer.from(row?.wrapped?.B ?? '').toString('hex')).not.toContain(key);
    expect(Number(row?.expiresAt?.N)).toBe(Date.parse(DAY) / 1000 + TRANSIT_KEY_DAYS * 86_400);
  });

  it('S10: opens as nothing but a transit key', async () => {
    const { aws, keys, rows } = setUp();
    await keys.ofDay(DAY);
    const wrapped = rows.get(`TRANSIT ${DAY}`)?.wrapped?.B;
    const kms = new Kms(aws.caller);
    const open = (context: Parameters<Kms['decrypt']>[2]) =>
      kms.decrypt('data-key', wrapped ?? Buffer.alloc(0), context);
    expect(await open({ workspace: '_', purpose: 'transit' })).toHaveLength(32);
    await expect(open({ workspace: '_', purpose: 'content' })).rejects.toThrow(AwsRefusal);
    await expect(open({ workspace: 'ws_1', purpose: 'transit' })).rejects.toThrow(AwsRefusal);
  });

  it('is used without a call for five minutes', async () => {
    const { aws, clock, keys } = setUp();
    await keys.ofDay(DAY);
    aws.calls.length = 0;
    clock.moveTo(NOON + 5 * MINUTE - 1);
    await keys.ofDay(DAY);
    expect(aws.calls).toEqual([]);
    clock.moveTo(NOON + 5 * MINUTE);
    await keys.ofDay(DAY);
    expect(aws.calls).toEqual(['dynamodb GetItem', 'kms Decrypt']);
  });
});

describe('F11: while KMS or the table do not answer, a transit key', () => {
  const failures: [string, string[], Error | undefined][] = [
    ['KMS is down', ['kms'], undefined],
    ['the key is disabled', ['kms'], new AwsRefusal('DisabledException', 400)],
    ['the table is down', ['dynamodb'], undefined],
    ['both are down', ['kms', 'dynamodb'], undefined],
  ];

  it.each(failures)('lives on for an hour and not longer: %s', async (_name, services, error) => {
    const { aws, clock, keys } = setUp();
    const key = await keys.ofDay(DAY);
    aws.failure = down(services, error);
    for (const later of [1_000, MINUTE, 5 * MINUTE, 30 * MINUTE, 60 * MINUTE - 1]) {
      clock.moveTo(NOON + later);
      expect(await keys.ofDay(DAY)).toBe(key);
    }
    clock.moveTo(NOON + 60 * MINUTE);
    await expect(keys.ofDay(DAY)).rejects.toThrow();
    await expect(keys.ofDay(DAY)).rejects.toThrow();
    aws.failure = () => undefined;
    expect(await keys.ofDay(DAY)).toBe(key);
  });

  it('that nobody has in memory is not made up', async () => {
    const { aws, keys, rows } = setUp();
    aws.failure = down(['kms']);
    await expect(keys.ofDay(DAY)).rejects.toThrow(Unavailable);
    expect(rows.size).toBe(0);
  });

  it('F06: is the same after a failure of any one call while it was made', async () => {
    for (let k = 0; k < 4; k++) {
      const { aws, keys, other } = setUp();
      let calls = 0;
      aws.failure = () => (calls++ === k ? new Unavailable('test') : undefined);
      const first = await keys.ofDay(DAY).catch(() => null);
      const key = await keys.ofDay(DAY);
      if (first) expect(first).toBe(key);
      expect(await other.ofDay(DAY)).toBe(key);
    }
  });

  it('F05: is the same when its write was taken and the answer lost', async () => {
    const { aws, keys, other, rows } = setUp();
    await other.ofDay(DAY);
    const [row] = rows.values();
    rows.clear();
    // The retry of a write finds its own first try, which the condition takes for somebody else's.
    aws.failure = (call) => {
      if (call === 'dynamodb PutItem' && row) rows.set(`TRANSIT ${DAY}`, row);
      return undefined;
    };
    expect(await keys.ofDay(DAY)).toBe(await other.ofDay(DAY));
  });
});
