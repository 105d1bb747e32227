import fc from 'fast-check';
import { pictureHead } from '../../../lambdas/domain/picture-head.ts';
import { jpegOf, pngOf, pngThatSays, TINY } from '../../support/pictures.ts';

/** A WebP with chunks of these names and contents. */
function webp(...chunks: readonly (readonly [string, Buffer])[]): Buffer {
  const bodies = chunks.map(([name, data]) => {
    const head = Buffer.alloc(8);
    head.write(name);
    head.writeUInt32LE(data.length, 4);
    return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
  });
  return Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP'), ...bodies]);
}
function extended(width: number, height: number): Buffer {
  const data = Buffer.alloc(10);
  data.writeUIntLE(width - 1, 4, 3);
  data.writeUIntLE(height - 1, 7, 3);
  return data;
}
function gifOf(screen: number, first: number, extension = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(13);
  head.write('GIF89a');
  head.writeUInt16LE(screen, 6);
  head.writeUInt16LE(screen, 8);
  head[10] = 0x80;
  const picture = Buffer.alloc(10);
  picture[0] = 0x2c;
  picture.writeUInt16LE(first, 5);
  picture.writeUInt16LE(first, 7);
  return Buffer.concat([head, Buffer.alloc(6), extension, picture]);
}

describe('the head of a picture', () => {
  it.each([
    ['a JPEG', jpegOf(60, 40), { width: 60, height: 40, orientation: 1 }],
    ['a JPEG that lies on its side', jpegOf(60, 40, 6), { width: 60, height: 40, orientation: 6 }],
    ['a PNG', pngOf(7, 5), { width: 7, height: 5, orientation: 1 }],
    ['a GIF', TINY.gif, { width: 1, height: 1, orientation: 1 }],
    ['a WebP', TINY.webp, { width: 1, height: 1, orientation: 1 }],
    ['a lossless WebP', TINY.lossless, { width: 1, height: 1, orientation: 1 }],
    ['an extended WebP', webp(['VP8X', extended(300, 200)]), { width: 300, height: 200, orientation: 1 }],
  ])('says how large it is: %s', (_, bytes, head) => {
    expect(pictureHead(bytes)).toEqual(head);
  });

  it.each([
    ['a GIF whose first picture is larger than its screen', gifOf(9, 60_000), 60_000],
    ['the same behind an extension', gifOf(9, 60_000, Buffer.from([0x21, 0xf9, 4, 0, 0, 0, 0, 0])), 60_000],
    [
      'a WebP whose frame is larger than its canvas',
      webp(
        ['VP8X', extended(9, 9)],
        ['ICCP', Buffer.alloc(3)],
        ['VP8L', Buffer.from('2fffffffff0000000000', 'hex')],
      ),
      16_384,
    ],
    [
      'a JPEG with a second, larger frame',
      Buffer.concat([
        jpegOf(8, 8).subarray(0, 2),
        Buffer.from('ffc000110800080008030122000211010311 01'.replace(' ', ''), 'hex'),
        Buffer.from('ffc2001108ea60ea6003012200021101031101', 'hex'),
      ]),
      60_000,
    ],
  ])('counts the largest: %s', (_, bytes, side) => {
    expect(pictureHead(bytes)).toMatchObject({ width: side, height: side });
  });

  it('tells a bomb by its head alone', () => {
    expect(pictureHead(pngThatSays(60_000, 60_000))).toMatchObject({ width: 60_000, height: 60_000 });
  });

  it('takes an orientation only from 1 to 8', () => {
    expect(pictureHead(jpegOf(8, 8, 9))?.orientation).toBe(1);
    expect(pictureHead(jpegOf(8, 8, 0))?.orientation).toBe(1);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('no picture')],
    ['a film', Buffer.from('00000020667479706d703432', 'hex')],
    ['a JPEG without a frame', Buffer.from('ffd8ffe0000400 00ffda0008'.replace(' ', ''), 'hex')],
    ['a PNG that is cut off', pngOf(4, 4).subarray(0, 20)],
    ['no pixels', pngThatSays(0, 9)],
  ])('says nothing: %s', (_, bytes) => {
    expect(pictureHead(bytes)).toBeNull();
  });

  it('comes to an end, whatever the bytes are', () => {
    const starts = [jpegOf(8, 8, 6), pngOf(4, 4), TINY.gif, TINY.webp, webp(['VP8X', extended(9, 9)])];
    const bytes = fc.tuple(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 60 }), fc.nat(60));
    fc.assert(
      fc.property(bytes, ([start, noise, keep]) => {
        const head = pictureHead(Buffer.concat([start.subarray(0, keep), noise]));
        expect(head === null || head.width * head.height > 0).toBe(true);
      }),
      { seed: 1, numRuns: 2_000 },
    );
  });
});
