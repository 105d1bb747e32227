import type { Kms } from '../../lambdas/aws/kms.ts';
import { Kms as RealKms } from '../../lambdas/aws/kms.ts';
import { conversationIdOf, entryIdOf, timeOfEntry } from '../../lambdas/domain/ids.ts';
import type { InboundMessage } from '../../lambdas/domain/inbound.ts';
import type { Session } from '../../lambdas/domain/member.ts';
import type { Millis } from '../../lambdas/domain/platform.ts';
import { Purpose } from '../../lambdas/domain/purpose.ts';
import { effectiveRule, type RetentionRule } from '../../lambdas/domain/retention.ts';
import type { Connection } from '../../lambdas/ports/connections.ts';
import type { HoldTarget } from '../../lambdas/ports/holds.ts';
import { windowRuleOf } from '../../lambdas/runtime/agent-api/window-rules.ts';
import { retainingDeps } from '../../lambdas/runtime/retention/retention-clients.ts';
import { retentionDemands } from '../../lambdas/runtime/retention/retention-demands.ts';
import { connectionToItem } from '../../lambdas/store/connection-items.ts';
import { DynamoAttachments } from '../../lambdas/store/dynamo-attachments.ts';
import { DynamoHolds } from '../../lambdas/store/dynamo-holds.ts';
import { DynamoInboxStore } from '../../lambdas/store/dynamo-inbox-store.ts';
import { CachedRetention, DynamoRetention } from '../../lambdas/store/dynamo-retention.ts';
import { objectKeys } from '../../lambdas/store/keys.ts';
import { Table } from '../../lambdas/store/table.ts';
import { applyItem } from '../../lambdas/usecases/apply-item.ts';
import { keptFile } from '../../lambdas/usecases/media/find-file.ts';
import type { RetainingDeps } from '../../lambdas/usecases/retaining/retaining-deps.ts';
import { changeRetention } from '../../lambdas/usecases/retaining/retention-settings.ts';
import { sweepRetention } from '../../lambdas/usecases/retaining/sweep-retention.ts';
import type { ViewDeps } from '../../lambdas/usecases/view-conversation.ts';
import { ContentSealer } from '../../lambdas/vault/content-sealer.ts';
import { StoredSubjectKeys } from '../../lambdas/vault/stored-subject-keys.ts';
import { FakeAws } from './fake-aws.ts';
import { aConnection, FakeConnections, FakeKeeperJobs, FakeMeter, noTurns, VirtualClock } from './fakes.ts';

export const NOON = Date.parse('2026-09-21T12:00:00.000Z');
export const DAY = 86_400_000;
const BUCKET = 'media-bucket';
const KEY_LIFE_MS = 5_000;

/** A shop with an account at each of three platforms, over the real stores; names and ids are invented. */
export class RetentionWorld {
  readonly aws = new FakeAws();
  readonly clock = new VirtualClock(NOON);
  readonly meter = new FakeMeter();
  readonly session: Session = { userId: 'u_owner', workspaceId: 'ws_shop', role: 'owner' };
  readonly connections: readonly Connection[] = ['line', 'shopee', 'facebook'].map((platform) =>
    aConnection({
      workspaceId: 'ws_shop',
      id: `c_${platform}`,
      platform,
      accountId: `41882211${platform.length}`,
    }),
  );
  readonly deps: RetainingDeps;
  readonly holds: DynamoHolds;
  readonly #kms: Kms;
  readonly #inbox: Table;
  #count = 0;

