import { fromCompact, toCompact } from '../../../lambdas/domain/compact.ts';
import { samplesOf } from '../../support/samples.ts';

describe('compact values', () => {
  it.each([
    [null],
    ['ok'],
    [{}],
    [{ text: 'half \ud800 and \udc00 pairs, \u0000, \ufffe, \ufeff, น้ำ' }],
    [{ text: 'x'.repeat(100_000) }],
    [[1, 2.5, 'ก'.repeat(200), { a: [] }]],
  ])('F17: come back as they were: %j', (value) => {
    expect(fromCompact(toCompact(value))).toEqual(value);
  });

  it('are never longer than the JSON by more than the byte that tells the form', () => {
    for (const [, sample] of samplesOf('facebook')) {
      for (const item of sample.items) {
        const json = Buffer.byteLength(JSON.stringify(item));
        expect(toCompact(item).length).toBeLessThanOrEqual(json + 1);
      }
    }
  });

  it('of an unknown form are refused', () => {
    expect(() => fromCompact(Buffer.from([9, 1, 2]))).toThrow('unknown form');
  });
});
