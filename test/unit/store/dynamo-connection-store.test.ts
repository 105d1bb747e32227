import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { Unavailable } from '../../../lambdas/domain/errors.ts';
import { linkPrint } from '../../../lambdas/domain/link-print.ts';
import type { Connection } from '../../../lambdas/ports/connections.ts';
import { DynamoAuthorizations } from '../../../lambdas/store/dynamo-authorizations.ts';
import { DynamoConnectionStore } from '../../../lambdas/store/dynamo-connection-store.ts';
import { DynamoConnections } from '../../../lambdas/store/dynamo-connections.ts';
import { DynamoHistoryImports } from '../../../lambdas/store/dynamo-history-imports.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { aBinding, anAuthorization, bytes, contents, someTokens } from '../../support/bindings.ts';
import { down, FakeAws } from '../../support/fake-aws.ts';
import { aConnection, VirtualClock } from '../../support/fakes.ts';

const NOON = 1_790_000_000_000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PAGE = linkPrint('meta/page/104455667788990');
const PERSON = linkPrint('meta/person/10158000000000001');

/** Not made yet: revision 0. */
const mine = aConnection({
  workspaceId: 'ws_1',
  id: 'c_1',
  authorizationId: 'c_1',
  connectedAt: NOON,
  credentials: ['line/c_1'],
  links: [PAGE, PERSON],
  rev: 0,
});
const theirs: Connection = { ...mine, workspaceId: 'ws_2', id: 'c_2', authorizationId: 'c_2' };
const bound: Connection = { ...mine, rev: 1 };
const own = { ref: 'line/c_1', print: 'p1', sealed: bytes('sealed secret') };
const history = { at: NOON + HOUR, since: null, until: NOON + HOUR };

/** Another account of the same workspace. */
const sibling = aConnection({
  workspaceId: 'ws_1',
  id: 'c_3',
  authorizationId: 'c_3',
  accountId: 'U3',
  connectedAt: NOON,
  credentials: ['line/c_3'],
  rev: 0,
});

function setUp() {
  const aws = new FakeAws();
  const clock = new VirtualClock(NOON);
  const table = new Table(aws.dynamo, 'Connections');
  const rows = aws.table('Connections');
  return {
    aws,
    clock,
    rows,
    store: new DynamoConnectionStore(table),
    reader: new DynamoConnections(table, clock),
    authorizations: new DynamoAuthorizations(table, clock),
    imports: new DynamoHistoryImports(table),
    keys: () => [...rows.keys()].sort(),
  };
}

/** Only the first call fails. */
function failOnce(failure: FakeAws['failure']): FakeAws['failure'] {
  let calls = 0;
  return (call) => (calls++ === 0 ? failure(call) : undefined);
}

const linked = (connection: Connection, ...prints: string[]) =>
  prints.map((print) => `L#${print} ${connection.workspaceId}#${connection.id}`).sort();

