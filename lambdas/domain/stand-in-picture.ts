import { encodePng } from './png.ts';

/** Width and height in pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

const LONGEST = 480;
const GROUND = 0x33;
const SIGN = 0xdd;

/** A size of the same shape whose longer side is 480 pixels. */
export function standInSize({ width, height }: PictureSize): PictureSize {
  const scale = LONGEST / Math.max(width, height);
  const side = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: side(width), height: side(height) };
}

/** What stands for a film or a large picture until somebody opens it: a dark area, for a film with a sign to play it. PNG. */
export function standInPicture({ width, height }: PictureSize, kind: 'image' | 'video'): Buffer {
  const half = kind === 'video' ? Math.min(width, height) / 6 : 0;
  const lines = Array.from({ length: height }, (_, y) => {
    const line = Buffer.alloc(width, GROUND);
    const away = Math.abs(y + 0.5 - height / 2);
    // A triangle that points to the right.
    const from = Math.round(width / 2 - half);
    if (away < half) line.fill(SIGN, from, Math.min(width, from + Math.round(2 * (half - away))));
    return line;
  });
  return encodePng(lines, 1);
}
