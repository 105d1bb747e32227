import { pictureSize } from '../../../../../lambdas/connectors/lazada/messaging/picture-size.ts';
import { jpeg, png } from './kit.ts';

describe('the size of a picture', () => {
  it('of a PNG', () => expect(pictureSize(png(5_000, 1))).toEqual({ width: 5_000, height: 1 }));

  it('of a JPEG', () => expect(pictureSize(jpeg(640, 480))).toEqual({ width: 640, height: 480 }));

  it.each([1, 2, 3, 4, 0, 9])('as it lies, at orientation %d', (orientation) => {
    expect(pictureSize(jpeg(640, 480, orientation))).toEqual({ width: 640, height: 480 });
  });

  it.each([5, 6, 7, 8])('as it is shown, at orientation %d', (orientation) => {
    expect(pictureSize(jpeg(640, 480, orientation, 'MM'))).toEqual({ width: 480, height: 640 });
    expect(pictureSize(jpeg(640, 480, orientation, 'II'))).toEqual({ width: 480, height: 640 });
  });

  it('is not there without a side, or of other files', () => {
    for (const bytes of [png(0, 9), png(9, 0), jpeg(0, 0), Buffer.from('GIF89a'), Buffer.alloc(0)])
      expect(pictureSize(bytes)).toBeNull();
  });

  it('is not read out of the picture itself', () => {
    expect(pictureSize(Buffer.from('ffd800c000110800090009030000', 'hex'))).toBeNull();
    const scan = Buffer.from('ffd8ffda0002', 'hex');
    expect(pictureSize(Buffer.concat([scan, jpeg(9, 9).subarray(2)]))).toBeNull();
  });

  it('F18: ends wherever the file is cut, and whatever its segments say', () => {
    for (const whole of [png(64, 64), jpeg(64, 64, 6, 'II'), jpeg(64, 64, 6, 'MM')])
      for (let length = 0; length < whole.length; length++)
        expect(() => pictureSize(whole.subarray(0, length))).not.toThrow();
    for (const hex of [
      'ffd8ffe00000',
      'ffd8ffe0ffff',
      'ffd8ffff',
      'ffd8ffd0',
      'ffd8ffe100104578696600004949',
    ])
      expect(pictureSize(Buffer.concat([Buffer.from(hex, 'hex'), Buffer.alloc(40, 0xff)]))).toBeNull();
  });
});