describe('binding an account', () => {
  it('puts everything in its place, in one step', async () => {
    const { aws, store, reader, authorizations, imports, keys } = setUp();
    expect(await store.bind(aBinding(mine, { own, history, renewAt: NOON + HOUR }))).toBe('bound');
    expect(aws.calls).toEqual(['dynamodb TransactWriteItems']);
    expect(keys()).toEqual([
      'A#line#U5b0f7c21d4e98a36b7c0d1e2f3a4b596 CONNECTION',
      'K#line/c_1 line/c_1#p1#ws_1',
      ...linked(mine, PAGE, PERSON),
      'W#ws_1 AUTHORIZATION#c_1',
      'W#ws_1 CONNECTION#c_1',
      'W#ws_1 HISTORY#c_1',
    ]);
    expect(await reader.byAccount('line', mine.accountId)).toEqual(bound);
    expect(await store.owner('line', mine.accountId)).toEqual({
      workspaceId: 'ws_1',
      connectionId: 'c_1',
      released: false,
    });
    expect(await store.sealedFacts('ws_1', 'c_1')).toEqual(bytes('sealed facts'));
    expect(await authorizations.authorization('ws_1', 'c_1')).toMatchObject({ tokens: someTokens() });
    expect(await imports.historyImport('ws_1', 'c_1')).toMatchObject({ since: null, until: NOON + HOUR });
    expect(await reader.linked('meta/page/104455667788990')).toEqual([
      { workspaceId: 'ws_1', connectionId: 'c_1' },
    ]);
  });

  it('S07: gives it to one workspace only', async () => {
    const { store, reader, rows } = setUp();
    expect(await store.bind(aBinding(mine))).toBe('bound');
    const before = contents(rows);
    expect(await store.bind(aBinding(theirs, { own, history }))).toBe('taken');
    expect(contents(rows)).toBe(before);
    expect(await reader.byAccount('line', mine.accountId)).toEqual(bound);
    expect(await reader.connection('ws_2', 'c_2')).toBeNull();
  });

  it('S07: gives it to exactly one of two workspaces at the same time, whichever, and nothing to the other', async () => {
    const races = [
      [mine, theirs],
      [theirs, mine],
    ] as const;
    for (const racers of races) {
      const { store, reader, keys } = setUp();
      const outcomes = await Promise.all(racers.map((one) => store.bind(aBinding(one, { history }))));
      expect([...outcomes].sort()).toEqual(['bound', 'taken']);
      const [winner, loser] = outcomes[0] === 'bound' ? racers : [racers[1], racers[0]];
      expect(await reader.byAccount('line', mine.accountId)).toMatchObject({ id: winner.id });
      expect(keys().filter((key) => key.includes(loser.workspaceId) || key.includes(loser.id))).toEqual([]);
    }
  });

  it('is refused to another connection of the same workspace', async () => {
    const { store } = setUp();
    await store.bind(aBinding(mine));
    expect(await store.bind(aBinding({ ...mine, id: 'c_9' }))).toBe('taken');
  });

  it('keeps accounts of other platforms and other accounts apart', async () => {
    const { store, reader } = setUp();
    await store.bind(aBinding(mine));
    expect(await store.bind(aBinding({ ...theirs, platform: 'shopee' }))).toBe('bound');
    expect(await store.bind(aBinding({ ...theirs, id: 'c_3', accountId: 'U2' }))).toBe('bound');
    expect((await reader.connections('ws_2')).map(({ id }) => id)).toEqual(['c_2', 'c_3']);
    expect((await reader.connections('ws_1')).map(({ id }) => id)).toEqual(['c_1']);
  });

  it('can be repeated by the same connection, with news, at the revision that it has', async () => {
    const { store, reader } = setUp();
    await store.bind(aBinding(mine));
    expect(await store.bind(aBinding({ ...bound, displayName: 'New name' }))).toBe('bound');
    expect(await reader.connection('ws_1', 'c_1')).toEqual({ ...bound, displayName: 'New name', rev: 2 });
  });

  it.each([
    ['it was made meanwhile', mine],
    ['it was changed meanwhile', { ...mine, rev: 7 }],
  ])('has raced, and wrote nothing, when %s', async (_name, late) => {
    const { store, rows } = setUp();
    await store.bind(aBinding(mine));
    const before = contents(rows);
    expect(await store.bind(aBinding({ ...late, displayName: 'Late' }, { own, history }))).toBe('raced');
    expect(contents(rows)).toBe(before);
  });

  it('has raced, and wrote nothing, when the shared tokens are gone', async () => {
    const { store, rows } = setUp();
    const shared = aBinding({ ...mine, authorizationId: 'a_1' }, { tokens: null, own, history });
    expect(await store.bind(shared)).toBe('raced');
    expect(rows.size).toBe(0);
  });

  it('has raced when it met another write of the same things', async () => {
    const { aws, store, rows } = setUp();
    const CancellationReasons = [{ Code: 'TransactionConflict' }, { Code: 'None' }, { Code: 'None' }];
    aws.failure = () =>
      new TransactionCanceledException({ message: 'met', $metadata: {}, CancellationReasons });
    aws.failure = failOnce(aws.failure);
    expect(await store.bind(aBinding(mine))).toBe('raced');
    expect(rows.size).toBe(0);
    expect(await store.bind(aBinding(mine))).toBe('bound');
  });

  it('F06: that failed wrote nothing, and can be repeated', async () => {
    const { aws, store, reader, rows } = setUp();
    aws.failure = down(['dynamodb']);
    await expect(store.bind(aBinding(mine, { own, history }))).rejects.toThrow(Unavailable);
    expect(rows.size).toBe(0);
    aws.failure = () => undefined;
    expect(await store.bind(aBinding(mine, { own, history }))).toBe('bound');
    expect(await reader.connection('ws_1', 'c_1')).toEqual(bound);
  });

  it('takes over shared tokens: they no longer end by themselves, and are renewed in time', async () => {
    const { clock, store, authorizations, rows } = setUp();
    await authorizations.addShared(anAuthorization(), NOON + HOUR, null);
    const shared = { ...mine, authorizationId: 'a_1' };
    expect(await store.bind(aBinding(shared, { tokens: null, renewAt: NOON + MINUTE }))).toBe('bound');
    clock.moveTo(NOON + 2 * HOUR);
    expect(await authorizations.authorization('ws_1', 'a_1')).toMatchObject({ tokens: someTokens() });
    expect(rows.get('W#ws_1 AUTHORIZATION#a_1')?.dueSk).toEqual({ S: `${NOON + MINUTE}#ws_1#a_1` });
  });

  it('hangs an account on the same thing once, however often it was named', async () => {
    const { store, keys } = setUp();
    expect(await store.bind(aBinding({ ...mine, links: [PAGE, PAGE] }))).toBe('bound');
    expect(keys().filter((key) => key.startsWith('L#'))).toEqual(linked(mine, PAGE));
  });

  it('anew lets go of what it hung on before: person, secret, tokens', async () => {
    const { store, reader, keys } = setUp();
    await store.bind(aBinding(mine, { own }));
    const anew = { ...bound, links: [PAGE], credentials: ['line/new'], authorizationId: 'a_2' };
    await store.bind(aBinding(anew, { own: { ...own, ref: 'line/new' } }));
    expect(await reader.linked('meta/person/10158000000000001')).toEqual([]);
    expect(keys().slice(1)).toEqual([
      'K#line/new line/new#p1#ws_1',
      ...linked(mine, PAGE),
      'W#ws_1 AUTHORIZATION#a_2',
      'W#ws_1 CONNECTION#c_1',
    ]);
  });

  it('anew leaves others the tokens that it used with them', async () => {
    const { store, authorizations } = setUp();
    await authorizations.addShared(anAuthorization(), NOON + HOUR, null);
    await store.bind(aBinding({ ...mine, authorizationId: 'a_1' }, { tokens: null }));
    await store.bind(aBinding({ ...sibling, authorizationId: 'a_1' }, { tokens: null }));
    await store.bind(aBinding(bound));
    expect(await authorizations.authorization('ws_1', 'a_1')).not.toBeNull();
  });
});

