import type { EncryptionContext, Kms } from '../aws/kms.ts';
import type { PublicRequest } from '../domain/public-request.ts';
import type { FormSealer } from '../ports/request-inbox.ts';
import { OPERATOR } from '../store/keys.ts';

/**
 * Seals by KMS itself, bound to the case's code. The function behind the public page may encrypt and not decrypt, so that nobody who breaks into it
 * reads what others wrote.
 */
export class KmsFormSealer implements FormSealer {
  readonly #kms: Kms;
  readonly #keyArn: string;

  constructor(kms: Kms, keyArn: string) {
    this.#kms = kms;
    this.#keyArn = keyArn;
  }

  async seal(code: string, request: PublicRequest): Promise<Uint8Array> {
    return this.#kms.encrypt(this.#keyArn, Buffer.from(JSON.stringify(request)), contextOf(code));
  }

  /** For the operator's command only: no function has the right. @throws AwsRefusal when it was sealed for another code */
  async open(code: string, sealed: Uint8Array): Promise<PublicRequest> {
    const plain = await this.#kms.decrypt(this.#keyArn, sealed, contextOf(code));
    return JSON.parse(plain.toString()) as PublicRequest;
  }
}

function contextOf(code: string): EncryptionContext {
  return { workspace: OPERATOR, purpose: 'request_form', case: code };
}
