import type { ConnectionSignal } from '../../lambdas/domain/inbound.ts';
import { Purpose } from '../../lambdas/domain/purpose.ts';
import type { AuditEvent } from '../../lambdas/ports/audit-trail.ts';
import type { LinkedConnection } from '../../lambdas/ports/connection-links.ts';
import type { Connection } from '../../lambdas/ports/connections.ts';
import type { KeeperJob } from '../../lambdas/ports/keeper-jobs.ts';
import { DynamoPrivacyCases } from '../../lambdas/store/dynamo-privacy-cases.ts';
import { DynamoPrivacyRequests, privacySubjectId } from '../../lambdas/store/dynamo-privacy-requests.ts';
import { CASE } from '../../lambdas/store/keys.ts';
import { Table } from '../../lambdas/store/table.ts';
import type { PlatformPerson } from '../../lambdas/usecases/privacy/platform-person.ts';
import type { DeletionDeps } from '../../lambdas/usecases/privacy/receive-deletion-request.ts';
import { ContentSealer } from '../../lambdas/vault/content-sealer.ts';
import { FakeAws } from './fake-aws.ts';
import { aConnection, FakeSubjectKeys, VirtualClock } from './fakes.ts';
import { Crash, crashAt, type Faults, noFaults } from './simulation.ts';

export const NOON = Date.parse('2026-09-21T12:00:00.000Z');
export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** A person of the staff of a shop. All ids are invented. */
export const NID: PlatformPerson = {
  link: 'meta/person/10158000000000777',
  platformUserId: '10158000000000777',
  print: 'print_of_nid',
  issuedAt: NOON - MINUTE,
};

/** Connections that hang on people, privacy requests and cases; the stores are the real ones. */
export class PrivacyWorld {
  readonly aws = new FakeAws();
  readonly clock = new VirtualClock(NOON);
  readonly keys = new FakeSubjectKeys();
  readonly audit: AuditEvent[] = [];
  readonly jobs: KeeperJob[] = [];
  readonly signals: (LinkedConnection & Pick<ConnectionSignal, 'signal' | 'at' | 'data'>)[] = [];
  readonly connections = new Map<string, Connection>();
  readonly requests: DynamoPrivacyRequests;
  readonly cases: DynamoPrivacyCases;
  readonly deps: DeletionDeps;
  /** Asked before and after each operation. */
  faults: Faults = noFaults;
  /** Whether the keeper disconnects what it is told of at once. */
  keeperIsQuick = false;
  readonly #links = new Map<string, string[]>();

  constructor() {
    const ledger = new Table(this.aws.dynamo, 'Ledger');
    this.cases = new DynamoPrivacyCases(ledger);
    this.requests = new DynamoPrivacyRequests(
      ledger,
      new ContentSealer(this.keys).for(Purpose.privacyRequest),
    );
    this.deps = this.#wire();
  }

  /** A connection of a workspace, which the person made a day ago. */
  connect(workspaceId: string, id: string, person = NID, more: Partial<Connection> = {}): Connection {
    const made = aConnection({
      workspaceId,
      id,
      platform: 'pigeon',
      accountId: `a_${id}`,
      connectedAt: NOON - DAY,
      ...more,
    });
    this.connections.set(`${workspaceId}/${id}`, made);
    this.#links.set(person.link, [...(this.#links.get(person.link) ?? []), `${workspaceId}/${id}`]);
    return made;
  }

  /** What the keeper does with a revoked connection: it no longer knows the person. */
  disconnect(workspaceId: string, id: string): void {
    const key = `${workspaceId}/${id}`;
    const connection = this.connections.get(key);
    if (connection) this.connections.set(key, { ...connection, state: 'disconnected' });
    for (const [link, keys] of this.#links)
      this.#links.set(
        link,
        keys.filter((one) => one !== key),
      );
  }

