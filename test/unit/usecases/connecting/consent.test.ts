import { createHash } from 'node:crypto';
import type { Connection } from '../../../../lambdas/ports/connections.ts';
import type { ConsentOutcome } from '../../../../lambdas/usecases/connecting/finish-consent.ts';
import { finishConsent } from '../../../../lambdas/usecases/connecting/finish-consent.ts';
import { type Started, startConnecting } from '../../../../lambdas/usecases/connecting/start-connecting.ts';
import { captureLog } from '../../../support/captured-log.ts';
import {
  APP,
  BASE_URL,
  ConnectingWorld,
  HOUR,
  MALI,
  MINUTE,
  NOK,
  SUDA,
  sessionOf,
} from '../../../support/connecting-world.ts';
import { down } from '../../../support/fake-aws.ts';
import type { FakePerson, PlatformFault } from '../../../support/fake-platform.ts';
import { Rng } from '../../../support/rng.ts';
import { Schedule } from '../../../support/schedule.ts';

type Consent = Extract<Started, { kind: 'consent' }>;

beforeEach(() => void captureLog());
afterEach(() => jest.restoreAllMocks());

const TEN_MINUTES = 10 * MINUTE;

function stateOf({ authorizeUrl }: Consent): string {
  return new URL(authorizeUrl).searchParams.get('state') ?? '';
}

function failed(reason: string): object {
  return { kind: 'failed', reason };
}

/** Nobody is connected, and nothing that could connect anybody lies about. */
async function expectNothing(world: ConnectingWorld): Promise<void> {
  expect(await world.connections('ws_1')).toEqual([]);
  expect(await world.connections('ws_2')).toEqual([]);
  expect(world.sealedLeft()).toEqual([]);
  expect(world.keysLeft()).toEqual([]);
}

