import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { conversationIdOf } from '../../lambdas/domain/ids.ts';
import type { InboundMessage } from '../../lambdas/domain/inbound.ts';
import type { Session } from '../../lambdas/domain/member.ts';
import type { MessageContent } from '../../lambdas/domain/message-content.ts';
import type { WindowRule } from '../../lambdas/domain/reply-window.ts';
import type { ConversationRef, StoredMessage } from '../../lambdas/domain/stored.ts';
import type { Message } from '../../lambdas/domain/timeline.ts';
import type { Clock } from '../../lambdas/ports/clock.ts';
import type { Connection } from '../../lambdas/ports/connections.ts';
import type { Connector, OutboundLimits } from '../../lambdas/ports/connector.ts';
import type { OutboundFiles, UploadedFile } from '../../lambdas/ports/outbound-files.ts';
import type { SendJob } from '../../lambdas/ports/send-jobs.ts';
import { senderHandler } from '../../lambdas/runtime/sender/handler.ts';
import { DynamoDueSends } from '../../lambdas/store/dynamo-due-sends.ts';
import { DynamoInboxStore } from '../../lambdas/store/dynamo-inbox-store.ts';
import { DynamoOutbox } from '../../lambdas/store/dynamo-outbox.ts';
import { writeSendJob } from '../../lambdas/store/send-job-envelope.ts';
import { Table } from '../../lambdas/store/table.ts';
import { type AccountItem, type ApplyDeps, applyItem } from '../../lambdas/usecases/apply-item.ts';
import { place } from '../../lambdas/usecases/places.ts';
import { OpenedAccounts } from '../../lambdas/usecases/sending/opened-accounts.ts';
import type { MessageDraft, QueueDeps } from '../../lambdas/usecases/sending/queue-deps.ts';
import { queueMessage } from '../../lambdas/usecases/sending/queue-message.ts';
import { sendPending } from '../../lambdas/usecases/sending/send-pending.ts';
import type { SendingDeps } from '../../lambdas/usecases/sending/sending-deps.ts';
import { sweepSends } from '../../lambdas/usecases/sending/sweep-sends.ts';
import { ConnectingWorld, MINUTE, sessionOf } from './connecting-world.ts';
import { FakeAws } from './fake-aws.ts';
import { FakeMessenger, type MessengerKind } from './fake-messenger.ts';
import { noTurns } from './fakes.ts';
import { Crash, type Faults, noFaults } from './simulation.ts';

/** A customer of the shop. */
export const SUDA = 'cust_suda';

export const AGENT: Session = sessionOf('agent');
export const OWNER: Session = sessionOf('owner');

/** One instance of the functions that send and receive, with empty caches. Once dead, it does nothing any more. */
export interface SendingInstance {
  readonly sending: SendingDeps;
  readonly queueing: QueueDeps;
  readonly applying: ApplyDeps;
  dead(): boolean;
  /** Queues a text of a member, as a request does. */
  write(text: string, more?: Partial<Writing>): Promise<Message>;
  /** Does one job of the sender. */
  send(ref?: ConversationRef): Promise<void>;
  /** Takes what a platform delivers. */
  deliver(item: AccountItem): Promise<void>;
}

export interface Writing extends MessageDraft {
  readonly key: string;
  readonly session: Session;
}

interface Job {
  readonly ref: SendJob;
  readonly at: number;
  readonly failed: number;
}

/** An entry of the timeline as a test looks at it. */
export interface Line {
  readonly id: string;
  readonly rev: number;
  readonly by: string;
  readonly text: string | null;
  readonly state: string;
  readonly failure?: string;
  readonly platformMessageId?: string;
  readonly tries?: number;
}

export interface SendingOptions extends Partial<MessengerKind> {
  readonly seed?: number;
  readonly limits?: Omit<OutboundLimits, 'batch' | 'idempotent'>;
}

const TEXT: OutboundLimits = { text: { max: 1_000, unit: 'characters' } };

/**
 * A connected account whose customers are answered: the real stores, vault and use cases over AWS in memory, and phones in memory. Reads that
 * the database does not promise to be fresh may be made old.
 */
export class SendingWorld {
  readonly connecting: ConnectingWorld;
  readonly connection: Connection;
  readonly jobs: Job[] = [];
  readonly files = new Map<string, UploadedFile & { readonly workspaceId: string }>();
  messenger: FakeMessenger;
  rule: WindowRule = { openMs: null, mayStart: true };
  /** How likely it is that a read that need not be fresh misses the latest writes. */
  staleness = 0;
  ref: ConversationRef = { workspaceId: '', conversationId: '' };
  main: SendingInstance;
  readonly #options: SendingOptions;
  readonly #past = new FakeAws();
  #count = 0;

