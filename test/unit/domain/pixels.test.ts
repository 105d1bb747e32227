import { onWhite, type Pixels, upright } from '../../../lambdas/domain/pixels.ts';

/** Two wide, three high, its pixels numbered. */
const SAMPLE: Pixels = {
  width: 2,
  height: 3,
  rgba: Uint8Array.from([1, 2, 3, 4, 5, 6].flatMap((n) => [n, n, n, 255])),
};
const lines = ({ width, height, rgba }: Pixels) =>
  Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => rgba[(y * width + x) * 4]).join(''),
  );

describe('a picture, upright', () => {
  // What a viewer does with each: https://www.cipa.jp/std/documents/e/DC-008-2012_E.pdf, 4.6.4.
  it.each([
    [1, ['12', '34', '56']],
    [2, ['21', '43', '65']],
    [3, ['65', '43', '21']],
    [4, ['56', '34', '12']],
    [5, ['135', '246']],
    [6, ['531', '642']],
    [7, ['642', '531']],
    [8, ['246', '135']],
    [9, ['12', '34', '56']],
  ])('orientation %i', (orientation, expected) => {
    expect(lines(upright(SAMPLE, orientation))).toEqual(expected);
  });
});

describe('a picture on white paper', () => {
  it('is white where it cannot be seen, and as it is where it can', () => {
    const rgba = Uint8Array.from([10, 20, 30, 255, 10, 20, 30, 0, 0, 0, 0, 51]);
    expect([...onWhite({ width: 3, height: 1, rgba }).rgba]).toEqual([
      ...[10, 20, 30, 255],
      ...[255, 255, 255, 255],
      ...[204, 204, 204, 255],
    ]);
  });
});
