import { pictureHead } from '../../domain/picture-head.ts';
import { onWhite, upright } from '../../domain/pixels.ts';
import { MAX_PIXELS, thumbnailSides } from '../../domain/thumbnail.ts';
import { type PictureCodec, UndecodablePicture } from '../../ports/picture-codec.ts';

/**
 * The thumbnail of a picture: small, upright, a JPEG, without anything else that the file held (place and time of day, the camera's number).
 * @throws UndecodablePicture; one that is too large is not begun
 */
export function shrinkPicture(codec: PictureCodec, picture: Buffer): Buffer {
  const head = pictureHead(picture);
  if (head === null) throw new UndecodablePicture('no_size');
  if (head.width * head.height > MAX_PIXELS) throw new UndecodablePicture('too_many_pixels');
  const small = codec.decode(picture, thumbnailSides(head));
  return codec.toJpeg(onWhite(upright(small, head.orientation)));
}
