import {
  PURPOSE_NAMES,
  Purpose,
  PurposeRefused,
  purposeOf,
  REFUSED_PURPOSES,
} from '../../../lambdas/domain/purpose.ts';

describe('purposes', () => {
  it.each(Object.keys(PURPOSE_NAMES))('%s is one', (name) => {
    expect(purposeOf(name).name).toBe(name);
    expect(Purpose.isPurpose(purposeOf(name))).toBe(true);
  });

  it.each([...REFUSED_PURPOSES])('CPD-5, CPD-6, CPD-7: %s is refused by name', (name) => {
    expect(() => purposeOf(name)).toThrow(PurposeRefused);
    expect(() => purposeOf(name)).toThrow(expect.objectContaining({ code: 'purpose_refused', named: name }));
    expect(Object.keys(PURPOSE_NAMES)).not.toContain(name);
    expect(Object.values(Purpose).map((purpose) => String(purpose))).not.toContain(name);
  });

  it.each(['', 'Inbox', 'toString', '__proto__', 'inbox,support', ' inbox'])('%j is none', (text) => {
    expect(() => purposeOf(text)).toThrow(expect.objectContaining({ named: null }));
  });

  it('cannot be made by anybody else', () => {
    // @ts-expect-error the constructor is private
    expect(() => new Purpose('sale')).toThrow(PurposeRefused);
    expect(Purpose.isPurpose({ name: 'inbox' })).toBe(false);
    expect(Purpose.isPurpose('inbox')).toBe(false);
    expect(Purpose.isPurpose(Object.create(Purpose.prototype))).toBe(false);
    // @ts-expect-error a word is no purpose
    const word: Purpose = 'inbox';
    expect(Purpose.isPurpose(word)).toBe(false);
  });
});
