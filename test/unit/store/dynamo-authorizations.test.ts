import { DynamoAuthorizations } from '../../../lambdas/store/dynamo-authorizations.ts';
import { DynamoConnectionStore } from '../../../lambdas/store/dynamo-connection-store.ts';
import { Table } from '../../../lambdas/store/table.ts';
import { aBinding, anAuthorization, bytes, someTokens } from '../../support/bindings.ts';
import { FakeAws } from '../../support/fake-aws.ts';
import { aConnection, VirtualClock } from '../../support/fakes.ts';

const NOON = 1_790_000_000_000;
const HOUR = 3_600_000;
const KEY = 'W#ws_1 AUTHORIZATION#a_1';

function setUp() {
  const aws = new FakeAws();
  const clock = new VirtualClock(NOON);
  const table = new Table(aws.dynamo, 'Connections');
  const rows = aws.table('Connections');
  const store = new DynamoAuthorizations(table, clock);
  const connections = new DynamoConnectionStore(table);
  const use = (id = 'c_1', accountId = 'U1') =>
    connections.bind(
      aBinding(
        aConnection({
          workspaceId: 'ws_1',
          id,
          accountId,
          authorizationId: 'a_1',
          connectedAt: NOON,
          rev: 0,
        }),
        { tokens: null, renewAt: NOON + 2 * HOUR },
      ),
    );
  return { clock, rows, store, use, due: () => rows.get(KEY)?.dueSk?.S };
}

describe('an authorization', () => {
  it('comes back as it was, for its workspace only', async () => {
    const { store } = setUp();
    const whole = anAuthorization({
      tokens: {
        secrets: { access_token: bytes('a'), refresh_token: bytes('r'), client_secret: bytes('c') },
        expiresAt: NOON + HOUR,
        authorizedUntil: NOON + 2 * HOUR,
      },
      lease: { holder: 'w_1', until: NOON + HOUR },
      interrupted: 1,
      failures: 2,
    });
    await store.addShared(whole, NOON + HOUR, null);
    expect(await store.authorization('ws_1', 'a_1')).toEqual(whole);
    expect(await store.authorization('ws_2', 'a_1')).toBeNull();
  });

  it('F10: is written by whoever read it last, and by one of two at the same time', async () => {
    const { store } = setUp();
    await store.addShared(anAuthorization(), NOON + HOUR, null);
    const lease = (holder: string) =>
      store.saveAuthorization(anAuthorization({ lease: { holder, until: NOON + HOUR } }), NOON);
    const saved = (await Promise.all([lease('w_1'), lease('w_2')])).filter((one) => one !== null);
    expect(saved).toHaveLength(1);
    expect(saved[0]?.rev).toBe(2);
    expect(await store.authorization('ws_1', 'a_1')).toEqual(saved[0]);
    expect(await lease('w_3')).toBeNull();
  });

  it('loses what is not in the new tokens: no spent secret stays', async () => {
    const { store, rows } = setUp();
    const tokens = { ...someTokens(), secrets: { access_token: bytes('a'), refresh_token: bytes('r') } };
    const held = anAuthorization({ tokens, lease: { holder: 'w_1', until: NOON } });
    await store.addShared(held, NOON + HOUR, null);
    await store.saveAuthorization(anAuthorization({ tokens: someTokens('new') }), null);
    expect(await store.authorization('ws_1', 'a_1')).toEqual(
      anAuthorization({ tokens: someTokens('new'), rev: 2 }),
    );
    expect(rows.get(KEY)).not.toHaveProperty('refresh_token');
    expect(rows.get(KEY)).not.toHaveProperty('leaseHolder');
  });

  it('is among what is due when it is to be renewed, and only then', async () => {
    const { store, due } = setUp();
    await store.addShared(anAuthorization(), NOON + HOUR, null);
    expect(due()).toBeUndefined();
    await store.saveAuthorization(anAuthorization(), NOON + HOUR);
    expect(due()).toBe(`${NOON + HOUR}#ws_1#a_1`);
    await store.saveAuthorization(anAuthorization({ rev: 2 }), null);
    expect(due()).toBeUndefined();
  });

  it('that was destroyed is gone, and is not written back by who still holds it', async () => {
    const { store, rows } = setUp();
    await store.addShared(anAuthorization(), NOON + HOUR, null);
    await store.destroy('ws_2', 'a_1');
    expect(rows.size).toBe(1);
    await store.destroy('ws_1', 'a_1');
    expect(rows.size).toBe(0);
    expect(await store.saveAuthorization(anAuthorization(), NOON)).toBeNull();
    expect(rows.size).toBe(0);
    await store.destroy('ws_1', 'a_1');
  });

  it('is not destroyed by who did not see that it was renewed', async () => {
    const { store } = setUp();
    await store.addShared(anAuthorization(), NOON + HOUR, null);
    const renewed = await store.saveAuthorization(anAuthorization({ tokens: someTokens('new') }), null);
    await store.destroy('ws_1', 'a_1', 1);
    expect(await store.authorization('ws_1', 'a_1')).toEqual(renewed);
    await store.destroy('ws_1', 'a_1', 2);
    expect(await store.authorization('ws_1', 'a_1')).toBeNull();
  });
});

