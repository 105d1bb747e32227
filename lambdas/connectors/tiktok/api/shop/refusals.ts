import { PlatformRefusal } from '../../../../domain/platform-refusal.ts';
import type { EgressAnswer } from '../../../../ports/egress.ts';
import { idField, type JsonObject, textField } from '../../../shared/fields.ts';
import { type CodesByKind, kindsOf, OUT_OF_TIME, unknownCode } from '../refusals.ts';

/** Of a conversation. */
export const NO_PERMISSION = '45102007';

/**
 * Shop's codes. Never by prefix: `360…` mixes limits, mistakes of ours and dead tokens.
 * https://partner.tiktokshop.com/docv2/page/common-errors
 */
const CODES: CodesByKind = {
  token_invalid: ['105002', '36009004/access_token'],
  authorization_gone: ['36004001'],
  account_suspended: ['36009043', '36009044'],
  // 105005 is "access denied": the app lacks a feature. The merchant cannot mend it by consenting again.
  app_refused: ['105005', '106001', '36009033', '36009004/app'],
  code_invalid: ['36004004'],
  rate_limited: ['36009002', '36009037', '45101004'],
  // Outside the time that signatures are good for: the next try is signed anew, with the time it has then.
  unavailable: ['36009003', '36009007', '45101001', OUT_OF_TIME],
  not_found: ['45101003'],
  // `can_send_message` is false: nobody talked for 30 days, and there is no order that would open it.
  window_closed: ['45109001'],
  // Forbidden words; a card that is not allowed.
  content_refused: ['45101006', '45111017'],
  // The first three ask for the list of shops to be read again; see `asksForShops`.
  rejected: [
    '36009004/shop_cipher',
    '106013',
    '101000',
    '36009009',
    '36009010',
    '36009014',
    '36009022',
    '36009023',
    '45101002',
    // No permission for this one conversation, while token and shop are well; it says nothing of the buyer.
    NO_PERMISSION,
  ],
};
const KINDS = kindsOf(CODES);

/** Only its words tell the cases of this code apart (specification, section 6.1), so these words alone are looked for, in this order. */
const BAD_CREDENTIALS = '36009004';
const WORDS: readonly (readonly [words: string, subCode: string])[] = [
  ['x-tts-access-token', 'access_token'],
  ['access_token', 'access_token'],
  ['timestamp', 'timestamp'],
  ['app_key', 'app'],
  ['signature', 'app'],
  ['missing credentials', 'app'],
  ['shop_cipher', 'shop_cipher'],
];

const HOUR_MS = 3_600_000;
/** The hourly quota of development shops, and the daily one of customer-service calls, which has no named hour of its own. */
const WAITS: ReadonlyMap<string, number> = new Map([
  ['36009037', HOUR_MS],
  ['45101004', 24 * HOUR_MS],
]);

/** What an answer with a code other than 0 means. `reading`: the call changes nothing. */
export function shopRefusal(answer: EgressAnswer, body: JsonObject, reading: boolean): PlatformRefusal {
  const code = codeOf(body);
  const kind = KINDS.get(code) ?? unknownCode(reading);
  return new PlatformRefusal(kind, 'tiktok', code, answer.retryAfterMs ?? WAITS.get(code));
}

/** The shop's cipher is missing or old, or the token is for other shops: the list of shops says which. */
export function asksForShops(error: unknown): error is PlatformRefusal {
  return error instanceof PlatformRefusal && ASKS_FOR_SHOPS.has(error.platformCode);
}

const ASKS_FOR_SHOPS: ReadonlySet<string> = new Set(['36009004/shop_cipher', '106013', '101000']);

function codeOf(body: JsonObject): string {
  const code = idField(body, 'code') ?? 'none';
  if (code !== BAD_CREDENTIALS) return code;
  const message = textField(body, 'message')?.toLowerCase() ?? '';
  const found = WORDS.find(([words]) => message.includes(words));
  return found ? `${code}/${found[1]}` : code;
}