describe('connecting by a consent', () => {
  it('ends with a connection that receives deliveries, is looked after, and has its tokens sealed', async () => {
    const world = await ConnectingWorld.create();
    const connection = await world.connect();
    expect(connection).toMatchObject({
      workspaceId: 'ws_1',
      accountId: 'shop_nok',
      displayName: 'ร้านนก',
      state: 'connected',
      features: ['inbox'],
      grantedScopes: ['chat.read', 'chat.write'],
      webhookUrl: `${BASE_URL}/webhooks/parrot`,
      credentials: ['app/parrot'],
      health: { problem: null },
    });
    const grant = world.platform.grantOf('shop_nok');
    expect(await world.tokens(connection)).toEqual({
      access_token: grant?.access,
      refresh_token: grant?.refresh,
    });
    expect(world.platform.subscriptions.get('shop_nok')).toBe(connection.webhookUrl);
    const due = [...world.rows()].flatMap(({ sk, dueSk }) => (dueSk ? [sk?.S?.split('#')[0]] : []));
    expect(due.sort()).toEqual(['AUTHORIZATION', 'CONNECTION', 'HISTORY']);
  });

  it('goes on under the id that the merchant was told at the beginning', async () => {
    const world = await ConnectingWorld.create();
    const started = await world.start();
    await world.comeBack(started, world.platform.consent(started.authorizeUrl, NOK));
    expect((await world.connection(started.connectionId))?.state).toBe('connected');
    expect(started.connectionId).toMatch(/^c_[\w-]{22}$/);
  });

  it.each([
    [['inbox'], 'chat.read chat.write'],
    [['inbox', 'comments'], 'chat.read chat.write posts.read'],
    [['orders'], 'orders.read'],
    [['profiles'], ''],
    [['comments', 'orders', 'inbox'], 'posts.read chat.read orders.read chat.write'],
  ] as const)('asks for exactly what %j need', async (features, scopes) => {
    const world = await ConnectingWorld.create();
    const { authorizeUrl } = await world.start({ features });
    expect(new URL(authorizeUrl).searchParams.get('scope')).toBe(scopes);
  });

  it('sends the browser to the exact address, with 256 bits of state, and a challenge that fits the verifier', async () => {
    const world = await ConnectingWorld.create();
    const started = await world.start();
    const query = Object.fromEntries(new URL(started.authorizeUrl).searchParams);
    expect(query).toMatchObject({ client_id: APP.id, redirect_uri: `${BASE_URL}/oauth/parrot/callback` });
    expect(Buffer.from(String(query.state), 'base64url')).toHaveLength(32);
    expect(Buffer.from(started.cookie.value, 'base64url')).toHaveLength(32);
    const sent = await exchangeOf(world, started);
    expect(createHash('sha256').update(String(sent.verifier)).digest('base64url')).toBe(query.code_challenge);
    expect(sent.redirectUri).toBe(query.redirect_uri);
    // Where the platform does not know PKCE, nothing of it is sent.
    world.platform.apps.set('own-1', 's1');
    const own = await world.start({ login: 'own', credentials: OWN });
    expect(new URL(own.authorizeUrl).searchParams.has('code_challenge')).toBe(false);
    expect(await exchangeOf(world, own)).not.toHaveProperty('verifier');
  });

  it('two consents of one browser at the same time do not undo each other', async () => {
    const world = await ConnectingWorld.create();
    const [first, second] = [await world.start(), await world.start()];
    expect(first.cookie.name).not.toBe(second.cookie.name);
    const other: FakePerson = { id: 'p_2', accounts: [{ id: 'shop_2', name: 'Two' }] };
    const back = world.platform.consent(first.authorizeUrl, NOK);
    expect((await world.comeBack(second, world.platform.consent(second.authorizeUrl, other))).kind).toBe(
      'connected',
    );
    expect((await world.comeBack(first, back)).kind).toBe('connected');
  });

  it('stores neither state nor cookie nor verifier', async () => {
    const world = await ConnectingWorld.create();
    const started = await world.start();
    const stored = JSON.stringify([...world.aws.tables].map(([, table]) => [...table]));
    for (const secret of [stateOf(started), started.cookie.value]) expect(stored).not.toContain(secret);
  });

  it.each([
    ['there is no such login', { login: 'carrier' }],
    ['the login has no such feature', { login: 'own', features: ['orders'], credentials: true }],
    ['credentials for a login without', { credentials: true }],
  ] as const)(
    'refused: %s',
    async (_what, {
      credentials,
      ...options
    }: { credentials?: boolean; login?: string; features?: readonly ['orders'] }) => {
      const world = await ConnectingWorld.create();
      const asked = world.start({ ...options, ...(credentials ? { credentials: OWN } : {}) });
      await expect(asked).rejects.toMatchObject({ code: 'invalid_input' });
      await expectNothing(world);
    },
  );

  it('AppMissing: the operator has not entered the application', async () => {
    const world = await ConnectingWorld.create();
    world.aws.table('Connections').clear();
    world.main = world.boot();
    await expect(world.start()).rejects.toMatchObject({ code: 'platform_app_missing' });
    await expectNothing(world);
  });
});

const OWN = { appId: 'own-1', clientSecret: 's1', webhookSecret: 'w1' };

/** What the platform gets to exchange. */
async function exchangeOf(world: ConnectingWorld, started: Consent): Promise<Record<string, unknown>> {
  let sent: Record<string, unknown> = {};
  const instance = world.boot();
  const calls = instance.deps.callsFor('parrot', '');
  const spying = {
    ...instance.deps,
    callsFor: () => ({
      send: (call: Parameters<typeof calls.send>[0]) => {
        if (call.url.endsWith('/exchange')) sent = JSON.parse(String(call.body));
        return calls.send(call);
      },
    }),
  };
  const query = world.platform.consent(started.authorizeUrl, { ...NOK, id: `p_${started.connectionId}` });
  const cookies = { [started.cookie.name]: started.cookie.value };
  expect((await finishConsent(spying, { platform: 'parrot', query, cookies })).kind).toBe('connected');
  return sent;
}

