import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

/** Layout of sealed bytes: version (1) · nonce (12) · tag (16) · ciphertext. AES-256-GCM. */
const VERSION = 1;
const NONCE_AT = 1;
const TAG_AT = 13;
const TEXT_AT = 29;

/** 32 bytes. As a `KeyObject` it is prepared once, which is most of the cost of sealing a short text. */
export type SealKey = Buffer | KeyObject;

/**
 * Encrypts `plain` so that only the same key and the same associated data open it. The associated data says where the value
 * belongs (workspace, subject, record, field): a sealed value copied elsewhere does not open.
 */
export function seal(key: SealKey, associated: readonly string[], plain: Buffer): Buffer {
  const head = Buffer.allocUnsafe(TEXT_AT);
  head[0] = VERSION;
  writeNonce(head);
  const cipher = createCipheriv('aes-256-gcm', key, head.subarray(NONCE_AT, TAG_AT));
  cipher.setAAD(Buffer.from(JSON.stringify(associated)));
  const text = cipher.update(plain);
  cipher.final();
  cipher.getAuthTag().copy(head, TAG_AT);
  return Buffer.concat([head, text], TEXT_AT + text.length);
}

/** @throws Error when the key, the associated data or a byte is another */
export function open(key: SealKey, associated: readonly string[], sealed: Uint8Array): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  if (bytes.length < TEXT_AT || bytes[0] !== VERSION)
    throw new Error('not a sealed value of a known version');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(NONCE_AT, TAG_AT), {
    authTagLength: 16,
  });
  decipher.setAAD(Buffer.from(JSON.stringify(associated)));
  decipher.setAuthTag(bytes.subarray(TAG_AT, TEXT_AT));
  const plain = decipher.update(bytes.subarray(TEXT_AT));
  decipher.final();
  return plain;
}

/**
 * A nonce must never come twice under one key: eight random bytes of this process and a counter. Asking for random bytes each time would
 * cost as much as the sealing.
 */
let prefix = randomBytes(8);
let counter = 0;

function writeNonce(head: Buffer): void {
  if (counter > 0xffff_ffff) {
    prefix = randomBytes(8);
    counter = 0;
  }
  prefix.copy(head, NONCE_AT);
  head.writeUInt32BE(counter++, NONCE_AT + prefix.length);
}
