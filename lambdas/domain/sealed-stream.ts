import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import { inPieces, peek, withoutStart } from './byte-stream.ts';
import { NotFound } from './errors.ts';

/**
 * Files are sealed in pieces, so that none is ever in memory as a whole. Layout: version (1) · mark of the key (4) · salt (32), then frames of a
 * ciphertext of 64 KiB (the last one shorter) and its tag (16). Each file has a key of its own, HKDF-SHA-256(subject's key, salt), under which the
 * frames are numbered: in the nonce, and with the word whether it is the last one in the associated data. So frames can neither be
 * exchanged nor left out, nor the end cut off. AES-256-GCM.
 */
const VERSION = 1;
const MARK_AT = 1;
const SALT_AT = 5;
const HEADER_BYTES = 37;
const TAG_BYTES = 16;
/** Of the plain text in a frame. */
export const PIECE_BYTES = 64 * 1_024;
const FRAME_BYTES = PIECE_BYTES + TAG_BYTES;

/**
 * Seals a file piece by piece.
 * @param key 32 bytes, of the subject
 * @param associated where the file belongs; elsewhere it does not open
 */
export async function* sealStream(
  key: Buffer,
  associated: readonly string[],
  plain: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void> {
  const header = Buffer.concat([Buffer.from([VERSION]), markOf(key), randomBytes(HEADER_BYTES - SALT_AT)]);
  const fileKey = fileKeyOf(key, header);
  yield header;
  let index = 0;
  for await (const { bytes, last } of inPieces(plain, PIECE_BYTES)) {
    const cipher = createCipheriv('aes-256-gcm', fileKey, nonceOf(index));
    cipher.setAAD(aad(associated, index, last));
    yield cipher.update(bytes);
    cipher.final();
    yield cipher.getAuthTag();
    index++;
  }
}

/**
 * Opens what `sealStream` sealed, piece by piece; each piece is checked before it is handed out.
 * @throws NotFound when it was sealed with another key: the subject's former one, which was destroyed
 * @throws Error when a byte is another, the end is missing, or it belongs elsewhere
 */
export async function* openStream(
  key: Buffer,
  associated: readonly string[],
  sealed: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer, void> {
  const { start, rest } = await peek(sealed, HEADER_BYTES);
  const header = start.subarray(0, HEADER_BYTES);
  if (header.length < HEADER_BYTES || header[0] !== VERSION)
    throw new Error('not a sealed file of a known version');
  if (!markOf(key).equals(header.subarray(MARK_AT, SALT_AT))) throw new NotFound('file');
  const fileKey = fileKeyOf(key, header);
  let index = 0;
  for await (const { bytes, last } of inPieces(withoutStart(rest, HEADER_BYTES), FRAME_BYTES)) {
    if (bytes.length < TAG_BYTES) throw new Error('the sealed file ends too early');
    const decipher = createDecipheriv('aes-256-gcm', fileKey, nonceOf(index), { authTagLength: TAG_BYTES });
    decipher.setAAD(aad(associated, index, last));
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    const plain = decipher.update(bytes.subarray(0, -TAG_BYTES));
    decipher.final();
    yield plain;
    index++;
  }
}

/** Tells a file of a destroyed key from one that was tampered with. */
function markOf(key: Buffer): Buffer {
  return createHash('sha256')
    .update('mark of files')
    .update(key)
    .digest()
    .subarray(0, SALT_AT - MARK_AT);
}

function fileKeyOf(key: Buffer, header: Buffer): Buffer {
  return Buffer.from(hkdfSync('sha256', key, header.subarray(SALT_AT), 'kaojai file 1', 32));
}

/** No other file has the key, so counting is enough. */
function nonceOf(index: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 8);
  return nonce;
}

function aad(associated: readonly string[], index: number, last: boolean): Buffer {
  return Buffer.from(JSON.stringify([...associated, index, last]));
}