  constructor() {
    this.#kms = new RealKms(this.aws.caller);
    this.#inbox = new Table(this.aws.dynamo, 'Inbox');
    this.holds = new DynamoHolds(new Table(this.aws.dynamo, 'Ledger'));
    this.deps = {
      ...retainingDeps(
        { dynamo: this.aws.dynamo, aws: this.aws.caller, kms: this.#kms },
        {
          inboxTable: 'Inbox',
          connectionsTable: 'Connections',
          subjectKeysTable: 'SubjectKeys',
          ledgerTable: 'Ledger',
          mediaBucket: BUCKET,
          subjectKeyArn: 'subject-key',
          keyLifeMs: 300_000,
          clock: this.clock,
          meter: this.meter,
          newId: () => `event_${++this.#count}`,
        },
      ),
      turns: noTurns,
    };
  }

  async begin(): Promise<void> {
    await this.keys().createWorkspace('ws_shop');
    const table = new Table(this.aws.dynamo, 'Connections');
    for (const connection of this.connections) await table.put(connectionToItem(connection));
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

  /** A message, with a kept file when `file`. As the worker stores it, by a process that knows nothing yet. */
  async receive(platform: string, customer: string, more: Partial<InboundMessage> & { file?: boolean } = {}) {
    const connection = this.connections.find((one) => one.platform === platform);
    if (!connection) throw new Error(`no connection of ${platform}`);
    const { file = false, ...rest } = more;
    const message: InboundMessage = {
      type: 'message',
      accountId: connection.accountId,
      thread: { kind: 'direct', id: customer },
      customer: { key: customer, platformUserId: customer, displayName: `Name of ${customer}` },
      platformMessageId: `m${++this.#count}`,
      direction: 'inbound',
      author: { type: 'customer' },
      kind: 'text',
      text: 'hello',
      attachments: [],
      data: {},
      sentAt: this.clock.now(),
      ...rest,
    };
    const deps = this.#inboxDeps();
    const applied = await applyItem(deps, connection, message, this.clock.now());
    const head = this.headOf(customer);
    if (file && applied === 'taken') await this.#keepFile(message, customer);
    return { applied, conversationId: head?.conversationId ?? '' };
  }

  /** Of the customer's conversation, as its row says. */
  headOf(customer: string) {
    const conversationId = this.#conversations.get(customer);
    const found = [...this.aws.table('Inbox').values()].find(
      ({ pk, sk }) => sk?.S === 'HEAD' && pk?.S?.endsWith(`#C#${conversationId}`),
    );
    return found && { conversationId, row: found };
  }

  readonly #conversations = new Map<string, string>();

  /** Notes which conversation is whose; ids derive, so they stay. */
  async know(customer: string, platform: string): Promise<string> {
    const { idSecret } = await this.keys().workspace('ws_shop');
    const id = conversationIdOf(idSecret, `c_${platform}`, { kind: 'direct', id: customer });
    this.#conversations.set(customer, id);
    return id;
  }

  async #keepFile({ sentAt, platformMessageId }: InboundMessage, customer: string): Promise<void> {
    const conversationId = this.#conversations.get(customer) ?? '';
    const at = {
      workspaceId: 'ws_shop',
      conversationId,
      entryId: entryIdOf(sentAt, platformMessageId),
      index: 0,
    };
    const { id } = await keptFile({ keys: this.keys() }, at);
    this.aws.objects.set(
      `/${BUCKET}/${objectKeys.kept('ws_shop', conversationId, id)}`,
      Buffer.from('sealed'),
    );
    this.aws.objects.set(
      `/${BUCKET}/${objectKeys.thumbnail('ws_shop', conversationId, id)}`,
      Buffer.from('sealed'),
    );
    const attachments = new DynamoAttachments(this.#inbox, this.clock);
    const record = {
      entryId: at.entryId,
      index: 0,
      rev: 0,
      attachmentId: id,
      state: 'stored',
      tries: 1,
    } as const;
    await attachments.saveRecord(at, { ...record, thumbnail: { size: 6 } }, null);
    await attachments.point('ws_shop', id, at);
  }

  async choose(rules: readonly RetentionRule[]): Promise<void> {
    const deps = { ...this.deps, retentionStore: this.deps.retention };
    const { version } = await this.deps.retention.settings('ws_shop');
    await changeRetention(deps, this.session, version, rules);
  }

  async hold(id: string, target: HoldTarget): Promise<void> {
    const ended = { until: null, releasedAt: null, releasedBy: null };
    const placedAt = this.clock.now();
    await this.holds.place({
      workspaceId: 'ws_shop',
      id,
      target,
      basis: 'dispute',
      by: 'u_owner',
      placedAt,
      ...ended,
    });
  }

  /** Turns of the sweep until nothing is left to do now, and one when what was begun is ripe. */
  async sweep(): Promise<void> {
    for (const wait of [0, 11 * 60_000]) {
      this.clock.moveTo(this.clock.now() + wait);
      await sweepRetention(this.deps, 60_000);
    }
  }

  /** What agents read by, in a process that knows nothing yet. */
  view(): ViewDeps {
    const { store, keys, sealer, turns } = this.#inboxDeps();
    return {
      store,
      keys,
      sealer,
      turns,
      clock: this.clock,
      rules: windowRuleOf,
      retention: new CachedRetention(new DynamoRetention(this.#inbox), retentionDemands, this.clock),
    };
  }

  /** How long something of a platform is kept now. */
  async daysOf(platform: string, category: 'messages' | 'files' | 'conversations'): Promise<Millis> {
    const { rules } = await this.deps.retention.settings('ws_shop');
    return effectiveRule(rules, platform, retentionDemands.of(platform), category).days * DAY;
  }

  /** Everything stored that belongs to conversations, with its time, where it has one. */
  stored(): { readonly conversationId: string; readonly what: string; readonly at: Millis | null }[] {
    const rows = [...this.aws.table('Inbox').values()].flatMap(({ pk, sk }) => {
      const [, , kind, conversationId = ''] = (pk?.S ?? '').split('#');
      const [what = '', entryId = ''] = (sk?.S ?? '').split('#');
      if (kind !== 'C') return [];
      return [{ conversationId, what, at: what === 'E' || what === 'F' ? timeOfEntry(entryId) : null }];
    });
    const objects = [...this.aws.objects.keys()].map((path) => {
      const conversationId = path.split('/')[4] ?? '';
      return { conversationId, what: 'object', at: null };
    });
    return [...rows, ...objects];
  }

  #inboxDeps() {
    const keys = this.keys();
    return {
      store: new DynamoInboxStore(this.#inbox),
      keys,
      sealer: new ContentSealer(keys).for(Purpose.inbox),
      clock: this.clock,
      turns: noTurns,
      connections: new FakeConnections(this.connections),
      keeper: new FakeKeeperJobs(),
    };
  }
}
