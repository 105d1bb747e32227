import { inspect } from 'node:util';
import { codeVerifierOf } from '../../../../lambdas/usecases/connecting/consent-secrets.ts';
import { disconnect } from '../../../../lambdas/usecases/connecting/disconnect.ts';
import type { Call } from '../../../support/agent-calls.ts';
import { captureLog } from '../../../support/captured-log.ts';
import { ask, comeBack } from '../../../support/connect-calls.ts';
import {
  APP,
  ConnectingWorld,
  DAY,
  HOUR,
  MALI,
  NOK,
  SUDA,
  sessionOf,
} from '../../../support/connecting-world.ts';
import type { FakePerson, PlatformFault } from '../../../support/fake-platform.ts';

/** The routes know the platforms of the registry only. */
const PLATFORM = 'lazada';
const CHANNEL = {
  channelId: 'ch-1',
  clientSecret: 'CANARY-channel-secret',
  webhookSecret: 'CANARY-webhook-secret',
};
const OWN = { appId: 'own-1', clientSecret: 'CANARY-own-secret', webhookSecret: 'CANARY-own-webhook' };

afterEach(() => jest.restoreAllMocks());

/** Everything that is written or said, and every secret. */
class Watch {
  readonly world: ConnectingWorld;
  readonly secrets = new Set<string>([APP.secret]);
  /** Texts by where they were seen. */
  readonly seen: [sink: string, text: string][] = [];
  readonly #written: string[];

  constructor(world: ConnectingWorld, written: string[]) {
    this.world = world;
    this.#written = written;
    for (const given of [CHANNEL, OWN])
      for (const secret of [given.clientSecret, given.webhookSecret]) this.secrets.add(secret);
  }

  /** A request of a member; what is thrown counts as said. */
  async ask(call: Call) {
    const answer = await ask(this.world.main, { user: 'u_owner_1', ...call });
    // The way to the platform carries the state, and the cookie is the browser's.
    const { authorizeUrl, ...body } = answer.body ?? {};
    this.seen.push(['answer', JSON.stringify({ ...answer, body, text: '', cookies: [] })]);
    return { ...answer, authorizeUrl: authorizeUrl as string };
  }

  async start(body: object = {}) {
    const features = ['inbox'];
    const answer = await this.ask({
      method: 'POST',
      path: '/v1/connections',
      body: JSON.stringify({ platform: PLATFORM, features, ...body }),
    });
    const [cookie = ''] = answer.cookies;
    const [pair = ''] = cookie.split(';');
    const state = new URL(answer.authorizeUrl).searchParams.get('state') ?? '';
    const value = pair.slice(pair.indexOf('=') + 1);
    for (const secret of [state, value, codeVerifierOf(value, state)]) this.secrets.add(secret);
    return { id: answer.body.id as string, authorizeUrl: answer.authorizeUrl, cookies: [pair] };
  }

  async back(query: Record<string, string>, cookies: readonly string[]) {
    const page = await comeBack(this.world.main, { platform: PLATFORM, query, cookies });
    this.seen.push(['page', page.text], ['page headers', JSON.stringify(page.answer.headers)]);
    return page;
  }

  async connect(person: FakePerson, body: object = {}): Promise<string> {
    const { id, authorizeUrl, cookies } = await this.start(body);
    await this.back(this.world.platform.consent(authorizeUrl, person), cookies);
    return id;
  }

  /** What an error would show wherever it ended. */
  async attempt(work: () => Promise<unknown>): Promise<void> {
    await work().catch((error: unknown) => {
      const { message, stack = '', cause } = error as Error;
      const all = [
        message,
        stack,
        JSON.stringify(error),
        inspect(error, { depth: 9, showHidden: true }),
        inspect(cause),
      ];
      for (const text of all) this.seen.push(['error', text]);
    });
  }

  /** Which secret stands in which sink. */
  leaks(): string[] {
    for (const secret of this.world.platform.secrets) this.secrets.add(secret);
    const sinks: [string, string][] = [
      ...this.seen,
      ...this.#written.map((line): [string, string] => ['log', line]),
      ...this.world.aws.messages.map((body): [string, string] => ['queue', body]),
      ...this.world.letters.map((letter): [string, string] => ['mail', JSON.stringify(letter)]),
      ...tablesOf(this.world),
    ];
    const found = new Set<string>();
    for (const secret of this.secrets) {
      const forms = [
        secret,
        encodeURIComponent(secret),
        ...base64Of(secret),
        Buffer.from(secret).toString('hex'),
      ];
      for (const [sink, text] of sinks)
        if (forms.some((form) => text.includes(form))) found.add(`${secret.slice(0, 12)} in ${sink}`);
    }
    return [...found];
  }
}

/** Rows as text, and their binary values as bytes and in base64. */
function tablesOf(world: ConnectingWorld): [string, string][] {
  return [...world.aws.tables].flatMap(([name, rows]) =>
    [...rows].map(([key, row]): [string, string] => {
      const values = JSON.stringify(row, (_name, value: unknown) => {
        if (!(value instanceof Uint8Array)) return value;
        return `${Buffer.from(value).toString('latin1')} ${Buffer.from(value).toString('base64')}`;
      });
      return [`table ${name}`, `${key} ${values}`];
    }),
  );
}

