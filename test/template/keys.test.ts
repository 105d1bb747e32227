import { FOR } from './support/rights.ts';
import { statementsOf } from './support/statements.ts';
import { synthesise } from './support/synthesise.ts';

const statements = statementsOf(synthesise('production'));
const identity = statements.filter(({ kind }) => kind === 'identity');

describe('S10: keys', () => {
  const uses = identity.filter(({ actions }) => actions.some((action) => action.startsWith('kms:')));
  const policyOf = (key: string) => statements.filter(({ kind, owner }) => kind === 'key' && owner === key);

  test('no role uses a key without a service or a purpose in the condition', () => {
    for (const { condition } of uses) {
      expect(condition).toMatch(/^StringEquals kms:(ViaService|EncryptionContext:purpose) [\w.|-]+$/);
    }
  });

  test.each(['DataKey', 'SubjectKey', 'TokenKey'])('the policy of %s lets nobody use it freely', (key) => {
    for (const { sid, actions, condition } of policyOf(key)) {
      expect(actions.filter((action) => action.includes('*'))).toEqual([]);
      const cryptographic = actions.filter((action) =>
        /:(Decrypt|Encrypt|Generate|ReEncrypt|CreateGrant)/.test(action),
      );
      if (sid === 'Administer') expect(cryptographic).toEqual([]);
      else expect(condition).not.toBe('');
    }
  });

  test('the key policies name the contexts', () => {
    const conditions = Object.fromEntries(
      ['DataKey', 'SubjectKey', 'TokenKey']
        .flatMap(policyOf)
        .map(({ owner, sid, condition }) => [`${owner} ${sid}`, condition]),
    );
    expect(conditions).toMatchObject({
      'DataKey Transit': FOR('transit'),
      'DataKey Logs':
        'ArnLike kms:EncryptionContext:aws:logs:arn arn:AWS::Partition:logs:ap-southeast-1:AWS::AccountId:log-group:*',
      'SubjectKey Content': FOR('content'),
    });
  });

  test('no service stores anything under the token key', () => {
    expect(policyOf('TokenKey').map(({ sid }) => sid)).toEqual([
      'Administer',
      'Seal',
      'OpenWebhookSecrets',
      'OpenPlatformTokens',
    ]);
  });
});
