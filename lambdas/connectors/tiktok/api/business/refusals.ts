import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import type { EgressAnswer } from '../../../../ports/egress.ts';
import { type CodesByKind, kindsOf, unknownCode } from '../refusals.ts';

/**
 * Business's codes; they come with HTTP 200.
 * https://business-api.tiktok.com/portal/docs?id=1737172488964097
 */
const CODES: CodesByKind = {
  token_invalid: ['40105', '40102', '40104'],
  authorization_gone: ['40103'],
  permission_missing: ['40001'],
  code_invalid: ['40131'],
  rate_limited: ['40100', '51021'],
  unavailable: ['51065'],
  not_found: ['40007'],
  // "Blocked by message rules": more than 48 hours, ten messages already, or the person's privacy settings; no code tells which.
  window_closed: ['40064'],
  // A type of file.
  content_refused: ['40908'],
  rejected: ['40002'],
};
const KINDS = kindsOf(CODES);

/** What a code other than 0 means. `reading`: the call changes nothing. */
export function businessRefusal(answer: EgressAnswer, code: string, reading: boolean): PlatformRefusal {
  const kind = KINDS.get(code) ?? (/^50\d{3}$/.test(code) ? 'unavailable' : unknownCode(reading));
  return new PlatformRefusal(kind, 'tiktok', code, answer.retryAfterMs);
}
