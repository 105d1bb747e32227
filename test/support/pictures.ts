import type { Pixels } from '../../lambdas/domain/pixels.ts';
import { encodePng } from '../../lambdas/domain/png.ts';
import { PhotonCodec } from '../../lambdas/runtime/media/photon-codec.ts';

/** Pixels of one colour, but for the upper left quarter. */
export function marked(width: number, height: number): Pixels {
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let i = 0; i < width * height; i++) {
    const inMark = i % width < width / 2 && i / width < height / 2;
    rgba.set(inMark ? [200, 0, 0] : [0, 0, 200], i * 4);
  }
  return { width, height, rgba };
}

/** A JPEG with a red quarter in its upper left. @param orientation as EXIF says it; absent: without EXIF */
export function jpegOf(width: number, height: number, orientation?: number): Buffer {
  const jpeg = new PhotonCodec().toJpeg(marked(width, height));
  return orientation === undefined
    ? jpeg
    : Buffer.concat([jpeg.subarray(0, 2), exif(orientation), jpeg.subarray(2)]);
}

/** A PNG of one grey. */
export function pngOf(width: number, height: number): Buffer {
  return encodePng(
    Array.from({ length: height }, () => Buffer.alloc(width * 3, 120)),
    3,
  );
}

/** A PNG whose head says that it is larger than it is. */
export function pngThatSays(width: number, height: number): Buffer {
  const png = Buffer.from(pngOf(4, 4));
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(height, 20);
  return png;
}

/** Invented by hand: one transparent pixel each. */
export const TINY = {
  gif: Buffer.from('R0lGODlhAQABAIAAAP///wAAACH5BAEAAAAALAAAAAABAAEAAAICRAEAOw==', 'base64'),
  webp: Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64'),
  lossless: Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64'),
} as const;

/** An APP1 segment with nothing but an orientation, in the order of bytes of many cameras. */
function exif(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM');
  tiff.writeUInt16BE(42, 2);
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(0x0112, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  const content = Buffer.concat([Buffer.from('Exif\0\0'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, content.length + 2]);
  return Buffer.concat([head, content]);
}
