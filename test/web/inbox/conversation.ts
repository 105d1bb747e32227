import type { Schema } from '../../../web/src/api/client.ts';

/** A conversation as the API has them, of nobody who exists. */
export function conversation(over: Partial<Schema<'Conversation'>> = {}): Schema<'Conversation'> {
  return {
    id: 'v_1',
    platform: 'line',
    connectionId: 'c_1',
    accountId: 'U0',
    customer: { id: 's_1', displayName: 'Somchai', platformUserId: 'U1' },
    status: 'open',
    assigneeId: null,
    labels: [],
    unreadCount: 0,
    version: 1,
    revision: 1,
    lastActivityAt: '2026-11-25T02:00:00.000Z',
    preview: { direction: 'inbound', kind: 'text', text: 'สวัสดี' },
    replyWindow: { state: 'unlimited', closesAt: null },
    ...over,
  };
}

/** A message as the API has them. */
export function message(over: Partial<Schema<'Message'>> = {}): Schema<'Message'> {
  return {
    type: 'message',
    id: 'e_1',
    conversationId: 'v_1',
    platformMessageId: 'm_1',
    direction: 'inbound',
    author: { type: 'customer', id: 's_1' },
    kind: 'text',
    text: 'hello',
    attachments: [],
    data: {},
    sentAt: '2026-11-25T02:00:00.000Z',
    receivedAt: '2026-11-25T02:00:01.000Z',
    state: 'received',
    reactions: [],
    ...over,
  };
}
