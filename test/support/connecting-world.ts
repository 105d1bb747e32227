import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import type { AwsCaller } from '../../lambdas/aws/aws-call.ts';
import { Kms } from '../../lambdas/aws/kms.ts';
import type { Role, Session } from '../../lambdas/domain/member.ts';
import { Purpose } from '../../lambdas/domain/purpose.ts';
import { SecretText } from '../../lambdas/domain/secret-text.ts';
import type { PlatformCalls } from '../../lambdas/ports/account-access.ts';
import type { Clock } from '../../lambdas/ports/clock.ts';
import type { Connection } from '../../lambdas/ports/connections.ts';
import type { Connector } from '../../lambdas/ports/connector.ts';
import type { InboxStore } from '../../lambdas/ports/inbox-store.ts';
import type { Letter } from '../../lambdas/ports/mail.ts';
import type { ConnectApiDeps } from '../../lambdas/runtime/connect/connect-api.ts';
import { keeperHandler } from '../../lambdas/runtime/keeper/handler.ts';
import { DynamoAuditTrail } from '../../lambdas/store/dynamo-audit-trail.ts';
import { DynamoAuthorizations } from '../../lambdas/store/dynamo-authorizations.ts';
import { DynamoConnectionStore } from '../../lambdas/store/dynamo-connection-store.ts';
import { DynamoConnections } from '../../lambdas/store/dynamo-connections.ts';
import { DynamoConsents } from '../../lambdas/store/dynamo-consents.ts';
import { DynamoDueWork } from '../../lambdas/store/dynamo-due-work.ts';
import { DynamoHistoryImports } from '../../lambdas/store/dynamo-history-imports.ts';
import { DynamoMembers } from '../../lambdas/store/dynamo-members.ts';
import { DynamoPrivacyRequests } from '../../lambdas/store/dynamo-privacy-requests.ts';
import { OPERATOR } from '../../lambdas/store/keys.ts';
import { SqsKeeperJobs } from '../../lambdas/store/sqs-keeper-jobs.ts';
import { Table } from '../../lambdas/store/table.ts';
import { type ConsentOutcome, finishConsent } from '../../lambdas/usecases/connecting/finish-consent.ts';
import { type Started, startConnecting } from '../../lambdas/usecases/connecting/start-connecting.ts';
import type { KeepingDeps } from '../../lambdas/usecases/keeping/keeping-deps.ts';
import { sweep } from '../../lambdas/usecases/keeping/sweep.ts';
import { ContentSealer } from '../../lambdas/vault/content-sealer.ts';
import { KmsTokenVault } from '../../lambdas/vault/kms-token-vault.ts';
import { StoredSecrets } from '../../lambdas/vault/stored-secrets.ts';
import { StoredWebhookCredentials } from '../../lambdas/vault/stored-webhook-credentials.ts';
import { FakeAws } from './fake-aws.ts';
import { fakeConnector } from './fake-connector.ts';
import { type FakePerson, FakePlatform } from './fake-platform.ts';
import { FakeMeter, FakeSubjectKeys, noTurns, VirtualClock } from './fakes.ts';
import { MemoryInboxStore } from './memory-inbox-store.ts';
import { Rng } from './rng.ts';
import { Crash, type Faults, noFaults } from './simulation.ts';

export const NOON = Date.parse('2026-09-21T12:00:00.000Z');
export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const BASE_URL = 'https://kaojai.example';

const KEY = 'token-key';
/** Of the operator's application at the platform. */
export const APP = { id: 'app-4711', secret: 'operator-app-secret-5c1f' } as const;

/** A shop of one owner. All names and ids are invented. */
export const NOK: FakePerson = { id: 'p_nok', accounts: [{ id: 'shop_nok', name: 'ร้านนก' }] };
/** Two shops behind one login, with tokens of their own. */
export const MALI: FakePerson = {
  id: 'p_mali',
  accounts: [
    { id: 'shop_mali_1', name: 'มะลิ 1' },
    { id: 'shop_mali_2', name: 'มะลิ 2' },
  ],
};
/** Two shops behind one login that share the tokens. */
export const SUDA: FakePerson = {
  id: 'p_suda',
  shared: true,
  accounts: [
    { id: 'shop_suda_1', name: 'สุดา 1' },
    { id: 'shop_suda_2', name: 'สุดา 2' },
  ],
};

