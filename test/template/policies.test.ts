import { type Statement, statementsOf } from './support/statements.ts';
import { synthesise } from './support/synthesise.ts';

const production = synthesise('production');
const statements = statementsOf(production);
const identity = statements.filter(({ kind }) => kind === 'identity');

/** The services through which a role may use a key, and the contexts that it has to name otherwise. */
const THROUGH = (service: string) => `StringEquals kms:ViaService ${service}.ap-southeast-1.amazonaws.com`;
const FOR = (purpose: string) => `StringEquals kms:EncryptionContext:purpose ${purpose}`;
const ONLY = (partitions: string) =>
  `ForAllValues:StringLike dynamodb:LeadingKeys ${partitions} and Null dynamodb:LeadingKeys false`;

const QUEUE_CONSUMER = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
const READ_AND_WRAP = ['kms:Decrypt', 'kms:GenerateDataKey'];
const STORE = [
  'kms:Decrypt',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
];

/** What each function may do: actions, resource, condition. Its own log streams go without saying. */
const ALLOWED: Readonly<Record<string, readonly [string[], string, string?][]>> = {
  WebhookIngress: [
    [['dynamodb:GetItem', 'dynamodb:Query'], 'ConnectionsTable', ONLY('TRANSIT|K#*')],
    [['dynamodb:PutItem'], 'ConnectionsTable', ONLY('TRANSIT')],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['kms:Decrypt'], 'TokenKey', FOR('webhook')],
    [READ_AND_WRAP, 'DataKey', FOR('transit')],
    [['sqs:SendMessage'], 'DeliveriesQueue'],
    [READ_AND_WRAP, 'DataKey', THROUGH('sqs')],
    [['s3:PutObject'], 'MediaBucket/deliveries/*'],
    [READ_AND_WRAP, 'DataKey', THROUGH('s3')],
  ],
  MessageWorker: [
    [
      [
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      'InboxTable',
    ],
    [['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], 'ConnectionsTable'],
    [['dynamodb:GetItem', 'dynamodb:PutItem'], 'SubjectKeysTable'],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [STORE, 'SubjectKey', THROUGH('dynamodb')],
    [READ_AND_WRAP, 'SubjectKey', FOR('content')],
    [['kms:Decrypt'], 'DataKey', FOR('transit')],
    [['s3:DeleteObject', 's3:GetObject'], 'MediaBucket/deliveries/*'],
    [['s3:DeleteObject', 's3:GetObject'], 'MediaBucket/parked/*'],
    [['s3:PutObject'], 'MediaBucket/parked/*'],
    [READ_AND_WRAP, 'DataKey', THROUGH('s3')],
    [QUEUE_CONSUMER, 'DeliveriesQueue'],
    [['kms:Decrypt'], 'DataKey', THROUGH('sqs')],
  ],
  DeadLetterParker: [
    [['dynamodb:PutItem'], 'InboxTable', ONLY('W#_#PARKED')],
    [['dynamodb:GetItem'], 'ConnectionsTable', ONLY('TRANSIT')],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['kms:Decrypt'], 'DataKey', FOR('transit')],
    [['s3:GetObject'], 'MediaBucket/deliveries/*'],
    [['s3:PutObject'], 'MediaBucket/parked/*'],
    [READ_AND_WRAP, 'DataKey', THROUGH('s3')],
    [QUEUE_CONSUMER, 'DeliveriesDeadLetters'],
    [['kms:Decrypt'], 'DataKey', THROUGH('sqs')],
  ],
  AgentApi: [
    [['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'], 'InboxTable'],
    [['dynamodb:Query'], 'InboxTable/index/ByActivity'],
    [['dynamodb:GetItem', 'dynamodb:Query'], 'ConnectionsTable'],
    [['dynamodb:GetItem'], 'SubjectKeysTable'],
    [STORE, 'DataKey', THROUGH('dynamodb')],
    [['kms:Decrypt'], 'SubjectKey', THROUGH('dynamodb')],
    [['kms:Decrypt'], 'SubjectKey', FOR('content')],
  ],
};

/** The only wildcards: objects of a folder, which cannot be listed in a policy. */
const WILDCARDS = ['MediaBucket/deliveries/*', 'MediaBucket/parked/*'];

const ofFunction = (name: string) => identity.filter(({ owner }) => owner === `${name}RoleDefaultPolicy`);
const lines = (statement: Statement) =>
  statement.resources.map(
    (to) => `${[...statement.actions].sort().join()} on ${to} if ${statement.condition}`,
  );

describe('S12: least privilege', () => {
  test('there are as many roles as functions, each used by one, and all policies are theirs', () => {
    const users = production
      .all('AWS::Lambda::Function')
      .map(({ properties }) => properties.Role['Fn::GetAtt'][0]);
    expect(new Set(users).size).toBe(Object.keys(ALLOWED).length);
    expect(users.sort()).toEqual(
      production
        .all('AWS::IAM::Role')
        .map(({ id }) => id)
        .sort(),
    );
    for (const { properties } of production.all('AWS::IAM::Role')) {
      expect(properties.ManagedPolicyArns).toBeUndefined();
      expect(properties.Policies).toBeUndefined();
    }
    expect(new Set(identity.map(({ owner }) => owner))).toEqual(
      new Set(Object.keys(ALLOWED).map((name) => `${name}RoleDefaultPolicy`)),
    );
  });

  test.each(Object.keys(ALLOWED))('%s may do exactly this', (name) => {
    const logs = `logs:CreateLogStream,logs:PutLogEvents on ${name}Logs if `;
    const allowed = ALLOWED[name]?.map(
      ([actions, to, condition = '']) => `${actions} on ${to} if ${condition}`,
    );
    expect(ofFunction(name).flatMap(lines).sort()).toEqual([...(allowed ?? []), logs].sort());
    expect(ofFunction(name).every(({ effect }) => effect === 'Allow')).toBe(true);
  });

  test('no statement of a role has a wildcard but the listed ones', () => {
    const found = identity.flatMap(({ actions, resources }) => [...actions, ...resources]);
    expect(new Set(found.filter((text) => text.includes('*')))).toEqual(new Set(WILDCARDS));
  });

  test('nobody scans, deletes keys or salts, or touches the ledger', () => {
    const all = identity.flatMap(lines);
    expect(all.filter((line) => line.includes('dynamodb:Scan'))).toEqual([]);
    expect(all.filter((line) => line.includes('DeleteItem') && line.includes('SubjectKeys'))).toEqual([]);
    expect(all.filter((line) => line.includes('LedgerTable'))).toEqual([]);
  });

  test('resource policies allow nothing to strangers', () => {
    for (const { kind, effect, principal } of statements) {
      if (kind === 'identity' || effect === 'Deny') continue;
      expect(principal).toMatch(
        /^(arn:AWS::Partition:iam::AWS::AccountId:root|logs\.ap-southeast-1\.amazonaws\.com)$/,
      );
    }
  });
});

describe('S10: keys', () => {
  const uses = identity.filter(({ actions }) => actions.some((action) => action.startsWith('kms:')));
  const policyOf = (key: string) => statements.filter(({ kind, owner }) => kind === 'key' && owner === key);

  test('platform tokens and webhook secrets are opened by the ingress only, and only webhook secrets', () => {
    const openers = uses.filter(({ resources }) => resources.includes('TokenKey'));
    expect(openers.map(({ owner, condition }) => [owner, condition])).toEqual([
      ['WebhookIngressRoleDefaultPolicy', FOR('webhook')],
    ]);
  });

  test('content keys are opened by the worker and the agent API only', () => {
    const openers = uses.filter(({ resources }) => resources.includes('SubjectKey'));
    expect(new Set(openers.map(({ owner }) => owner))).toEqual(
      new Set(['MessageWorkerRoleDefaultPolicy', 'AgentApiRoleDefaultPolicy']),
    );
  });

  test('no role uses a key without a service or a purpose in the condition', () => {
    for (const { condition } of uses) {
      expect(condition).toMatch(/^StringEquals kms:(ViaService|EncryptionContext:purpose) [\w.-]+$/);
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
      'TokenKey WithPurpose': 'Null kms:EncryptionContext:purpose false',
    });
  });

  test('no service stores anything under the token key', () => {
    expect(policyOf('TokenKey').map(({ sid }) => sid)).toEqual(['Administer', 'WithPurpose']);
  });
});
