import { createHash } from 'node:crypto';

/** A short id for an event that the platform gives none: the same content has the same id (128 bits, base64url). */
export function contentId(...parts: readonly (string | number | undefined)[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts.map((part) => part ?? null)))
    .digest('base64url')
    .slice(0, 22);
}