  /** Sets fields of a stored privacy request, as the work on it will. */
  advance(requestId: string, fields: { state: string; completedAt?: number }): void {
    const rows = this.aws.table('Ledger');
    const [key, row] =
      [...rows].find(([, { request, sk }]) => request?.S === requestId && /^AT#/.test(sk?.S ?? '')) ?? [];
    if (!key) throw new Error(`no privacy request ${requestId}`);
    const ended = fields.completedAt === undefined ? {} : { completedAt: { N: String(fields.completedAt) } };
    rows.set(key, { ...row, state: { S: fields.state }, ...ended });
  }

  /** Where all has come to, without what chance and repetition may change. */
  async outcome(workspaces: readonly string[]): Promise<unknown> {
    const codes = this.codes();
    const open = await Promise.all(workspaces.map((one) => this.requests.open(one)));
    return {
      cases: await Promise.all(codes.map((code) => this.cases.case(code))),
      latest: await this.cases.latest(NID.print),
      requests: open.flat().map((request) => ({ ...request, sealedFor: privacySubjectId(request.id) })),
      states: [...this.connections.values()].map(({ id, state }) => ({ id, state })),
      revoked: distinct(this.signals),
      asked: distinct(this.jobs),
      audited: distinct(this.audit),
    };
  }

  codes(): string[] {
    const cases = [...this.aws.table('Ledger').values()].filter(({ sk, dueAt }) => sk?.S === CASE && dueAt);
    return cases.map(({ pk }) => pk?.S?.slice(2) ?? '');
  }

  #wire(): DeletionDeps {
    const { clock, cases, requests } = this;
    const ids = (key: string): LinkedConnection => {
      const [workspaceId = '', connectionId = ''] = key.split('/');
      return { workspaceId, connectionId };
    };
    return this.#faulty({
      clock,
      cases,
      requests,
      links: { linked: async (link) => (this.#links.get(link) ?? []).map(ids) },
      connections: {
        connection: async (workspaceId, id) => this.connections.get(`${workspaceId}/${id}`) ?? null,
        recordSignal: async ({ workspaceId, id }, { signal, at, data }) => {
          this.signals.push({ workspaceId, connectionId: id, signal, at, data });
        },
      },
      audit: { record: async (event) => void this.audit.push(event) },
      keeper: {
        ask: async (jobs) => {
          this.jobs.push(...jobs);
          if (this.keeperIsQuick) for (const { workspaceId, id } of jobs) this.disconnect(workspaceId, id);
        },
      },
      // As many as there are cases: whoever dies before the case is stored leaves nothing behind.
      newCode: () => `CaseNumber000000${this.codes().length + 1}`,
    });
  }

  /** The dependencies with a fault point around each operation, and one before each call of the database. */
  #faulty(deps: DeletionDeps): DeletionDeps {
    this.aws.failure = async (call) => {
      await this.faults.at(call);
      return undefined;
    };
    const { links, connections, audit, keeper } = deps;
    return {
      ...deps,
      links: this.#around(links),
      connections: this.#around(connections),
      audit: this.#around(audit),
      keeper: this.#around(keeper),
      cases: this.#around(deps.cases),
      requests: this.#around(deps.requests),
    };
  }

  #around<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (object, name) => {
        const operation = Reflect.get(object, name) as unknown;
        if (typeof operation !== 'function') return operation;
        return async (...args: unknown[]) => {
          await this.faults.at(`before ${String(name)}`);
          const result: unknown = await operation.apply(object, args);
          await this.faults.at(`after ${String(name)}`);
          return result;
        };
      },
    });
  }
}

function distinct(values: readonly object[]): string[] {
  return [...new Set(values.map((value) => JSON.stringify(value)))].sort();
}

/**
 * Lets `act` die at each of its points in turn, in a world of its own, and come again. Answers how many points there were; the last world
 * is one in which nothing happened.
 */
export async function dyingEverywhere<W extends { readonly world: PrivacyWorld }>(
  begin: () => W,
  act: (begun: W) => Promise<unknown>,
  check: (begun: W, n: number) => Promise<void>,
): Promise<number> {
  for (let n = 1; ; n++) {
    const begun = begin();
    begun.world.faults = crashAt(n);
    const died = await act(begun).then(
      () => false,
      (error) => {
        // The table takes a call that dies for a database that does not answer.
        if (!(error instanceof Crash || (error as Error).cause instanceof Crash)) throw error;
        return true;
      },
    );
    begun.world.faults = noFaults;
    await act(begun);
    await check(begun, n);
    if (!died) return n - 1;
  }
}
