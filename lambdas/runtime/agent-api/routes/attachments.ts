import * as z from 'zod/mini';
import { FILE_TYPES } from '../../../domain/file-type.ts';
import { Purpose } from '../../../domain/purpose.ts';
import { type OpenAttachmentDeps, openAttachment } from '../../../usecases/media/open-attachment.ts';
import { startUpload } from '../../../usecases/media/start-upload.ts';
import { type MemberRoute, memberRoutesFor } from '../route.ts';
import { component, id, time } from '../schemas.ts';

const openedAttachment = component(
  'OpenedAttachment',
  'Where a file is, for at most five minutes.',
  z.strictObject({
    url: z.string(),
    expiresAt: time,
    mimeType: z.nullable(z.string()),
    size: z.nullable(z.int()),
  }),
);

const uploadTicket = component(
  'UploadTicket',
  'Where to send a file to, once, with exactly these headers; good for ten minutes. `id` is the `attachmentId` of the message that is to send it.',
  z.strictObject({
    id,
    uploadUrl: z.string(),
    method: z.literal('PUT'),
    headers: z.record(z.string(), z.string()),
  }),
);

const route = memberRoutesFor<OpenAttachmentDeps>();

/** Files of messages. */
export const attachmentRoutes: readonly MemberRoute<OpenAttachmentDeps>[] = [
  route({
    operation: 'startUpload',
    method: 'POST',
    path: '/v1/attachments',
    allow: 'inbox:reply',
    purpose: Purpose.support,
    doc: 'Makes room for a file that is to be sent.',
    body: z.strictObject({
      name: z.string().check(z.minLength(1), z.maxLength(255, 'must have at most 255 characters')),
      mimeType: z.enum(FILE_TYPES as readonly [string, ...string[]]),
      size: z.int().check(z.positive(), z.describe('Bytes, at most 25 MB.')),
    }),
    answer: { status: 201, doc: 'Where to send the file to.', schema: uploadTicket },
    handle: async ({ deps, session, body }) => {
      const { headers, ...ticket } = await startUpload(deps, session, body);
      return { ...ticket, headers: { ...headers } };
    },
  }),
  route({
    operation: 'openAttachment',
    method: 'GET',
    path: '/v1/attachments/{id}',
    allow: 'inbox:read',
    purpose: Purpose.inbox,
    doc: 'A link to a file of a message. Files that a platform forbids to keep are linked where they are.',
    params: z.strictObject({ id }),
    query: z.strictObject({
      variant: z
        .optional(z.enum(['original', 'thumbnail']))
        .check(z.describe('`thumbnail`: a JPEG of at most 320 pixels on its long side. Absent: the file.')),
    }),
    answer: { status: 200, doc: 'The link.', schema: openedAttachment },
    handle: async ({ deps, session, params, query }) => {
      const { url, expiresAt, mimeType, size } = await openAttachment(
        deps,
        session,
        params.id,
        query.variant,
      );
      return { url, expiresAt: new Date(expiresAt).toISOString(), mimeType, size };
    },
  }),
];
