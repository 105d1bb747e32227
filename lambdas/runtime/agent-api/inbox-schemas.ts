import * as z from 'zod/mini';
import { CONVERSATION_STATUSES } from '../../domain/conversation.ts';
import { MESSAGE_KINDS, MESSAGE_STATES } from '../../domain/timeline.ts';
import { component, id, platform, time } from './schemas.ts';

/** Where an agent put a conversation. */
export const status = z.enum(CONVERSATION_STATUSES);

const count = z.int().check(z.gte(0));
const facts = z.record(z.string(), z.unknown());
const direction = z.enum(['inbound', 'outbound']);

/** A conversation. */
export const conversation = component(
  'Conversation',
  'A conversation with a customer, a group, or below a post.',
  z.strictObject({
    id,
    platform,
    connectionId: id,
    accountId: z.string(),
    customer: z.strictObject({
      id,
      displayName: z.nullable(z.string()),
      platformUserId: z.nullable(z.string()),
    }),
    group: z.optional(z.strictObject({ kind: z.enum(['group', 'room']), platformId: z.string() })),
    thread: z.optional(z.strictObject({ kind: z.literal('comment'), platformId: z.string() })),
    status,
    snoozedUntil: z.optional(time),
    assigneeId: z.nullable(id),
    labels: z.array(z.string()),
    unreadCount: count,
    version: z.int().check(z.gte(1)),
    revision: z
      .int()
      .check(z.describe('Of two readings of the same conversation, the later one has the higher.')),
    lastActivityAt: time,
    preview: z.strictObject({
      direction,
      kind: z.enum([...MESSAGE_KINDS, 'event']),
      text: z.nullable(z.string()),
    }),
    replyWindow: z.strictObject({
      state: z.enum(['open', 'human_only', 'closed', 'unlimited']),
      closesAt: z.nullable(time),
      reason: z.optional(z.string()),
      cost: z.optional(z.enum(['free', 'paid'])),
    }),
  }),
);

const attachment = z.strictObject({
  id,
  kind: z.enum(['image', 'video', 'audio', 'file', 'sticker']),
  name: z.optional(z.string()),
  mimeType: z.optional(z.string()),
  size: z.optional(count),
  state: z.enum(['pending', 'stored', 'failed', 'expired']),
  reason: z.optional(z.string()).check(z.describe('Why there is nothing to see.')),
  thumbnail: z
    .optional(z.literal(true))
    .check(z.describe('A small picture of it can be had by `?variant=thumbnail`.')),
});

/** A timeline entry: message. */
export const message = component(
  'Message',
  'A message. A deleted one stays, without its content.',
  z.strictObject({
    type: z.literal('message'),
    id,
    conversationId: id,
    platformMessageId: z.string(),
    direction,
    author: z.strictObject({
      type: z.enum(['customer', 'agent', 'bot', 'external']),
      id: z.optional(id),
      name: z.optional(z.string()),
    }),
    kind: z.enum(MESSAGE_KINDS),
    text: z.nullable(z.string()),
    attachments: z.array(attachment),
    data: facts,
    replyToPlatformMessageId: z.optional(z.string()),
    sentAt: time,
    receivedAt: time,
    state: z.enum(MESSAGE_STATES),
    failure: z.optional(
      z.strictObject({
        code: z.string(),
        message: z.string(),
        messageTh: z.string(),
        retryable: z.boolean(),
      }),
    ),
    editedAt: z.optional(time),
    deletedAt: z.optional(time),
    reactions: z.array(z.strictObject({ emoji: z.string(), by: id })),
  }),
);

/** A timeline entry: event. */
export const timelineEvent = component(
  'TimelineEvent',
  'Something that happened in a conversation and is not a message.',
  z.strictObject({
    type: z.literal('event'),
    id,
    conversationId: id,
    event: z.string(),
    text: z.optional(z.string()),
    data: facts,
    at: time,
  }),
);

/** A timeline entry: note. */
export const note = component(
  'Note',
  'A private remark of an agent; never sent anywhere.',
  z.strictObject({
    type: z.literal('note'),
    id,
    conversationId: id,
    authorId: id,
    text: z.string(),
    at: time,
  }),
);

/** Any timeline entry. */
export const timelineEntry = component(
  'TimelineEntry',
  'An entry of a conversation.',
  z.discriminatedUnion('type', [message, timelineEvent, note]),
);
