import * as z from 'zod/mini';
import { Purpose } from '../../../domain/purpose.ts';
import { readAudit } from '../../../usecases/privacy/read-audit.ts';
import { type PrivacyApiDeps, privacyRoute } from '../../privacy-api/privacy-api.ts';
import { auditEvent } from '../../privacy-api/record-schemas.ts';
import { auditEventToWire, timeOf } from '../../privacy-api/record-wire.ts';
import { pageQuery } from '../page-query.ts';
import type { MemberRoute } from '../route.ts';
import { pageOf, time } from '../schemas.ts';
import { pageToWire } from '../wire.ts';

const word = z.string().check(z.regex(/^[A-Za-z0-9._~-]{1,64}$/, 'must be a word or an id'));

/** Who did what in the workspace. */
export const auditRoutes: readonly MemberRoute<PrivacyApiDeps>[] = [
  privacyRoute({
    operation: 'listAuditEvents',
    method: 'GET',
    path: '/v1/audit',
    allow: 'audit:read',
    purpose: Purpose.security,
    doc: 'The audit trail of the workspace, the newest first. With filters a page may be short or empty and still have a next one.',
    query: z.strictObject({
      action: z.optional(word).check(z.describe('Such as `token.open`.')),
      actor: z
        .optional(word)
        .check(z.describe("A member's user id, the name of a function or platform, or `operator`.")),
      before: z.optional(time).check(z.describe('Only what happened before.')),
      ...pageQuery,
    }),
    answer: { status: 200, doc: 'A page of it.', schema: pageOf('AuditEvent', auditEvent) },
    handle: async ({ deps, session, query: { before, ...query } }) => {
      const until = before === undefined ? {} : { before: timeOf('before', before) };
      return pageToWire(await readAudit(deps, session, { ...query, ...until }), auditEventToWire);
    },
  }),
];
