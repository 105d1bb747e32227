import { entryIdOf, entryToken, tokenOfEntry } from '../domain/ids.ts';
import type {
  ConnectionSignal,
  InboundItem,
  MessageEdit,
  MessageReaction,
  MessageUnsend,
  Receipt,
} from '../domain/inbound.ts';
import type { MessagePatch } from '../domain/message-content.ts';
import type { Millis } from '../domain/platform.ts';
import type { ConversationRef, MarkContent } from '../domain/stored.ts';
import type { Connection, ConnectionDirectory } from '../ports/connections.ts';
import type { KeeperJobs } from '../ports/keeper-jobs.ts';
import { admit, momentOf } from './admit.ts';
import type { InboxDeps } from './inbox-deps.ts';
import { locate, personIdOf } from './locate.ts';
import { patchMessage } from './patch-message.ts';
import { recordEvent } from './record-event.ts';
import { contentOf, recordMessage } from './record-message.ts';
import { moveReceipts } from './record-receipt.ts';

/** Items that belong to a connected account. */
export type AccountItem = Exclude<InboundItem, { type: 'ignored' | 'unreadable' }>;

export interface ApplyDeps extends InboxDeps {
  readonly connections: ConnectionDirectory;
  readonly keeper: KeeperJobs;
}

/** What became of an item. `erased`: it is of before an erasure of its person, and stays out. */
export type Applied = 'taken' | 'erased';

/**
 * Carries out one item of a delivery. Every kind can be repeated and come in any order.
 * @throws Unavailable also while the item's person is being erased
 */
export async function applyItem(
  deps: ApplyDeps,
  connection: Connection,
  item: AccountItem,
  receivedAt: Millis,
): Promise<Applied> {
  if (item.type === 'connection') return takeSignal(deps, connection, item);
  const conversation = `${connection.id}/${item.thread.kind}/${item.thread.id}`;
  return deps.turns.take(conversation, () => applyInThread(deps, connection, item, receivedAt));
}

/** Written down first, so that it shows at once; then the keeper looks at what follows from it. */
async function takeSignal(
  deps: ApplyDeps,
  connection: Connection,
  signal: ConnectionSignal,
): Promise<Applied> {
  await deps.connections.recordSignal(connection, signal);
  const { workspaceId, id } = connection;
  if (WAKING.has(signal.signal)) await deps.keeper.ask([{ kind: 'connection', workspaceId, id }]);
  return 'taken';
}

const WAKING: ReadonlySet<string> = new Set(['authorized', 'revoked', 'expiring', 'suspended', 'resumed']);

async function applyInThread(
  deps: ApplyDeps,
  connection: Connection,
  item: Exclude<AccountItem, { type: 'connection' }>,
  receivedAt: Millis,
): Promise<Applied> {
  switch (item.type) {
    case 'message':
      return appliedBy(await recordMessage(deps, connection, item, receivedAt));
    case 'event':
      return appliedBy(await recordEvent(deps, connection, item, receivedAt));
    case 'edit':
    case 'unsend':
    case 'reaction':
      return changeMessage(deps, connection, item, receivedAt);
    case 'receipt':
      return takeReceipt(deps, connection, item, receivedAt);
  }
}

function appliedBy(outcome: 'new' | 'known' | 'erased'): Applied {
  return outcome === 'erased' ? outcome : 'taken';
}

/** A message that was written here stands under a name of ours; the platform speaks of it by its own. */
async function tokenOf(deps: InboxDeps, ref: ConversationRef, platformMessageId: string): Promise<string> {
  const token = entryToken(platformMessageId);
  const own = await deps.outbox?.sentAs(ref, token);
  return own ? tokenOfEntry(own) : token;
}

type Change = MessageEdit | MessageUnsend | MessageReaction;

async function changeMessage(
  deps: InboxDeps,
  connection: Connection,
  change: Change,
  receivedAt: Millis,
): Promise<Applied> {
  const where = await locate(deps.keys, connection, change.thread, change.customer);
  const original = change.type === 'edit' ? originalOf(change) : undefined;
  const admission = await admit(deps, where, momentOf(timeOf(change), receivedAt));
  if (admission === null) return 'erased';
  await patchMessage(deps, {
    identity: where.identity,
    subjectId: where.subjectId,
    admission,
    token: await tokenOf(deps, where.identity, change.platformMessageId),
    patch: await patchOf(deps, connection, change),
    ...(original ? { original } : {}),
  });
  return 'taken';
}

/** An edit that brings its message along is as old as that; of other changes nobody knows how old their message is. */
function timeOf(change: Change): Millis {
  return change.type === 'edit' && change.original ? Math.min(change.at, change.original.sentAt) : change.at;
}

async function patchOf(deps: InboxDeps, connection: Connection, change: Change): Promise<MessagePatch> {
  if (change.type === 'unsend') return { deletedAt: change.at };
  if (change.type === 'edit') return { edit: { order: change.order, at: change.at, text: change.text } };
  const by = await personIdOf(deps.keys, connection, change.by);
  return { reactions: { [by]: { emoji: change.emoji, at: change.at } } };
}

function originalOf({ original }: MessageEdit): MarkContent['original'] {
  if (!original) return undefined;
  return {
    entryId: entryIdOf(original.sentAt, original.platformMessageId),
    direction: original.direction,
    kind: original.kind,
    content: contentOf(original),
  };
}

/** A receipt is as old as the last message that it speaks of, where it says so. */
async function takeReceipt(
  deps: InboxDeps,
  connection: Connection,
  receipt: Receipt,
  receivedAt: Millis,
): Promise<Applied> {
  const where = await locate(deps.keys, connection, receipt.thread, receipt.customer);
  const admission = await admit(deps, where, momentOf(receipt.upTo ?? receivedAt, receivedAt));
  if (admission === null) return 'erased';
  if (receipt.upTo !== undefined) await moveReceipts(deps, where.identity, receipt.state, receipt.upTo);
  if (receipt.platformMessageId === undefined || receipt.state !== 'read') return 'taken';
  await patchMessage(deps, {
    identity: where.identity,
    subjectId: where.subjectId,
    admission,
    token: await tokenOf(deps, where.identity, receipt.platformMessageId),
    patch: { read: true },
  });
  return 'taken';
}
