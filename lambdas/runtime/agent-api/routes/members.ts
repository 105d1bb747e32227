import * as z from 'zod/mini';
import { Purpose } from '../../../domain/purpose.ts';
import { listMembers } from '../../../usecases/list-members.ts';
import { pageQuery } from '../page-query.ts';
import { memberRoute, type Route } from '../route.ts';
import { member } from '../saved-schemas.ts';
import { pageOf } from '../schemas.ts';
import { pageToWire } from '../wire.ts';

/** Who works in the workspace. */
export const memberRoutes: readonly Route[] = [
  memberRoute({
    operation: 'listMembers',
    method: 'GET',
    path: '/v1/members',
    allow: 'workspace:read',
    purpose: Purpose.administration,
    doc: 'Who works in the workspace: names for assignees and authors.',
    query: z.strictObject(pageQuery),
    answer: {
      status: 200,
      doc: 'A page of members, in the order of their ids.',
      schema: pageOf('Member', member),
    },
    handle: async ({ deps, session, query }) =>
      pageToWire(await listMembers(deps, session, query), (colleague) => ({ ...colleague })),
  }),
];