const pending = aConnection({
  workspaceId: 'ws_1',
  id: 'c_p',
  accountId: '',
  authorizationId: 'c_p',
  connectedAt: NOON,
  credentials: [],
  state: 'pending',
});
const secrets = {
  facts: bytes('typed facts'),
  clientSecret: bytes('typed client secret'),
  webhookSecret: bytes('typed webhook secret'),
};

describe('a pending connection', () => {
  it('is there with what was typed, until its hour is over', async () => {
    const { clock, store, reader } = setUp();
    await store.addPending(pending, secrets, NOON + HOUR);
    expect(await reader.connection('ws_1', 'c_p')).toEqual(pending);
    expect(await reader.connections('ws_1')).toEqual([pending]);
    expect(await store.fresh('ws_1', 'c_p')).toEqual(pending);
    expect(await store.pendingSecrets('ws_1', 'c_p')).toEqual(secrets);
    clock.moveTo(NOON + HOUR - 1);
    expect(await reader.connection('ws_1', 'c_p')).toEqual(pending);
    clock.moveTo(NOON + HOUR);
    expect(await reader.connection('ws_1', 'c_p')).toBeNull();
    expect(await reader.fresh('ws_1', 'c_p')).toBeNull();
    expect(await reader.connections('ws_1')).toEqual([]);
  });

  it('has facts alone where nothing else was typed', async () => {
    const { store } = setUp();
    await store.addPending(pending, { facts: secrets.facts }, NOON + HOUR);
    expect(await store.pendingSecrets('ws_1', 'c_p')).toEqual({ facts: secrets.facts });
    expect(await store.pendingSecrets('ws_2', 'c_p')).toBeNull();
  });

  it('becomes the connection under its own id, for good, and what was typed is gone', async () => {
    const { clock, store, reader, rows } = setUp();
    await store.addPending(pending, secrets, NOON + HOUR);
    const connection = { ...mine, id: 'c_p', authorizationId: 'c_p', rev: pending.rev };
    expect(await store.bind(aBinding(connection, { pendingId: 'c_p' }))).toBe('bound');
    clock.moveTo(NOON + 2 * HOUR);
    expect(await reader.connection('ws_1', 'c_p')).toEqual({ ...connection, rev: pending.rev + 1 });
    expect(await store.pendingSecrets('ws_1', 'c_p')).toBeNull();
    expect(contents(rows)).not.toContain('typed');
  });

  it('leads to the connection that the account had before, for an hour', async () => {
    const { clock, store, reader, rows } = setUp();
    await store.bind(aBinding(mine));
    await store.addPending(pending, secrets, NOON + HOUR);
    expect(await store.bind(aBinding(bound, { pendingId: 'c_p' }))).toBe('bound');
    expect(contents(rows)).not.toContain('typed');
    clock.moveTo(NOON + HOUR - 1);
    expect(await reader.connection('ws_1', 'c_p')).toMatchObject({ id: 'c_1', rev: 2 });
    expect((await reader.connections('ws_1')).map(({ id }) => id)).toEqual(['c_1']);
    expect(await store.fresh('ws_1', 'c_p')).toBeNull();
    expect(await store.pendingSecrets('ws_1', 'c_p')).toBeNull();
    clock.moveTo(NOON + HOUR);
    expect(await reader.connection('ws_1', 'c_p')).toBeNull();
  });

  it('can be given up; a connection cannot', async () => {
    const { store, reader } = setUp();
    await store.addPending(pending, secrets, NOON + HOUR);
    await store.bind(aBinding(mine));
    await store.dropPending('ws_1', 'c_p');
    await store.dropPending('ws_1', 'c_1');
    await store.dropPending('ws_1', 'c_unknown');
    expect((await reader.connections('ws_1')).map(({ id }) => id)).toEqual(['c_1']);
  });
});

