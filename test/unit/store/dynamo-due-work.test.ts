import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Unavailable } from '../../../lambdas/domain/errors.ts';
import { DynamoConnectionStore } from '../../../lambdas/store/dynamo-connection-store.ts';
import { DynamoDueWork } from '../../../lambdas/store/dynamo-due-work.ts';
import { DUE_PARTS } from '../../../lambdas/store/keys.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { aBinding } from '../../support/bindings.ts';
import { FakeAws } from '../../support/fake-aws.ts';
import { aConnection } from '../../support/fakes.ts';

const NOON = 1_790_000_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const AGAIN = NOON + HOUR;

/** The index holds keys only: whoever reads more of it gets nothing. */
function keysOnly(aws: FakeAws): DynamoDBClient {
  const send = async (command: { input: { IndexName?: string } }) => {
    const answer = (await aws.dynamo.send(command as never)) as { Items?: Record<string, unknown>[] };
    if (command.input.IndexName === undefined) return answer;
    const Items = answer.Items?.map(({ pk, sk, duePk, dueSk }) => ({ pk, sk, duePk, dueSk }));
    return { ...answer, Items };
  };
  return { send } as unknown as DynamoDBClient;
}

function setUp() {
  const aws = new FakeAws();
  const sweeper = () => new DynamoDueWork(new Table(keysOnly(aws), 'Connections'));
  const store = new DynamoConnectionStore(new Table(aws.dynamo, 'Connections'));
  const rows = aws.table('Connections');
  /** A connection that waits for its check, and what else is wanted. */
  const add = async (id: string, checkAt: number, more: Partial<ReturnType<typeof aBinding>> = {}) => {
    const ids = { id, authorizationId: id, accountId: `U${id}`, connectedAt: NOON - HOUR, rev: 0 };
    const connection = aConnection({ workspaceId: 'ws_1', ...ids });
    expect(await store.bind(aBinding(connection, { checkAt, ...more }))).toBe('bound');
  };
  return { aws, rows, store, add, due: sweeper(), other: sweeper() };
}

const ids = (round: { jobs: readonly { id: string }[] }) => round.jobs.map(({ id }) => id).sort();

