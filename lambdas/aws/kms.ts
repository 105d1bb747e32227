import type { TokenPurpose } from '../domain/token-set.ts';
import type { AwsCaller } from './aws-call.ts';

/** What a secret of a platform is for. `facts`: what else is known of an account, such as its ids. */
export type SecretPurpose = TokenPurpose | 'webhook' | 'facts';

/**
 * Says what a ciphertext is for. KMS opens it only with exactly the same context, and key policies can demand parts of it; it is
 * written to CloudTrail, so it holds ids and words only.
 */
export interface EncryptionContext {
  readonly workspace: string;
  readonly purpose: 'content' | 'transit' | 'request_form' | SecretPurpose;
  readonly connection?: string;
  readonly platform?: string;
  /** Of what a person typed on the public request page: its case. */
  readonly case?: string;
}

/** The calls of KMS that KaoJai makes. All raise `Unavailable` or `AwsRefusal`. */
export class Kms {
  readonly #aws: AwsCaller;

  constructor(aws: AwsCaller) {
    this.#aws = aws;
  }

  async encrypt(keyId: string, plain: Buffer, context: EncryptionContext): Promise<Buffer> {
    const answer = await this.#aws.json<{ CiphertextBlob: string }>('kms', 'TrentService.Encrypt', {
      KeyId: keyId,
      Plaintext: plain.toString('base64'),
      EncryptionContext: context,
    });
    return Buffer.from(answer.CiphertextBlob, 'base64');
  }

  async decrypt(keyId: string, sealed: Uint8Array, context: EncryptionContext): Promise<Buffer> {
    const answer = await this.#aws.json<{ Plaintext: string }>('kms', 'TrentService.Decrypt', {
      KeyId: keyId,
      CiphertextBlob: Buffer.from(sealed).toString('base64'),
      EncryptionContext: context,
    });
    return Buffer.from(answer.Plaintext, 'base64');
  }

  /** A new key, plain and wrapped. */
  async dataKey(
    keyId: string,
    bytes: number,
    context: EncryptionContext,
  ): Promise<{ plain: Buffer; wrapped: Buffer }> {
    const answer = await this.#aws.json<{ Plaintext: string; CiphertextBlob: string }>(
      'kms',
      'TrentService.GenerateDataKey',
      {
        KeyId: keyId,
        NumberOfBytes: bytes,
        EncryptionContext: context,
      },
    );
    return {
      plain: Buffer.from(answer.Plaintext, 'base64'),
      wrapped: Buffer.from(answer.CiphertextBlob, 'base64'),
    };
  }

  /** ECDSA with SHA-256, DER, by a key that is for signing only. @param digest SHA-256 of what is signed */
  async sign(keyId: string, digest: Buffer): Promise<Buffer> {
    const answer = await this.#aws.json<{ Signature: string }>('kms', 'TrentService.Sign', {
      KeyId: keyId,
      Message: digest.toString('base64'),
      MessageType: 'DIGEST',
      SigningAlgorithm: 'ECDSA_SHA_256',
    });
    return Buffer.from(answer.Signature, 'base64');
  }

  /** The public half of a key for signing, as PEM. */
  async publicKey(keyId: string): Promise<string> {
    const { PublicKey } = await this.#aws.json<{ PublicKey: string }>('kms', 'TrentService.GetPublicKey', {
      KeyId: keyId,
    });
    const lines = PublicKey.match(/.{1,64}/g) ?? [];
    return `-----BEGIN PUBLIC KEY-----\n${lines.join('\n')}\n-----END PUBLIC KEY-----\n`;
  }
}
