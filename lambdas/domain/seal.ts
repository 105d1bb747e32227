import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** Layout of sealed bytes: version (1) · nonce (12) · tag (16) · ciphertext. AES-256-GCM. */
const VERSION = 1;
const NONCE_AT = 1;
const TAG_AT = 13;
const TEXT_AT = 29;

/**
 * Encrypts `plain` so that only the same key and the same associated data open it. The associated data says where the value
 * belongs (workspace, subject, record, field): a sealed value copied elsewhere does not open.
 */
export function seal(key: Buffer, associated: readonly string[], plain: Buffer): Buffer {
  const nonce = randomBytes(TAG_AT - NONCE_AT);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(JSON.stringify(associated)));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), text]);
}

/** @throws Error when the key, the associated data or a byte is another */
export function open(key: Buffer, associated: readonly string[], sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < TEXT_AT || bytes[0] !== VERSION)
    throw new Error('not a sealed value of a known version');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(NONCE_AT, TAG_AT), {
    authTagLength: 16,
  });
  decipher.setAAD(Buffer.from(JSON.stringify(associated)));
  decipher.setAuthTag(bytes.subarray(TAG_AT, TEXT_AT));
  return Buffer.concat([decipher.update(bytes.subarray(TEXT_AT)), decipher.final()]);
}