describe('changing a connection', () => {
  it('counts revisions: who read an older one changes nothing', async () => {
    const { store } = setUp();
    await store.bind(aBinding(mine));
    const changed = await store.change(bound, { displayName: 'A', tokenExpiresAt: NOON });
    expect(changed).toEqual({ ...bound, displayName: 'A', tokenExpiresAt: NOON, rev: 2 });
    expect(await store.change(bound, { displayName: 'B' })).toBeNull();
    expect(await store.fresh('ws_1', 'c_1')).toEqual(changed);
  });

  it('lets one of two at the same time through', async () => {
    const { store } = setUp();
    await store.bind(aBinding(mine));
    const changes = ['A', 'B'].map((displayName) => store.change(bound, { displayName }));
    const done = (await Promise.all(changes)).filter((changed) => changed !== null);
    expect(done).toHaveLength(1);
    expect(await store.fresh('ws_1', 'c_1')).toEqual(done[0]);
  });

  it('takes away what becomes null, keeps what is not named, and finds both again', async () => {
    const { store } = setUp();
    const health = { checkedAt: NOON, problem: 'token_expired', failures: 3 };
    const lapsed = { lapsedAt: NOON, toldOf: NOON, closing: 'keep' as const, tokenExpiresAt: NOON, health };
    await store.bind(aBinding({ ...mine, ...lapsed, grantedScopes: ['a'] }));
    const well = { checkedAt: null, problem: null, failures: 0 };
    const nothing = { lapsedAt: null, toldOf: null, closing: null, tokenExpiresAt: null, health: well };
    await store.change(bound, { ...nothing, facts: bytes('new facts') });
    expect(await store.fresh('ws_1', 'c_1')).toEqual({ ...bound, ...nothing, grantedScopes: ['a'], rev: 2 });
    expect(await store.sealedFacts('ws_1', 'c_1')).toEqual(bytes('new facts'));
  });

  it('keeps what the platform said of a month, with a limit and without one, until it says something else', async () => {
    const { store } = setUp();
    const limited = { used: 3, limit: 500, at: NOON };
    await store.bind(aBinding({ ...mine, quota: limited }));
    expect((await store.fresh('ws_1', 'c_1'))?.quota).toEqual(limited);
    const endless = { used: 0, limit: null, at: NOON + HOUR };
    await store.change(bound, { quota: endless });
    await store.change({ ...bound, rev: 2 }, { displayName: 'A' });
    expect((await store.fresh('ws_1', 'c_1'))?.quota).toEqual(endless);
  });

  it('moves it among what is due, or takes it out', async () => {
    const { store, rows } = setUp();
    const due = () => rows.get('W#ws_1 CONNECTION#c_1')?.dueSk?.S;
    await store.bind(aBinding(mine));
    expect(due()).toBe(`${NOON + MINUTE}#ws_1#c_1`);
    await store.change(bound, { displayName: 'A' });
    expect(due()).toBe(`${NOON + MINUTE}#ws_1#c_1`);
    await store.change({ ...bound, rev: 2 }, { checkAt: NOON + HOUR });
    expect(due()).toBe(`${NOON + HOUR}#ws_1#c_1`);
    await store.change({ ...bound, rev: 3 }, { checkAt: null });
    expect(rows.get('W#ws_1 CONNECTION#c_1')).not.toHaveProperty('duePk');
    expect(due()).toBeUndefined();
  });

  it('does not mind what the platform says meanwhile', async () => {
    const { store, reader } = setUp();
    await store.bind(aBinding(mine));
    const { accountId } = mine;
    const at = NOON + MINUTE;
    await reader.recordSignal(mine, { type: 'connection', accountId, signal: 'revoked', at, data: {} });
    expect(await store.change(bound, { displayName: 'A' })).not.toBeNull();
    expect(await store.fresh('ws_1', 'c_1')).toMatchObject({ state: 'needs_reconnect', displayName: 'A' });
  });

  it('F23: brings nothing back that is gone', async () => {
    const { store, rows } = setUp();
    expect(await store.change(bound, { displayName: 'A' })).toBeNull();
    expect(rows.size).toBe(0);
  });
});

