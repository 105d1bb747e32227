import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { Kms } from '../../lambdas/aws/kms.ts';
import type { Head } from '../../lambdas/domain/conversation.ts';
import { Unavailable } from '../../lambdas/domain/errors.ts';
import { entryToken, tokenOfEntry } from '../../lambdas/domain/ids.ts';
import type { MessageContent } from '../../lambdas/domain/message-content.ts';
import type { Millis } from '../../lambdas/domain/platform.ts';
import { Purpose } from '../../lambdas/domain/purpose.ts';
import type { ConversationRef, StoredEntry } from '../../lambdas/domain/stored.ts';
import { Table } from '../../lambdas/store/table.ts';
import {
  type AccountItem,
  type Applied,
  type ApplyDeps,
  applyItem,
} from '../../lambdas/usecases/apply-item.ts';
import { locate, personIdOf } from '../../lambdas/usecases/locate.ts';
import { place } from '../../lambdas/usecases/places.ts';
import { releaseSubject, restrictSubject } from '../../lambdas/usecases/privacy/restrict-subject.ts';
import { ContentSealer } from '../../lambdas/vault/content-sealer.ts';
import { StoredSubjectErasure } from '../../lambdas/vault/stored-subject-erasure.ts';
import { KEY_LIFE_MS, StoredSubjectKeys } from '../../lambdas/vault/stored-subject-keys.ts';
import { FakeAws } from './fake-aws.ts';
import { aConnection, FakeConnections, FakeKeeperJobs, noTurns, VirtualClock } from './fakes.ts';
import { MemoryInboxStore, type Partition } from './memory-inbox-store.ts';
import { Crash, type Faults, noFaults, withFaults } from './simulation.ts';

const NOON = 1_790_000_000_000;
const CONNECTION = aConnection();
const WORKSPACE = CONNECTION.workspaceId;
const REQUEST = 'r_1';

/** Something that a platform delivers, and when it arrived here first. */
export interface Arrival {
  readonly item: AccountItem;
  readonly receivedAt: Millis;
}

/** One function instance, with what it has in memory. What stands between its calls can be changed. */
export class Instance {
  faults: Faults = noFaults;
  readonly #world: ErasureWorld;
  #deps: ApplyDeps;

  constructor(world: ErasureWorld) {
    this.#world = world;
    this.#deps = this.#boot();
  }

  /** Undefined: it comes back, for it was not done or the instance died, and with it what it knew. */
  async take({ item, receivedAt }: Arrival): Promise<Applied | undefined> {
    try {
      return await applyItem(this.#deps, CONNECTION, item, receivedAt);
    } catch (error) {
      if (error instanceof Crash) this.#deps = this.#boot();
      else if (!(error instanceof Unavailable)) throw error;
      return undefined;
    }
  }

  #boot(): ApplyDeps {
    const faults = { at: (point: string) => this.faults.at(point) };
    const keys = this.#world.keys(faults);
    return {
      store: withFaults(this.#world.store, faults),
      keys,
      sealer: new ContentSealer(keys).for(Purpose.inbox),
      clock: this.#world.clock,
      turns: noTurns,
      connections: new FakeConnections([CONNECTION]),
      keeper: new FakeKeeperJobs(),
    };
  }
}

/** A store whose cheap reads may be a moment behind. */
class LaggingStore extends MemoryInboxStore {
  /** Asked at each cheap read of a head: whether it gives the one before. */
  isBehind: () => boolean = () => false;
  readonly #before = new Map<string, Head | null>();

  override async head(ref: ConversationRef, read: 'fresh' | 'cheap' = 'fresh'): Promise<Head | null> {
    const before = this.#before.get(ref.conversationId);
    return read === 'cheap' && before !== undefined && this.isBehind() ? before : super.head(ref);
  }

  override async saveHead(head: Head, replaces: number | null): Promise<boolean> {
    const before = await super.head(head);
    const isSaved = await super.saveHead(head, replaces);
    if (isSaved) this.#before.set(head.conversationId, before);
    return isSaved;
  }

  catchUp(): void {
    this.#before.clear();
  }
}

/** One account's conversations, several instances with the real keys over one table, and somebody who is erased. */
export class ErasureWorld {
  readonly store = new LaggingStore();
  readonly aws = new FakeAws();
  readonly clock = new VirtualClock(NOON);

  async begin(): Promise<void> {
    await this.keys(noFaults).createWorkspace(WORKSPACE);
  }

