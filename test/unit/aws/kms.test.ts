import { type EncryptionContext, Kms } from '../../../lambdas/aws/kms.ts';
import { FakeAws } from '../../support/fake-aws.ts';

const context: EncryptionContext = {
  workspace: 'ws_1',
  connection: 'c_1',
  platform: 'line',
  purpose: 'webhook',
};
const plain = Buffer.from('ความลับ \u0000\uffff');

const others: [string, EncryptionContext][] = [
  ['another workspace', { ...context, workspace: 'ws_2' }],
  ['another connection', { ...context, connection: 'c_2' }],
  ['another platform', { ...context, platform: 'shopee' }],
  ['another purpose', { ...context, purpose: 'access_token' }],
  ['the purpose of other secrets of the connection', { ...context, purpose: 'facts' }],
  ['no connection', { workspace: 'ws_1', platform: 'line', purpose: 'webhook' }],
];

describe('KMS', () => {
  it('gives back what it sealed, byte for byte', async () => {
    const kms = new Kms(new FakeAws().caller);
    const sealed = await kms.encrypt('key', plain, context);
    expect(await kms.decrypt('key', sealed, context)).toEqual(plain);
    expect(sealed.includes(plain)).toBe(false);
  });

  it.each(others)('S10: opens nothing for %s', async (_name, other) => {
    const kms = new Kms(new FakeAws().caller);
    const sealed = await kms.encrypt('key', plain, context);
    const refused = { type: 'InvalidCiphertextException' };
    await expect(kms.decrypt('key', sealed, other)).rejects.toMatchObject(refused);
    await expect(kms.decrypt('another key', sealed, context)).rejects.toMatchObject(refused);
  });

  it.each(others)('S10: unwraps no data key for %s', async (_name, other) => {
    const kms = new Kms(new FakeAws().caller);
    const { plain: key, wrapped } = await kms.dataKey('key', 64, context);
    expect(key).toHaveLength(64);
    expect(await kms.decrypt('key', wrapped, context)).toEqual(key);
    await expect(kms.decrypt('key', wrapped, other)).rejects.toMatchObject({
      type: 'InvalidCiphertextException',
    });
  });
});