  private constructor(connecting: ConnectingWorld, connection: Connection, options: SendingOptions) {
    this.connecting = connecting;
    this.connection = connection;
    this.#options = options;
    this.messenger = new FakeMessenger(connecting.platform, options);
    this.main = this.boot();
    this.#hear();
  }

  /** With a customer who has written once. */
  static async create(options: SendingOptions = {}): Promise<SendingWorld> {
    const connecting = await ConnectingWorld.create(options.seed ?? 1);
    connecting.platform.accessLifeMs = 50_000 * 86_400_000;
    const connection = await connecting.connect();
    const world = new SendingWorld(connecting, connection, options);
    await world.receive('สวัสดี');
    return world;
  }

  /** The same account, with no messages in it. */
  async reset(kind: Partial<MessengerKind> = this.#options): Promise<void> {
    this.connecting.aws.tables.set('Inbox', new Map());
    this.#past.tables.set('Inbox', new Map());
    this.connecting.aws.messages.length = 0;
    this.connecting.aws.calls.length = 0;
    this.jobs.length = 0;
    this.messenger = new FakeMessenger(this.connecting.platform, kind);
    this.main = this.boot();
    this.#hear();
    await this.receive('สวัสดี');
  }

  #hear(): void {
    this.messenger.onEcho = (echo) => this.main.deliver(echo);
  }

  get clock() {
    return this.connecting.clock;
  }

  get rng() {
    return this.connecting.rng;
  }

  get phone() {
    return this.messenger.phones;
  }

  /** What the phone shows. */
  shown(): string[] {
    return this.messenger.phones.map(({ text }) => text);
  }

  /** @param skewMs how far this machine's clock is off */
  boot({ faults = noFaults, skewMs = 0 }: { faults?: Faults; skewMs?: number } = {}): SendingInstance {
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
    return {
      ...deps,
      dead: () => dead,
      write: (text, { key = `key-${text}`, session = AGENT, ...draft } = {}) => {
        const { kind = 'text' } = draft;
        const words = kind === 'text' ? { text } : {};
        return queueMessage(
          deps.queueing,
          session,
          this.ref.conversationId,
          { kind, ...words, ...draft },
          key,
        );
      },
      send: (ref = this.ref) => sendPending(deps.sending, ref),
      deliver: async (item) => {
        await applyItem(deps.applying, this.connection, item, clock.now());
      },
    };
  }

  #wire(clock: Clock, at: (point: string) => Promise<void>) {
    const connecting = this.connecting.boot({ faults: { at } }).deps;
    const table = new Table(this.#dynamo(at), 'Inbox');
    const { list, random, jobs } = connecting;
    const { sealer, keys } = connecting.inbox;
    const inbox = {
      store: new DynamoInboxStore(table),
      outbox: new DynamoOutbox(table),
      sealer,
      keys,
      clock,
      turns: noTurns,
      rules: () => this.rule,
    };
    const sends = { ask: (ref: SendJob, delay = 0) => this.#ask(at, ref, delay) };
    const shared = { ...inbox, connectors: [this.#connector(at)], sends, files: this.#files(at), random };
    return {
      sending: { ...connecting, ...shared, accounts: new OpenedAccounts(clock) },
      queueing: { ...shared, connections: list },
      applying: { ...inbox, connections: list as unknown as ApplyDeps['connections'], keeper: jobs },
    };
  }

  async #ask(at: (point: string) => Promise<void>, ref: SendJob, delay: number): Promise<void> {
    await at('before ask');
    this.jobs.push({ ref, at: this.clock.now() + delay * 1_000, failed: 0 });
    await at('after ask');
  }

  #connector(at: (point: string) => Promise<void>): Connector {
    const { connector } = this.connecting;
    const { idempotent, batch } = this.messenger.kind;
    const main: OutboundLimits = { ...TEXT, ...this.#options.limits, idempotent, batch };
    return {
      ...connector,
      manifest: { ...connector.manifest, outbound: { main } },
      messaging: async () => this.messenger.messaging(at),
    };
  }

  #files(at: (point: string) => Promise<void>): OutboundFiles {
    const find = async (workspaceId: string, id: string) => {
      await at('before file');
      const found = this.files.get(id);
      return found?.workspaceId === workspaceId ? found : null;
    };
    const link = async () => 'https://files.example/1';
    return {
      describe: find,
      open: async (workspaceId, id) => {
        const found = await find(workspaceId, id);
        const { name = '', mimeType = '', size = 0 } = found ?? {};
        return (
          found && { name, mimeType, size, read: async () => Buffer.alloc(size), link, previewLink: link }
        );
      },
    };
  }

  /** The Inbox table with a point before and after each call; what need not be fresh may come from a moment ago. */
  #dynamo(at: (point: string) => Promise<void>): DynamoDBClient {
    const send = async (command: { constructor: { name: string }; input: { ConsistentRead?: boolean } }) => {
      const name = command.constructor.name.replace('Command', '');
      const reads = name === 'Query' || name === 'GetItem';
      await at(`before ${name}`);
      const old = reads && command.input.ConsistentRead !== true && this.rng.chance(this.staleness);
      if (!reads && this.staleness > 0 && this.rng.chance(0.7))
        this.#past.tables.set('Inbox', new Map(this.connecting.aws.table('Inbox')));
      const aws = old ? this.#past : this.connecting.aws;
      const result: unknown = await aws.dynamo.send(command as never);
      await at(`after ${name}`);
      return result;
    };
    return { send } as unknown as DynamoDBClient;
  }

  /** The customer writes. */
  async receive(text: string, more: Partial<InboundMessage> = {}, customer = SUDA): Promise<void> {
    await this.main.deliver({
      type: 'message',
      accountId: this.connection.accountId,
      thread: { kind: 'direct', id: customer },
      customer: { key: customer, platformUserId: customer },
      platformMessageId: `in${++this.#count}`,
      direction: 'inbound',
      author: { type: 'customer' },
      kind: 'text',
      text,
      attachments: [],
      data: {},
      sentAt: this.clock.now() - 1,
      ...more,
    });
    const { workspaceId, id } = this.connection;
    const { idSecret } = await this.connecting.keys.workspace(workspaceId);
    const thread = { kind: more.thread?.kind ?? 'direct', id: more.thread?.id ?? customer } as const;
    this.ref = { workspaceId, conversationId: conversationIdOf(idSecret, id, thread) };
  }

  /** Delivers the echoes that are under way. */
  async deliverEchoes(instance = this.main): Promise<void> {
    for (const echo of this.messenger.echoes.splice(0)) await instance.deliver(echo);
  }

  /** Time passes: what is asked of the sender is done, and each minute the sweeper comes by. */
  async live(ms: number, instance = this.main): Promise<void> {
    const end = this.clock.now() + ms;
    const due = new DynamoDueSends(new Table(this.connecting.aws.dynamo, 'Inbox'));
    const { sends } = this.main.sending;
    for (;;) {
      const next = Math.min(...this.jobs.map((job) => job.at), this.#nextSweep());
      if (next > end) break;
      this.clock.moveTo(Math.max(next, this.clock.now()));
      if (this.clock.now() % MINUTE === 0) {
        await sweepSends({ due, sends, clock: this.clock });
        this.clock.moveTo(this.clock.now() + 1);
      }
      await this.#work(instance);
    }
    this.clock.moveTo(Math.max(end, this.clock.now()));
  }

  async #work(instance: SendingInstance): Promise<void> {
    const now = this.clock.now();
    const jobs = this.jobs.splice(0);
    this.jobs.push(...jobs.filter((job) => job.at > now));
    for (const job of jobs.filter(({ at }) => at <= now)) {
      const attributes = { ApproximateReceiveCount: String(job.failed + 1) };
      const event = { Records: [{ messageId: 'm', body: writeSendJob(job.ref), attributes }] };
      const { batchItemFailures } = await senderHandler(instance.sending)(event as unknown as SQSEvent);
      // The queue gives a job back a few times, then the sweeper does.
      if (batchItemFailures.length > 0 && job.failed < 4)
        this.jobs.push({ ...job, at: now + 30_000, failed: job.failed + 1 });
    }
  }

  #nextSweep(): number {
    const rows = [...this.connecting.aws.table('Inbox').values()];
    const times = rows.flatMap(({ dueSk }) => (dueSk?.S ? [Number(dueSk.S.slice(0, 13))] : []));
    const next = Math.max(Math.min(...times), this.clock.now());
    return Math.ceil(next / MINUTE) * MINUTE;
  }

  /** The conversation, oldest first. */
  async lines(): Promise<Line[]> {
    const { store, sealer } = this.main.sending;
    const lines: Line[] = [];
    for (const entry of await store.timeline(this.ref, { limit: 500, fresh: true })) {
      if (entry.type !== 'message') continue;
      const content = await sealer.open<MessageContent>(place.entry(this.ref, entry.entryId), entry.sealed);
      lines.unshift(lineOf(entry, content));
    }
    return lines;
  }

  /** What members wrote, oldest first. */
  async written(): Promise<Line[]> {
    return (await this.lines()).filter(({ by }) => by === 'agent');
  }

  /** The states of what members wrote. */
  async states(): Promise<string[]> {
    return (await this.written()).map(({ state }) => state);
  }
}

function lineOf(entry: StoredMessage, content: MessageContent | null): Line {
  const { entryId: id, rev, state, outbox } = entry;
  return {
    id,
    rev,
    by: content?.authorType ?? '?',
    text: content?.text ?? null,
    state,
    ...(outbox?.failure ? { failure: outbox.failure } : {}),
    ...(content?.platformMessageId ? { platformMessageId: content.platformMessageId } : {}),
    ...(outbox ? { tries: outbox.tries } : {}),
  };
}
