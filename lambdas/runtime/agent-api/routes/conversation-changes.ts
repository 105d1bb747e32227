import * as z from 'zod/mini';
import { Purpose } from '../../../domain/purpose.ts';
import { changeConversation } from '../../../usecases/change-conversation.ts';
import { writeNote } from '../../../usecases/write-note.ts';
import { change, idempotencyKey, noteText, version } from '../change-schemas.ts';
import { VersionRequired } from '../http-errors.ts';
import { conversation, note } from '../inbox-schemas.ts';
import { memberRoute, type Route } from '../route.ts';
import { id } from '../schemas.ts';
import { conversationToWire, noteToWire } from '../wire.ts';

const params = z.strictObject({ id });

/** What agents decide and remark about a conversation. */
export const conversationChangeRoutes: readonly Route[] = [
  memberRoute({
    operation: 'changeConversation',
    method: 'PATCH',
    path: '/v1/conversations/{id}',
    allow: 'inbox:reply',
    purpose: Purpose.inbox,
    doc: 'Changes status, assignee, labels or snooze; what is absent stays.',
    params,
    headers: z.object({
      'if-match': z
        .optional(version)
        .check(z.describe('The `version` that you saw. Without it: 428; if it is another by now: 409.')),
    }),
    body: change,
    answer: { status: 200, doc: 'The conversation, with its new version.', schema: conversation },
    handle: async ({ deps, session, params, headers, body }) => {
      const seen = headers['if-match'];
      if (seen === undefined) throw new VersionRequired();
      return conversationToWire(await changeConversation(deps, session, params.id, seen, body));
    },
  }),
  memberRoute({
    operation: 'writeNote',
    method: 'POST',
    path: '/v1/conversations/{id}/notes',
    allow: 'inbox:reply',
    purpose: Purpose.inbox,
    doc: 'Writes a private note into the timeline; never sent anywhere.',
    params,
    headers: z.object({
      'idempotency-key': z
        .optional(idempotencyKey)
        .check(z.describe('The same key, by the same member, gives the note that it gave first.')),
    }),
    body: noteText,
    answer: { status: 201, doc: 'The note.', schema: note },
    handle: async ({ deps, session, params, headers, body }) =>
      noteToWire(await writeNote(deps, session, params.id, body.text, headers['idempotency-key'])),
  }),
];
