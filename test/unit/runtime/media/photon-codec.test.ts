import fs from 'node:fs';
import { PhotonCodec } from '../../../../lambdas/runtime/media/photon-codec.ts';
import { jpegOf, pngOf, pngThatSays, TINY } from '../../../support/pictures.ts';

const SIDES = { width: 4, height: 3 };
const broken = (picture: Buffer) => picture.subarray(0, picture.length / 2);

/** How often the package is read from now on. */
function copies(): () => number {
  const read = jest.spyOn(fs, 'readFileSync');
  return () => read.mock.calls.filter(([file]) => /photon_rs\.js$/.test(String(file))).length;
}

afterEach(() => jest.restoreAllMocks());

describe('the picture codec', () => {
  it.each([
    ['JPEG', jpegOf(40, 30)],
    ['PNG', pngOf(40, 30)],
    ['GIF', TINY.gif],
    ['WebP', TINY.webp],
    ['lossless WebP', TINY.lossless],
  ])('decodes a %s', (_, picture) => {
    expect(new PhotonCodec().decode(picture, SIDES)).toMatchObject({
      ...SIDES,
      rgba: expect.objectContaining({ length: 48 }),
    });
  });

  it('writes a JPEG that it reads again', () => {
    const codec = new PhotonCodec();
    const { rgba } = codec.decode(jpegOf(64, 48), { width: 8, height: 6 });
    const near = (at: number, colour: number[]) =>
      colour.every((value, i) => Math.abs((rgba[at * 4 + i] ?? 0) - value) < 30);
    expect(near(0, [200, 0, 0])).toBe(true);
    expect(near(7, [0, 0, 200])).toBe(true);
  });

  it('keeps its copy of Photon until that could not decode something: some four thousand such ends are the end of it', () => {
    const codec = new PhotonCodec();
    const [good, bad] = [pngOf(8, 6), Buffer.from('no picture at all')];
    const read = copies();
    for (const picture of [good, good]) codec.decode(picture, SIDES);
    expect(read()).toBe(1);
    expect(() => codec.decode(bad, SIDES)).toThrow();
    codec.decode(good, SIDES);
    expect(read()).toBe(2);
  });

  it.each([
    ['text', Buffer.from('no picture at all')],
    ['nothing', Buffer.alloc(0)],
    ['half a JPEG', broken(jpegOf(400, 300))],
    ['half a PNG', broken(pngOf(400, 300))],
    ['a PNG that says that it is large', pngThatSays(30_000, 30_000)],
  ])('refuses %s, and decodes the next one, any number of times', (_, picture) => {
    const codec = new PhotonCodec();
    for (let i = 0; i < 30; i++) {
      expect(() => codec.decode(picture, SIDES)).toThrow(expect.objectContaining({ code: 'not_decodable' }));
      expect(codec.decode(pngOf(8, 6), SIDES).rgba[0]).toBe(120);
    }
  });
});
