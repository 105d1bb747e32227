import { Purpose } from '../../../domain/purpose.ts';
import { makeTicket } from '../../../usecases/live/make-ticket.ts';
import { memberRoute, type Route } from '../route.ts';
import { ticket } from '../schemas.ts';
import { ticketToWire } from '../wire.ts';

/** The way to live updates. */
export const realtimeRoutes: readonly Route[] = [
  memberRoute({
    operation: 'makeRealtimeTicket',
    method: 'POST',
    path: '/v1/realtime/tickets',
    allow: 'inbox:read',
    purpose: Purpose.inbox,
    doc: 'A ticket for one WebSocket on which you are told what changes.',
    answer: { status: 201, doc: 'Good for one socket, within a minute.', schema: ticket },
    handle: async ({ deps, session }) => ticketToWire(await makeTicket(deps, session)),
  }),
];
