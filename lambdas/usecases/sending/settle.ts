import { entryToken } from '../../domain/ids.ts';
import type { MessageContent } from '../../domain/message-content.ts';
import type { ConversationRef, Outbox, StoredMessage } from '../../domain/stored.ts';
import type { SentMessage } from '../../ports/account-messaging.ts';
import type { OutboxStore } from '../../ports/outbox.ts';
import { type InboxDeps, untilWritten } from '../inbox-deps.ts';
import { place } from '../places.ts';

/** What settling needs; the worker has it too, for echoes. */
export interface SettleDeps extends InboxDeps {
  readonly outbox: OutboxStore;
}

/**
 * The customer has it. First the platform's name for it, so that the echo finds it; an echo that was faster and stands as somebody else's
 * message becomes an alias of this one.
 * @param message as it was claimed, where it was
 */
export async function settleSent(
  deps: SettleDeps,
  ref: ConversationRef,
  message: Pick<StoredMessage, 'entryId'> | StoredMessage,
  { platformMessageId, handles }: SentMessage,
  { echoes = true }: { readonly echoes?: boolean } = {},
): Promise<void> {
  const { entryId } = message;
  const taken =
    echoes && platformMessageId !== null && (await takeName(deps, ref, entryId, platformMessageId));
  if (taken && (await areAlike(deps, ref, taken, entryId)))
    return change(deps, ref, entryId, async (current) => unknownInstead(current));
  const next = async (current: StoredMessage) => {
    if (!NOT_SENT.has(current.state)) return null;
    const { key, tries, notBefore, spent, by } = current.outbox ?? NO_OUTBOX;
    const sealed = await renamed(deps, ref, current, platformMessageId, handles);
    const outbox = { key, tries, notBefore, ...(spent === undefined ? {} : { spent }), by };
    return { message: { ...current, ...(sealed ? { sealed } : {}), state: 'sent' as const, outbox } };
  };
  await change(deps, ref, entryId, next, 'rev' in message ? message : undefined);
}

/** Also what was given up: the platform knows better. */
const NOT_SENT: ReadonlySet<string> = new Set(['queued', 'sending', 'unknown', 'failed']);

export const NO_OUTBOX: Outbox = { key: '', tries: 0, notBefore: 0, by: '' };

/** @returns another message that was written here and has the name already */
async function takeName(
  deps: SettleDeps,
  ref: ConversationRef,
  entryId: string,
  platformMessageId: string,
): Promise<string | null> {
  const stands = await deps.outbox.nameSent(ref, entryToken(platformMessageId), entryId);
  if (stands === null || stands === entryId) return null;
  await makeAlias(deps, ref, stands, entryId);
  const other = await deps.store.entry(ref, stands);
  return other?.type === 'message' && other.outbox ? stands : null;
}

/** An echo counted for another message that says the same, before the call that it came from was answered: then nobody knows of that other. */
async function areAlike(
  deps: SettleDeps,
  ref: ConversationRef,
  one: string,
  other: string,
): Promise<boolean> {
  const says = async (entryId: string) => {
    const entry = await deps.store.entry(ref, entryId);
    if (entry?.type !== 'message') return null;
    return (await deps.sealer.open<MessageContent>(place.entry(ref, entryId), entry.sealed))?.text ?? null;
  };
  const text = await says(one);
  return text !== null && text === (await says(other));
}

function unknownInstead(current: StoredMessage): { message: StoredMessage } | null {
  if (current.state !== 'sending') return null;
  const { leaseUntil: _lease, once: _once, ...outbox } = current.outbox ?? NO_OUTBOX;
  return { message: { ...current, state: 'unknown', outbox: { ...outbox, failure: 'outcome_unknown' } } };
}

/** Puts an alias in the place of an echo that was stored as somebody else's message, whatever else is written to it meanwhile. */
export async function makeAlias(
  deps: SettleDeps,
  ref: ConversationRef,
  echoId: string,
  target: string,
): Promise<void> {
  await untilWritten(deps, async () => {
    const echo = await deps.store.entry(ref, echoId);
    if (echo?.type !== 'message' || echo.outbox) return true;
    return (await deps.outbox.replaceByAlias(ref, echo, target)) || undefined;
  });
}

async function renamed(
  deps: SettleDeps,
  ref: ConversationRef,
  { entryId, sealed }: StoredMessage,
  platformMessageId: string | null,
  handles: SentMessage['handles'],
) {
  if (platformMessageId === null) return null;
  const where = place.entry(ref, entryId);
  const content = await deps.sealer.open<MessageContent>(where, sealed);
  if (content === null) return null;
  const named = { ...content, platformMessageId, ...(handles ? { handles } : {}) };
  return deps.sealer.seal(where, sealed.subjectId, named);
}

/** The platform was called by somebody who died: only the echo will tell. Unless the message has changed since it was read. */
export async function settleLeft(
  deps: SettleDeps,
  ref: ConversationRef,
  message: StoredMessage,
): Promise<void> {
  const { leaseUntil: _lease, ...outbox } = message.outbox ?? NO_OUTBOX;
  await deps.outbox.saveOutgoing(ref, {
    ...message,
    state: 'unknown',
    outbox: { ...outbox, failure: 'outcome_unknown' },
  });
}

/**
 * Changes a message over whatever its revision is now; null: it is settled already.
 * @param read as it was a moment ago: it need not be read then, as a rule
 */
export async function change(
  deps: SettleDeps,
  ref: ConversationRef,
  entryId: string,
  next: (current: StoredMessage) => Promise<{ message: StoredMessage } | null>,
  read?: StoredMessage,
): Promise<void> {
  await untilWritten(deps, async (round) => {
    const current = round === 0 && read ? read : await deps.store.entry(ref, entryId);
    if (current?.type !== 'message') return true;
    const changed = await next(current);
    if (changed === null) return true;
    return (await deps.outbox.saveOutgoing(ref, changed.message)) || undefined;
  });
}
