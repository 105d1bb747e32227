import { Unavailable } from '../../../lambdas/domain/errors.ts';
import type { ConnectionSignal, ConnectionSignalName } from '../../../lambdas/domain/inbound.ts';
import { linkPrint } from '../../../lambdas/domain/link-print.ts';
import type { Connection } from '../../../lambdas/ports/connections.ts';
import { DynamoConnectionStore } from '../../../lambdas/store/dynamo-connection-store.ts';
import { DynamoConnections } from '../../../lambdas/store/dynamo-connections.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { aBinding, contents } from '../../support/bindings.ts';
import { down, FakeAws } from '../../support/fake-aws.ts';
import { aConnection, VirtualClock } from '../../support/fakes.ts';

const NOON = 1_790_000_000_000;
/** Not made yet: revision 0. */
const mine = aConnection({ workspaceId: 'ws_1', id: 'c_1', connectedAt: NOON, rev: 0 });
const bound: Connection = { ...mine, rev: 1 };

function setUp() {
  const aws = new FakeAws();
  const clock = new VirtualClock(NOON);
  const instance = () => new DynamoConnections(new Table(aws.dynamo, 'Connections'), clock);
  const connections = instance();
  const store = new DynamoConnectionStore(new Table(aws.dynamo, 'Connections'));
  const bind = async (connection: Connection) => expect(await store.bind(aBinding(connection))).toBe('bound');
  const signal = (name: ConnectionSignalName, minute: number, data: ConnectionSignal['data'] = {}) =>
    connections.recordSignal(mine, {
      type: 'connection',
      accountId: mine.accountId,
      signal: name,
      at: NOON + minute * 60_000,
      data,
    });
  const problem = async () => (await connections.connection('ws_1', 'c_1'))?.health.problem;
  return { aws, clock, connections, store, bind, signal, problem, rows: aws.table('Connections') };
}

/** Whether each read from now on is consistent. */
function readsOf({ dynamo }: FakeAws): unknown[] {
  const consistent: unknown[] = [];
  const send = dynamo.send.bind(dynamo) as (command: object) => Promise<unknown>;
  Object.assign(dynamo, {
    send: (command: { input: { ConsistentRead?: boolean } }) => {
      consistent.push(command.input.ConsistentRead);
      return send(command);
    },
  });
  return consistent;
}

describe('looking up an account', () => {
  it('remembers a connection for 5 s, and that there is none for 2 s', async () => {
    const { clock, connections, bind } = setUp();
    expect(await connections.byAccount('line', mine.accountId)).toBeNull();
    await bind(mine);
    clock.moveTo(NOON + 1_999);
    expect(await connections.byAccount('line', mine.accountId)).toBeNull();
    clock.moveTo(NOON + 2_000);
    expect(await connections.byAccount('line', mine.accountId)).toMatchObject({ state: 'connected' });
    await bind({ ...bound, state: 'disconnected' });
    clock.moveTo(NOON + 6_999);
    expect(await connections.byAccount('line', mine.accountId)).toMatchObject({ state: 'connected' });
    clock.moveTo(NOON + 7_000);
    expect(await connections.byAccount('line', mine.accountId)).toMatchObject({ state: 'disconnected' });
  });

  it('looks past what it remembers where it is asked to, at what was written last', async () => {
    const { aws, connections, bind } = setUp();
    expect(await connections.byAccount('line', mine.accountId)).toBeNull();
    await bind(mine);
    const consistent = readsOf(aws);
    expect(await connections.byAccount('line', mine.accountId)).toBeNull();
    expect(await connections.byAccount('line', mine.accountId, { fresh: true })).toEqual(bound);
    expect(consistent).toEqual([true, true]);
    // And remembers that.
    expect(await connections.byAccount('line', mine.accountId)).toEqual(bound);
    expect(consistent).toHaveLength(2);
  });

  it('F06: fails while the table is down, instead of finding nobody', async () => {
    const { aws, clock, connections, bind } = setUp();
    await bind(mine);
    aws.failure = down(['dynamodb']);
    await expect(connections.byAccount('line', mine.accountId)).rejects.toThrow(Unavailable);
    aws.failure = () => undefined;
    await connections.byAccount('line', mine.accountId);
    aws.failure = down(['dynamodb']);
    clock.moveTo(NOON + 5_000);
    await expect(connections.byAccount('line', mine.accountId)).rejects.toThrow(Unavailable);
  });

  it('brings back everything that was stored', async () => {
    const { connections, bind } = setUp();
    const whole = aConnection({
      workspaceId: 'ws_1',
      login: 'module',
      features: ['inbox', 'orders'],
      grantedScopes: ['a'],
      credentials: ['app/a', 'app/b'],
      ownUserIds: ['1'],
      tokenExpiresAt: NOON + 1,
      links: ['print'],
      authorizationId: 'a_1',
      state: 'needs_reconnect',
      health: { checkedAt: NOON, problem: 'token_expired', failures: 2 },
      historyUntil: NOON + 2,
      lapsedAt: NOON + 3,
      toldOf: NOON + 4,
      closing: 'erase',
      rev: 0,
    });
    await bind(whole);
    expect(await connections.connection('ws_1', whole.id)).toEqual({ ...whole, rev: 1 });
  });
});