describe('closing a connection', () => {
  it('destroys tokens, facts, secret and links, ends all that was planned, and frees the account', async () => {
    const { store, reader, authorizations, imports, rows, keys } = setUp();
    await store.bind(aBinding({ ...mine, tokenExpiresAt: NOON }, { own, history, renewAt: NOON + HOUR }));
    expect(await store.close({ ...bound, closing: 'keep' }, NOON + HOUR)).toBe(true);
    expect(keys()).toEqual(['A#line#U5b0f7c21d4e98a36b7c0d1e2f3a4b596 CONNECTION', 'W#ws_1 CONNECTION#c_1']);
    expect(contents(rows)).not.toMatch(/sealed|due/);
    expect(contents(rows)).not.toContain(PERSON);
    expect(await store.fresh('ws_1', 'c_1')).toEqual({
      ...bound,
      state: 'disconnected',
      links: [],
      health: { checkedAt: NOON + HOUR, problem: null, failures: 0 },
      rev: 2,
    });
    expect(await authorizations.authorization('ws_1', 'c_1')).toBeNull();
    expect(await imports.historyImport('ws_1', 'c_1')).toBeNull();
    expect(await reader.linked('meta/page/104455667788990')).toEqual([]);
    expect(await store.owner('line', mine.accountId)).toEqual({
      workspaceId: 'ws_1',
      connectionId: 'c_1',
      released: true,
    });
  });

  it('S07: lets another workspace take the account, and from then on nobody else', async () => {
    const { store, reader } = setUp();
    await store.bind(aBinding(mine));
    await store.close(bound, NOON);
    expect(await store.bind(aBinding(theirs))).toBe('bound');
    expect(await reader.byAccount('line', mine.accountId)).toMatchObject({ id: 'c_2' });
    const back = { ...bound, rev: 2 };
    expect(await store.bind(aBinding(back))).toBe('taken');
    expect(await store.fresh('ws_1', 'c_1')).toMatchObject({ state: 'disconnected' });
  });

  it('lets the account go on under its old id in the same workspace', async () => {
    const { store, reader } = setUp();
    await store.bind(aBinding(mine));
    await store.close(bound, NOON);
    const back = { ...bound, rev: 2, connectedAt: NOON + HOUR };
    expect(await store.bind(aBinding(back, { pendingId: 'c_p' }))).toBe('bound');
    expect(await reader.connection('ws_1', 'c_p')).toEqual({ ...back, rev: 3 });
    expect(await store.owner('line', mine.accountId)).toMatchObject({ connectionId: 'c_1', released: false });
    expect(await store.bind(aBinding(theirs))).toBe('taken');
  });

  it('does nothing when somebody changed it meanwhile', async () => {
    const { store, rows } = setUp();
    await store.bind(aBinding(mine, { own, history }));
    const changed = await store.change(bound, { displayName: 'A' });
    const before = contents(rows);
    expect(await store.close(bound, NOON)).toBe(false);
    expect(contents(rows)).toBe(before);
    expect(changed && (await store.close(changed, NOON))).toBe(true);
  });

  it('F06: destroys nothing by halves', async () => {
    const { aws, store, rows } = setUp();
    await store.bind(aBinding(mine, { own, history }));
    const before = contents(rows);
    aws.failure = (call) => (call.endsWith('TransactWriteItems') ? new Unavailable('test') : undefined);
    await expect(store.close(bound, NOON)).rejects.toThrow(Unavailable);
    expect(contents(rows)).toBe(before);
  });

  it('twice changes nothing more', async () => {
    const { store, rows } = setUp();
    await store.bind(aBinding(mine, { own, history }));
    await store.close(bound, NOON);
    const before = contents(rows);
    expect(await store.close(bound, NOON)).toBe(false);
    expect(contents(rows)).toBe(before);
  });
});

