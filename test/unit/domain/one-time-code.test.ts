import {
  CODE_LIFE_MS,
  codeDigest,
  codeFrom,
  isCode,
  MAX_CODES,
  MAX_TRIES,
  withCode,
  withTry,
} from '../../../lambdas/domain/one-time-code.ts';

const NOON = Date.parse('2026-09-21T12:00:00.000Z');
const DAY = 86_400_000;
const SECRET = Buffer.alloc(32, 7);

describe('a one-time code', () => {
  it('has six digits, zeros in front too', () => {
    expect(codeFrom(Buffer.alloc(6))).toBe('000000');
    expect(codeFrom(Buffer.from([0, 0, 0, 0x0f, 0x42, 0x3f]))).toBe('999999');
    expect(codeFrom(Buffer.from([0, 0, 0, 0x0f, 0x42, 0x40]))).toBe('000000');
  });

  it('is kept as a digest that goes with its request and the secret', () => {
    const digest = codeDigest(SECRET, 'r_1', '123456');
    expect(digest).not.toContain('123456');
    const others = [
      codeDigest(SECRET, 'r_2', '123456'),
      codeDigest(Buffer.alloc(32, 8), 'r_1', '123456'),
      codeDigest(SECRET, 'r_1', '123457'),
    ];
    const record = withCode(null, digest, NOON);
    expect(record && isCode(record, digest)).toBe(true);
    for (const other of others) expect(record && isCode(record, other)).toBe(false);
  });

  it('takes five tries within ten minutes', () => {
    let record = withCode(null, 'd', NOON);
    for (let i = 0; i < MAX_TRIES; i++) {
      expect(record && withTry(record, NOON + CODE_LIFE_MS)).toBeNull();
      record = record && withTry(record, NOON + CODE_LIFE_MS - 1);
    }
    expect(record?.tries).toBe(5);
    expect(record && withTry(record, NOON)).toBeNull();
  });

  it('is made five times a day at most', () => {
    let record = withCode(null, 'd', NOON);
    for (let i = 1; i < MAX_CODES; i++) record = withCode(record, `d${i}`, NOON + i);
    expect(withCode(record, 'more', NOON + DAY - 1)).toBeNull();
    expect(withCode(record, 'more', NOON + DAY)).toMatchObject({ digest: 'more', tries: 0 });
  });
});