describe('the connections of a workspace', () => {
  it('are listed page after page, without those of others and what else lies there', async () => {
    const { aws, connections, store } = setUp();
    aws.pageSize = 1;
    const ids = ['c_1', 'c_2', 'c_3'];
    for (const id of ids) {
      const connection = { ...mine, id, accountId: `U${id}`, authorizationId: id };
      const history = { at: NOON, since: null, until: NOON };
      await store.bind(aBinding(connection, { history, pendingId: `c_before_${id}` }));
    }
    await store.bind(aBinding({ ...mine, workspaceId: 'ws_10', accountId: 'U9' }));
    expect((await connections.connections('ws_1')).map(({ id }) => id)).toEqual(ids);
  });

  it('are read as they were written last where that matters', async () => {
    const { aws, connections, bind } = setUp();
    await bind(mine);
    const consistent = readsOf(aws);
    expect(await connections.fresh('ws_1', 'c_1')).toEqual(bound);
    expect(await connections.connection('ws_1', 'c_1')).toEqual(bound);
    expect(consistent).toEqual([true, false]);
  });
});

describe('connections that hang on the same thing at the platform', () => {
  const PAGE = 'meta/page/104455667788990';

  it('are found by it in all workspaces, page after page, by no other link, and not under its name', async () => {
    const { aws, connections, store, rows } = setUp();
    aws.pageSize = 1;
    const links = [linkPrint(PAGE)];
    await store.bind(aBinding({ ...mine, links }));
    await store.bind(aBinding({ ...mine, workspaceId: 'ws_2', id: 'c_2', accountId: 'U2', links }));
    expect(await connections.linked(PAGE)).toEqual([
      { workspaceId: 'ws_1', connectionId: 'c_1' },
      { workspaceId: 'ws_2', connectionId: 'c_2' },
    ]);
    expect(await connections.linked(`${PAGE}1`)).toEqual([]);
    expect(contents(rows)).not.toContain('104455667788990');
  });
});

describe('what the platform says about a connection', () => {
  it('F02: moves forward only, each signal by itself', async () => {
    const { bind, signal, rows } = setUp();
    await bind(mine);
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
    ['it was suspended before it was connected', [['suspended', -1]], null],
    ['sending was blocked before it was connected', [['sending_blocked', -1]], null],
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
      const { bind, signal, problem } = setUp();
      await bind(mine);
      for (const [name, minute] of order) await signal(name, minute);
      expect(await problem()).toBe(wanted);
    }
  });

  it('covers a problem found otherwise, and uncovers it again', async () => {
    const { bind, signal, problem } = setUp();
    await bind({ ...mine, health: { checkedAt: NOON, problem: 'token_expired', failures: 0 } });
    await signal('suspended', 1);
    expect(await problem()).toBe('suspended_by_platform');
    await signal('resumed', 2);
    expect(await problem()).toBe('token_expired');
  });

  it('is forgotten when the account is connected anew', async () => {
    const { bind, signal, problem } = setUp();
    await bind(mine);
    await signal('revoked', 1);
    await bind({ ...bound, connectedAt: NOON + 120_000 });
    expect(await problem()).toBeNull();
    await signal('suspended', 1);
    expect(await problem()).toBeNull();
  });

  it.each<[string, [ConnectionSignalName, number][], Connection['state']]>([
    ['it was revoked', [['revoked', 1]], 'needs_reconnect'],
    ['it was revoked before it was connected', [['revoked', -1]], 'connected'],
    [
      'it was authorized after that',
      [
        ['revoked', 1],
        ['authorized', 2],
      ],
      'connected',
    ],
    ['it is suspended', [['suspended', 1]], 'connected'],
    ['it expires soon', [['expiring', 1]], 'connected'],
  ])('shows in its state at once when %s', async (_name, signals, state) => {
    const { connections, bind, signal } = setUp();
    await bind(mine);
    for (const [name, minute] of signals) await signal(name, minute);
    expect(await connections.connection('ws_1', 'c_1')).toMatchObject({ state });
  });

  it('does not revive what was disconnected', async () => {
    const { connections, bind, signal } = setUp();
    await bind({ ...mine, state: 'disconnected' });
    await signal('revoked', 1);
    expect(await connections.connection('ws_1', 'c_1')).toMatchObject({ state: 'disconnected' });
  });
});
