import { soundLength } from '../../../lambdas/domain/sound-length.ts';
import { sampleFile } from '../../../local/tour/sample-files.ts';
import { box, film, mvhd } from '../../support/films.ts';

/** In chunks of a size that meets no border. */
async function* inChunks(content: Buffer, size = 7): AsyncGenerator<Buffer, void> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

const lengthOf = (mimeType: string, content: Buffer) => soundLength(mimeType, inChunks(content));

/** Frames of MPEG 1 layer III, 128 kbit/s, 44.1 kHz: 417 bytes and 1152 samples each. */
function frames(count: number, header = 'fffb9064', bytes = 417): Buffer {
  const frame = Buffer.alloc(bytes);
  Buffer.from(header, 'hex').copy(frame);
  return Buffer.concat(Array.from({ length: count }, () => frame));
}

describe('the length of an M4A', () => {
  it('is what its header says, before or behind the sound', async () => {
    expect(await lengthOf('audio/mp4', sampleFile('audio', 1).bytes)).toBe(998);
    const behind = Buffer.concat([box('ftyp'), box('mdat', Buffer.alloc(500)), film(mvhd(1_000, 8_200))]);
    expect(await lengthOf('audio/mp4', behind)).toBe(8_200);
  });

  it('is read in both versions, and behind a box with a long size', async () => {
    expect(await lengthOf('audio/mp4', film(mvhd(600, 90_000, 1)))).toBe(150_000);
    const long = Buffer.concat([Buffer.from('00000001', 'hex'), Buffer.from('mdat'), Buffer.alloc(12)]);
    long.writeBigUInt64BE(20n, 8);
    expect(await lengthOf('audio/mp4', Buffer.concat([long, film(mvhd(1_000, 5))]))).toBe(5);
  });

  it.each([
    ['a recorder that writes as it goes', film(mvhd(1_000, 0))],
    ['a length of all ones', film(mvhd(1_000, 0xffff_ffff))],
    ['no time scale', film(mvhd(0, 1_000))],
    ['a header that is cut off', film(box('mvhd', Buffer.alloc(10)))],
    ['a file that is cut off', film(mvhd(1_000, 1_000)).subarray(0, 40)],
    ['a box that has no size', Buffer.concat([Buffer.alloc(4), Buffer.from('mdat')])],
    ['a box that claims to be smaller than its header', Buffer.from('000000076d646174', 'hex')],
    ['a header larger than any', Buffer.concat([Buffer.from('7fffffff', 'hex'), Buffer.from('moov')])],
    ['something else', Buffer.from('ID3 and more of it')],
    ['nothing', Buffer.alloc(0)],
  ])('is not known: %s', async (_, content) => {
    expect(await lengthOf('audio/mp4', content)).toBeNull();
  });
});

describe('the length of an MP3', () => {
  it('is the sum of its frames', async () => {
    expect(await lengthOf('audio/mpeg', frames(100))).toBe(2_612);
    // MPEG 2, 64 kbit/s, 22.05 kHz: 576 samples.
    expect(await lengthOf('audio/mpeg', frames(100, 'fff38064', 208))).toBe(2_612);
  });

  it('leaves tags before and behind out, whatever is in them', async () => {
    const before = Buffer.concat([Buffer.from('49443304000000000203', 'hex'), frames(1).subarray(0, 259)]);
    const content = Buffer.concat([before, frames(10), Buffer.from(`TAG${'x'.repeat(125)}`)]);
    expect(await lengthOf('audio/mpeg', content)).toBe(261);
  });

  it.each([
    ['no frame', Buffer.from('this is no sound at all')],
    ['a rate that means nothing', frames(3, 'fffbf064')],
    ['a rate to be guessed', frames(3, 'fffb0064')],
    ['nothing', Buffer.alloc(0)],
  ])('is not known: %s', async (_, content) => {
    expect(await lengthOf('audio/mpeg', content)).toBeNull();
  });
});

it('the length of other types is not known', async () => {
  expect(await lengthOf('audio/ogg', frames(3))).toBeNull();
});

it('reading ends with what was looked for: the stream behind is closed', async () => {
  let closed = false;
  async function* endless(): AsyncGenerator<Buffer, void> {
    try {
      yield film(mvhd(1_000, 7));
      for (;;) yield Buffer.alloc(1);
    } finally {
      closed = true;
    }
  }
  expect(await soundLength('audio/mp4', endless())).toBe(7);
  expect(closed).toBe(true);
});
