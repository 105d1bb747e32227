import type { Contribution } from '../domain/conversation.ts';
import { timeOfEntry } from '../domain/ids.ts';
import type { InboundEvent } from '../domain/inbound.ts';
import type { Millis } from '../domain/platform.ts';
import { previewOf } from '../domain/preview.ts';
import type { EventContent, StoredEntry, StoredEvent } from '../domain/stored.ts';
import type { Connection } from '../ports/connections.ts';
import { admit, momentOf } from './admit.ts';
import { storeEntry } from './advance-head.ts';
import type { InboxDeps } from './inbox-deps.ts';
import { locate, type Place } from './locate.ts';
import { sealPreview } from './patch-message.ts';
import { place } from './places.ts';
import { sealWho } from './record-message.ts';
import { settledEntryId } from './settled-time.ts';

/**
 * Stores something that happened in a conversation: a follow, a pressed button, a member who joined.
 * @returns `erased`: it is of before an erasure of its person, and stays out
 * @throws Unavailable while the person is being erased
 */
export async function recordEvent(
  deps: InboxDeps,
  connection: Connection,
  event: InboundEvent,
  receivedAt: Millis,
): Promise<'new' | 'known' | 'erased'> {
  const where = await locate(deps.keys, connection, event.thread, event.customer);
  const admission = await admit(deps, where, momentOf(event.at, receivedAt));
  if (admission === null) return 'erased';
  const entryId = await settledEntryId(deps, where.identity, event.eventId, event.at, receivedAt);
  const content = contentOf(event);
  const entryAt = async (id: string): Promise<StoredEvent> => ({
    type: 'event',
    entryId: id,
    rev: 0,
    event: event.event,
    action: event.weight === 'action',
    receivedAt,
    sealed: await deps.sealer.seal(place.entry(where.identity, id), where.subjectId, content),
  });
  return storeEntry(deps, admission, entryId, entryAt, (stored) => contribution(deps, where, event, stored));
}

function contentOf(event: InboundEvent): EventContent {
  return {
    ...(event.text !== undefined ? { text: event.text } : {}),
    data: event.data,
    ...(event.customer?.platformUserId ? { platformUserId: event.customer.platformUserId } : {}),
    ...(event.replyToken ? { replyToken: event.replyToken } : {}),
  };
}

async function contribution(
  deps: InboxDeps,
  where: Place,
  event: InboundEvent,
  stored: StoredEntry,
): Promise<Contribution> {
  const at = timeOfEntry(stored.entryId);
  const action = event.weight === 'action';
  const preview = previewOf('inbound', 'event', event.text ?? null);
  return {
    identity: where.identity,
    entryId: stored.entryId,
    activityAt: Math.min(at, stored.receivedAt),
    listing: event.weight === 'quiet' ? 'quiet' : 'open',
    ...(action ? { preview: await sealPreview(deps, where.identity, where.subjectId, preview) } : {}),
    ...(await sealWho(deps, where, event.thread.id, event.customer)),
    ...(event.opensWindow ? { customerActAt: at } : {}),
    ...(event.replyToken ? { replyTokenUntil: event.replyToken.until } : {}),
    ...(event.reachable !== undefined ? { reachable: event.reachable } : {}),
    ...(event.standby ? { standby: true } : {}),
  };
}
