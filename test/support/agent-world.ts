import { Presigner } from '../../lambdas/aws/presign.ts';
import { connectors } from '../../lambdas/connectors/index.ts';
import type { Head } from '../../lambdas/domain/conversation.ts';
import type { InboundEvent, InboundMessage } from '../../lambdas/domain/inbound.ts';
import type { Role, Session, Workspace } from '../../lambdas/domain/member.ts';
import { Purpose } from '../../lambdas/domain/purpose.ts';
import type { ConversationRef, MarkContent } from '../../lambdas/domain/stored.ts';
import type { AuditEvent } from '../../lambdas/ports/audit-trail.ts';
import type { Connection, ConnectionList } from '../../lambdas/ports/connections.ts';
import type { MemberDetails, Members, Membership, RosterMember } from '../../lambdas/ports/members.ts';
import type { Random } from '../../lambdas/ports/random.ts';
import type { AgentApiDeps } from '../../lambdas/runtime/agent-api/route.ts';
import { windowRuleOf } from '../../lambdas/runtime/agent-api/window-rules.ts';
import { noScanner } from '../../lambdas/runtime/media/no-scanner.ts';
import { DynamoAttachments } from '../../lambdas/store/dynamo-attachments.ts';
import { DynamoLiveTickets } from '../../lambdas/store/dynamo-live.ts';
import { DynamoSavedThings } from '../../lambdas/store/dynamo-saved-things.ts';
import { S3FileLinks } from '../../lambdas/store/s3-file-links.ts';
import { S3FileObjects } from '../../lambdas/store/s3-file-objects.ts';
import { replyItems, viewItems } from '../../lambdas/store/saved-items.ts';
import { Table } from '../../lambdas/store/table.ts';
import { type AccountItem, type ApplyDeps, applyItem } from '../../lambdas/usecases/apply-item.ts';
import { place } from '../../lambdas/usecases/places.ts';
import { ContentSealer } from '../../lambdas/vault/content-sealer.ts';
import { FakeAws } from './fake-aws.ts';
import {
  aConnection,
  FakeConnections,
  FakeKeeperJobs,
  FakeSubjectKeys,
  noTurns,
  VirtualClock,
} from './fakes.ts';
import { BUCKET, CREDENTIALS, QueuedJobs } from './media-world.ts';
import { MemoryInboxStore } from './memory-inbox-store.ts';
import { MemoryOutbox } from './memory-outbox.ts';
import { noFiles } from './no-files.ts';
import { Rng } from './rng.ts';

/** A moment at which the world's clock stands, and after which it is told what happened. */
export const NOON = 1_790_000_000_000;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** The owner of `ws_sample`. */
export const session: Session = { userId: 'u_owner', workspaceId: 'ws_sample', role: 'owner' };

/** Members in memory. */
export class MemoryMembers implements Members {
  readonly memberships = new Map<string, Membership>();
  readonly people = new Map<string, MemberDetails>();
  readonly workspaces = new Map<string, Workspace>();

  async membership(userId: string): Promise<Membership | null> {
    return this.memberships.get(userId) ?? null;
  }

  async details(_workspaceId: string, userId: string): Promise<MemberDetails> {
    return this.people.get(userId) ?? { email: null, name: null };
  }

  async workspace(workspaceId: string): Promise<Workspace | null> {
    return this.workspaces.get(workspaceId) ?? null;
  }

  async roster(workspaceId: string): Promise<readonly RosterMember[]> {
    const own = [...this.memberships].filter(([, membership]) => membership.workspaceId === workspaceId);
    return Promise.all(
      own.map(async ([userId, { role }]) => ({ userId, role, ...(await this.details(workspaceId, userId)) })),
    );
  }

  async ownerAddresses(workspaceId: string): Promise<readonly string[]> {
    return this.addressesOf(workspaceId, ['owner']);
  }

  async addressesOf(workspaceId: string, roles: readonly Role[]): Promise<readonly string[]> {
    const meant = [...this.memberships].filter(
      ([, membership]) => membership.workspaceId === workspaceId && roles.includes(membership.role),
    );
    return meant.flatMap(([userId]) => this.people.get(userId)?.email ?? []);
  }
}

class MemoryConnectionList implements ConnectionList {
  readonly all: Connection[] = [];

  async connections(workspaceId: string): Promise<readonly Connection[]> {
    return this.all.filter((connection) => connection.workspaceId === workspaceId);
  }

  async connection(workspaceId: string, id: string): Promise<Connection | null> {
    return this.all.find((c) => c.workspaceId === workspaceId && c.id === id) ?? null;
  }
}

/** Chance that is the same in every world. */
function sameEachTime(): Random {
  const rng = new Rng(1);
  return {
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => rng.below(256))),
    fraction: () => rng.next(),
  };
}

/** Files on AWS in memory: nothing is there until a test puts it there. */
function fileDeps(clock: VirtualClock) {
  const aws = new FakeAws();
  const presigner = new Presigner({ region: 'ap-southeast-1', credentials: CREDENTIALS });
  return {
    attachments: new DynamoAttachments(new Table(aws.dynamo, 'Inbox'), clock),
    objects: new S3FileObjects(aws.caller, BUCKET),
    links: new S3FileLinks(presigner, BUCKET, clock),
    scanner: noScanner,
    media: new QueuedJobs(),
  };
}

/** What members save. */
function savedDeps() {
  const inbox = new Table(new FakeAws().dynamo, 'Inbox');
  return {
    replies: new DynamoSavedThings(inbox, replyItems),
    views: new DynamoSavedThings(inbox, viewItems),
  };
}