describe('S06: a state is good once, for ten minutes, for its platform, its workspace and its browser', () => {
  /** Two consents of two people of two workspaces. */
  async function two() {
    const world = await ConnectingWorld.create();
    const mine = await world.start();
    const theirs = await world.start({ session: sessionOf('owner', 2) });
    return { world, mine, theirs };
  }

  const back = (world: ConnectingWorld, started: Consent, person: FakePerson = NOK) =>
    world.platform.consent(started.authorizeUrl, person);

  it.each([
    ['no cookie', () => ({})],
    ['an empty cookie', ({ mine }: { mine: Consent }) => ({ [mine.cookie.name]: '' })],
    [
      'the cookie of another consent',
      ({ mine, theirs }: { mine: Consent; theirs: Consent }) => ({ [mine.cookie.name]: theirs.cookie.value }),
    ],
    [
      'the cookie under another name',
      ({ mine, theirs }: { mine: Consent; theirs: Consent }) => ({ [theirs.cookie.name]: mine.cookie.value }),
    ],
    [
      'one character changed',
      ({ mine }: { mine: Consent }) => ({ [mine.cookie.name]: `${mine.cookie.value.slice(0, -2)}__` }),
    ],
    ['the state as cookie', ({ mine }: { mine: Consent }) => ({ [mine.cookie.name]: stateOf(mine) })],
  ])(
    '%s: another browser; and the right one can still finish',
    async (_what, cookiesOf: (both: { mine: Consent; theirs: Consent }) => Record<string, string>) => {
      const { world, mine, theirs } = await two();
      const query = back(world, mine);
      const cookies = cookiesOf({ mine, theirs });
      const outcome = await finishConsent(world.main.deps, { platform: 'parrot', query, cookies });
      expect(outcome).toEqual(failed('other_browser'));
      expect(world.platform.count('exchange')).toBe(0);
      expect((await world.comeBack(mine, query)).kind).toBe('connected');
    },
  );

  it("a victim's browser that is led to the attacker's return connects nothing (confused deputy)", async () => {
    const { world, mine, theirs } = await two();
    // The attacker consents, keeps the return, and gets the victim to open it.
    const attack = back(world, theirs);
    const outcome = await world.comeBack(mine, attack);
    expect(outcome).toEqual(failed('other_browser'));
    expect(world.platform.count('exchange')).toBe(0);
  });

  it('the account goes to the workspace in which it was begun, whoever comes back', async () => {
    const { world, theirs } = await two();
    const outcome = await world.comeBack(theirs, back(world, theirs));
    expect(outcome).toMatchObject({ kind: 'connected', connection: { workspaceId: 'ws_2' } });
    expect((await world.connections('ws_1')).filter(({ state }) => state === 'connected')).toEqual([]);
  });

  it.each(['', 'made-up', 'A'.repeat(43)])('a state that nobody was given: "%s"', async (state) => {
    const { world, mine } = await two();
    expect(await world.comeBack(mine, { ...back(world, mine), state })).toEqual(failed('unknown_state'));
  });

  it('no state at all', async () => {
    const { world, mine } = await two();
    const { code = '' } = back(world, mine);
    expect(await world.comeBack(mine, { code })).toEqual(failed('unknown_state'));
  });

  it("another platform's address", async () => {
    const { world, mine } = await two();
    const cookies = { [mine.cookie.name]: mine.cookie.value };
    const returned = { platform: 'pigeon', query: back(world, mine), cookies };
    expect(await finishConsent(world.main.deps, returned)).toEqual(failed('unknown_state'));
    expect(world.platform.count('exchange')).toBe(0);
  });

  it('replayed: good once', async () => {
    const { world, mine } = await two();
    const query = back(world, mine);
    expect((await world.comeBack(mine, query)).kind).toBe('connected');
    expect(await world.comeBack(mine, query)).toEqual(failed('unknown_state'));
    // Not even with a new code.
    expect(await world.comeBack(mine, back(world, mine))).toEqual(failed('unknown_state'));
    expect(world.platform.count('exchange')).toBe(1);
    expect((await world.connections()).filter(({ state }) => state === 'connected')).toHaveLength(1);
  });

  it('twice at the same moment: one exchange, in any order of steps', async () => {
    for (let seed = 0; seed < 200; seed++) {
      const { world, mine } = await two();
      const schedule = Schedule.random(new Rng(seed));
      const query = back(world, mine);
      const workers = [0, 1].map((n) => world.boot({ faults: schedule.faults(n) }));
      const done = await schedule.run(workers.map((worker) => () => world.comeBack(mine, query, worker)));
      const kinds = done.map((one) => (one.status === 'fulfilled' ? one.value.kind : one.reason));
      expect({ seed, kinds: kinds.sort() }).toEqual({ seed, kinds: ['connected', 'failed'] });
      expect({ seed, exchanges: world.platform.count('exchange') }).toEqual({ seed, exchanges: 1 });
      expect((await world.connection(mine.connectionId))?.state).toBe('connected');
    }
  });

  it.each([
    [TEN_MINUTES - 1, 'connected'],
    [TEN_MINUTES, 'unknown_state'],
    [TEN_MINUTES + 1, 'unknown_state'],
  ])('after %i ms: %s', async (ms, wanted) => {
    const { world, mine } = await two();
    world.clock.moveTo(world.clock.now() + ms);
    const outcome = await world.comeBack(mine, back(world, mine));
    expect(outcome.kind === 'failed' ? outcome.reason : outcome.kind).toBe(wanted);
  });

  it.each(['agent', 'removed', 'moved'] as const)(
    'whoever began may not do it any more: %s',
    async (what) => {
      const world = await ConnectingWorld.create();
      const mine = await world.start({ session: sessionOf('admin') });
      const query = back(world, mine);
      const row = world.aws.table('Inbox').get('U#u_admin_1 MEMBER');
      const changed = what === 'agent' ? { role: { S: 'agent' } } : { workspace: { S: 'ws_2' } };
      if (what === 'removed') world.aws.table('Inbox').delete('U#u_admin_1 MEMBER');
      else world.aws.table('Inbox').set('U#u_admin_1 MEMBER', { ...row, ...changed });
      expect(await world.comeBack(mine, query, world.boot())).toEqual(failed('not_allowed'));
      expect(world.platform.count('exchange')).toBe(0);
      await expectNothing(world);
    },
  );
});

