import type { Certificate, SignedCertificate } from '../domain/certificate.ts';

/** Signs with a key that never leaves its place. */
export interface Signer {
  /** ECDSA on P-256 with SHA-256, DER. @throws Unavailable */
  sign(bytes: Buffer): Promise<Buffer>;
  /** Which key it is. */
  readonly keyId: string;
}

/** Keeps certificates: once written, they stay as they are. All operations raise `Unavailable` when the store does not answer. */
export interface CertificateStore {
  /** Writing the same again changes nothing. */
  add(certificate: SignedCertificate): Promise<void>;
  certificate(workspaceId: string, certificateId: string): Promise<SignedCertificate | null>;
}

export type { Certificate, SignedCertificate };
