import { inflateSync } from 'node:zlib';
import { fileTypeOf } from '../../../lambdas/domain/file-type.ts';
import { standInPicture, standInSize } from '../../../lambdas/domain/stand-in-picture.ts';

/** The samples of a PNG of ours, line by line. */
function linesOf(png: Buffer): Buffer[] {
  const width = png.readUInt32BE(16);
  const data = png.indexOf('IDAT');
  const pixels = inflateSync(png.subarray(data + 4, data + 4 + png.readUInt32BE(data - 4)));
  const lines: Buffer[] = [];
  for (let at = 0; at < pixels.length; at += width + 1) lines.push(pixels.subarray(at + 1, at + 1 + width));
  return lines;
}

describe('a picture that stands for something', () => {
  it.each([
    [
      { width: 1_920, height: 1_080 },
      { width: 480, height: 270 },
    ],
    [
      { width: 1_080, height: 1_920 },
      { width: 270, height: 480 },
    ],
    [
      { width: 16, height: 9 },
      { width: 480, height: 270 },
    ],
    [
      { width: 65_535, height: 1 },
      { width: 480, height: 1 },
    ],
  ])('has the shape of %j', (size, same) => {
    expect(standInSize(size)).toEqual(same);
    const png = standInPicture(same, 'video');
    expect(fileTypeOf(png)).toBe('image/png');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([same.width, same.height]);
    expect(linesOf(png)).toHaveLength(same.height);
    expect(png.length).toBeLessThan(10_000);
  });

  it('shows a sign in the middle of a film, and none on a picture', () => {
    const size = { width: 480, height: 270 };
    const tones = (kind: 'image' | 'video') =>
      new Set(linesOf(standInPicture(size, kind)).flatMap((l) => [...l]));
    expect(tones('video').size).toBe(2);
    expect(tones('image').size).toBe(1);
    const [middle, top] = [
      linesOf(standInPicture(size, 'video'))[135],
      linesOf(standInPicture(size, 'video'))[0],
    ];
    expect(new Set(middle).size).toBe(2);
    expect(new Set(top).size).toBe(1);
  });
});
