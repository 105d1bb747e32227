import {
  type Certificate,
  certificateBytes,
  certificateIdOf,
  isoOf,
  type SignedCertificate,
} from '../../domain/certificate.ts';
import { Misconfigured } from '../../domain/errors.ts';
import type { PrivacyRequest } from '../../domain/privacy-request.ts';
import { changeRequest, requestOf, withStep } from './change-request.ts';
import { DONE, type ErasingDeps, type RunRef, type StepResult } from './erasing-deps.ts';
import { erasedAtOf } from './restrict.ts';

/** Of the table of salts: the shortest that DynamoDB offers. */
const RECOVERY_DAYS = 1;
/** Of everything else. */
const BACKUP_DAYS = 35;

/** Signs what was done. Only after a look that found nothing. @throws Misconfigured when the proof does not say so */
export async function certify(deps: ErasingDeps, ref: RunRef): Promise<StepResult> {
  const request = await requestOf(deps, ref);
  const id = certificateIdOf(request.id);
  const before = await deps.certificates.certificate(ref.workspaceId, id);
  if (before === null) await deps.certificates.add(await sign(deps, certificateOf(deps, request, id)));
  await changeRequest(deps, ref, (current) => ({
    ...withStep(current, 'certify', 'done', deps.clock.now()),
    certificateId: id,
  }));
  return DONE;
}

async function sign({ signer }: ErasingDeps, certificate: Certificate): Promise<SignedCertificate> {
  const value = (await signer.sign(certificateBytes(certificate))).toString('base64');
  return { certificate, signature: { algorithm: 'ECDSA_SHA_256', keyId: signer.keyId, value } };
}

function certificateOf(deps: ErasingDeps, request: PrivacyRequest, id: string): Certificate {
  const proof = request.steps.find(({ name }) => name === 'prove');
  const erasedAt = erasedAtOf(request);
  if (proof?.state !== 'done' || erasedAt === null || !request.scope)
    throw new Misconfigured('there is nothing to certify: the proof has not shown that nothing is left');
  const { found: _found, rounds = 1, ...scanned } = proof.counts;
  const { keys = 0 } = request.steps.find(({ name }) => name === 'destroy_keys')?.counts ?? {};
  return {
    version: 1,
    id,
    workspaceId: request.workspaceId,
    requestId: request.id,
    subject: request.scope.kind,
    receivedAt: isoOf(request.receivedAt),
    verifiedAt: request.verifiedAt === null ? null : isoOf(request.verifiedAt),
    erasedAt: isoOf(erasedAt),
    completedAt: isoOf(deps.clock.now()),
    steps: request.steps.map(({ name, at }) => ({ name, at: isoOf(at) })),
    erased: { ...request.steps.find(({ name }) => name === 'delete')?.counts, SubjectKeys: keys },
    proof: { scanned, found: 0, rounds },
    keyMaterial: {
      memorySeconds: Math.ceil(deps.keyLifeMs / 1_000),
      recoveryDays: RECOVERY_DAYS,
      backupDays: BACKUP_DAYS,
    },
    exceptions: KEPT,
  };
}

/** What every erasure leaves, and why it may. */
const KEPT: Certificate['exceptions'] = [
  {
    what: 'audit events and this request, by ids that tell nothing without the destroyed data',
    basis: 'proof of compliance (PDPA section 39, GDPR article 5(2))',
  },
  {
    what: 'a mark without a key, for 120 days, by which late deliveries are refused',
    basis: 'so that the erasure holds (PDPA section 33, GDPR article 17)',
  },
];