describe('tokens that several accounts may share', () => {
  it('are gone at the end of the choice, unless a connection uses them', async () => {
    const { clock, store, use } = setUp();
    await store.addShared(anAuthorization(), NOON + HOUR, null);
    clock.moveTo(NOON + HOUR - 1);
    expect(await store.authorization('ws_1', 'a_1')).not.toBeNull();
    clock.moveTo(NOON + HOUR);
    expect(await store.authorization('ws_1', 'a_1')).toBeNull();
    await use();
    expect(await store.authorization('ws_1', 'a_1')).not.toBeNull();
  });

  it('of a second consent replace those in use, and stay for good', async () => {
    const { clock, store, use, due } = setUp();
    await store.addShared(anAuthorization(), NOON + HOUR, null);
    await use();
    await store.addShared(
      anAuthorization({ tokens: someTokens('new'), rev: 77 }),
      NOON + HOUR,
      NOON + 3 * HOUR,
    );
    clock.moveTo(NOON + 24 * HOUR);
    const found = await store.authorization('ws_1', 'a_1');
    expect(found).toEqual(anAuthorization({ tokens: someTokens('new'), rev: 77 }));
    expect(due()).toBe(`${NOON + 3 * HOUR}#ws_1#a_1`);
  });

  it('F10: of a second consent end a renewal of the old ones that is under way', async () => {
    const { store, use } = setUp();
    await store.addShared(anAuthorization(), NOON + HOUR, null);
    await use();
    const lease = { holder: 'w_1', until: NOON + HOUR };
    const renewing = await store.saveAuthorization(anAuthorization({ lease }), NOON + HOUR);
    await store.addShared(anAuthorization({ tokens: someTokens('new'), rev: 77 }), NOON + HOUR, null);
    expect(renewing && (await store.saveAuthorization(renewing, NOON + HOUR))).toBeNull();
    expect(await store.authorization('ws_1', 'a_1')).toMatchObject({
      lease: null,
      tokens: someTokens('new'),
    });
  });

  it('of a second consent stay as long as its choice, when nobody chose by the first', async () => {
    const { clock, store } = setUp();
    await store.addShared(anAuthorization(), NOON + HOUR, null);
    // Half an hour later, and once the first have ended but the table has not deleted them yet.
    for (const later of [NOON + HOUR / 2, NOON + 5 * HOUR]) {
      clock.moveTo(later);
      await store.addShared(anAuthorization({ tokens: someTokens('new') }), later + HOUR, null);
      clock.moveTo(later + HOUR - 1);
      expect(await store.authorization('ws_1', 'a_1')).toMatchObject({ tokens: someTokens('new') });
      clock.moveTo(later + HOUR);
      expect(await store.authorization('ws_1', 'a_1')).toBeNull();
    }
  });
});
