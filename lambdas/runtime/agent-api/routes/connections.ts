import * as z from 'zod/mini';
import { Purpose } from '../../../domain/purpose.ts';
import { listConnections } from '../../../usecases/list-connections.ts';
import { readConnection } from '../../../usecases/read-connection.ts';
import { pageQuery } from '../page-query.ts';
import { memberRoute, type Route } from '../route.ts';
import { connection, id, pageOf } from '../schemas.ts';
import { connectionToWire, pageToWire } from '../wire.ts';

const connectionPage = pageOf('Connection', connection);

/** The platform accounts of the workspace. */
export const connectionRoutes: readonly Route[] = [
  memberRoute({
    operation: 'listConnections',
    method: 'GET',
    path: '/v1/connections',
    allow: 'connections:read',
    purpose: Purpose.administration,
    doc: 'The connected platform accounts: state and health, never a token.',
    query: z.strictObject(pageQuery),
    answer: { status: 200, doc: 'A page of connections.', schema: connectionPage },
    handle: async ({ deps, session, query }) =>
      pageToWire(await listConnections(deps, session, query), connectionToWire),
  }),
  memberRoute({
    operation: 'getConnection',
    method: 'GET',
    path: '/v1/connections/{id}',
    allow: 'connections:read',
    purpose: Purpose.administration,
    doc: 'One connected platform account.',
    params: z.strictObject({ id }),
    answer: { status: 200, doc: 'The connection.', schema: connection },
    handle: async ({ deps, session, params }) =>
      connectionToWire(await readConnection(deps, session, params.id)),
  }),
];
