import * as z from 'zod/mini';
import { Purpose } from '../../../domain/purpose.ts';
import { queueMessage } from '../../../usecases/sending/queue-message.ts';
import { message } from '../inbox-schemas.ts';
import { memberRoute, type Route } from '../route.ts';
import { id } from '../schemas.ts';
import { messageToWire } from '../wire.ts';

const KINDS = ['text', 'image', 'video', 'audio', 'file'] as const;

/** Longer than any platform takes; the platform's own limit is told by its own words. */
const LONGEST = 20_000;

const key = z
  .string('must be given: a new one per message, the same for each try of it')
  .check(z.regex(/^[\x21-\x7e]{1,128}$/, 'must be 1 to 128 visible characters'));

/** Answers to customers. */
export const messageRoutes: readonly Route[] = [
  memberRoute({
    operation: 'sendMessage',
    method: 'POST',
    path: '/v1/conversations/{id}/messages',
    allow: 'inbox:reply',
    purpose: Purpose.support,
    doc: 'Sends a message to the customer, once. What the platform would refuse is refused here with 422 and the rule.',
    params: z.strictObject({ id }),
    headers: z.object({ 'idempotency-key': key }),
    body: z.strictObject({
      kind: z.enum(KINDS),
      text: z.optional(z.string().check(z.maxLength(LONGEST, `must have at most ${LONGEST} characters`))),
      attachmentId: z.optional(id),
      lastSeenEntryId: z
        .optional(id)
        .check(
          z.describe('The newest entry that the writer has seen: 409 when somebody has answered since.'),
        ),
    }),
    answer: { status: 202, doc: 'The message, on its way.', schema: message },
    handle: async ({ deps, session, params, headers, body }) =>
      messageToWire(await queueMessage(deps, session, params.id, body, headers['idempotency-key'])),
  }),
];
