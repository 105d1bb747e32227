import { randomBytes } from 'node:crypto';
import { open, seal } from '../../../lambdas/domain/seal.ts';

const key = Buffer.alloc(32, 7);
const place = ['ws_1', 'subject_1', 'record', 'content'];
const text = Buffer.from('ของจะถึงเมื่อไหร่คะ 😊');

describe('sealed values', () => {
  it('open with the same key and place', () => {
    expect(open(key, place, seal(key, place, text))).toEqual(text);
  });

  it('hide the text, and look different each time', () => {
    expect(seal(key, place, text).includes(text.subarray(0, 9))).toBe(false);
    expect(seal(key, place, text)).not.toEqual(seal(key, place, text));
  });

  it.each(place.map((_, i) => i))('S10: do not open when part %i of the place is another', (i) => {
    const elsewhere = place.map((part, j) => (i === j ? `${part}x` : part));
    expect(() => open(key, elsewhere, seal(key, place, text))).toThrow();
  });

  it('do not open with another key, or with any byte changed', () => {
    const sealed = seal(key, place, text);
    expect(() => open(randomBytes(32), place, sealed)).toThrow();
    for (let i = 0; i < sealed.length; i++) {
      const changed = Buffer.from(sealed);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => open(key, place, changed)).toThrow();
    }
  });

  it('that are cut short are refused, not read', () => {
    for (let length = 0; length < 40; length++) {
      expect(() => open(key, place, seal(key, place, text).subarray(0, length))).toThrow();
    }
  });
});
