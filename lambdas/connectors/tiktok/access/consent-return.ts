import { SecretText } from '../../../domain/secret-text.ts';
import type { ConsentReturn } from '../../../ports/account-access.ts';

/** A person's no: Shop's name for it, and OAuth's, which Business has. */
const DENIED: ReadonlySet<string> = new Set(['auth_denied', 'access_denied']);

/**
 * Reads what either consent page sends back. Unknown fields are left alone. Shop writes a refusal as `code=null&error=auth_denied`:
 * the text `null` is no code and must never be exchanged.
 */
export function readReturn(query: Readonly<Record<string, string | undefined>>): ConsentReturn {
  const { code, error } = query;
  if (error !== undefined && DENIED.has(error)) return { kind: 'denied' };
  if (error) return { kind: 'error', error: codeOf(error) };
  if (!code || code === 'null') return { kind: 'error', error: 'no_code' };
  return { kind: 'code', code: new SecretText(code), facts: {} };
}

/** The address can be typed by anybody: what does not look like a code is not repeated. */
function codeOf(error: string): string {
  return /^[a-z0-9_.-]{1,64}$/i.test(error) ? error : 'unknown_error';
}
