import * as z from 'zod/mini';
import type { CannedReply } from '../../../domain/canned-reply.ts';
import { Purpose } from '../../../domain/purpose.ts';
import { addReply, changeReply, listReplies, removeReply } from '../../../usecases/saved/canned-replies.ts';
import { versionOf } from '../change-schemas.ts';
import { VersionRequired } from '../http-errors.ts';
import { pageQuery } from '../page-query.ts';
import { memberRoute, type Route } from '../route.ts';
import { cannedReply, newReply, replyChange } from '../saved-schemas.ts';
import { id, pageOf } from '../schemas.ts';
import { pageToWire } from '../wire.ts';

const purpose = Purpose.inbox;
const params = z.strictObject({ id });
const headers = z.object({
  'if-match': z
    .optional(versionOf('canned reply'))
    .check(z.describe('The `version` that you saw. Without it: 428; if it is another by now: 409.')),
});

/** Answers that a shop gives again and again. */
export const cannedReplyRoutes: readonly Route[] = [
  memberRoute({
    operation: 'listCannedReplies',
    method: 'GET',
    path: '/v1/canned-replies',
    allow: 'inbox:read',
    purpose,
    doc: "The workspace's canned replies, in the order in which they were written.",
    query: z.strictObject(pageQuery),
    answer: { status: 200, doc: 'A page of them.', schema: pageOf('CannedReply', cannedReply) },
    handle: async ({ deps, session, query }) => pageToWire(await listReplies(deps, session, query), toWire),
  }),
  memberRoute({
    operation: 'addCannedReply',
    method: 'POST',
    path: '/v1/canned-replies',
    allow: 'inbox:reply',
    purpose,
    doc: 'Writes a canned reply for the whole workspace, which has at most 500.',
    body: newReply,
    answer: { status: 201, doc: 'The canned reply.', schema: cannedReply },
    handle: async ({ deps, session, body: { title, text, shortcut } }) =>
      toWire(await addReply(deps, session, { title, text, ...(shortcut === undefined ? {} : { shortcut }) })),
  }),
  memberRoute({
    operation: 'changeCannedReply',
    method: 'PATCH',
    path: '/v1/canned-replies/{id}',
    allow: 'inbox:reply',
    purpose,
    doc: "Changes a canned reply; what is absent stays. Owners and admins may change others' as well.",
    params,
    headers,
    body: replyChange,
    answer: { status: 200, doc: 'The canned reply, with its new version.', schema: cannedReply },
    handle: async ({ deps, session, params: { id: replyId }, headers: { 'if-match': seen }, body }) => {
      if (seen === undefined) throw new VersionRequired('canned reply');
      return toWire(await changeReply(deps, session, replyId, seen, body));
    },
  }),
  memberRoute({
    operation: 'removeCannedReply',
    method: 'DELETE',
    path: '/v1/canned-replies/{id}',
    allow: 'inbox:reply',
    purpose,
    doc: "Removes a canned reply. Owners and admins may remove others' as well.",
    params,
    answer: { status: 200, doc: 'The canned reply as it was.', schema: cannedReply },
    handle: async ({ deps, session, params: { id: replyId } }) =>
      toWire(await removeReply(deps, session, replyId)),
  }),
];

function toWire(reply: CannedReply): z.input<typeof cannedReply> {
  return { ...reply, variables: [...reply.variables] };
}