/** What both functions need. */
export type WorldDeps = ConnectApiDeps & KeepingDeps;

/** One instance of the functions, with empty caches. Once dead, it does nothing any more. */
export interface Instance {
  readonly deps: WorldDeps;
  /** Did the process die? */
  dead(): boolean;
  /** Does the jobs that are in the queue; what fails comes back. */
  work(): Promise<void>;
}

export interface BootOptions {
  readonly faults?: Faults;
  /** How far this machine's clock is off. */
  readonly skewMs?: number;
}

/** Accounts being connected and kept connected: the real stores and the real vault over AWS in memory, and a platform in memory. */
export class ConnectingWorld {
  readonly aws = new FakeAws();
  readonly clock = new VirtualClock(NOON);
  readonly platform = new FakePlatform(this.clock);
  readonly keys = new FakeSubjectKeys();
  readonly inbox = new MemoryInboxStore();
  readonly meter = new FakeMeter();
  readonly letters: Letter[] = [];
  readonly connector: Connector;
  readonly rng: Rng;
  /** Instance that does everything that a test does not say otherwise. */
  main: Instance;
  #ids = 0;

  private constructor(seed: number, platformId: string) {
    this.rng = new Rng(seed);
    this.connector = fakeConnector(platformId);
    this.main = this.boot();
  }

  /** With the operator's application, two workspaces, and an owner, an admin and an agent in each: `u_owner_1` … */
  static async create(seed = 1, platformId = 'parrot'): Promise<ConnectingWorld> {
    const world = new ConnectingWorld(seed, platformId);
    await world.enterApp();
    for (const n of [1, 2]) {
      const workspaceId = `ws_${n}`;
      const { members } = world;
      await members.saveWorkspace({ id: workspaceId, name: `Shop ${n}`, locale: n === 1 ? 'th' : 'en' });
      for (const role of ['owner', 'admin', 'agent'] as const) {
        const userId = `u_${role}_${n}`;
        await members.addMember({ workspaceId, userId, role, email: `${role}${n}@example.com` });
      }
    }
    world.main = world.boot();
    return world;
  }

  get members(): DynamoMembers {
    return this.main.deps.members as DynamoMembers;
  }

  async enterApp(): Promise<void> {
    const { vault, clock } = this.main.deps;
    this.platform.apps.set(APP.id, APP.secret);
    const secrets = new StoredSecrets(new Table(this.aws.dynamo, 'Connections'), vault, clock);
    const owner = { workspaceId: OPERATOR, connectionId: 'parrot', platform: 'parrot' };
    await secrets.add(owner, {
      ref: 'app/parrot',
      secret: new SecretText(APP.secret),
      facts: { appId: APP.id },
    });
    this.main = this.boot();
  }

