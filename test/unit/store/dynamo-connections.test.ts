import { Unavailable } from '../../../lambdas/domain/errors.ts';
import type { ConnectionSignal, ConnectionSignalName } from '../../../lambdas/domain/inbound.ts';
import { DynamoConnections } from '../../../lambdas/store/dynamo-connections.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { down, FakeAws } from '../../support/fake-aws.ts';
import { aConnection, VirtualClock } from '../../support/fakes.ts';

const NOON = 1_790_000_000_000;
const mine = aConnection({ workspaceId: 'ws_1', id: 'c_1', connectedAt: NOON });
const theirs = aConnection({ workspaceId: 'ws_2', id: 'c_2', connectedAt: NOON });

function setUp() {
  const aws = new FakeAws();
  const clock = new VirtualClock(NOON);
  const instance = () => new DynamoConnections(new Table(aws.dynamo, 'Connections'), clock);
  const connections = instance();
  const signal = (name: ConnectionSignalName, minute: number, data: ConnectionSignal['data'] = {}) =>
    connections.recordSignal(mine, {
      type: 'connection',
      accountId: mine.accountId,
      signal: name,
      at: NOON + minute * 60_000,
      data,
    });
  const problem = async () => (await connections.connection('ws_1', 'c_1'))?.health.problem;
  return { aws, clock, connections, other: instance(), signal, problem, rows: aws.table('Connections') };
}

describe('claiming an account', () => {
  it('gives it to one workspace only', async () => {
    const { connections, rows } = setUp();
    expect(await connections.claim(mine)).toBe(true);
    const before = JSON.stringify([...rows]);
    expect(await connections.claim(theirs)).toBe(false);
    expect(JSON.stringify([...rows])).toBe(before);
    expect(await connections.byAccount('line', mine.accountId)).toEqual(mine);
    expect(await connections.connection('ws_2', 'c_2')).toBeNull();
  });

  it('S07: gives it to one of two workspaces at the same time, whichever', async () => {
    const { connections, other } = setUp();
    const claimed = await Promise.all([connections.claim(mine), other.claim(theirs)]);
    expect(claimed.filter(Boolean)).toHaveLength(1);
    const found = await connections.byAccount('line', mine.accountId);
    expect(found?.workspaceId).toBe(claimed[0] ? 'ws_1' : 'ws_2');
  });

  it('can be repeated by the same connection, with news', async () => {
    const { connections } = setUp();
    expect(await connections.claim(mine)).toBe(true);
    expect(await connections.claim({ ...mine, displayName: 'New name' })).toBe(true);
    expect((await connections.connection('ws_1', 'c_1'))?.displayName).toBe('New name');
  });

  it('is refused to another connection of the same workspace', async () => {
    const { connections } = setUp();
    await connections.claim(mine);
    expect(await connections.claim({ ...mine, id: 'c_9' })).toBe(false);
  });

  it('keeps accounts of other platforms and other accounts apart', async () => {
    const { connections } = setUp();
    await connections.claim(mine);
    expect(await connections.claim({ ...theirs, platform: 'shopee' })).toBe(true);
    expect(await connections.claim({ ...theirs, id: 'c_3', accountId: 'U2' })).toBe(true);
    expect((await connections.connections('ws_2')).map(({ id }) => id)).toEqual(['c_2', 'c_3']);
    expect((await connections.connections('ws_1')).map(({ id }) => id)).toEqual(['c_1']);
  });

  it('F06: that failed half way can be repeated', async () => {
    const { aws, connections } = setUp();
    let puts = 0;
    aws.failure = (call) =>
      call === 'dynamodb PutItem' && puts++ === 1 ? new Unavailable('test') : undefined;
    await expect(connections.claim(mine)).rejects.toThrow(Unavailable);
    expect(await connections.byAccount('line', mine.accountId)).toBeNull();
    expect(await connections.claim(mine)).toBe(true);
    expect(await connections.connection('ws_1', 'c_1')).toEqual(mine);
  });
});

describe('looking up an account', () => {
  it('remembers a connection for 30 s, and that there is none for 2 s', async () => {
    const { clock, connections, other } = setUp();
    expect(await connections.byAccount('line', mine.accountId)).toBeNull();
    await other.claim(mine);
    clock.moveTo(NOON + 1_999);
    expect(await connections.byAccount('line', mine.accountId)).toBeNull();
    clock.moveTo(NOON + 2_000);
    expect(await connections.byAccount('line', mine.accountId)).toMatchObject({ state: 'connected' });
    await other.claim({ ...mine, state: 'disconnected' });
    clock.moveTo(NOON + 31_999);
    expect(await connections.byAccount('line', mine.accountId)).toMatchObject({ state: 'connected' });
    clock.moveTo(NOON + 32_000);
    expect(await connections.byAccount('line', mine.accountId)).toMatchObject({ state: 'disconnected' });
  });

  it('F06: fails while the table is down, instead of finding nobody', async () => {
    const { aws, clock, connections } = setUp();
    await connections.claim(mine);
    aws.failure = down(['dynamodb']);
    await expect(connections.byAccount('line', mine.accountId)).rejects.toThrow(Unavailable);
    aws.failure = () => undefined;
    await connections.byAccount('line', mine.accountId);
    aws.failure = down(['dynamodb']);
    clock.moveTo(NOON + 30_000);
    await expect(connections.byAccount('line', mine.accountId)).rejects.toThrow(Unavailable);
  });

  it('brings back everything that was stored', async () => {
    const { connections } = setUp();
    const whole = aConnection({
      workspaceId: 'ws_1',
      features: ['inbox', 'orders'],
      grantedScopes: ['a'],
      credentials: ['app/a', 'app/b'],
      ownUserIds: ['1'],
      tokenExpiresAt: NOON + 1,
      health: { checkedAt: NOON, problem: 'token_expired' },
    });
    await connections.claim(whole);
    expect(await connections.connection('ws_1', whole.id)).toEqual(whole);
  });
});

