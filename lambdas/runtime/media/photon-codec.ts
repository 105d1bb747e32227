import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { compileFunction } from 'node:vm';
import type { Pixels } from '../../domain/pixels.ts';
import { type PictureCodec, UndecodablePicture } from '../../ports/picture-codec.ts';

type Photon = typeof import('@silvia-odwyer/photon-node');

const PACKAGE = '@silvia-odwyer/photon-node';
/** Of `SamplingFilter`: triangle, which is smooth enough for so small a picture. */
const TRIANGLE = 2;
const JPEG_QUALITY = 80;
/** WebAssembly gives no memory back: a copy that grew beyond this is left to the garbage collector. Bytes. */
const KEEP_BYTES = 256 * 1_024 * 1_024;

/**
 * Pictures by Photon, which is Rust's `image` as WebAssembly. A file that it cannot decode ends it in the middle of its work ("unreachable"), with
 * its stack and what it had in memory lost: measured, it decodes nothing any more after some 4,000 such files. So the next picture gets a fresh copy of it, in
 * some five milliseconds.
 */
export class PhotonCodec implements PictureCodec {
  #photon: Photon | null = null;

  decode(picture: Buffer, { width, height }: { readonly width: number; readonly height: number }): Pixels {
    return this.#use((photon) => {
      const whole = photon.PhotonImage.new_from_byteslice(picture);
      const small = photon.resize(whole, width, height, TRIANGLE);
      whole.free();
      const rgba = small.get_raw_pixels();
      small.free();
      return { width, height, rgba };
    });
  }

  toJpeg({ rgba, width, height }: Pixels): Buffer {
    return this.#use((photon) => {
      const picture = new photon.PhotonImage(rgba, width, height);
      const jpeg = Buffer.from(picture.get_bytes_jpeg(JPEG_QUALITY));
      picture.free();
      return jpeg;
    });
  }

  /** @throws UndecodablePicture when it comes to its end */
  #use<T>(work: (photon: Photon) => T): T {
    const photon = this.#photon ?? freshPhoton();
    // Not kept before it has come through.
    this.#photon = null;
    let result: T;
    try {
      result = work(photon);
    } catch (error) {
      throw new UndecodablePicture('not_decodable', error);
    }
    if (memoryOf(photon) <= KEEP_BYTES) this.#photon = photon;
    return result;
  }
}

function memoryOf(photon: Photon): number {
  const { __wasm } = photon as Photon & {
    readonly __wasm: { readonly memory: { readonly buffer: ArrayBuffer } };
  };
  return __wasm.memory.buffer.byteLength;
}

/**
 * A copy of the package with a memory of its own: what `require` does, without remembering. The package lies beside the bundle as it was published
 * (see `local/cloud/bundle.ts`), for its WebAssembly is a file that it looks for there. Bundles and tests are CommonJS: there is a `__filename`.
 */
function freshPhoton(): Photon {
  const require = createRequire(__filename);
  const file = require.resolve(PACKAGE);
  const module = { exports: {} };
  const load = compileFunction(readFileSync(file, 'utf8'), ['module', 'exports', 'require', '__dirname'], {
    filename: file,
  });
  load(module, module.exports, require, path.dirname(file));
  return module.exports as Photon;
}
