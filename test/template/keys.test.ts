import { FOR, ONLY } from './support/rights.ts';
import { statementsOf } from './support/statements.ts';
import { synthesise } from './support/synthesise.ts';

const statements = statementsOf(synthesise('production'));
const identity = statements.filter(({ kind }) => kind === 'identity');

const KEYS = ['DataKey', 'SubjectKey', 'TokenKey', 'CertificateKey', 'BackupsKey', 'TrailKey'];

describe('S10: keys', () => {
  const uses = identity.filter(({ actions }) => actions.some((action) => action.startsWith('kms:')));
  const policyOf = (key: string) => statements.filter(({ kind, owner }) => kind === 'key' && owner === key);

  test('no role uses a key without a service or a purpose in the condition', () => {
    for (const { condition, resources } of uses) {
      if (resources.includes('CertificateKey')) continue;
      expect(condition).toMatch(/^StringEquals kms:(ViaService|EncryptionContext:purpose) [\w.|-]+$/);
    }
  });

  test('the eraser alone signs, and only as certificates are', () => {
    const signing = uses.filter(({ resources }) => resources.includes('CertificateKey'));
    expect(signing).toMatchObject([
      {
        owner: 'EraserRoleDefaultPolicy',
        actions: ['kms:Sign'],
        resources: ['CertificateKey'],
        condition: 'StringEquals kms:SigningAlgorithm ECDSA_SHA_256',
      },
    ]);
  });

  test.each(KEYS)('the policy of %s lets nobody use it freely', (key) => {
    expect(policyOf(key).length).toBeGreaterThan(1);
    for (const { sid, actions, condition } of policyOf(key)) {
      expect(actions.filter((action) => action.includes('*'))).toEqual([]);
      const cryptographic = actions.filter((action) =>
        /:(Decrypt|Encrypt|Generate|ReEncrypt|CreateGrant|Sign)/.test(action),
      );
      // Whoever is given a certificate checks it with the public half.
      if (sid === 'Administer' || sid === 'Show') expect(cryptographic).toEqual([]);
      else expect(condition).not.toBe('');
    }
  });

  test('the key policies name the contexts', () => {
    const conditions = Object.fromEntries(
      KEYS.flatMap(policyOf).map(({ owner, sid, condition }) => [`${owner} ${sid}`, condition]),
    );
    expect(conditions).toMatchObject({
      'DataKey Transit': FOR('transit'),
      'DataKey Logs':
        'ArnLike kms:EncryptionContext:aws:logs:arn arn:AWS::Partition:logs:ap-southeast-1:AWS::AccountId:log-group:*',
      'DataKey Forms': FOR('request_form'),
      'SubjectKey Content': FOR('content'),
      'CertificateKey Sign': 'StringEquals kms:SigningAlgorithm ECDSA_SHA_256',
      'TrailKey Trail':
        'StringEquals aws:SourceArn arn:AWS::Partition:cloudtrail:ap-southeast-1:AWS::AccountId:trail/kaojai-production',
    });
  });

  test('no function but the eraser and the retention sweeper changes a salt or the key of a workspace, and none deletes one', () => {
    const changing = identity.filter(
      ({ actions, resources }) =>
        resources.includes('SubjectKeysTable') &&
        actions.some((action) => /:(Update|Delete|BatchWrite)Item$/.test(action)),
    );
    for (const { actions } of changing) {
      expect(actions).toEqual(['dynamodb:UpdateItem']);
    }
    expect(changing.map(({ owner, condition }) => [owner, condition])).toEqual([
      ['EraserRoleDefaultPolicy', ONLY('W#*#S#*|W#*')],
      ['RetentionRetentionSweeperRoleDefaultPolicy', ONLY('W#*#S#*')],
    ]);
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
