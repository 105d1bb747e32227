import * as z from 'zod/mini';
import { Purpose } from '../../../domain/purpose.ts';
import { findRequest } from '../../../usecases/privacy/change-request.ts';
import { decideRequest, pauseRequest, resumeRequest } from '../../../usecases/privacy/decide-request.ts';
import { listRequests } from '../../../usecases/privacy/list-requests.ts';
import { openRequest } from '../../../usecases/privacy/open-request.ts';
import { sendCode } from '../../../usecases/privacy/send-code.ts';
import { verifyRequest } from '../../../usecases/privacy/verify-request.ts';
import { type PrivacyApiDeps, privacyRoute } from '../../privacy-api/privacy-api.ts';
import { asked, ground, privacyRequest, proof } from '../../privacy-api/privacy-schemas.ts';
import { proofOf, requestToWire } from '../../privacy-api/privacy-wire.ts';
import { pageQuery } from '../page-query.ts';
import type { MemberRoute } from '../route.ts';
import { id, pageOf } from '../schemas.ts';
import { pageToWire } from '../wire.ts';

const params = z.strictObject({ id });
const allow = 'privacy:manage';
const purpose = Purpose.privacyRequest;
const answer = { status: 200, doc: 'The request as it is now.', schema: privacyRequest } as const;

/** What people want done with their data. Served by a function of its own: it alone of the API's functions may begin an erasure. */
export const privacyRequestRoutes: readonly MemberRoute<PrivacyApiDeps>[] = [
  privacyRoute({
    operation: 'openPrivacyRequest',
    method: 'POST',
    path: '/v1/privacy/requests',
    allow,
    purpose,
    doc: 'Takes a request for access, correction or erasure. One for the same subject that is still open is given back. Whether the subject is known shows in nothing.',
    body: asked,
    answer: { ...answer, status: 201, doc: 'The request.' },
    handle: async ({ deps, session, body }) => requestToWire(await openRequest(deps, session, given(body))),
  }),
  privacyRoute({
    operation: 'listPrivacyRequests',
    method: 'GET',
    path: '/v1/privacy/requests',
    allow,
    purpose,
    doc: 'Privacy requests of the workspace, the newest first.',
    query: z.strictObject(pageQuery),
    answer: { status: 200, doc: 'A page of them.', schema: pageOf('PrivacyRequest', privacyRequest) },
    handle: async ({ deps, session, query }) =>
      pageToWire(await listRequests(deps, session, query), requestToWire),
  }),
  privacyRoute({
    operation: 'getPrivacyRequest',
    method: 'GET',
    path: '/v1/privacy/requests/{id}',
    allow,
    purpose,
    doc: 'A privacy request: state, clock, evidence.',
    params,
    answer: { ...answer, doc: 'The request.' },
    handle: async ({ deps, session: { workspaceId }, params: { id: requestId } }) =>
      requestToWire(await findRequest(deps, { workspaceId, requestId })),
  }),
  privacyRoute({
    operation: 'sendPrivacyCode',
    method: 'POST',
    path: '/v1/privacy/requests/{id}/code',
    allow,
    purpose,
    doc: 'Sends a code into the conversation of the customer whom the request is about, good for ten minutes. Whether there is such a customer shows in nothing.',
    params,
    answer: { ...answer, status: 202 },
    handle: async ({ deps, session, params: { id: requestId } }) =>
      requestToWire(await sendCode(deps, session, requestId)),
  }),
  privacyRoute({
    operation: 'verifyPrivacyRequest',
    method: 'POST',
    path: '/v1/privacy/requests/{id}/verify',
    allow,
    purpose,
    doc: 'Says how it is certain that whoever asks may ask: by the code, by an officer who looked into it, or by signing in again. The work begins at once.',
    params,
    body: proof,
    answer,
    handle: async ({ deps, session, params: { id: requestId }, body }) =>
      requestToWire(await verifyRequest(deps, session, requestId, proofOf(body))),
  }),
  privacyRoute({
    operation: 'approvePrivacyRequest',
    method: 'POST',
    path: '/v1/privacy/requests/{id}/approve',
    allow,
    purpose,
    doc: 'Agrees to a request. It runs as soon as it is verified.',
    params,
    body: z.strictObject({ legalBasis: z.optional(ground) }),
    answer,
    handle: async ({ deps, session, params: { id: requestId }, body }) =>
      requestToWire(await decideRequest(deps, session, requestId, { outcome: 'approved', ...body })),
  }),
  privacyRoute({
    operation: 'rejectPrivacyRequest',
    method: 'POST',
    path: '/v1/privacy/requests/{id}/reject',
    allow,
    purpose,
    doc: 'Refuses a request whose work has not begun, with the legal basis. Final.',
    params,
    body: z.strictObject({ legalBasis: ground }),
    answer,
    handle: async ({ deps, session, params: { id: requestId }, body }) =>
      requestToWire(await decideRequest(deps, session, requestId, { outcome: 'rejected', ...body })),
  }),
  privacyRoute({
    operation: 'pausePrivacyRequest',
    method: 'POST',
    path: '/v1/privacy/requests/{id}/pause',
    allow,
    purpose,
    doc: 'Lets the clock of a request stand, for a legal reason that goes on record.',
    params,
    body: z.strictObject({ ground }),
    answer,
    handle: async ({ deps, session, params: { id: requestId }, body }) =>
      requestToWire(await pauseRequest(deps, session, requestId, body.ground)),
  }),
  privacyRoute({
    operation: 'resumePrivacyRequest',
    method: 'POST',
    path: '/v1/privacy/requests/{id}/resume',
    allow,
    purpose,
    doc: 'Lets the clock go on; the time due moves by as long as it stood.',
    params,
    answer,
    handle: async ({ deps, session, params: { id: requestId } }) =>
      requestToWire(await resumeRequest(deps, session, requestId)),
  }),
];

/** Without the fields that are not there. */
function given({ type, subject, correction, reason }: z.output<typeof asked>) {
  return { type, subject, ...(correction && { correction }), ...(reason && { reason }) };
}
