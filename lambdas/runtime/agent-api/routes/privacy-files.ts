import * as z from 'zod/mini';
import { Purpose } from '../../../domain/purpose.ts';
import { openArchive } from '../../../usecases/exporting/open-archive.ts';
import { readCertificate } from '../../../usecases/privacy/read-certificate.ts';
import { type PrivacyApiDeps, privacyRoute } from '../../privacy-api/privacy-api.ts';
import { archive, signedCertificate } from '../../privacy-api/privacy-schemas.ts';
import { archiveToWire, certificateToWire } from '../../privacy-api/privacy-wire.ts';
import type { MemberRoute } from '../route.ts';
import { id } from '../schemas.ts';

const params = z.strictObject({ id });
const PART = 'must be a number from 1 to 9999';
const readNumber = (value: unknown) =>
  typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : value;
const part = z
  .pipe(z.transform(readNumber), z._default(z.int(PART).check(z.gte(1, PART)), 1))
  .check(z.describe('Which part of the archive.'));

/** What privacy requests end with: an archive, or a certificate. */
export const privacyFileRoutes: readonly MemberRoute<PrivacyApiDeps>[] = [
  privacyRoute({
    operation: 'getPrivacyArchive',
    method: 'GET',
    path: '/v1/privacy/requests/{id}/archive',
    allow: 'privacy:manage',
    purpose: Purpose.privacyRequest,
    doc: 'A link to what was exported for a request for access: for ten minutes, as often as wanted within the seven days that the archive is kept.',
    params,
    query: z.strictObject({ part }),
    answer: { status: 200, doc: 'The link.', schema: archive },
    handle: async ({ deps, session, params: { id: requestId }, query }) =>
      archiveToWire(await openArchive(deps, session, requestId, query.part)),
  }),
  privacyRoute({
    operation: 'getPrivacyCertificate',
    method: 'GET',
    path: '/v1/privacy/requests/{id}/certificate',
    allow: 'privacy:manage',
    purpose: Purpose.privacyRequest,
    doc: 'The signed certificate of an erasure.',
    params,
    answer: { status: 200, doc: 'The certificate.', schema: signedCertificate },
    handle: async ({ deps, session: { workspaceId }, params: { id: requestId } }) =>
      certificateToWire(await readCertificate(deps, { workspaceId, requestId })),
  }),
];
