import { encodePng } from '../../lambdas/domain/png.ts';

const SIDE = 400;

/** A picture that nobody has seen before: a PNG of one colour, with a mark of its own. */
export function newPicture(mark: number): Buffer {
  const line = Buffer.alloc(SIDE * 3, mark % 256);
  line.writeUInt32BE(mark % 0xffff_ffff, 0);
  return encodePng(
    Array.from({ length: SIDE }, () => line),
    3,
  );
}
