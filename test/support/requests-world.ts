import type { Session } from '../../lambdas/domain/member.ts';
import type { PrivacyRequest } from '../../lambdas/domain/privacy-request.ts';
import { Purpose } from '../../lambdas/domain/purpose.ts';
import type { AuditEvent } from '../../lambdas/ports/audit-trail.ts';
import type { Letter } from '../../lambdas/ports/mail.ts';
import type { ConsentRecord, Disclosure, SupportAccess } from '../../lambdas/ports/privacy-records.ts';
import type { RequestRef } from '../../lambdas/ports/privacy-requests.ts';
import type { PrivacyApiDeps } from '../../lambdas/runtime/privacy-api/privacy-api.ts';
import { retentionDemands } from '../../lambdas/runtime/retention/retention-demands.ts';
import { DynamoAuditLog } from '../../lambdas/store/dynamo-audit-log.ts';
import { DynamoCertificates } from '../../lambdas/store/dynamo-certificates.ts';
import { DynamoHolds } from '../../lambdas/store/dynamo-holds.ts';
import { DynamoLedgerRecords } from '../../lambdas/store/dynamo-ledger-records.ts';
import { DynamoPrivacyCodes } from '../../lambdas/store/dynamo-privacy-codes.ts';
import { DynamoPrivacyRequests } from '../../lambdas/store/dynamo-privacy-requests.ts';
import { DynamoRetention } from '../../lambdas/store/dynamo-retention.ts';
import { AgedConversations } from '../../lambdas/store/personal-data/aged-conversations.ts';
import { Table } from '../../lambdas/store/table.ts';
import type { TickDeps } from '../../lambdas/usecases/privacy/tick-requests.ts';
import { ContentSealer } from '../../lambdas/vault/content-sealer.ts';
import { AgentWorld, aMessage, FOREIGN, from, LINE } from './agent-world.ts';
import { FakeAws } from './fake-aws.ts';
import { FakeMeter } from './fakes.ts';
import { Crash, type Faults, noFaults } from './simulation.ts';

export { HOUR, MINUTE, NOON } from './agent-world.ts';
export const DAY = 86_400_000;

/** Deps of the API and of the clock. */
export type RequestsDeps = PrivacyApiDeps & TickDeps;

/** One instance of the functions. Once dead, it does nothing any more. */
export interface RequestsInstance {
  readonly deps: RequestsDeps;
  dead(): boolean;
}

/** An officer of the sample workspace. */
export const OFFICER: Session = { userId: 'u_officer', workspaceId: 'ws_sample', role: 'privacy_officer' };
export const OWNER: Session = { userId: 'u_owner', workspaceId: 'ws_sample', role: 'owner' };

/** The customer of the sample workspace, as the platform knows her. All ids are invented. */
export const SUDA = 'U_suda';

/** Privacy requests of two workspaces: the stores and use cases are the real ones; the workflow, mail and inbox are in memory. */
export class RequestsWorld {
  readonly inbox = new AgentWorld();
  readonly aws = new FakeAws();
  readonly meter = new FakeMeter();
  readonly letters: Letter[] = [];
  readonly started: RequestRef[] = [];
  readonly audited: AuditEvent[] = [];
  readonly main: RequestsInstance;
  #chance = 0;

  constructor() {
    const { members, connections } = this.inbox;
    const people = [
      ['u_owner', 'owner', 'ws_sample'],
      ['u_officer', 'privacy_officer', 'ws_sample'],
      ['u_agent', 'agent', 'ws_sample'],
      ['u_foreign', 'owner', 'ws_other'],
    ] as const;
    for (const [userId, role, workspaceId] of people)
      this.inbox.addUser(userId, workspaceId, role, { email: `${userId}@example.com`, name: null });
    for (const id of ['ws_sample', 'ws_other'])
      members.workspaces.set(id, { id, name: id, locale: id === 'ws_sample' ? 'th' : 'en' });
    connections.all.push(LINE, FOREIGN);
    this.main = this.boot();
  }

  get clock() {
    return this.inbox.clock;
  }

  get keys() {
    return this.inbox.keys;
  }

  /** The customer writes, so that she is known. */
  async receive(customer = SUDA): Promise<void> {
    await this.inbox.receive(LINE, aMessage({ ...from(customer), sentAt: this.clock.now() - 1 }));
  }

  /** What was sent into conversations, by conversation. */
  codesSent(): number {
    return this.inbox.asked.length;
  }

  boot(faults: Faults = noFaults): RequestsInstance {
    let dead = false;
    const at = async (point: string): Promise<void> => {
      if (dead) throw new Crash();
      await faults.at(point).catch((error: unknown) => {
        dead ||= error instanceof Crash;
        throw error;
      });
    };
    return { deps: this.#wire(at), dead: () => dead };
  }

  #wire(at: (point: string) => Promise<void>): RequestsDeps {
    const ledger = new Table(this.aws.dynamo, 'Ledger');
    const sealer = new ContentSealer(this.keys).for(Purpose.privacyRequest);
    const erasure = {
      destroyKey: async (_: string, id: string) => {
        this.keys.destroy(id);
        return true;
      },
    };
    const { sealers: _unused, ...agent } = this.inbox.deps;
    return {
      ...agent,
      sealer: new ContentSealer(this.keys).for(Purpose.support),
      store: around(agent.store, at),
      outbox: around(agent.outbox, at),
      sends: around(agent.sends, at),
      random: {
        fraction: () => 0,
        // Six bytes make the codes 000001, 000002 …
        bytes: (count: number) => {
          const bytes = Buffer.alloc(count, 1);
          if (count === 6) bytes.writeUIntBE(++this.#chance, 0, 6);
          return bytes;
        },
      },
      requests: around(new DynamoPrivacyRequests(ledger, sealer, erasure), at),
      codes: around(new DynamoPrivacyCodes(ledger), at),
      holds: around(new DynamoHolds(ledger), at),
      certificates: new DynamoCertificates(ledger),
      audit: around({ record: async (event: AuditEvent) => void this.audited.push(event) }, at),
      auditLog: new DynamoAuditLog(ledger),
      consents: around(new DynamoLedgerRecords<ConsentRecord>(ledger, 'CONSENTS'), at),
      disclosures: around(new DynamoLedgerRecords<Disclosure>(ledger, 'DISCLOSURES'), at),
      supportAccess: around(new DynamoLedgerRecords<SupportAccess>(ledger, 'SUPPORT'), at),
      runs: around({ start: async (ref: RequestRef) => void this.started.push(ref) }, at),
      mail: around({ send: async (letter: Letter) => void this.letters.push(letter) }, at),
      meter: this.meter,
      retentionStore: around(new DynamoRetention(new Table(this.aws.dynamo, 'Inbox')), at),
      demands: retentionDemands,
      counted: new AgedConversations(new Table(this.aws.dynamo, 'Inbox')),
      publicBaseUrl: 'https://kaojai.example',
    };
  }

  /** The request as it is written. */
  async read({ id, workspaceId }: Pick<PrivacyRequest, 'id' | 'workspaceId'>): Promise<PrivacyRequest> {
    const found = await this.main.deps.requests.request(workspaceId, id);
    if (!found) throw new Error(`there is no request ${id}`);
    return found;
  }

  /** What the workflow does with it. */
  async work(
    request: Pick<PrivacyRequest, 'id' | 'workspaceId'>,
    fields: Partial<PrivacyRequest>,
  ): Promise<void> {
    await this.main.deps.requests.save({ ...(await this.read(request)), ...fields });
  }
}

/** With a point before and after each operation. */
export function around<T extends object>(target: T, at: (point: string) => Promise<void>): T {
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