describe('what the platform says about a connection', () => {
  it('F02: moves forward only, each signal by itself', async () => {
    const { connections, signal, rows } = setUp();
    await connections.claim(mine);
    await signal('suspended', 5, { reason: 'newer' });
    await signal('suspended', 3, { reason: 'older' });
    await signal('suspended', 5, { reason: 'the same time' });
    const row = rows.get('W#ws_1 CONNECTION#c_1');
    expect(row?.signalAt_suspended).toEqual({ N: String(NOON + 5 * 60_000) });
    expect(row?.signalData_suspended).toEqual({ M: { reason: { S: 'newer' } } });
    await signal('resumed', 4);
    expect(rows.get('W#ws_1 CONNECTION#c_1')?.signalAt_resumed).toEqual({ N: String(NOON + 4 * 60_000) });
  });

  it('F23: brings no connection back that is gone', async () => {
    const { signal, rows } = setUp();
    await signal('revoked', 5);
    expect(rows.size).toBe(0);
  });

  it.each<[string, [ConnectionSignalName, number][], string | null]>([
    ['nothing', [], null],
    ['it was revoked', [['revoked', 1]], 'revoked_by_platform'],
    [
      'it was authorized after that',
      [
        ['revoked', 1],
        ['authorized', 2],
      ],
      null,
    ],
    [
      'it was authorized before that',
      [
        ['authorized', 1],
        ['revoked', 2],
      ],
      'revoked_by_platform',
    ],
    ['it was revoked before it was connected', [['revoked', -1]], null],
    ['it is suspended', [['suspended', 1]], 'suspended_by_platform'],
    ['it was suspended before it was connected', [['suspended', -1]], 'suspended_by_platform'],
    [
      'it was resumed',
      [
        ['suspended', 1],
        ['resumed', 2],
      ],
      null,
    ],
    [
      'it was resumed and suspended at once',
      [
        ['suspended', 1],
        ['resumed', 1],
      ],
      null,
    ],
    ['sending is blocked', [['sending_blocked', 1]], 'sending_blocked_by_platform'],
    [
      'sending is allowed again',
      [
        ['sending_blocked', 1],
        ['sending_unblocked', 2],
      ],
      null,
    ],
    ['it expires soon', [['expiring', 1]], 'authorization_expires_soon'],
    [
      'it was authorized anew',
      [
        ['expiring', 1],
        ['authorized', 2],
      ],
      null,
    ],
    ['its warning is older than the connection', [['expiring', -1]], null],
    ['there was a warning of policy', [['policy_warning', 1]], null],
    [
      'it is revoked and suspended',
      [
        ['suspended', 2],
        ['revoked', 1],
      ],
      'revoked_by_platform',
    ],
    [
      'it is suspended and blocked',
      [
        ['sending_blocked', 2],
        ['suspended', 1],
      ],
      'suspended_by_platform',
    ],
    [
      'it is blocked and expires',
      [
        ['expiring', 2],
        ['sending_blocked', 1],
      ],
      'sending_blocked_by_platform',
    ],
  ])('makes the problem of a connection when %s', async (_name, signals, wanted) => {
    const orders = [signals, [...signals].reverse()];
    for (const order of orders) {
      const { connections, signal, problem } = setUp();
      await connections.claim(mine);
      for (const [name, minute] of order) await signal(name, minute);
      expect(await problem()).toBe(wanted);
    }
  });

  it('covers a problem found otherwise, and uncovers it again', async () => {
    const { connections, signal, problem } = setUp();
    await connections.claim({ ...mine, health: { checkedAt: NOON, problem: 'token_expired' } });
    await signal('suspended', 1);
    expect(await problem()).toBe('suspended_by_platform');
    await signal('resumed', 2);
    expect(await problem()).toBe('token_expired');
  });

  it('is forgotten when the account is connected anew', async () => {
    const { connections, signal, problem } = setUp();
    await connections.claim(mine);
    await signal('revoked', 1);
    await connections.claim({ ...mine, connectedAt: NOON + 120_000 });
    expect(await problem()).toBeNull();
  });
});
