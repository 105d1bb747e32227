/** A piece of what somebody wrote. */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };

/**
 * Only ASCII: a browser copies an address with everything else percent-encoded, while people write Thai straight behind it. No user name: in
 * `https://bank.example@evil.example` the eye stops at the wrong place.
 */
const ADDRESS = /\bhttps?:\/\/[\w.~:/?#[\]!$&'()*+,;=%-]+/gi;
/** Ends of sentences, not of addresses. */
const TAIL = /[.,;:!?'*]+$/;
const BRACKETS = [
  ['(', ')'],
  ['[', ']'],
] as const;

/** What somebody wrote, cut where web addresses begin and end. Joined again it is the same text. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (const { 0: match, index } of text.matchAll(ADDRESS)) {
    const address = trimmed(match);
    const href = text[index + match.length] === '@' ? undefined : URL.parse(address)?.href;
    if (!href) continue;
    if (index > at) tokens.push({ kind: 'text', text: text.slice(at, index) });
    tokens.push({ kind: 'link', text: address, href });
    at = index + address.length;
  }
  if (at < text.length) tokens.push({ kind: 'text', text: text.slice(at) });
  return tokens;
}

/** Without what belongs to the sentence: a full stop, a bracket that nothing opened. */
function trimmed(match: string): string {
  const cut = match.replace(TAIL, '');
  for (const [open, close] of BRACKETS)
    if (cut.endsWith(close) && cut.split(close).length > cut.split(open).length)
      return trimmed(cut.slice(0, -1));
  return cut;
}
