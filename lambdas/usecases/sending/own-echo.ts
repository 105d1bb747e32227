import { entryIdOf, entryToken, timeOfEntry } from '../../domain/ids.ts';
import type { InboundMessage } from '../../domain/inbound.ts';
import type { MessageContent } from '../../domain/message-content.ts';
import type { Millis } from '../../domain/platform.ts';
import type { ConversationRef, StoredMessage } from '../../domain/stored.ts';
import { place } from '../places.ts';
import { makeAlias, type SettleDeps, settleSent } from './settle.ts';

/** Entries looked through for a message that nobody knows the end of. */
const RECENT = 40;
/** Clocks of platforms and ours differ by less. */
const EARLIER_MS: Millis = 60_000;
const LATER_MS: Millis = 15 * 60_000;

/**
 * Whether an outgoing message that a platform delivers is one that was written here: by the platform's id for it, by the name that we gave it,
 * or, while nobody knows whether it arrived, by what it says. It then counts as sent, and is not stored once more.
 */
export async function isOwnEcho(
  deps: SettleDeps,
  ref: ConversationRef,
  echo: InboundMessage,
): Promise<boolean> {
  const { platformMessageId, echoName } = echo;
  const known = await deps.outbox.sentAs(ref, entryToken(platformMessageId));
  const entryId = known ?? (await named(deps, ref, echoName)) ?? (await alike(deps, ref, echo));
  if (entryId === null) return false;
  const entry = await deps.store.entry(ref, entryId);
  // Known already as somebody else's, for it came before.
  if (entry?.type !== 'message' || !entry.outbox) return false;
  await settleSent(deps, ref, { entryId }, { platformMessageId });
  // Whoever stored it as somebody else's message, not knowing better, may have died before saying so.
  await makeAlias(deps, ref, entryIdOf(echo.sentAt, platformMessageId), entryId);
  return true;
}

/**
 * After an outgoing message was stored that nobody recognised: the call that made it may be under way, or have ended this moment. Whoever writes
 * the platform's id down second makes an alias of the message that came as an echo.
 */
export async function noteEcho(
  deps: SettleDeps,
  ref: ConversationRef,
  { platformMessageId }: InboundMessage,
  entryId: string,
): Promise<void> {
  const token = entryToken(platformMessageId);
  // What was tried once may have been answered by nobody yet, or to nobody.
  const underWay = (await deps.outbox.pending(ref)).some(({ outbox }) => outbox && outbox.tries > 0);
  const stands = underWay
    ? await deps.outbox.nameSent(ref, token, entryId)
    : await deps.outbox.sentAs(ref, token);
  if (stands === null || stands === entryId) return;
  await makeAlias(deps, ref, entryId, stands);
}

async function named(
  deps: SettleDeps,
  ref: ConversationRef,
  echoName: string | undefined,
): Promise<string | null> {
  if (echoName === undefined) return null;
  const found = await deps.store.findEntry(ref, echoName);
  return found?.type === 'message' && found.outbox ? found.entryId : null;
}

/** The oldest that says the same: two that say the same are told apart by their order. */
async function alike(deps: SettleDeps, ref: ConversationRef, echo: InboundMessage): Promise<string | null> {
  const entries = await deps.store.timeline(ref, { limit: RECENT, fresh: true });
  const open = entries.filter(
    (entry): entry is StoredMessage => entry.type === 'message' && isOpen(entry, echo),
  );
  for (const message of open.reverse()) {
    const content = await deps.sealer.open<MessageContent>(place.entry(ref, message.entryId), message.sealed);
    if (content !== null && content.text === echo.text) return message.entryId;
  }
  return null;
}

function isOpen({ state, outbox, kind, entryId }: StoredMessage, echo: InboundMessage): boolean {
  if (!outbox || kind !== echo.kind || (state !== 'sending' && state !== 'unknown')) return false;
  const at = timeOfEntry(entryId);
  return echo.sentAt >= at - EARLIER_MS && echo.sentAt <= at + LATER_MS;
}
