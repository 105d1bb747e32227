import { createSecretKey, createSign, generateKeyPairSync } from 'node:crypto';
import type { Kms } from '../../lambdas/aws/kms.ts';
import { Kms as RealKms } from '../../lambdas/aws/kms.ts';
import type { AcceptedDelivery } from '../../lambdas/domain/delivery.ts';
import type { InboundMessage } from '../../lambdas/domain/inbound.ts';
import {
  type PrivacyRequest,
  type PrivacySubject,
  receivedRequest,
} from '../../lambdas/domain/privacy-request.ts';
import { Purpose } from '../../lambdas/domain/purpose.ts';
import type { Connection } from '../../lambdas/ports/connections.ts';
import type { HoldTarget } from '../../lambdas/ports/holds.ts';
import type { TransitKeys } from '../../lambdas/ports/transit-keys.ts';
import { erasingDeps } from '../../lambdas/runtime/eraser/erasing-clients.ts';
import { eraserHandler } from '../../lambdas/runtime/eraser/handler.ts';
import { connectionToItem } from '../../lambdas/store/connection-items.ts';
import { DynamoHolds } from '../../lambdas/store/dynamo-holds.ts';
import { DynamoInboxStore } from '../../lambdas/store/dynamo-inbox-store.ts';
import { DynamoMembers } from '../../lambdas/store/dynamo-members.ts';
import { DynamoParking } from '../../lambdas/store/dynamo-parking.ts';
import { objectKeys } from '../../lambdas/store/keys.ts';
import { Table } from '../../lambdas/store/table.ts';
import { applyItem } from '../../lambdas/usecases/apply-item.ts';
import type { ErasingDeps, RunRef, StepResult } from '../../lambdas/usecases/erasing/erasing-deps.ts';
import { locate } from '../../lambdas/usecases/locate.ts';
import { place } from '../../lambdas/usecases/places.ts';
import { ContentSealer } from '../../lambdas/vault/content-sealer.ts';
import { StoredSubjectKeys } from '../../lambdas/vault/stored-subject-keys.ts';
import { FakeAws } from './fake-aws.ts';
import { aConnection, FakeConnections, FakeKeeperJobs, FakeMeter, noTurns, VirtualClock } from './fakes.ts';

export const NOON = Date.parse('2026-09-21T12:00:00.000Z');
export const KEY_LIFE_MS = 300_000;
const BUCKET = 'media-bucket';
export const TABLES = ['Inbox', 'Connections', 'SubjectKeys', 'Ledger'] as const;

/** Customers of one shop whose data lies in the real stores, and the steps that erase them. All names and ids are invented. */
export class ErasingWorld {
  readonly aws = new FakeAws();
  readonly clock = new VirtualClock(NOON);
  readonly meter = new FakeMeter();
  readonly deleted: string[] = [];
  readonly connection: Connection = aConnection({
    workspaceId: 'ws_shop',
    id: 'c_shop',
    accountId: '418822110',
  });
  readonly keyPair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  readonly deps: ErasingDeps;
  readonly inbox: Table;
  readonly #kms: Kms;
  readonly #transit: TransitKeys;
  #messages = 0;

