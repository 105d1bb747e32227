import { type AgentApiHandler, memberApiHandler } from '../agent-api/member-api.ts';
import { auditRoutes } from '../agent-api/routes/audit.ts';
import { privacyFileRoutes } from '../agent-api/routes/privacy-files.ts';
import { privacyHoldRoutes } from '../agent-api/routes/privacy-holds.ts';
import { privacyRecordRoutes } from '../agent-api/routes/privacy-records.ts';
import { privacyRequestRoutes } from '../agent-api/routes/privacy-requests.ts';
import { retentionRoutes } from '../agent-api/routes/retention.ts';
import type { PrivacyApiDeps } from './privacy-api.ts';

/** All that the function serves. */
export const privacyRoutes = [
  ...privacyRequestRoutes,
  ...privacyFileRoutes,
  ...privacyHoldRoutes,
  ...privacyRecordRoutes,
  ...auditRoutes,
  ...retentionRoutes,
] as const;

/** Takes privacy requests, legal holds and what goes on record, and shows the audit trail. */
export function privacyApiHandler(deps: PrivacyApiDeps): AgentApiHandler {
  return memberApiHandler(deps, privacyRoutes);
}
