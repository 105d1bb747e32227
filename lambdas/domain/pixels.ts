/** A picture that was decoded: four bytes for each pixel, red, green, blue and how opaque it is, line by line. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

const MIRRORED_ACROSS: ReadonlySet<number> = new Set([2, 3, 7, 8]);
const MIRRORED_DOWN: ReadonlySet<number> = new Set([3, 4, 6, 7]);
const SIDES_CHANGED = 5;

/** The picture as it is to be looked at: cameras lay it down as the chip was held. @param orientation of EXIF, 1 to 8 */
export function upright(pixels: Pixels, orientation: number): Pixels {
  if (orientation <= 1 || orientation > 8) return pixels;
  const { width: across, height: down } = pixels;
  const from = new Uint32Array(pixels.rgba.slice().buffer);
  const turned = orientation >= SIDES_CHANGED;
  const [width, height] = turned ? [down, across] : [across, down];
  const to = new Uint32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [a, b] = turned ? [y, x] : [x, y];
      const column = MIRRORED_ACROSS.has(orientation) ? across - 1 - a : a;
      const line = MIRRORED_DOWN.has(orientation) ? down - 1 - b : b;
      to[y * width + x] = from[line * across + column] ?? 0;
    }
  }
  return { width, height, rgba: new Uint8Array(to.buffer) };
}

/** The picture on white paper: a JPEG has nothing to see through, and what cannot be seen is often black. */
export function onWhite({ width, height, rgba }: Pixels): Pixels {
  const paper = new Uint8Array(rgba.length).fill(255);
  for (let i = 0; i < rgba.length; i += 4) {
    const opaque = (rgba[i + 3] ?? 255) / 255;
    for (let c = i; c < i + 3; c++) paper[c] = Math.round((rgba[c] ?? 0) * opaque + 255 * (1 - opaque));
  }
  return { width, height, rgba: paper };
}
