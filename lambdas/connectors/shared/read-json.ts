import { UnreadableDelivery } from '../../domain/errors.ts';
import type { Json } from '../../domain/platform.ts';

/** Deeper than any platform nests (the deepest known is 9). Bounds recursion over hostile bodies. */
const MAX_DEPTH = 64;

/**
 * Parses JSON without losing ids: integers that a JavaScript number cannot hold exactly become strings of their digits,
 * so that 2189230491298365441 and …442 stay different.
 * @throws UnreadableDelivery for anything that is not JSON, or is nested deeper than 64 levels
 */
export function readJson(source: Buffer | string): Json {
  const text = typeof source === 'string' ? source : source.toString('utf8');
  refuseDepth(text);
  try {
    return /\d{16}/.test(text) ? (JSON.parse(text, exactIntegers) as Json) : (JSON.parse(text) as Json);
  } catch (cause) {
    if (cause instanceof UnreadableDelivery) throw cause;
    // The parser's own message quotes the body, which may be personal: it is not kept.
    throw new UnreadableDelivery('the body is not JSON');
  }
}

/** A reviver with source text (ECMAScript 2025, in Node 24). */
function exactIntegers(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value;
  const source = context?.source;
  return source !== undefined && /^-?\d+$/.test(source) ? source : value;
}

function refuseDepth(text: string): void {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === BACKSLASH) i++;
      else if (c === QUOTE) inString = false;
    } else if (c === QUOTE) inString = true;
    else if (c === OPEN_BRACE || c === OPEN_BRACKET) {
      if (++depth > MAX_DEPTH) throw new UnreadableDelivery(`nested deeper than ${MAX_DEPTH} levels`);
    } else if (c === CLOSE_BRACE || c === CLOSE_BRACKET) depth--;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
