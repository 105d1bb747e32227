import type { Contribution } from '../domain/conversation.ts';
import { timeOfEntry } from '../domain/ids.ts';
import type { InboundMessage, Person } from '../domain/inbound.ts';
import type { MessageContent } from '../domain/message-content.ts';
import type { Millis } from '../domain/platform.ts';
import { previewOf } from '../domain/preview.ts';
import type { SealedIds, StoredEntry, StoredMessage } from '../domain/stored.ts';
import type { Connection } from '../ports/connections.ts';
import { admit, momentOf } from './admit.ts';
import { storeEntry } from './advance-head.ts';
import type { InboxDeps } from './inbox-deps.ts';
import { locate, type Place } from './locate.ts';
import { askForFiles } from './media/ask-for-files.ts';
import { sealPreview } from './patch-message.ts';
import { place } from './places.ts';
import { isOwnEcho, noteEcho } from './sending/own-echo.ts';
import { settledEntryId, twinnedEntryId } from './settled-time.ts';

/**
 * Stores a message that a platform delivered, and brings its conversation up to it.
 * @returns `erased`: it is of before an erasure of its person, and stays out
 * @throws Unavailable while the person is being erased
 */
export async function recordMessage(
  deps: InboxDeps,
  connection: Connection,
  delivered: InboundMessage,
  receivedAt: Millis,
): Promise<'new' | 'known' | 'erased'> {
  const message = withDirection(connection, delivered);
  const where = await locate(deps.keys, connection, message.thread, message.customer);
  const echoes = deps.outbox && message.direction === 'outbound' ? { ...deps, outbox: deps.outbox } : null;
  if (echoes && (await isOwnEcho(echoes, where.identity, message))) return 'known';
  const admission = await admit(deps, where, momentOf(message.sentAt, receivedAt));
  if (admission === null) return 'erased';
  const entryId = await placeOf(deps, connection, where, message, receivedAt);
  const content = contentOf(message);
  const entryAt = async (id: string): Promise<StoredMessage> => ({
    type: 'message',
    entryId: id,
    rev: 0,
    direction: message.direction,
    kind: message.kind,
    state: message.direction === 'inbound' ? 'received' : 'sent',
    receivedAt,
    sealed: await deps.sealer.seal(place.entry(where.identity, id), where.subjectId, content),
  });
  let storedAs = entryId;
  const outcome = await storeEntry(deps, admission, entryId, entryAt, (stored) => {
    storedAs = stored.entryId;
    return contribution(deps, where, message, stored);
  });
  if (outcome === 'erased') return outcome;
  if (echoes) await noteEcho(echoes, where.identity, message, entryId);
  await askForFiles(deps, where.identity, storedAs, message.attachments.length);
  return outcome;
}

async function placeOf(
  deps: InboxDeps,
  { historyUntil }: Connection,
  { identity }: Place,
  { platformMessageId, sentAt }: InboundMessage,
  receivedAt: Millis,
): Promise<string> {
  const entryId = await settledEntryId(deps, identity, platformMessageId, sentAt, receivedAt);
  const imported = historyUntil !== null && sentAt <= historyUntil;
  return imported ? twinnedEntryId(deps, identity, platformMessageId, entryId) : entryId;
}

/**
 * Some platforms do not say which side wrote a message; then the sender's id decides, by the account's own user ids that the
 * connection knows.
 */
function withDirection(connection: Connection, message: InboundMessage): InboundMessage {
  const own = message.senderId !== undefined && connection.ownUserIds.includes(message.senderId);
  if (!own || message.direction === 'outbound') return message;
  return {
    ...message,
    direction: 'outbound',
    author: { type: 'external' },
    customer: message.counterpart ?? message.customer,
    opensWindow: false,
  };
}

/** The sealed content of a message as it was delivered. */
export function contentOf(message: InboundMessage): MessageContent {
  return {
    platformMessageId: message.platformMessageId,
    text: message.text,
    attachments: message.attachments,
    data: message.data,
    authorType: message.author.type,
    ...(message.author.name !== undefined ? { authorName: message.author.name } : {}),
    ...authorId(message),
    ...(message.replyToPlatformMessageId
      ? { replyToPlatformMessageId: message.replyToPlatformMessageId }
      : {}),
    ...(message.replyToken ? { replyToken: message.replyToken } : {}),
    ...(message.handles ? { handles: message.handles } : {}),
  };
}

function authorId(message: InboundMessage): { authorPlatformId?: string } {
  const id = message.direction === 'inbound' ? message.customer?.platformUserId : undefined;
  return id === undefined ? {} : { authorPlatformId: id };
}

async function contribution(
  deps: InboxDeps,
  where: Place,
  message: InboundMessage,
  stored: StoredEntry,
): Promise<Contribution> {
  const inbound = message.direction === 'inbound';
  const opensWindow = message.opensWindow ?? inbound;
  const content = await deps.sealer.open<MessageContent>(
    place.entry(where.identity, stored.entryId),
    stored.sealed,
  );
  const text = content?.text ?? null;
  const at = timeOfEntry(stored.entryId);
  const preview = previewOf(message.direction, message.kind, text);
  return {
    identity: where.identity,
    entryId: stored.entryId,
    activityAt: Math.min(at, stored.receivedAt),
    listing: inbound ? 'open' : 'listed',
    preview: await sealPreview(deps, where.identity, where.subjectId, preview),
    ...(await sealWho(deps, where, message.thread.id, message.customer)),
    ...(opensWindow ? { customerActAt: at } : {}),
    ...(message.replyToken ? { replyTokenUntil: message.replyToken.until } : {}),
    // A message proves that the person can be reached again, whatever an older block said.
    ...(inbound ? { reachable: true } : {}),
    standby: message.standby === true,
  };
}

/** Platform ids and name of the customer, sealed for the head. In a group, members' names stay with their messages. */
export async function sealWho(
  deps: InboxDeps,
  where: Place,
  threadId: string,
  customer: Person | null,
): Promise<Pick<Contribution, 'ids' | 'name'>> {
  const { identity } = where;
  const direct = identity.threadKind === 'direct';
  const platformUserId = direct ? customer?.platformUserId : undefined;
  const name = direct ? customer?.displayName : undefined;
  // Most people are their own thread; then one id says both.
  const ids: SealedIds =
    platformUserId === undefined || platformUserId === threadId ? [threadId] : [threadId, platformUserId];
  const complete = !direct || platformUserId !== undefined;
  return {
    ...(complete ? { ids: await deps.sealer.seal(place.ids(identity), identity.subjectId, ids) } : {}),
    ...(name ? { name: await deps.sealer.seal(place.name(identity), identity.subjectId, name) } : {}),
  };
}