  constructor(change: (deps: ErasingDeps) => ErasingDeps = (deps) => deps) {
    this.#kms = new RealKms(this.aws.caller);
    this.#transit = { ofDay: async () => createSecretKey(Buffer.alloc(32, 7)) };
    this.inbox = new Table(this.aws.dynamo, 'Inbox');
    this.deps = change(this.#wire());
  }

  /** A new process, with nothing in memory: keys are read anew. */
  async begin(): Promise<void> {
    await this.keys().createWorkspace('ws_shop');
    await this.#connections().put(connectionToItem(this.connection));
  }

  keys(): StoredSubjectKeys {
    return new StoredSubjectKeys(
      new Table(this.aws.dynamo, 'SubjectKeys'),
      this.#kms,
      'subject-key',
      this.clock,
      KEY_LIFE_MS,
    );
  }

  /** A message from a customer, as the worker stores it. @returns ids of its conversation and its subject */
  async receive(customer: string, text: string, more: Partial<InboundMessage> = {}) {
    const sentAt = more.sentAt ?? this.clock.now();
    const message: InboundMessage = {
      type: 'message',
      accountId: this.connection.accountId,
      thread: { kind: 'direct', id: customer },
      customer: { key: customer, platformUserId: customer, displayName: `Name of ${customer}` },
      platformMessageId: `m${++this.#messages}`,
      direction: 'inbound',
      author: { type: 'customer' },
      kind: 'text',
      text,
      attachments: [],
      data: {},
      sentAt,
      ...more,
    };
    const keys = this.keys();
    const deps = {
      store: new DynamoInboxStore(this.inbox),
      keys,
      sealer: new ContentSealer(keys).for(Purpose.inbox),
      clock: this.clock,
      turns: noTurns,
      connections: new FakeConnections([this.connection]),
      keeper: new FakeKeeperJobs(),
      meter: this.meter,
    };
    await applyItem(deps, this.connection, message, this.clock.now());
    const { identity, subjectId } = await locate(keys, this.connection, message.thread, message.customer);
    return { conversationId: identity.conversationId, subjectId };
  }

  /** A kept file of a conversation. */
  keepFile(conversationId: string, id: string): void {
    this.aws.objects.set(
      `/${BUCKET}/${objectKeys.kept('ws_shop', conversationId, id)}`,
      Buffer.from('sealed'),
    );
  }

  /** A delivery that nobody could read. */
  async park(id: string, body: string): Promise<void> {
    const delivery: AcceptedDelivery = {
      id,
      platform: 'line',
      surface: 'main',
      credential: 'line/c_shop',
      receivedAt: this.clock.now(),
      body: Buffer.from(body),
    };
    const parking = new DynamoParking(this.inbox, this.aws.caller, this.#transit, BUCKET);
    await parking.park({
      delivery,
      code: 'unreadable_delivery',
      reason: 'sample',
      parkedAt: this.clock.now(),
    });
  }

  async addMember(userId: string, email: string): Promise<void> {
    const sealer = new ContentSealer(this.keys()).for(Purpose.administration);
    const members = new DynamoMembers(this.inbox, sealer, this.clock);
    await members.addMember({
      workspaceId: 'ws_shop',
      userId,
      role: 'agent',
      email,
      name: 'Member of staff',
    });
  }

  /** A verified request. */
  async ask(subject: PrivacySubject, id = 'request_1'): Promise<RunRef> {
    const at = this.clock.now();
    const request: PrivacyRequest = {
      ...receivedRequest({
        workspaceId: 'ws_shop',
        id,
        type: 'erase',
        subject,
        source: 'member',
        receivedAt: at,
      }),
      state: 'verified',
      verifiedAt: at,
      verification: { method: 'officer', at, by: 'u_officer', ground: 'seen in person' },
    };
    await this.deps.requests.add(request);
    return { workspaceId: 'ws_shop', requestId: id };
  }

  /** Does one step to its end, as the workflow would. */
  async step(step: string, ref: RunRef): Promise<StepResult> {
    const handler = eraserHandler(this.deps);
    let result = await handler({ step, ...ref });
    while (result.next === 'again') result = await handler({ step, ...ref, cursor: result.cursor });
    return result;
  }

  /** The whole workflow; held requests wait no further. @returns where it ended */
  async run(ref: RunRef): Promise<'completed' | 'held' | 'stopped'> {
    const first = await this.step('check_holds', ref);
    if (first.next === 'stop') return 'stopped';
    if (first.next === 'held') return 'held';
    for (const step of ['restrict', 'destroy_keys', 'delete'])
      if ((await this.step(step, ref)).next === 'held') return 'held';
    await this.step('notify', ref);
    this.clock.moveTo(this.clock.now() + KEY_LIFE_MS + 2_000);
    while ((await this.step('prove', ref)).next === 'found');
    await this.step('certify', ref);
    await this.step('close', ref);
    return 'completed';
  }

  /** Everything that is stored, as text: what must not be found there any more is not. */
  dump(): string {
    const rows = TABLES.flatMap((name) =>
      [...this.aws.table(name).values()].map((row) => `${name} ${JSON.stringify(row)}`),
    );
    return [...rows, ...this.aws.objects.keys()].join('\n');
  }

  /** Rows of entries of a conversation. */
  entriesIn(conversationId: string): number {
    return this.#rowsOf(conversationId).filter(({ sk }) => sk?.S?.startsWith('E#')).length;
  }

  headOf(conversationId: string): Readonly<Record<string, unknown>> | undefined {
    return this.#rowsOf(conversationId).find(({ sk }) => sk?.S === 'HEAD');
  }

  /** By conversation: how many of its entries a new process can still read. */
  async readable(): Promise<ReadonlyMap<string, number>> {
    const sealer = new ContentSealer(this.keys()).for(Purpose.inbox);
    const store = new DynamoInboxStore(this.inbox);
    const counts = new Map<string, number>();
    for (const row of this.aws.table('Inbox').values()) {
      const [, workspaceId = '', kind, conversationId = ''] = (row.pk?.S ?? '').split('#');
      if (kind !== 'C' || !row.sk?.S?.startsWith('E#')) continue;
      const ref = { workspaceId, conversationId };
      const entry = await store.entry(ref, row.sk.S.slice(2));
      const content = entry && (await sealer.open(place.entry(ref, entry.entryId), entry.sealed));
      counts.set(conversationId, (counts.get(conversationId) ?? 0) + (content ? 1 : 0));
    }
    return counts;
  }

  async hold(target: HoldTarget): Promise<void> {
    await this.#holds().place({
      workspaceId: 'ws_shop',
      id: 'hold_1',
      target,
      basis: 'a dispute before a court',
      by: 'u_officer',
      placedAt: this.clock.now(),
      until: null,
      releasedAt: null,
      releasedBy: null,
    });
  }

  async releaseHolds(): Promise<void> {
    await this.#holds().release('ws_shop', 'hold_1', 'u_officer', this.clock.now());
  }

  #holds(): DynamoHolds {
    return new DynamoHolds(new Table(this.aws.dynamo, 'Ledger'));
  }

  #rowsOf(conversationId: string) {
    return [...this.aws.table('Inbox').values()].filter(({ pk }) => pk?.S?.includes(`#C#${conversationId}`));
  }

  get publicKey(): string {
    return this.keyPair.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  }

  #connections(): Table {
    return new Table(this.aws.dynamo, 'Connections');
  }

  #wire(): ErasingDeps {
    const clients = { dynamo: this.aws.dynamo, aws: this.aws.caller, kms: this.#kms, transit: this.#transit };
    return {
      ...erasingDeps(clients, {
        inboxTable: 'Inbox',
        connectionsTable: 'Connections',
        subjectKeysTable: 'SubjectKeys',
        ledgerTable: 'Ledger',
        mediaBucket: BUCKET,
        subjectKeyArn: 'subject-key',
        keyLifeMs: KEY_LIFE_MS,
        clock: this.clock,
        meter: this.meter,
        newId: () => `event_${++this.#messages}`,
        signer: {
          keyId: 'certificate-key',
          sign: async (bytes) => createSign('sha256').update(bytes).sign(this.keyPair.privateKey),
        },
        directory: { delete: async (userId) => void this.deleted.push(userId) },
      }),
      turns: noTurns,
    };
  }
}
