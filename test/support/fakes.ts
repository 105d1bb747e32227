import type { Sealed } from '../../lambdas/domain/conversation.ts';
import type { ConnectionSignal } from '../../lambdas/domain/inbound.ts';
import type { Millis } from '../../lambdas/domain/platform.ts';
import { Purpose } from '../../lambdas/domain/purpose.ts';
import type { Clock } from '../../lambdas/ports/clock.ts';
import type { Connection, ConnectionDirectory } from '../../lambdas/ports/connections.ts';
import type { ParkedDelivery, Parking } from '../../lambdas/ports/deliveries.ts';
import type { KeeperJob, KeeperJobs } from '../../lambdas/ports/keeper-jobs.ts';
import type { Meter, MetricName } from '../../lambdas/ports/meter.ts';
import type { SealedPlace, Sealer } from '../../lambdas/ports/sealer.ts';
import type { Turns } from '../../lambdas/ports/turns.ts';

export { FakeSubjectKeys } from './fake-subject-keys.ts';

/** A clock that stands still until it is moved. */
export class VirtualClock implements Clock {
  #now: Millis;

  constructor(now: Millis) {
    this.#now = now;
  }

  now(): Millis {
    return this.#now;
  }

  moveTo(now: Millis): void {
    this.#now = now;
  }
}

/** Seals nothing, but keeps place and subject beside the value and checks both: for tests with many thousands of runs. */
export class PlainSealer implements Sealer {
  readonly purpose = Purpose.inbox;

  async seal(place: SealedPlace, subjectId: string, value: unknown): Promise<Sealed> {
    return { subjectId, bytes: Buffer.from(JSON.stringify({ place, subjectId, value })) };
  }

  async open<T>(place: SealedPlace, sealed: Sealed): Promise<T | null> {
    const found = JSON.parse(Buffer.from(sealed.bytes).toString()) as {
      place: SealedPlace;
      subjectId: string;
      value: T;
    };
    const belongs =
      found.subjectId === sealed.subjectId && JSON.stringify(found.place) === JSON.stringify(place);
    if (!belongs)
      throw new Error(`sealed for ${JSON.stringify(found.place)}, opened as ${JSON.stringify(place)}`);
    return found.value;
  }
}

export class FakeConnections implements ConnectionDirectory {
  readonly signals: ConnectionSignal[] = [];
  readonly #connections: readonly Connection[];

  constructor(connections: readonly Connection[]) {
    this.#connections = connections;
  }

  async byAccount(platform: string, accountId: string): Promise<Connection | null> {
    return this.#connections.find((c) => c.platform === platform && c.accountId === accountId) ?? null;
  }

  async recordSignal(_connection: Connection, signal: ConnectionSignal): Promise<void> {
    this.signals.push(signal);
  }
}

export class FakeParking implements Parking {
  readonly parked = new Map<string, ParkedDelivery>();

  async park(parked: ParkedDelivery): Promise<void> {
    this.parked.set(parked.delivery.id, parked);
  }
}

export class FakeMeter implements Meter {
  readonly counts = new Map<string, number>();

  count(name: MetricName): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }
}

/** Keeps what it is asked for. */
export class FakeKeeperJobs implements KeeperJobs {
  readonly jobs: KeeperJob[] = [];

  async ask(jobs: readonly KeeperJob[]): Promise<void> {
    this.jobs.push(...jobs);
  }
}

/** No turns and no pauses: everybody at once, which is the harder case. */
export const noTurns: Turns = { take: (_key, work) => work(), pause: async () => {} };

/** An invented connection; override what matters. */
export function aConnection(overrides: Partial<Connection> = {}): Connection {
  return {
    workspaceId: 'ws_sample',
    id: 'c_sample',
    platform: 'line',
    surface: 'main',
    login: 'channel',
    accountId: 'U5b0f7c21d4e98a36b7c0d1e2f3a4b596',
    displayName: 'Sample shop',
    features: ['inbox'],
    grantedScopes: [],
    webhookUrl: 'https://hooks.example.com/webhooks/line/c_sample',
    credentials: ['line/sample'],
    ownUserIds: [],
    links: [],
    authorizationId: 'c_sample',
    state: 'connected',
    connectedAt: 1_700_000_000_000,
    tokenExpiresAt: null,
    health: { checkedAt: null, problem: null, failures: 0 },
    historyUntil: null,
    lapsedAt: null,
    toldOf: null,
    closing: null,
    rev: 1,
    ...overrides,
  };
}
