import * as z from 'zod/mini';
import { Purpose } from '../../../domain/purpose.ts';
import { listHolds, placeHold, releaseHold } from '../../../usecases/privacy/manage-holds.ts';
import { type PrivacyApiDeps, privacyRoute } from '../../privacy-api/privacy-api.ts';
import { hold, holdOrder } from '../../privacy-api/privacy-schemas.ts';
import { holdOrderOf, holdToWire } from '../../privacy-api/privacy-wire.ts';
import type { MemberRoute } from '../route.ts';
import { id, pageOf } from '../schemas.ts';

const allow = 'privacy:manage';
const purpose = Purpose.privacyRequest;
const released = { status: 200, doc: 'The hold as it was left.', schema: hold } as const;
const RELEASES = 'Ends a legal hold. What it kept from an erasure does not come up again by itself.';

/** What may not be erased for now. */
export const privacyHoldRoutes: readonly MemberRoute<PrivacyApiDeps>[] = [
  privacyRoute({
    operation: 'placeHold',
    method: 'POST',
    path: '/v1/privacy/holds',
    allow,
    purpose,
    doc: 'Holds a customer, a conversation or the whole workspace back from erasure, with the legal basis.',
    body: holdOrder,
    answer: { status: 201, doc: 'The hold.', schema: hold },
    handle: async ({ deps, session, body }) => holdToWire(await placeHold(deps, session, holdOrderOf(body))),
  }),
  privacyRoute({
    operation: 'listHolds',
    method: 'GET',
    path: '/v1/privacy/holds',
    allow,
    purpose,
    doc: 'All legal holds that ever were, the newest first.',
    answer: { status: 200, doc: 'All of them.', schema: pageOf('Hold', hold) },
    handle: async ({ deps, session }) => ({
      items: (await listHolds(deps, session)).map(holdToWire),
      nextCursor: null,
    }),
  }),
  privacyRoute({
    operation: 'releaseHold',
    method: 'DELETE',
    path: '/v1/privacy/holds/{id}',
    allow,
    purpose,
    doc: RELEASES,
    params: z.strictObject({ id }),
    answer: released,
    handle: async ({ deps, session, params: { id: holdId } }) =>
      holdToWire(await releaseHold(deps, session, holdId)),
  }),
  privacyRoute({
    operation: 'releaseHoldByQuery',
    method: 'DELETE',
    path: '/v1/privacy/holds',
    allow,
    purpose,
    doc: RELEASES,
    query: z.strictObject({ id }),
    answer: released,
    handle: async ({ deps, session, query: { id: holdId } }) =>
      holdToWire(await releaseHold(deps, session, holdId)),
  }),
];