  keys(faults: Faults): StoredSubjectKeys {
    return new StoredSubjectKeys(this.#table(faults), new Kms(this.aws.caller), 'subject-key', this.clock);
  }

  async subjectOf(platformId: string): Promise<string> {
    return personIdOf(this.keys(noFaults), CONNECTION, platformId);
  }

  async standing(platformId: string) {
    return this.keys(noFaults).standing(WORKSPACE, await this.subjectOf(platformId));
  }

  /** The first steps of an erasure: from here on the keys in memory are the only ones left. */
  async destroy(platformId: string, faults: Faults): Promise<void> {
    const who = { workspaceId: WORKSPACE, subjectId: await this.subjectOf(platformId), requestId: REQUEST };
    await restrictSubject(this.#erasing(faults), { ...who, at: this.clock.now() });
    await this.#erasing(faults).erasure.destroyKey(WORKSPACE, who.subjectId);
    await this.sweep(platformId, faults);
  }

  /** Deletes all conversations of a person, and what is theirs in groups, row by row. */
  async sweep(platformId: string, faults: Faults): Promise<void> {
    const subjectId = await this.subjectOf(platformId);
    const own = new Set(await this.store.conversationsOf(WORKSPACE, subjectId));
    for (const [key, partition] of this.store.partitions()) {
      const [, conversationId] = JSON.parse(key) as [string, string];
      await wipe(partition as Partition, own.has(conversationId), subjectId, faults);
    }
  }

  /** Time passes: no function knows a key any more that was destroyed before, and every read is up to date. */
  forgetKeys(): void {
    this.store.catchUp();
    this.clock.moveTo(this.clock.now() + KEY_LIFE_MS);
  }

  async release(platformId: string, faults: Faults): Promise<void> {
    const who = { workspaceId: WORKSPACE, subjectId: await this.subjectOf(platformId), requestId: REQUEST };
    await releaseSubject(this.#erasing(faults), {
      ...who,
      at: (await this.standing(platformId)).erasedAt ?? 0,
    });
  }

  /** Texts of the conversation's messages by the platform's ids of them; null = cannot be opened. */
  async texts(item: Extract<AccountItem, { type: 'message' }>): Promise<ReadonlyMap<string, string | null>> {
    const keys = this.keys(noFaults);
    const sealer = new ContentSealer(keys).for(Purpose.inbox);
    const { identity } = await locate(keys, CONNECTION, item.thread, item.customer);
    const entries: readonly StoredEntry[] = await this.store.timeline(identity, { limit: 1_000 });
    const texts = entries.map(async ({ entryId, sealed }) => {
      const content = await sealer.open<MessageContent>(place.entry(identity, entryId), sealed);
      return [tokenOfEntry(entryId), content?.text ?? null] as const;
    });
    return new Map(await Promise.all(texts));
  }

  /** The head of the item's conversation, and its preview's text. */
  async head(item: Extract<AccountItem, { type: 'message' }>) {
    const keys = this.keys(noFaults);
    const { identity } = await locate(keys, CONNECTION, item.thread, item.customer);
    const head = await this.store.head(identity);
    const sealer = new ContentSealer(keys).for(Purpose.inbox);
    const preview = head?.preview && (await sealer.open<{ text: string }>(place.preview(head), head.preview));
    return { head, text: preview?.text ?? null, marks: await this.store.marks(identity) };
  }

  #erasing(faults: Faults) {
    return {
      store: withFaults(this.store, faults),
      erasure: new StoredSubjectErasure(this.#table(faults), this.clock),
      clock: this.clock,
      turns: noTurns,
    };
  }

  #table(faults: Faults): Table {
    const send = async (command: Parameters<DynamoDBClient['send']>[0]) => {
      await faults.at('before');
      const answer: unknown = await this.aws.dynamo.send(command);
      await faults.at('after');
      return answer;
    };
    return new Table({ send } as unknown as DynamoDBClient, 'Keys');
  }
}

async function wipe(partition: Partition, isOwn: boolean, subjectId: string, faults: Faults): Promise<void> {
  for (const rows of [partition.entries, partition.marks])
    for (const [id, row] of [...rows]) {
      if (!isOwn && !('sealed' in row && row.sealed.subjectId === subjectId)) continue;
      await faults.at('delete a row');
      rows.delete(id);
    }
  if (!isOwn) return;
  await faults.at('delete a head');
  partition.receipts = null;
  partition.head = null;
}

/** How the store names a message. */
export function tokenOf({ platformMessageId }: { readonly platformMessageId: string }): string {
  return entryToken(platformMessageId);
}

export { CONNECTION, NOON };
