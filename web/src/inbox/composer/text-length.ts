import type { TextLimit } from '../data/limits.ts';

const COUNT: Readonly<Record<TextLimit['unit'], (text: string) => number>> = {
  utf16: (text) => text.length,
  utf8_bytes: (text) => new TextEncoder().encode(text).length,
  characters: (text) => [...text].length,
};

/** How long a text is in the platform's own unit. */
export function lengthIn(unit: TextLimit['unit'], text: string): number {
  return COUNT[unit](text);
}
