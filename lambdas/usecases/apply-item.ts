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

/** Carries out one item of a delivery. Every kind can be repeated and come in any order. */
export async function applyItem(
  deps: ApplyDeps,
  connection: Connection,
  item: AccountItem,
  receivedAt: Millis,
): Promise<void> {
  if (item.type === 'connection') return takeSignal(deps, connection, item);
  const conversation = `${connection.id}/${item.thread.kind}/${item.thread.id}`;
  await deps.turns.take(conversation, () => applyInThread(deps, connection, item, receivedAt));
}

/** Written down first, so that it shows at once; then the keeper looks at what follows from it. */
async function takeSignal(deps: ApplyDeps, connection: Connection, signal: ConnectionSignal): Promise<void> {
  await deps.connections.recordSignal(connection, signal);
  const { workspaceId, id } = connection;
  if (WAKING.has(signal.signal)) await deps.keeper.ask([{ kind: 'connection', workspaceId, id }]);
}

const WAKING: ReadonlySet<string> = new Set(['authorized', 'revoked', 'expiring', 'suspended', 'resumed']);

async function applyInThread(
  deps: ApplyDeps,
  connection: Connection,
  item: Exclude<AccountItem, { type: 'connection' }>,
  receivedAt: Millis,
): Promise<void> {
  switch (item.type) {
    case 'message':
      await recordMessage(deps, connection, item, receivedAt);
      return;
    case 'event':
      await recordEvent(deps, connection, item, receivedAt);
      return;
    case 'edit':
    case 'unsend':
    case 'reaction':
      await changeMessage(deps, connection, item);
      return;
    case 'receipt':
      await takeReceipt(deps, connection, item);
  }
}

/** A message that was written here stands under a name of ours; the platform speaks of it by its own. */
async function tokenOf(deps: InboxDeps, ref: ConversationRef, platformMessageId: string): Promise<string> {
  const token = entryToken(platformMessageId);
  const own = await deps.outbox?.sentAs(ref, token);
  return own ? tokenOfEntry(own) : token;
}

type Change = MessageEdit | MessageUnsend | MessageReaction;

async function changeMessage(deps: InboxDeps, connection: Connection, change: Change): Promise<void> {
  const { identity, subjectId } = await locate(deps.keys, connection, change.thread, change.customer);
  const original = change.type === 'edit' ? originalOf(change) : undefined;
  await patchMessage(deps, {
    identity,
    subjectId,
    token: await tokenOf(deps, identity, change.platformMessageId),
    patch: await patchOf(deps, connection, change),
    ...(original ? { original } : {}),
  });
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

async function takeReceipt(deps: InboxDeps, connection: Connection, receipt: Receipt): Promise<void> {
  const { identity, subjectId } = await locate(deps.keys, connection, receipt.thread, receipt.customer);
  if (receipt.upTo !== undefined) await moveReceipts(deps, identity, receipt.state, receipt.upTo);
  if (receipt.platformMessageId === undefined || receipt.state !== 'read') return;
  await patchMessage(deps, {
    identity,
    subjectId,
    token: await tokenOf(deps, identity, receipt.platformMessageId),
    patch: { read: true },
  });
}