/** Base64 of a secret in the middle of other bytes: the ends depend on what stands beside them. */
function base64Of(secret: string): string[] {
  return [0, 1, 2].map((before) => {
    const text = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)])
      .toString('base64')
      .replace(/=+$/, '');
    return text.slice(before === 0 ? 0 : before + 1, -2);
  });
}

async function watching(): Promise<Watch> {
  const written = captureLog();
  const world = await ConnectingWorld.create(1, PLATFORM);
  world.platform.apps.set('own-1', OWN.clientSecret);
  world.platform.channels.set('ch-1', {
    secret: CHANNEL.clientSecret,
    account: 'shop_key',
    name: 'Key shop',
  });
  return new Watch(world, written);
}

const FAULTS: readonly PlatformFault[] = [
  { kind: 'unsent' },
  { kind: 'hang' },
  { kind: 'lost' },
  ...(
    ['token_invalid', 'authorization_gone', 'code_invalid', 'app_refused', 'rejected', 'unavailable'] as const
  ).map((refusal) => ({ kind: 'refuse', refusal }) as const),
];

describe('S11: no token, secret, code, state or cookie is anywhere in the clear', () => {
  it('while accounts are connected in every way, kept for days, lapse, and are disconnected', async () => {
    const watch = await watching();
    const { world } = watch;
    await watch.connect(NOK);
    await watch.connect(
      { ...NOK, id: 'p_own', accounts: [{ id: 'shop_own', name: 'Own' }] },
      { login: 'own', credentials: OWN },
    );
    await watch.ask({
      method: 'POST',
      path: '/v1/connections',
      body: JSON.stringify({
        platform: PLATFORM,
        features: ['inbox'],
        credentials: { login: 'key', ...CHANNEL },
      }),
    });
    for (const person of [MALI, SUDA]) {
      const id = await watch.connect(person);
      await watch.ask({ path: `/v1/connections/${id}/choices` });
      expect(watch.leaks()).toEqual([]);
      const accountIds = person.accounts.map((account) => account.id);
      await watch.ask({
        method: 'POST',
        path: `/v1/connections/${id}/choices`,
        body: JSON.stringify({ accountIds }),
      });
    }
    expect(await world.connections()).toHaveLength(7);
    await world.live(2 * DAY);
    expect(world.platform.count('refresh')).toBeGreaterThan(50);
    world.platform.revoke('shop_nok');
    await world.live(DAY);
    expect(world.letters).toHaveLength(1);
    expect(watch.leaks()).toEqual([]);
    for (const { id } of await world.connections()) {
      await watch.ask({ method: 'DELETE', path: `/v1/connections/${id}`, query: { data: 'erase' } });
    }
    expect(watch.leaks()).toEqual([]);
    expect(watch.secrets.size).toBeGreaterThan(150);
  });

  it.each(FAULTS)('while the platform does this to every call: %j', async (fault) => {
    const watch = await watching();
    const { world } = watch;
    const id = await watch.connect(NOK);
    const { authorizeUrl, cookies } = await watch.start();
    const query = world.platform.consent(authorizeUrl, MALI);
    world.platform.fault = () => fault;
    await watch.back(query, cookies);
    await watch.back(query, cookies);
    await watch.ask({
      method: 'POST',
      path: '/v1/connections',
      body: JSON.stringify({
        platform: PLATFORM,
        features: ['inbox'],
        credentials: { login: 'key', ...CHANNEL },
      }),
    });
    await world.live(DAY);
    await watch.attempt(() => disconnect(world.main.deps, sessionOf('owner'), id, 'keep'));
    expect(watch.leaks()).toEqual([]);
  });

  it.each(['kms', 'dynamodb', 'sqs'])(
    'while AWS does not answer, at every call in turn: %s',
    async (service) => {
      for (let n = 1; n < 40; n++) {
        const watch = await watching();
        const { world } = watch;
        const id = await watch.connect(NOK);
        const { authorizeUrl, cookies } = await watch.start({ login: 'own', credentials: OWN });
        const query = world.platform.consent(authorizeUrl, MALI);
        let left = n;
        world.aws.failure = (call) =>
          call.startsWith(service) && --left <= 0
            ? new Error(`quoting ${[...world.platform.secrets].join(' ')}`)
            : undefined;
        await watch.back(query, cookies);
        world.clock.moveTo(world.clock.now() + 3 * HOUR);
        for (const kind of ['authorization', 'connection', 'history'])
          world.aws.messages.push(JSON.stringify({ v: 1, kind, workspaceId: 'ws_1', id }));
        await world.main.work();
        await watch.ask({ method: 'DELETE', path: `/v1/connections/${id}` });
        world.aws.failure = () => undefined;
        expect({ n, leaks: watch.leaks() }).toEqual({ n, leaks: [] });
      }
    },
  );

  it('would be found', async () => {
    const watch = await watching();
    await watch.connect(NOK);
    const [secret = ''] = watch.world.platform.secrets;
    watch.seen.push(['page', `…${Buffer.from(`x${secret}y`).toString('base64')}…`]);
    expect(watch.leaks()).toEqual([`${secret.slice(0, 12)} in page`]);
  });
});
