import * as z from 'zod/mini';
import { Purpose } from '../../../domain/purpose.ts';
import {
  grantSupportAccess,
  listRecords,
  recordConsent,
  recordDisclosure,
} from '../../../usecases/privacy/keep-records.ts';
import { type PrivacyApiDeps, privacyRoute } from '../../privacy-api/privacy-api.ts';
import * as schemas from '../../privacy-api/record-schemas.ts';
import * as wire from '../../privacy-api/record-wire.ts';
import { pageQuery } from '../page-query.ts';
import type { MemberRoute } from '../route.ts';
import { pageOf } from '../schemas.ts';
import { pageToWire } from '../wire.ts';

const allow = 'privacy:manage';
const purpose = Purpose.privacyRequest;
const query = z.strictObject(pageQuery);

/** What is taken down for good: consents, disclosures to authorities, access granted to support. */
export const privacyRecordRoutes: readonly MemberRoute<PrivacyApiDeps>[] = [
  privacyRoute({
    operation: 'recordConsent',
    method: 'POST',
    path: '/v1/privacy/consents',
    allow,
    purpose,
    doc: 'Takes down that a customer or a member agreed to something, or took it back.',
    body: schemas.consentOrder,
    answer: { status: 201, doc: 'The record.', schema: schemas.consentRecord },
    handle: async ({ deps, session, body }) =>
      wire.consentToWire(await recordConsent(deps, session, wire.consentOf(body))),
  }),
  privacyRoute({
    operation: 'listConsents',
    method: 'GET',
    path: '/v1/privacy/consents',
    allow,
    purpose,
    doc: 'All consents that were taken down, the newest first.',
    query,
    answer: { status: 200, doc: 'A page of them.', schema: pageOf('ConsentRecord', schemas.consentRecord) },
    handle: async ({ deps, session, query: page }) =>
      pageToWire(await listRecords(deps, session, ['consents', deps.consents], page), wire.consentToWire),
  }),
  privacyRoute({
    operation: 'chooseCookies',
    method: 'POST',
    path: '/v1/me/consents',
    allow: 'workspace:read',
    purpose: Purpose.administration,
    doc: "Takes down the member's own choice of cookies in the console.",
    body: schemas.cookieChoice,
    answer: { status: 201, doc: 'The record.', schema: schemas.consentRecord },
    handle: async ({ deps, session, body: { cookies, state } }) => {
      const who = { memberId: session.userId };
      const choice = { who, what: { cookies }, state, how: 'console' } as const;
      return wire.consentToWire(await recordConsent(deps, session, choice));
    },
  }),
  privacyRoute({
    operation: 'recordDisclosure',
    method: 'POST',
    path: '/v1/privacy/disclosures',
    allow,
    purpose,
    doc: 'Takes down what an authority is given because the law asks for it. Whoever does it is the approver.',
    body: schemas.disclosureOrder,
    answer: { status: 201, doc: 'The record.', schema: schemas.disclosure },
    handle: async ({ deps, session, body }) =>
      wire.disclosureToWire(await recordDisclosure(deps, session, wire.disclosureOf(body))),
  }),
  privacyRoute({
    operation: 'listDisclosures',
    method: 'GET',
    path: '/v1/privacy/disclosures',
    allow,
    purpose,
    doc: 'All disclosures, the newest first.',
    query,
    answer: { status: 200, doc: 'A page of them.', schema: pageOf('Disclosure', schemas.disclosure) },
    handle: async ({ deps, session, query: page }) =>
      pageToWire(
        await listRecords(deps, session, ['disclosures', deps.disclosures], page),
        wire.disclosureToWire,
      ),
  }),
  privacyRoute({
    operation: 'grantSupportAccess',
    method: 'POST',
    path: '/v1/privacy/support-access',
    allow: 'support:admit',
    purpose: Purpose.security,
    doc: "Lets the operator's support look into the workspace, for a day at most. It ends by itself.",
    body: schemas.supportOrder,
    answer: { status: 201, doc: 'The record.', schema: schemas.supportAccess },
    handle: async ({ deps, session, body: { until, reason } }) =>
      wire.supportAccessToWire(
        await grantSupportAccess(deps, session, { until: wire.timeOf('until', until), reason }),
      ),
  }),
  privacyRoute({
    operation: 'listSupportAccess',
    method: 'GET',
    path: '/v1/privacy/support-access',
    allow: 'audit:read',
    purpose: Purpose.security,
    doc: 'All access that was ever granted to support, the newest first.',
    query,
    answer: { status: 200, doc: 'A page of it.', schema: pageOf('SupportAccess', schemas.supportAccess) },
    handle: async ({ deps, session, query: page }) =>
      pageToWire(
        await listRecords(deps, session, ['support access', deps.supportAccess], page),
        wire.supportAccessToWire,
      ),
  }),
];