describe('S06: whatever goes wrong, nothing half-made stays', () => {
  const strange: FakePerson = {
    id: 'p_x',
    accounts: [{ id: 'x', name: 'X', unusable: 'wrong_account_type' }],
  };
  const cases: readonly {
    readonly name: string;
    readonly wanted: object;
    readonly person?: FakePerson;
    readonly query?: Record<string, string>;
    readonly fault?: PlatformFault;
    readonly waitMs?: number;
    readonly features?: readonly ('inbox' | 'orders')[];
  }[] = [
    { name: 'denied', query: { error: 'access_denied' }, wanted: failed('denied') },
    { name: "the platform's error", query: { error: 'invalid_scope' }, wanted: failed('platform_error') },
    { name: 'neither code nor error', query: {}, wanted: failed('platform_error') },
    { name: 'a code that is made up', query: { code: 'made-up' }, wanted: failed('code_invalid') },
    { name: 'a code too old', waitMs: 9 * MINUTE, wanted: failed('code_invalid') },
    { name: 'an account of the wrong type', person: strange, wanted: failed('wrong_account_type') },
    { name: 'no account', person: { id: 'p_0', accounts: [] }, wanted: failed('no_account') },
    {
      name: 'a permission that the inbox needs',
      person: { ...NOK, refuses: ['chat.write'] },
      wanted: { ...failed('permission_missing'), missing: ['chat.write'] },
    },
    ...(['unsent', 'hang', 'lost'] as const).map((kind) => ({
      name: `the exchange: ${kind}`,
      fault: { kind },
      wanted: failed('unavailable'),
    })),
    ...(
      [
        ['app_refused', 'platform_error'],
        ['rejected', 'platform_error'],
        ['not_found', 'platform_error'],
        ['rate_limited', 'unavailable'],
        ['unavailable', 'unavailable'],
        ['account_suspended', 'inactive'],
        ['permission_missing', 'permission_missing'],
        ['token_invalid', 'code_invalid'],
        ['authorization_gone', 'code_invalid'],
        ['code_invalid', 'code_invalid'],
      ] as const
    ).map(([refusal, reason]) => ({
      name: `the exchange is refused: ${refusal}`,
      fault: { kind: 'refuse', refusal } as const,
      wanted: failed(reason),
    })),
  ];

  it.each(cases)('$name', async ({ person = NOK, query, fault, waitMs = 0, wanted }) => {
    const world = await ConnectingWorld.create();
    const started = await world.start();
    world.platform.codeLifeMs = 5 * MINUTE;
    const returned = query
      ? { ...query, state: stateOf(started) }
      : world.platform.consent(started.authorizeUrl, person);
    world.clock.moveTo(world.clock.now() + waitMs);
    world.platform.fault = (operation) => (operation === 'exchange' ? fault : undefined);
    expect(await world.comeBack(started, returned as Record<string, string>)).toEqual(wanted);
    await expectNothing(world);
    expect(await world.connection(started.connectionId)).toBeNull();
    // And the merchant can begin anew.
    world.platform.fault = () => undefined;
    expect((await world.connect()).state).toBe('connected');
  });

  it.each([
    ['tokens of its own', NOK],
    ['shared tokens', { ...NOK, shared: true }],
  ])('an account that another workspace has (S07), %s', async (_what, person) => {
    const world = await ConnectingWorld.create();
    const theirs = await world.connect(person, { session: sessionOf('owner', 2) });
    const before = world.keysLeft();
    const started = await world.start();
    const query = world.platform.consent(started.authorizeUrl, person);
    expect(await world.comeBack(started, query)).toEqual(failed('account_taken'));
    expect(world.keysLeft()).toEqual(before);
    expect(await world.connections('ws_1')).toEqual([]);
    expect((await world.connection(theirs.id, 'ws_2'))?.state).toBe('connected');
  });

  it('typed credentials and a consent that fails: the typed secret goes, too', async () => {
    const world = await ConnectingWorld.create();
    const started = await world.start({ login: 'own', credentials: OWN });
    expect(world.sealedLeft()).toEqual(['CONNECTION']);
    await world.comeBack(started, { error: 'access_denied', state: stateOf(started) });
    await expectNothing(world);
  });

  it('a browser that never comes back: gone after an hour', async () => {
    const world = await ConnectingWorld.create();
    const started = await world.start({ login: 'own', credentials: OWN });
    world.clock.moveTo(world.clock.now() + HOUR);
    expect(await world.connections()).toEqual([]);
    expect(await world.connection(started.connectionId)).toBeNull();
    world.purge();
    await expectNothing(world);
  });

  it('given up while the merchant is at the consent page', async () => {
    const world = await ConnectingWorld.create();
    const started = await world.start();
    await world.main.deps.connections.dropPending('ws_1', started.connectionId);
    const query = world.platform.consent(started.authorizeUrl, NOK);
    expect(await world.comeBack(started, query)).toEqual(failed('unknown_state'));
    expect(world.platform.count('exchange')).toBe(0);
    await expectNothing(world);
  });

  it('a permission that another feature needs: connected without that feature, and it is said', async () => {
    const world = await ConnectingWorld.create();
    const started = await world.start({ features: ['inbox', 'orders'] });
    const person = { ...NOK, refuses: ['orders.read'] };
    const outcome = await world.comeBack(started, world.platform.consent(started.authorizeUrl, person));
    expect(outcome).toMatchObject({ kind: 'connected', missing: ['orders.read'] });
    expect(await world.connection(started.connectionId)).toMatchObject({
      features: ['inbox'],
      grantedScopes: ['chat.read', 'chat.write'],
    });
  });

  it('several accounts: nothing is connected until the merchant has chosen', async () => {
    const world = await ConnectingWorld.create();
    for (const person of [MALI, SUDA]) {
      const started = await world.start();
      const outcome: ConsentOutcome = await world.comeBack(
        started,
        world.platform.consent(started.authorizeUrl, person),
      );
      expect(outcome).toEqual({ kind: 'choose', connectionId: started.connectionId });
      expect((await world.connection(started.connectionId))?.state).toBe('pending');
    }
    expect(world.platform.subscriptions.size).toBe(0);
  });

  it('several accounts of which one can be connected: that one', async () => {
    const world = await ConnectingWorld.create();
    const [one, two] = MALI.accounts;
    const person = { ...MALI, accounts: [{ ...one, unusable: 'role_insufficient' }, two] } as FakePerson;
    expect((await world.connect(person)).accountId).toBe('shop_mali_2');
    expect(world.keysLeft().filter((key) => key.includes('CHOICE'))).toEqual([]);
  });

  it('switching the deliveries on fails: connected, the problem shows, and the keeper does it within two minutes', async () => {
    const world = await ConnectingWorld.create();
    world.platform.fault = (operation) => (operation === 'subscribe' ? { kind: 'unsent' } : undefined);
    const connection = await world.connect();
    expect(connection).toMatchObject({ state: 'connected', health: { problem: 'platform_unavailable' } });
    world.platform.fault = () => undefined;
    await world.live(2 * MINUTE);
    expect(world.platform.subscriptions.has('shop_nok')).toBe(true);
    expect((await world.connection(connection.id))?.health.problem).toBeNull();
  });

  it.each(['kms', 'dynamodb'])(
    '%s fails once the account is connected: connected all the same',
    async (service) => {
      const world = await ConnectingWorld.create();
      const started = await world.start();
      const query = world.platform.consent(started.authorizeUrl, NOK);
      let bound = false;
      world.aws.failure = (call) => {
        if (bound) return down([service])(call);
        bound ||= call === 'dynamodb TransactWriteItems';
        return undefined;
      };
      const outcome = await world.comeBack(started, query);
      world.aws.failure = () => undefined;
      expect(outcome.kind).toBe('connected');
      await world.live(20 * MINUTE);
      expect(world.platform.subscriptions.has('shop_nok')).toBe(true);
    },
  );
});

