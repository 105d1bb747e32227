import { createHmac, timingSafeEqual } from 'node:crypto';
import { InvalidInput } from './errors.ts';

/** A page of a list, as a caller asks for it. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** A page of a list. `nextCursor` leads to the next one; null = this was the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

/** Bytes of HMAC-SHA-256 that a cursor carries. */
const MAC_BYTES = 16;

/**
 * A place in a list for the caller to carry about: `position` as JSON, and a code over it and the `scope` (workspace, list,
 * filters). So a cursor can neither be made up nor be used for another list than the one that gave it out.
 */
export function writeCursor(secret: Buffer, scope: readonly string[], position: unknown): string {
  const text = JSON.stringify(position);
  return Buffer.concat([macOf(secret, scope, text), Buffer.from(text)]).toString('base64url');
}

/**
 * The position in a cursor of that scope.
 * @throws InvalidInput for any other string
 */
export function readCursor<T>(secret: Buffer, scope: readonly string[], cursor: string): T {
  const bytes = Buffer.from(cursor, 'base64url');
  const text = bytes.subarray(MAC_BYTES).toString('utf8');
  const given = bytes.subarray(0, MAC_BYTES);
  // Base64 has several spellings of the same bytes; only the one that was given out is good.
  const canonical = bytes.length > MAC_BYTES && bytes.toString('base64url') === cursor;
  if (!canonical || !timingSafeEqual(given, macOf(secret, scope, text))) throw badCursor();
  return JSON.parse(text) as T;
}

function macOf(secret: Buffer, scope: readonly string[], text: string): Buffer {
  const input = JSON.stringify(['cursor', ...scope, text]);
  return createHmac('sha256', secret).update(input).digest().subarray(0, MAC_BYTES);
}

function badCursor(): InvalidInput {
  return new InvalidInput('the cursor is not one of this list', [
    'cursor: must be the nextCursor of the page before, with the same filters',
  ]);
}
