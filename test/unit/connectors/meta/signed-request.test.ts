import { createHmac } from 'node:crypto';
import { readSignedRequest } from '../../../../lambdas/connectors/shared/meta/signed-request.ts';
import { InvalidInput } from '../../../../lambdas/domain/errors.ts';
import { SecretText } from '../../../../lambdas/domain/secret-text.ts';
import { signedRequest } from '../../../../local/sandbox/meta/index.ts';

const APP_SECRET = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
const IG_SECRET = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const APP = { ref: 'app/meta', secret: new SecretText(APP_SECRET) };
const IG = { ref: 'app/instagram', secret: new SecretText(IG_SECRET) };
const NOW = 1_791_162_764_000;

const PAYLOAD =
  'eyJ1c2VyX2lkIjoiMTAxNTgwMDAwMDAwMDAzMjEiLCJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsImlzc3VlZF9hdCI6MTc5MTE2MjAwMH0';
const S1 = `BHiFkfnu-6t8PSC0smh9hin0xbAUXYh7K0IeluphVKo.${PAYLOAD}`;
const S2 = `RTisE8Ri0DT5fZ0JTE5s9EppiIGWZ76fPsHVR3CfEkc.${PAYLOAD}`;
const S3 =
  'PScOsfp8_stvLJgehzszrsRwxsvdXct-plWvtOTW-gk.eyJ1c2VyX2lkIjoiMTAxNTgwMDAwMDAwMDAzMjEiLCJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsImlzc3VlZF9hdCI6MTI5MTgzNjgwMCwiZXhwaXJlcyI6MTI5MTg0MDQwMH0';
const S4 =
  'BHiFkfnu-6t8PSC0smh9hin0xbAUXYh7K0IeluphVKo.eyJ1c2VyX2lkIjoiMTAxNTgwMDAwMDAwMDAzMjEiLCJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsImlzc3VlZF9hdCI6MTc5MTE2M';
const S6 =
  'JblL9GF1jr12poYaav7_ROE_-a0x071bmg7eaTO13Co.eyJ1c2VyX2lkIjoiMTAxNTgwMDAwMDAwMDAzMjEiLCJhbGdvcml0aG0iOiJOT05FIiwiaXNzdWVkX2F0IjoxNzkxMTYyMDAwfQ';
const S7 =
  'yxYPAoB_aCGvVsW8lEPLnpMEL3Ae_v98sgobm-PNszM.eyJ1c2VyX2lkIjoiMjYwMDAwMDAwMDAwMDA1NTUiLCJhbGdvcml0aG0iOiJITUFDLVNIQTI1NiIsImlzc3VlZF9hdCI6MTc5MTE2MjAwMH0';
const S8 = `BHiFkfnu-6t8PSC0smh9hin0xbAUXYh7K0IeluphVKo=.${PAYLOAD}`;

const read = (text: string, secrets = [APP], now = NOW) => readSignedRequest(text, secrets, now);
const reasonOf = (text: string, secrets = [APP]): readonly string[] => {
  try {
    read(text, secrets);
  } catch (error) {
    if (error instanceof InvalidInput) return error.details;
    throw error;
  }
  return ['accepted'];
};
/** Signed like Meta's. */
const sign = (payload: object) => signedRequest(APP_SECRET, payload);
const GOOD = { user_id: '10158000000000321', algorithm: 'HMAC-SHA256', issued_at: 1_791_162_000 };

