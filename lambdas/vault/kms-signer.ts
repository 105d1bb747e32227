import { createHash } from 'node:crypto';
import type { Kms } from '../aws/kms.ts';
import type { Signer } from '../ports/certificates.ts';

/** Signs with an asymmetric key of KMS, which nobody can take out. */
export class KmsSigner implements Signer {
  readonly keyId: string;
  readonly #kms: Kms;

  constructor(kms: Kms, keyId: string) {
    this.#kms = kms;
    this.keyId = keyId;
  }

  sign(bytes: Buffer): Promise<Buffer> {
    return this.#kms.sign(this.keyId, createHash('sha256').update(bytes).digest());
  }
}