  /** New instances over the same tables, as after a crash or a cold start. */
  boot({ faults = noFaults, skewMs = 0 }: BootOptions = {}): Instance {
    let dead = false;
    const at = async (point: string): Promise<void> => {
      if (dead) throw new Crash();
      await faults.at(point).catch((error: unknown) => {
        dead = true;
        throw error;
      });
      if (dead) throw new Crash();
    };
    const clock: Clock = { now: () => this.clock.now() + skewMs };
    const deps = this.#wire(clock, at);
    return { deps, dead: () => dead, work: () => this.#work(deps) };
  }

  #wire(clock: Clock, at: (point: string) => Promise<void>): WorldDeps {
    const { caller, dynamo } = awsWith(this.aws, at);
    const table = new Table(dynamo, 'Connections');
    const ledger = new Table(dynamo, 'Ledger');
    const kms = new Kms(caller);
    const sealers = new ContentSealer(this.keys);
    const sealer = sealers.for(Purpose.inbox);
    const audit = new DynamoAuditTrail(ledger, () => `event_${++this.#ids}`, noTurns);
    const list = new DynamoConnections(table, clock);
    const jobs = new SqsKeeperJobs(caller, 'keeper-queue');
    const calls: PlatformCalls = this.platform.calls(at);
    const store = around<InboxStore>(this.inbox, at);
    return {
      connectors: [this.connector],
      connections: new DynamoConnectionStore(table),
      list,
      authorizations: new DynamoAuthorizations(table, clock),
      vault: new KmsTokenVault(kms, KEY, audit, clock),
      credentials: new StoredWebhookCredentials(caller, kms, 'Connections', KEY, clock),
      callsFor: () => calls,
      audit,
      clock,
      random: { fraction: () => this.rng.next(), bytes: (count) => this.#bytes(count) },
      publicBaseUrl: BASE_URL,
      consents: new DynamoConsents(table, clock),
      requests: new DynamoPrivacyRequests(ledger, sealers.for(Purpose.privacyRequest)),
      members: new DynamoMembers(new Table(dynamo, 'Inbox'), sealers.for(Purpose.administration), clock),
      meter: this.meter,
      browserUrl: (address) => address,
      imports: new DynamoHistoryImports(table),
      jobs,
      inbox: { store, keys: this.keys, sealer, clock, turns: noTurns, connections: list, keeper: jobs },
      mail: around({ send: async (letter: Letter) => void this.letters.push(letter) }, at),
      pause: () => at('pause'),
    };
  }

  #bytes(count: number): Buffer {
    return Buffer.from(Array.from({ length: count }, () => this.rng.below(256)));
  }

  async #work(deps: WorldDeps): Promise<void> {
    const handle = keeperHandler(deps);
    const bodies = this.aws.messages.splice(0);
    for (const [i, body] of bodies.entries()) {
      const event = { Records: [{ messageId: `m${i}`, body }] } as unknown as SQSEvent;
      const { batchItemFailures } = await handle(event);
      if (batchItemFailures.length > 0) this.aws.messages.push(body);
    }
  }

  /** Time passes: each minute what is due is handed out and done. Minutes in which nothing is due are skipped. */
  async live(ms: number, instance: Instance = this.main): Promise<void> {
    const end = this.clock.now() + ms;
    const due = new DynamoDueWork(new Table(this.aws.dynamo, 'Connections'));
    const { jobs } = this.main.deps;
    while (this.clock.now() < end) {
      const next = Math.max(this.#nextDue(), this.clock.now() + MINUTE);
      this.clock.moveTo(Math.min(end, next));
      this.purge();
      await sweep({ due, jobs, clock: this.clock });
      // Whatever fails comes back a few times, and then with the next sweep.
      for (let round = 0; round < 3 && this.aws.messages.length > 0; round++) await instance.work();
      this.aws.messages.length = 0;
    }
  }

  #nextDue(): number {
    if (this.aws.messages.length > 0) return 0;
    const times = [...this.rows()].flatMap(({ dueSk }) => (dueSk?.S ? [Number(dueSk.S.slice(0, 13))] : []));
    const next = Math.min(...times);
    return Number.isFinite(next) ? next : Number.MAX_SAFE_INTEGER;
  }

  rows() {
    return this.aws.table('Connections').values();
  }

  /** What DynamoDB does some time after an item is over. */
  purge(): void {
    const table = this.aws.table('Connections');
    for (const [key, { expiresAt }] of table) {
      if (expiresAt?.N && Number(expiresAt.N) * 1_000 <= this.clock.now()) table.delete(key);
    }
  }

  /** Keys of the Connections table but those of the operator and of aliases; each says what it is. */
  keysLeft(): string[] {
    return [...this.rows()]
      .filter(({ pk, aliasOf }) => pk?.S !== 'K#app/parrot' && !aliasOf)
      .map(({ pk, sk }) => `${pk?.S} ${sk?.S}`)
      .sort();
  }

  /** Rows that hold anything sealed by the vault, but the operator's. */
  sealedLeft(): string[] {
    const sealed = (row: object) =>
      Object.values(row).some((value) => (value as { B?: unknown }).B !== undefined);
    return [...this.rows()]
      .filter((row) => row.pk?.S !== 'K#app/parrot' && sealed(row))
      .map(({ sk }) => `${sk?.S?.split('#')[0]}`)
      .sort();
  }

  async connection(id: string, workspaceId = 'ws_1'): Promise<Connection | null> {
    return this.main.deps.list.connection(workspaceId, id);
  }

  async connections(workspaceId = 'ws_1'): Promise<readonly Connection[]> {
    return this.main.deps.list.connections(workspaceId);
  }

  /** The tokens of a connection as the platform knows them, opened. */
  async tokens({ workspaceId, authorizationId, platform }: Connection) {
    const { authorizations, vault } = this.main.deps;
    const found = await authorizations.authorization(workspaceId, authorizationId);
    if (found === null) return null;
    const owner = { workspaceId, connectionId: authorizationId, platform };
    const { secrets } = await vault.openTokens(owner, found.tokens, {
      actor: { kind: 'operator' },
      reason: 'test',
    });
    return Object.fromEntries(Object.entries(secrets).map(([purpose, secret]) => [purpose, secret.reveal()]));
  }

  /** Starts to connect by the platform's consent page. */
  async start(options: StartOptions = {}): Promise<Extract<Started, { kind: 'consent' }>> {
    const { session = sessionOf('owner'), instance = this.main, login = 'consent', ...request } = options;
    const { features = ['inbox'], credentials = {} } = request;
    const asked = { features, credentials, login };
    const started = await startConnecting(instance.deps, session, this.connector.manifest.id, asked);
    if (started.kind !== 'consent') throw new Error('connected without a consent');
    return started;
  }

  /** The browser comes back. */
  async comeBack(
    { cookie }: Pick<Extract<Started, { kind: 'consent' }>, 'cookie'>,
    query: Readonly<Record<string, string>>,
    instance: Instance = this.main,
  ): Promise<ConsentOutcome> {
    const cookies = { [cookie.name]: cookie.value };
    return finishConsent(instance.deps, { platform: this.connector.manifest.id, query, cookies });
  }

  /** Connects the only account of a person from the beginning to the end. */
  async connect(person: FakePerson = NOK, options: StartOptions = {}): Promise<Connection> {
    const started = await this.start(options);
    const outcome = await this.comeBack(started, this.platform.consent(started.authorizeUrl, person));
    if (outcome.kind !== 'connected') throw new Error(`not connected: ${JSON.stringify(outcome)}`);
    return outcome.connection;
  }
}

