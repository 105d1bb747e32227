import type { CertificateStore } from '../../ports/certificates.ts';
import type { Holds } from '../../ports/holds.ts';
import type { MediaJobs } from '../../ports/media-jobs.ts';
import type { Members } from '../../ports/members.ts';
import type { OpenArchiveDeps } from '../../usecases/exporting/open-archive.ts';
import type { RecordDeps } from '../../usecases/privacy/keep-records.ts';
import type { ReadAuditDeps } from '../../usecases/privacy/read-audit.ts';
import type { SendCodeDeps } from '../../usecases/privacy/send-code.ts';
import type { VerifyDeps } from '../../usecases/privacy/verify-request.ts';
import type { PreviewDeps } from '../../usecases/retaining/preview-retention.ts';
import type { RetentionDeps } from '../../usecases/retaining/retention-settings.ts';
import { memberRoutesFor } from '../agent-api/route.ts';

/** What the routes about privacy requests, legal holds, records, retention and the audit trail need. */
export interface PrivacyApiDeps
  extends SendCodeDeps,
    VerifyDeps,
    RecordDeps,
    ReadAuditDeps,
    RetentionDeps,
    PreviewDeps,
    Omit<OpenArchiveDeps, 'keys' | 'media'> {
  readonly holds: Holds;
  readonly members: Members;
  readonly keys: SendCodeDeps['keys'];
  readonly certificates: Pick<CertificateStore, 'certificate'>;
  readonly media: MediaJobs;
}

/** Defines a route about privacy requests. */
export const privacyRoute = memberRoutesFor<PrivacyApiDeps>();