describe('what is due', () => {
  it('comes when its time has come, to the millisecond', async () => {
    const { due, add } = setUp();
    await add('c_past', NOON - HOUR);
    await add('c_now', NOON);
    await add('c_soon', NOON + 1);
    expect(ids(await due.take(NOON, AGAIN, 10))).toEqual(['c_now', 'c_past']);
    expect(ids(await due.take(NOON + 1, AGAIN, 10))).toEqual(['c_soon']);
  });

  it('is told by keys: connections, authorizations and imports, with their workspace', async () => {
    const { due, add } = setUp();
    const history = { at: NOON, since: null, until: NOON };
    await add('c_1', NOON, { renewAt: NOON, history });
    const { jobs } = await due.take(NOON, AGAIN, 10);
    expect(jobs).toHaveLength(3);
    for (const kind of ['connection', 'authorization', 'history'] as const)
      expect(jobs).toContainEqual({ kind, workspaceId: 'ws_1', id: 'c_1' });
  });

  it('costs a look at each part of the index, and a write per job: nothing else is read', async () => {
    const { aws, due, add } = setUp();
    for (let i = 0; i < 20; i++) await add(`c_later${i}`, NOON + HOUR);
    await add('c_1', NOON);
    aws.calls.length = 0;
    await due.take(NOON, AGAIN, 10);
    const reads = Array.from({ length: DUE_PARTS }, () => 'dynamodb Query');
    expect([...aws.calls].sort()).toEqual([...reads, 'dynamodb UpdateItem']);
  });

  it('is put off as it is handed out, and comes again should its worker die', async () => {
    const { due, add } = setUp();
    await add('c_1', NOON);
    expect(ids(await due.take(NOON, AGAIN, 10))).toEqual(['c_1']);
    expect(ids(await due.take(NOON, AGAIN, 10))).toEqual([]);
    expect(ids(await due.take(AGAIN - 1, AGAIN + HOUR, 10))).toEqual([]);
    expect(ids(await due.take(AGAIN, AGAIN + HOUR, 10))).toEqual(['c_1']);
  });

  it('is handed to one of two sweepers at the same time', async () => {
    const { due, other, add } = setUp();
    const all = Array.from({ length: 40 }, (_, i) => `c_${i}`);
    for (const id of all) await add(id, NOON - HOUR);
    const rounds = await Promise.all([due.take(NOON, AGAIN, 100), other.take(NOON, AGAIN, 100)]);
    expect(rounds.flatMap(ids).sort()).toEqual([...all].sort());
  });

  it('is spread over the parts, each with a limit of its own; there is more when one is full', async () => {
    const { due, add, rows } = setUp();
    for (let i = 0; i < 40; i++) await add(`c_${i}`, NOON);
    const parts = new Set([...rows.values()].flatMap((row) => row.duePk?.S ?? []));
    expect(parts.size).toBe(DUE_PARTS);
    const seen: string[] = [];
    let rounds = 0;
    for (let more = true; more; rounds++) {
      const round = await due.take(NOON, AGAIN, 5);
      expect(round.jobs.length).toBeLessThanOrEqual(5 * DUE_PARTS);
      seen.push(...ids(round));
      more = round.more;
    }
    expect(rounds).toBeGreaterThan(1);
    expect(seen).toHaveLength(40);
    expect(new Set(seen).size).toBe(40);
  });

  it('begins with what has waited longest', async () => {
    const { due, add } = setUp();
    // Ids whose last two characters are the same are in the same part.
    await add('c_b_11', NOON - MINUTE);
    await add('c_a_11', NOON - 2 * MINUTE);
    await add('c_c_11', NOON - 3 * MINUTE);
    expect((await due.take(NOON, AGAIN, 1)).jobs.map(({ id }) => id)).toEqual(['c_c_11']);
    expect((await due.take(NOON, AGAIN, 1)).jobs.map(({ id }) => id)).toEqual(['c_a_11']);
  });

  it('is not what was put elsewhere or closed meanwhile, nor brought back by that', async () => {
    const { aws, due, store, rows, add } = setUp();
    await add('c_1', NOON);
    await add('c_2', NOON);
    const [one, two] = await Promise.all(['c_1', 'c_2'].map((id) => store.fresh('ws_1', id)));
    // Between the look and the write.
    let looked = 0;
    aws.failure = async (call) => {
      if (call !== 'dynamodb UpdateItem' || looked++ > 0) return undefined;
      await store.change(one as NonNullable<typeof one>, { checkAt: NOON + MINUTE });
      await store.close(two as NonNullable<typeof two>, NOON);
      rows.delete('W#ws_1 CONNECTION#c_2');
      return undefined;
    };
    expect(ids(await due.take(NOON, AGAIN, 10))).toEqual([]);
    expect(rows.get('W#ws_1 CONNECTION#c_1')?.dueSk).toEqual({ S: `${NOON + MINUTE}#ws_1#c_1` });
    expect(rows.has('W#ws_1 CONNECTION#c_2')).toBe(false);
  });

  it('does not disturb who changes the connection at the same time', async () => {
    const { due, store, add } = setUp();
    await add('c_1', NOON);
    const read = await store.fresh('ws_1', 'c_1');
    await due.take(NOON, AGAIN, 10);
    expect(read && (await store.change(read, { displayName: 'A' }))).not.toBeNull();
  });

  it('F06: is not lost when the table fails on the way', async () => {
    const { aws, due, add } = setUp();
    await add('c_1', NOON);
    aws.failure = (call) => (call === 'dynamodb UpdateItem' ? new Unavailable('test') : undefined);
    await expect(due.take(NOON, AGAIN, 10)).rejects.toThrow(Unavailable);
    aws.failure = () => undefined;
    expect(ids(await due.take(NOON, AGAIN, 10))).toEqual(['c_1']);
  });
});
