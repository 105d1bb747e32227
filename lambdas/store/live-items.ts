import { type LiveSocket, SOCKET_LIFE_MS, type SocketView } from '../domain/live-socket.ts';
import type { LiveTicket } from '../ports/live.ts';
import { inboxKeys, TTL_ATTRIBUTE } from './keys.ts';
import type { Item } from './table.ts';

/**
 * How tickets and sockets lie in the Inbox table; this file is the only one that knows. No words of anybody are in them.
 *   ticket  {w: workspace, u: user, un: until, expiresAt}
 *   socket  {u: user, v?: view ('' = the list, or a conversation's id), at: opened at, hf, hc: messages heard since, expiresAt}
 */
export function ticketToItem({ digest, workspaceId, userId, until }: LiveTicket): Item {
  return {
    ...inboxKeys.ticket(digest),
    w: workspaceId,
    u: userId,
    un: until,
    [TTL_ATTRIBUTE]: Math.ceil(until / 1_000),
  };
}

export function itemToTicket(digest: string, item: Item): LiveTicket {
  return { digest, workspaceId: item.w, userId: item.u, until: item.un };
}

export function socketToItem(socket: LiveSocket): Item {
  const { workspaceId, connectionId, userId, view, openedAt, heard } = socket;
  return {
    ...inboxKeys.socket(workspaceId, connectionId),
    u: userId,
    at: openedAt,
    ...changeToFields({ heard, view }),
    [TTL_ATTRIBUTE]: Math.ceil((openedAt + SOCKET_LIFE_MS) / 1_000),
  };
}

/** What is written of a change; a view that is not given stays as it is. */
export function changeToFields(change: Pick<LiveSocket, 'heard'> & Partial<Pick<LiveSocket, 'view'>>): Item {
  const { heard, view } = change;
  const heardFields = { hf: heard.from, hc: heard.count };
  if (view === undefined) return heardFields;
  return { ...heardFields, v: view === null ? undefined : (view.conversationId ?? '') };
}

export function itemToSocket(workspaceId: string, item: Item): LiveSocket {
  return {
    workspaceId,
    connectionId: item.sk,
    userId: item.u,
    view: viewOf(item.v),
    openedAt: item.at,
    heard: { from: item.hf, count: item.hc },
  };
}

function viewOf(stored: string | undefined): SocketView | null {
  return stored === undefined ? null : { conversationId: stored === '' ? null : stored };
}
