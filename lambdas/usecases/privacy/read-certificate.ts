import type { SignedCertificate } from '../../domain/certificate.ts';
import { NotFound } from '../../domain/errors.ts';
import type { CertificateStore } from '../../ports/certificates.ts';
import type { PrivacyRequests, RequestRef } from '../../ports/privacy-requests.ts';
import { findRequest } from './change-request.ts';

/** The certificate of a request that ended in an erasure. @throws NotFound also for a request that has none (yet) */
export async function readCertificate(
  deps: {
    readonly requests: PrivacyRequests;
    readonly certificates: Pick<CertificateStore, 'certificate'>;
  },
  ref: RequestRef,
): Promise<SignedCertificate> {
  const { certificateId } = await findRequest(deps, ref);
  const signed = certificateId && (await deps.certificates.certificate(ref.workspaceId, certificateId));
  if (!signed) throw new NotFound('certificate');
  return signed;
}