describe('what connections share', () => {
  async function twoOfOneGrant() {
    const world = setUp();
    await world.authorizations.addShared(anAuthorization(), NOON + HOUR, null);
    const shared = (one: Connection) => aBinding({ ...one, authorizationId: 'a_1' }, { tokens: null });
    await world.store.bind(shared(mine));
    await world.store.bind(shared({ ...sibling, links: [PAGE] }));
    const [first, second] = await Promise.all(
      ['c_1', 'c_3'].map(async (id) => (await world.store.fresh('ws_1', id)) as Connection),
    );
    return { ...world, first: first as Connection, second: second as Connection };
  }

  it('tokens are kept while another connection works by them, and go with the last', async () => {
    const { store, authorizations, first, second } = await twoOfOneGrant();
    expect(await store.sharesAuthorization(first)).toBe(true);
    await store.close(first, NOON);
    expect(await authorizations.authorization('ws_1', 'a_1')).not.toBeNull();
    expect(await store.sharesAuthorization(second)).toBe(false);
    await store.close(second, NOON);
    expect(await authorizations.authorization('ws_1', 'a_1')).toBeNull();
  });

  it('tokens go when both are closed at the same moment', async () => {
    const { aws, store, authorizations, first, second } = await twoOfOneGrant();
    let waiting = 0;
    let go = () => {};
    const both = new Promise<undefined>((resolve) => {
      go = () => resolve(undefined);
    });
    // Each has seen the other alive before either is closed.
    aws.failure = (call) => {
      if (call !== 'dynamodb TransactWriteItems') return undefined;
      if (++waiting === 2) go();
      return both;
    };
    expect(await Promise.all([store.close(first, NOON), store.close(second, NOON)])).toEqual([true, true]);
    expect(await authorizations.authorization('ws_1', 'a_1')).toBeNull();
  });

  it('tokens are not kept for one that lapsed: they do nothing for it', async () => {
    const { store, authorizations, first, second } = await twoOfOneGrant();
    await store.change(second, { state: 'needs_reconnect', lapsedAt: NOON });
    await store.close(first, NOON);
    expect(await authorizations.authorization('ws_1', 'a_1')).toBeNull();
  });

  it('tokens of another workspace are its own, whatever their id', async () => {
    const { store, first } = await twoOfOneGrant();
    const elsewhere = { ...theirs, accountId: 'U9', authorizationId: 'a_1' };
    await store.bind(aBinding(elsewhere));
    await store.close(first, NOON);
    const [last] = [await store.fresh('ws_1', 'c_3')];
    expect(last && (await store.sharesAuthorization(last))).toBe(false);
  });

  it('links are told, and end for the one that goes alone', async () => {
    const { store, first, second, keys } = await twoOfOneGrant();
    expect(await store.sharedLinks(first)).toEqual(new Set([PAGE]));
    expect(await store.sharedLinks(second)).toEqual(new Set([PAGE]));
    expect(await store.neighbours(first)).toEqual([{ workspaceId: 'ws_1', connectionId: 'c_3' }]);
    await store.close(first, NOON);
    expect(keys().filter((key) => key.startsWith('L#'))).toEqual(linked(sibling, PAGE));
    expect(await store.sharedLinks(second)).toEqual(new Set());
    expect(await store.neighbours(second)).toEqual([]);
  });

  it('links are shared across workspaces, too', async () => {
    const { store } = setUp();
    await store.bind(aBinding(mine));
    await store.bind(aBinding({ ...theirs, accountId: 'U9', links: [PERSON] }));
    expect(await store.sharedLinks(bound)).toEqual(new Set([PERSON]));
    expect(await store.neighbours(bound)).toEqual([{ workspaceId: 'ws_2', connectionId: 'c_2' }]);
  });

  const SHOP = 'shop/2010345/0c1d2e3f';
  const shopSecret = { own: { ...own, ref: SHOP } };
  const shop = (one: Connection): Connection => ({ ...one, credentials: [SHOP] });

  it.each([
    ['first', 'c_1', 'c_3'],
    ['second', 'c_3', 'c_1'],
  ])(
    'the %s of two shops of an application goes: its secret goes with the other',
    async (_name, one, other) => {
      const { store, rows } = setUp();
      await store.bind(aBinding(shop(mine), shopSecret));
      await store.bind(aBinding(shop(sibling), shopSecret));
      const kept = () => [...rows.keys()].filter((key) => key.startsWith('K#'));
      const close = async (id: string) => store.close((await store.fresh('ws_1', id)) as Connection, NOON);
      await close(one);
      expect(kept()).toEqual([`K#shop/2010345 ${SHOP}#p1#ws_1`]);
      await close(other);
      expect(kept()).toEqual([]);
    },
  );

  it("another workspace's secret of the same application stays with it", async () => {
    const { store, rows } = setUp();
    await store.bind(aBinding(shop(mine), shopSecret));
    await store.bind(aBinding(shop({ ...theirs, accountId: 'U9' }), shopSecret));
    await store.close(shop(bound), NOON);
    expect([...rows.keys()].filter((key) => key.startsWith('K#'))).toEqual([
      `K#shop/2010345 ${SHOP}#p1#ws_2`,
    ]);
  });

  it("the operator's secret is never touched", async () => {
    const { store, rows } = setUp();
    rows.set('K#app/pigeon app/pigeon#p#_', {
      pk: { S: 'K#app/pigeon' },
      sk: { S: 'app/pigeon#p#_' },
      ref: { S: 'app/pigeon' },
      workspace: { S: '_' },
      connection: { S: '_' },
    });
    await store.bind(aBinding({ ...mine, credentials: ['app/pigeon'] }));
    await store.close({ ...bound, credentials: ['app/pigeon'] }, NOON);
    expect(rows.has('K#app/pigeon app/pigeon#p#_')).toBe(true);
  });
});
