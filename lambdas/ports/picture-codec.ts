import { KaoJaiError } from '../domain/errors.ts';
import type { Pixels } from '../domain/pixels.ts';

/** Reads and writes pictures. */
export interface PictureCodec {
  /**
   * Decodes a JPEG, PNG, GIF (its first picture) or WebP and makes it so large, as it lies in the file.
   * @throws UndecodablePicture
   */
  decode(picture: Buffer, sides: { readonly width: number; readonly height: number }): Pixels;
  toJpeg(pixels: Pixels): Buffer;
}

/** A file that calls itself a picture and is none, or one that is not to be decoded. `code` says why. */
export class UndecodablePicture extends KaoJaiError {
  constructor(code: 'no_size' | 'too_many_pixels' | 'not_decodable', cause?: unknown) {
    super(code, 'refuse', 'no thumbnail can be made of the picture', [], cause);
  }
}