describe('S21: signed_request, the published vectors', () => {
  it.each([
    ['S1', S1],
    ['S8, a padded signature', S8],
  ])('%s is accepted', (_, text) => {
    expect(read(text)).toEqual({
      ref: 'app/meta',
      userId: '10158000000000321',
      issuedAt: 1_791_162_000_000,
      expiresAt: null,
    });
  });

  it('S7 is accepted with the secret of the Instagram app, whichever is tried first', () => {
    const facts = { ref: 'app/instagram', userId: '26000000000000555' };
    expect(read(S7, [IG])).toMatchObject(facts);
    expect(read(S7, [APP, IG])).toMatchObject(facts);
    expect(read(S7, [IG, APP])).toMatchObject(facts);
  });

  it.each([
    ['S2, signed with another secret', S2, 'its signature is wrong'],
    ['S3, expired', S3, 'it is expired'],
    ['S4, cut off', S4, 'its signature is wrong'],
    ['S5, one part', PAYLOAD, 'it is malformed'],
    ['S6, another algorithm', S6, 'its algorithm is not HMAC-SHA256'],
    ['S7 with the secret of the Meta app', S7, 'its signature is wrong'],
  ])('%s is refused', (_, text, reason) => {
    expect(reasonOf(text)).toEqual([reason]);
  });
});

describe('signed_request besides the vectors', () => {
  it('is written by the sandbox as Meta writes it', () => {
    expect(sign(GOOD)).toBe(S1);
  });

  it.each([
    ['empty', ''],
    ['a third part', `${S1}.x`],
    ['no signature', `.${PAYLOAD}`],
    ['no payload', 'BHiFkfnu-6t8PSC0smh9hin0xbAUXYh7K0IeluphVKo.'],
    ['another alphabet', S1.replace('-', '+')],
    ['longer than 8 KiB', `${S1}${'A'.repeat(8_192)}`],
  ])('%s is refused as malformed', (_, text) => {
    expect(reasonOf(text)).toEqual(['it is malformed']);
  });

  it('is refused by nobody’s secret and by a shorter MAC', () => {
    expect(reasonOf(S1, [])).toEqual(['its signature is wrong']);
    expect(reasonOf(`${S1.slice(0, 20)}.${PAYLOAD}`)).toEqual(['its signature is wrong']);
  });

  it.each([
    [{ ...GOOD, user_id: '' }, 'it has no user_id'],
    [{ ...GOOD, user_id: 'abc' }, 'it has no user_id'],
    [{ ...GOOD, user_id: undefined }, 'it has no user_id'],
    [{ ...GOOD, issued_at: undefined }, 'it has no issued_at'],
    [{ ...GOOD, algorithm: undefined }, 'its algorithm is not HMAC-SHA256'],
    [{ ...GOOD, issued_at: 1_791_163_065 }, 'it is from the future'],
    [{ ...GOOD, expires: 1_791_162_764 }, 'it is expired'],
  ])('%j: %s', (payload, reason) => {
    expect(reasonOf(sign(payload))).toEqual([reason]);
  });

  it('takes an old one, one a little ahead, one without end, and the algorithm in lower case', () => {
    expect(read(sign({ ...GOOD, issued_at: 1_291_836_800 })).issuedAt).toBe(1_291_836_800_000);
    expect(read(sign({ ...GOOD, issued_at: 1_791_163_064 })).userId).toBe(GOOD.user_id);
    expect(read(sign({ ...GOOD, expires: 0 })).expiresAt).toBeNull();
    expect(read(sign({ ...GOOD, expires: 1_791_162_765 })).expiresAt).toBe(1_791_162_765_000);
    expect(read(sign({ ...GOOD, algorithm: 'hmac-sha256' })).userId).toBe(GOOD.user_id);
  });

  it('F16: takes the digits of a number above 2^53 from the text', () => {
    const payload = `{"user_id":10158000000000000321,"algorithm":"HMAC-SHA256","issued_at":1791162000}`;
    const encoded = Buffer.from(payload).toString('base64url');
    const signature = createHmac('sha256', APP_SECRET).update(encoded).digest('base64url');
    expect(read(`${signature}.${encoded}`).userId).toBe('10158000000000000321');
  });

  it('is never repeated in the error', () => {
    for (const text of [S2, S3, S4, S6]) expect(reasonOf(text).join()).not.toMatch(/eyJ|10158/);
    expect(() => read(S2)).not.toThrow(/eyJ/);
  });
});
