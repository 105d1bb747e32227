import { markRead } from '../../domain/conversation.ts';
import { entryIdOf, entryToken, tokenOfEntry } from '../../domain/ids.ts';
import type { InboundItem, InboundMessage } from '../../domain/inbound.ts';
import type { Millis } from '../../domain/platform.ts';
import type { ConversationRef } from '../../domain/stored.ts';
import type { Connection } from '../../ports/connections.ts';
import type { HistoryImport } from '../../ports/history-imports.ts';
import { ERASED_RULE } from '../admit.ts';
import { locate } from '../locate.ts';
import { changeHead } from '../patch-message.ts';
import { recordMessage } from '../record-message.ts';
import type { KeepingDeps } from './keeping-deps.ts';

const SECOND_MS = 1_000;
/** More messages of one second in one conversation than anybody can write. */
const IN_A_SECOND = 50;

/**
 * Stores a message of the platform's history, unless a delivery has brought it already. Messages from before the account was connected are taken
 * as read; those of a gap are not: nobody has seen them.
 */
export async function importMessage(
  deps: KeepingDeps,
  connection: Connection,
  { since, until }: HistoryImport,
  item: InboundItem,
): Promise<void> {
  if (item.type !== 'message') return;
  if (since !== null && item.sentAt < since) return;
  // Later ones come as deliveries, which do not look for a twin of theirs.
  if (latestOf(item) > until) return;
  const { identity } = await locate(deps.inbox.keys, connection, item.thread, item.customer);
  await deps.inbox.turns.take(`${connection.id}/${item.thread.kind}/${item.thread.id}`, async () => {
    if (!(await hasTwin(deps, identity, item))) {
      const stored = await recordMessage(deps.inbox, connection, item, deps.clock.now());
      if (stored === 'erased') return deps.meter.count('ItemIgnored', { Rule: ERASED_RULE });
    }
    if (since !== null || item.sentAt >= connection.connectedAt) return;
    const entryId = entryIdOf(item.sentAt, item.platformMessageId);
    await changeHead(deps.inbox, identity, (head) => markRead(head, entryId));
  });
}

/** When it was sent at the latest: a time in whole seconds may be cut off. */
function latestOf({ sentAt }: InboundMessage): Millis {
  return sentAt % SECOND_MS === 0 ? sentAt + SECOND_MS - 1 : sentAt;
}

/**
 * Where a history tells seconds only, the delivery's entry stands somewhere within that second. An entry at the second itself is the import's
 * own: whoever died after writing it may not have told the conversation.
 */
async function hasTwin(deps: KeepingDeps, ref: ConversationRef, message: InboundMessage): Promise<boolean> {
  if (message.sentAt % SECOND_MS !== 0) return false;
  const token = entryToken(message.platformMessageId);
  const before = entryIdOf(message.sentAt + SECOND_MS, '0');
  const entries = await deps.inbox.store.timeline(ref, { before, limit: IN_A_SECOND });
  const own = entryIdOf(message.sentAt, message.platformMessageId);
  return entries.some(({ entryId }) => tokenOfEntry(entryId) === token && entryId !== own);
}
