import * as z from 'zod/mini';
import { Purpose } from '../../../domain/purpose.ts';
import { listConversations } from '../../../usecases/list-conversations.ts';
import { markConversationRead } from '../../../usecases/mark-read.ts';
import { readConversation } from '../../../usecases/read-conversation.ts';
import { readTimeline } from '../../../usecases/read-timeline.ts';
import { conversation, status, timelineEntry } from '../inbox-schemas.ts';
import { pageQuery } from '../page-query.ts';
import { memberRoute, type Route } from '../route.ts';
import { id, pageOf, platform } from '../schemas.ts';
import { conversationToWire, entryToWire, pageToWire } from '../wire.ts';

const conversationPage = pageOf('Conversation', conversation);
const timelinePage = pageOf('Timeline', timelineEntry);
const params = z.strictObject({ id });
const words = (max: number) => z.string().check(z.maxLength(max, `must have at most ${max} characters`));

/** Conversations and what was said in them. */
export const conversationRoutes: readonly Route[] = [
  memberRoute({
    operation: 'listConversations',
    method: 'GET',
    path: '/v1/conversations',
    allow: 'inbox:read',
    purpose: Purpose.inbox,
    doc: 'Conversations, newest activity first. With filters a page may be short or empty and still have a next one.',
    query: z.strictObject({
      status: z.optional(status).check(z.describe('Only these; absent: all.')),
      platform: z.optional(platform),
      connectionId: z.optional(id),
      assigneeId: z.optional(id).check(z.describe('A user id; `none`: assigned to nobody.')),
      label: z.optional(words(100)),
      q: z
        .optional(words(100))
        .check(z.describe("Part of the customer's name or of the preview, in any case.")),
      ...pageQuery,
    }),
    answer: { status: 200, doc: 'A page of conversations.', schema: conversationPage },
    handle: async ({ deps, session, query }) =>
      pageToWire(await listConversations(deps, session, query), conversationToWire),
  }),
  memberRoute({
    operation: 'getConversation',
    method: 'GET',
    path: '/v1/conversations/{id}',
    allow: 'inbox:read',
    purpose: Purpose.inbox,
    doc: 'One conversation.',
    params,
    answer: { status: 200, doc: 'The conversation.', schema: conversation },
    handle: async ({ deps, session, params }) =>
      conversationToWire(await readConversation(deps, session, params.id)),
  }),
  memberRoute({
    operation: 'getTimeline',
    method: 'GET',
    path: '/v1/conversations/{id}/timeline',
    allow: 'inbox:read',
    purpose: Purpose.inbox,
    doc: "Messages, events and notes, newest first by the platform's time.",
    params,
    query: z.strictObject(pageQuery),
    answer: { status: 200, doc: 'A page of entries.', schema: timelinePage },
    handle: async ({ deps, session, params, query }) =>
      pageToWire(await readTimeline(deps, session, params.id, query), entryToWire),
  }),
  memberRoute({
    operation: 'markRead',
    method: 'POST',
    path: '/v1/conversations/{id}/read',
    allow: 'inbox:reply',
    purpose: Purpose.inbox,
    doc: 'Marks the conversation as read up to an entry.',
    params,
    body: z.strictObject({
      upTo: z.optional(id).check(z.describe('Id of an entry; absent: the newest.')),
    }),
    answer: { status: 200, doc: 'The conversation.', schema: conversation },
    handle: async ({ deps, session, params, body }) =>
      conversationToWire(await markConversationRead(deps, session, params.id, body.upTo)),
  }),
];