export interface StartOptions {
  readonly session?: Session;
  readonly instance?: Instance;
  readonly login?: string;
  readonly features?: readonly ('inbox' | 'comments' | 'orders' | 'profiles')[];
  readonly credentials?: Readonly<Record<string, string>>;
}

/** Somebody of the first workspace, or of another. */
export function sessionOf(role: Exclude<Role, 'privacy_officer'>, n = 1): Session {
  return { userId: `u_${role}_${n}`, workspaceId: `ws_${n}`, role };
}

/** AWS with a point before and after each call. */
function awsWith(aws: FakeAws, at: (point: string) => Promise<void>) {
  const dynamo = {
    send: async (command: object) => {
      const name = command.constructor.name.replace('Command', '');
      await at(`before ${name}`);
      const result: unknown = await aws.dynamo.send(command as never);
      await at(`after ${name}`);
      return result;
    },
  } as unknown as DynamoDBClient;
  const caller = {
    json: async (service: 'kms', target: string, input: object) => {
      const name = target.split('.')[1] ?? target;
      await at(`before ${name}`);
      const result: unknown = await aws.caller.json(service, target, input);
      await at(`after ${name}`);
      return result;
    },
  } as unknown as AwsCaller;
  return { dynamo, caller };
}

function around<T extends object>(target: T, at: (point: string) => Promise<void>): T {
  return new Proxy(target, {
    get(object, name) {
      const operation = Reflect.get(object, name) as unknown;
      if (typeof operation !== 'function') return operation;
      return async (...args: unknown[]) => {
        await at(`before ${String(name)}`);
        const result: unknown = await operation.apply(object, args);
        await at(`after ${String(name)}`);
        return result;
      };
    },
  });
}
