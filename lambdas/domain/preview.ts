import type { Preview } from './stored.ts';
import type { Direction, MessageKind } from './timeline.ts';

/** Characters as people see them (grapheme clusters). A list row shows about this much; a head stays within 1 KB. */
const PREVIEW_GRAPHEMES = 60;

const graphemes = new Intl.Segmenter('th', { granularity: 'grapheme' });

/** What a list shows of an entry: text cut between characters as people see them, never inside one. */
export function previewOf(direction: Direction, kind: MessageKind | 'event', text: string | null): Preview {
  return { direction, kind, text: text === null ? null : cut(text) };
}

function cut(text: string): string {
  // No grapheme is shorter than one UTF-16 unit, so a short text needs no segmenting.
  if (text.length <= PREVIEW_GRAPHEMES) return text;
  let length = 0;
  let count = 0;
  for (const { segment } of graphemes.segment(text.slice(0, PREVIEW_GRAPHEMES * 16))) {
    if (count++ === PREVIEW_GRAPHEMES) return `${text.slice(0, length)}…`;
    length += segment.length;
  }
  return text.length > length ? `${text.slice(0, length)}…` : text;
}
