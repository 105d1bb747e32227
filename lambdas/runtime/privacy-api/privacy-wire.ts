import type * as z from 'zod/mini';
import type { SignedCertificate } from '../../domain/certificate.ts';
import { InvalidInput } from '../../domain/errors.ts';
import type { Millis } from '../../domain/platform.ts';
import type { PrivacyRequest } from '../../domain/privacy-request.ts';
import type { Hold, HoldTarget } from '../../ports/holds.ts';
import type { OpenedArchive } from '../../usecases/exporting/open-archive.ts';
import type { HoldOrder } from '../../usecases/privacy/manage-holds.ts';
import type { Proof } from '../../usecases/privacy/verify-request.ts';
import type * as schemas from './privacy-schemas.ts';

/** `privacy request` of the contract: field by field, so that nothing else of it can get out. */
export function requestToWire(request: PrivacyRequest): z.input<typeof schemas.privacyRequest> {
  const { id, type, state, source, verification, decision, certificateId, reason, correction } = request;
  return {
    id,
    type,
    state,
    subject: { ...request.subject },
    source,
    receivedAt: iso(request.receivedAt),
    verifiedAt: isoOrNull(request.verifiedAt),
    dueAt: iso(request.dueAt),
    completedAt: isoOrNull(request.completedAt),
    steps: request.steps.map(({ name, state: at, ...step }) => ({
      name,
      state: at,
      at: iso(step.at),
      counts: { ...step.counts },
    })),
    ...(certificateId === undefined ? {} : { certificate: { url: certificatePath(request.id) } }),
    verification: verification && { ...verification, at: iso(verification.at) },
    decision: decision && { ...decision, at: iso(decision.at) },
    pauses: request.pauses.map(({ from, until, ground }) => ({
      from: iso(from),
      until: isoOrNull(until),
      ground,
    })),
    ...(reason === undefined ? {} : { reason }),
    ...(correction === undefined ? {} : { correction: { ...correction } }),
  };
}

/** A link to a part of an archive. */
export function archiveToWire({
  url,
  part,
  parts,
  ...times
}: OpenedArchive): z.input<typeof schemas.archive> {
  return { url, expiresAt: iso(times.expiresAt), part, parts, until: iso(times.until) };
}

/** As it was signed: every name and value counts. */
export function certificateToWire(signed: SignedCertificate): z.input<typeof schemas.signedCertificate> {
  return JSON.parse(JSON.stringify(signed));
}

/** Where the certificate of a request is fetched. */
export function certificatePath(requestId: string): string {
  return `/v1/privacy/requests/${requestId}/certificate`;
}

/** A legal hold. */
export function holdToWire({ id, target, basis, by, ...hold }: Hold): z.input<typeof schemas.hold> {
  return {
    id,
    target: { ...target },
    basis,
    by,
    placedAt: iso(hold.placedAt),
    until: isoOrNull(hold.until),
    releasedAt: isoOrNull(hold.releasedAt),
    releasedBy: hold.releasedBy,
  };
}

/** @throws InvalidInput for a method without what goes with it, or with what does not */
export function proofOf({ method, ground, code }: z.output<typeof schemas.proof>): Proof {
  if (method !== 'officer' && ground !== undefined) throw broken(`ground: does not go with ${method}`);
  if (method !== 'code' && code !== undefined) throw broken(`code: does not go with ${method}`);
  if (method === 'signed_in') return { method };
  if (method === 'code') {
    if (code === undefined) throw broken('code: must be given for this method');
    return { method, code };
  }
  if (ground === undefined) throw broken('ground: must be given for this method');
  return { method, ground };
}

/** @throws InvalidInput unless exactly one thing is to be held */
export function holdOrderOf(order: z.output<typeof schemas.holdOrder>): HoldOrder {
  const { customerId, conversationId, workspace, basis, until } = order;
  const targets: HoldTarget[] = [
    ...(customerId === undefined ? [] : [{ customerId }]),
    ...(conversationId === undefined ? [] : [{ conversationId }]),
    ...(workspace === undefined ? [] : [{ workspace }]),
  ];
  const [target, ...others] = targets;
  if (!target || others.length > 0)
    throw broken('customerId, conversationId, workspace: exactly one of them must be given');
  return { target, basis, until: until == null ? null : timeOf(until) };
}

function timeOf(text: string): Millis {
  const at = Date.parse(text);
  if (Number.isNaN(at)) throw broken('until: must be a time such as 2026-10-01T09:00:00.000Z');
  return at;
}

function broken(rule: string): InvalidInput {
  return new InvalidInput('the request breaks a rule', [rule]);
}

function iso(at: Millis): string {
  return new Date(at).toISOString();
}

function isoOrNull(at: Millis | null): string | null {
  return at === null ? null : iso(at);
}
