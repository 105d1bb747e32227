import { previewOf } from '../../../lambdas/domain/preview.ts';

const text = (value: string) => previewOf('inbound', 'text', value).text ?? '';

describe('previews', () => {
  it('show short texts whole and byte-exact', () => {
    for (const short of ['', ' a ', 'น้ำ', 'e\u0301']) expect(text(short)).toBe(short);
  });

  it('F17: are cut between characters as people see them', () => {
    const family = '👩‍👩‍👧‍👦';
    expect(text(family.repeat(61))).toBe(`${family.repeat(60)}…`);
    const thai = 'ที่';
    const cut = text(thai.repeat(200));
    expect(cut.endsWith('…')).toBe(true);
    expect(thai.repeat(200).startsWith(cut.slice(0, -1))).toBe(true);
    expect((cut.length - 1) % thai.length).toBe(0);
  });

  it('stay small for a character of a thousand marks', () => {
    expect(text(`a${'\u0301'.repeat(5_000)}`).length).toBeLessThan(1_400);
  });

  it('have no text where the entry has none', () => {
    expect(previewOf('outbound', 'sticker', null)).toEqual({
      direction: 'outbound',
      kind: 'sticker',
      text: null,
    });
  });
});