/** Everything that the agent API stands on, in memory, with real sealing. */
export class AgentWorld {
  readonly store = new MemoryInboxStore();
  readonly keys = new FakeSubjectKeys();
  readonly clock = new VirtualClock(NOON);
  readonly members = new MemoryMembers();
  readonly connections = new MemoryConnectionList();
  /** Conversations that the sender was told of. */
  readonly asked: ConversationRef[] = [];
  /** What was written to the audit trail. */
  readonly audited: AuditEvent[] = [];
  readonly deps: AgentApiDeps;
  readonly #apply: ApplyDeps;

  constructor() {
    const { store, keys, clock, members, connections } = this;
    const sealers = new ContentSealer(keys);
    const sealer = sealers.for(Purpose.inbox);
    this.deps = {
      store,
      keys,
      clock,
      members,
      connections,
      sealers,
      sealer,
      turns: noTurns,
      rules: windowRuleOf,
      connectors,
      outbox: new MemoryOutbox(store),
      sends: { ask: async (conversation) => void this.asked.push(conversation) },
      files: noFiles,
      random: sameEachTime(),
      tickets: new DynamoLiveTickets(new Table(new FakeAws().dynamo, 'Inbox'), clock),
      liveUrl: 'wss://live.example/live',
      audit: { record: async (event) => void this.audited.push(event) },
      ...fileDeps(clock),
      ...savedDeps(),
    };
    this.#apply = {
      store,
      keys,
      clock,
      sealer,
      turns: noTurns,
      connections: new FakeConnections([]),
      keeper: new FakeKeeperJobs(),
    };
  }

  addUser(userId: string, workspaceId: string, role: Role, details?: MemberDetails): void {
    this.members.memberships.set(userId, { workspaceId, role });
    if (details) this.members.people.set(userId, details);
  }

  /** Something arrives, at its own time unless told. */
  async receive(connection: Connection, item: AccountItem, receivedAt = timeOf(item)): Promise<void> {
    await applyItem(this.#apply, connection, item, receivedAt);
  }

  /** Heads of the workspace, in the order in which the conversations began. */
  heads(workspaceId = 'ws_sample'): Head[] {
    return [...this.store.partitions().values()].flatMap(({ head }) =>
      head?.workspaceId === workspaceId ? [head] : [],
    );
  }

  /** The id of the only conversation. */
  onlyId(): string {
    const [head, ...others] = this.heads();
    if (!head || others.length > 0) throw new Error(`expected one conversation, found ${others.length + 1}`);
    return head.conversationId;
  }

  /** A change of a message whose worker died before it could apply it. */
  async leaveMark(token: string, content: MarkContent, receivedAt = NOON): Promise<void> {
    const [head] = this.heads();
    if (!head) throw new Error('there is no conversation');
    const sealed = await this.deps.sealer.seal(place.mark(head, token), head.subjectId, content);
    await this.store.saveMark(head, { token, rev: 0, receivedAt, sealed }, null);
    await this.changeHead(head, { marked: new Set([...head.marked, token]) });
  }

  /** Changes a head as an agent would. */
  async changeHead(head: Head, change: Partial<Head>): Promise<void> {
    const current = (await this.store.head(head)) ?? head;
    await this.store.saveHead({ ...current, ...change }, current.rev);
  }
}

function timeOf(item: AccountItem): number {
  if (item.type === 'message') return item.sentAt;
  return item.type === 'receipt' ? (item.upTo ?? NOON) : item.at;
}

/** Connections of `ws_sample`, and one of another workspace. */
export const LINE = aConnection({ id: 'c_line' });
export const SHOPEE = aConnection({ id: 'c_shopee', platform: 'shopee', accountId: '418822110' });
export const FOREIGN = aConnection({ id: 'c_foreign', workspaceId: 'ws_other', accountId: 'U_other' });

/** A customer's text message; override what matters. */
export function aMessage(overrides: Partial<InboundMessage> = {}): InboundMessage {
  return {
    type: 'message',
    accountId: LINE.accountId,
    thread: { kind: 'direct', id: 'U_suda' },
    customer: { key: 'U_suda', platformUserId: 'U_suda', displayName: 'สุดา' },
    platformMessageId: '1001',
    direction: 'inbound',
    author: { type: 'customer' },
    kind: 'text',
    text: 'สวัสดีค่ะ',
    attachments: [],
    data: {},
    sentAt: NOON - HOUR,
    ...overrides,
  };
}

/** What the shop wrote in the platform's own app. */
export function anAnswer(overrides: Partial<InboundMessage> = {}): InboundMessage {
  const answer = { direction: 'outbound', author: { type: 'external' }, text: 'มีค่ะ' } as const;
  return aMessage({ ...answer, platformMessageId: '2001', sentAt: NOON - 30 * MINUTE, ...overrides });
}

/** A customer of another name, with a direct thread of their own. */
export function from(id: string, displayName?: string): Pick<InboundMessage, 'thread' | 'customer'> {
  const name = displayName === undefined ? {} : { displayName };
  return { thread: { kind: 'direct', id }, customer: { key: id, platformUserId: id, ...name } };
}

/** A follow; override what matters. */
export function anEvent(overrides: Partial<InboundEvent> = {}): InboundEvent {
  const { accountId, thread, customer } = aMessage();
  return {
    type: 'event',
    accountId,
    thread,
    customer,
    event: 'follow',
    eventId: 'e1',
    data: {},
    at: NOON - 2 * HOUR,
    weight: 'quiet',
    ...overrides,
  };
}