describe('connecting by credentials', () => {
  const KEY = { channelId: 'ch-1', clientSecret: 'channel-secret', webhookSecret: 'hook-secret' };

  async function keyWorld(): Promise<ConnectingWorld> {
    const world = await ConnectingWorld.create();
    world.platform.channels.set('ch-1', { secret: 'channel-secret', account: 'shop_key', name: 'Key shop' });
    return world;
  }

  const connectKey = (world: ConnectingWorld, credentials: Record<string, string> = KEY, n = 1) =>
    startConnecting(world.main.deps, sessionOf('owner', n), 'parrot', {
      login: 'key',
      features: ['inbox'],
      credentials,
    });

  it('connects at once; the webhook secret is trusted, an issued token is stored nowhere', async () => {
    const world = await keyWorld();
    const started = await connectKey(world);
    const { connection } = started as { connection: Connection };
    expect(connection).toMatchObject({
      accountId: 'shop_key',
      state: 'connected',
      health: { problem: null },
    });
    expect(await world.tokens(connection)).toEqual({ client_secret: 'channel-secret' });
    const trusted = await world.boot().deps.credentials.candidates(`parrot/${connection.id}`);
    expect(trusted.map(({ secret }) => secret.reveal())).toEqual(['hook-secret']);
    expect(world.platform.subscriptions.get('shop_key')).toBe(`${BASE_URL}/webhooks/parrot/${connection.id}`);
  });

  it('wrong credentials: refused, nothing kept', async () => {
    const world = await keyWorld();
    const wrong = connectKey(world, { ...KEY, clientSecret: 'wrong' });
    await expect(wrong).rejects.toMatchObject({ code: 'platform_authorization_gone' });
    await expect(connectKey(world, { channelId: 'ch-1' })).rejects.toMatchObject({ code: 'invalid_input' });
    await expectNothing(world);
  });

  it('again with a new secret: the same connection, both webhook secrets trusted', async () => {
    const world = await keyWorld();
    const first = (await connectKey(world)) as { connection: Connection };
    const second = (await connectKey(world, { ...KEY, webhookSecret: 'hook-2' })) as {
      connection: Connection;
    };
    expect(second.connection.id).toBe(first.connection.id);
    const trusted = await world.boot().deps.credentials.candidates(`parrot/${first.connection.id}`);
    expect(trusted.map(({ secret }) => secret.reveal()).sort()).toEqual(['hook-2', 'hook-secret']);
  });

  it('S07: taken by another workspace', async () => {
    const world = await keyWorld();
    await connectKey(world);
    await expect(connectKey(world, KEY, 2)).rejects.toMatchObject({ code: 'account_taken' });
    expect(await world.connections('ws_2')).toEqual([]);
  });

  it("typed before a consent: the merchant's application, its secret and its webhook secret survive", async () => {
    const world = await ConnectingWorld.create();
    world.platform.apps.set('own-1', 's1');
    const connection = await world.connect(NOK, { login: 'own', credentials: OWN });
    expect(await world.tokens(connection)).toMatchObject({ client_secret: 's1' });
    expect(await world.tokens(connection)).toHaveProperty('refresh_token');
    const trusted = await world.boot().deps.credentials.candidates(`parrot/${connection.id}`);
    expect(trusted.map(({ secret }) => secret.reveal())).toEqual(['w1']);
    expect(world.keysLeft().filter((key) => /pending|CHOICE|CONSENT/.test(key))).toEqual([]);
  });
});
