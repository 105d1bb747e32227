import { readStage } from '../../lib/config.ts';
import { exportsOf, inWords, statementsOf } from './support/statements.ts';
import { type Resource, type Synthesised, synthesise } from './support/synthesise.ts';

const production = synthesise('production');
const development = synthesise('development');
const keyOf = (value: unknown, of: Synthesised = production) => inWords(value, exportsOf(of));
const named = (resources: Resource[]) => resources.map(({ id }) => id.replace(/[0-9A-F]{8}$/, '')).sort();

describe('S13: everything at rest is encrypted under a key of our own', () => {
  const tables = production.all('AWS::DynamoDB::Table');

  test('the tables are these four', () => {
    expect(named(tables)).toEqual(['ConnectionsTable', 'InboxTable', 'LedgerTable', 'SubjectKeysTable']);
  });

  test('each table is under the data key, SubjectKeys under its own', () => {
    for (const { id, properties } of tables) {
      expect(properties.SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
      const key = keyOf(properties.SSESpecification.KMSMasterKeyId);
      expect(key).toBe(id.startsWith('SubjectKeys') ? 'SubjectKey' : 'DataKey');
    }
  });

  test('queues are under the data key', () => {
    const queues = production.all('AWS::SQS::Queue');
    expect(named(queues)).toEqual([
      'DeliveriesDeadLetters',
      'DeliveriesQueue',
      'KeeperJobsDeadLetters',
      'KeeperJobsQueue',
      'LiveUntold',
      'MediaJobsDeadLetters',
      'MediaJobsQueue',
      'SendJobsDeadLetters',
      'SendJobsQueue',
      'ThumbnailJobsDeadLetters',
      'ThumbnailJobsQueue',
    ]);
    for (const { properties } of queues) expect(keyOf(properties.KmsMasterKeyId)).toBe('DataKey');
  });

  test('log groups are under the data key and forget', () => {
    const groups = production.all('AWS::Logs::LogGroup');
    const ofFunctions = production
      .all('AWS::Lambda::Function')
      .map(({ id }) => id.replace(/Function[0-9A-F]{8}$/, 'Logs'));
    expect(named(groups)).toEqual([...ofFunctions, 'HttpAccessLogs', 'PrivacyLogs'].sort());
    for (const { properties } of groups) {
      expect(keyOf(properties.KmsKeyId)).toBe('DataKey');
      expect(properties.RetentionInDays).toBe(90);
    }
  });

  test('buckets are under the data key, the trail under its own, with a bucket key, and private', () => {
    const buckets = production.all('AWS::S3::Bucket');
    expect(named(buckets)).toEqual(['MediaBucket', 'TrailBucket']);
    for (const { id, properties } of buckets) {
      const [rule] = properties.BucketEncryption.ServerSideEncryptionConfiguration;
      expect(rule).toMatchObject({
        BucketKeyEnabled: true,
        ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' },
      });
      const key = keyOf(rule.ServerSideEncryptionByDefault.KMSMasterKeyID);
      expect(key).toBe(id.startsWith('Trail') ? 'TrailKey' : 'DataKey');
      expect(properties.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      });
    }
  });

  test('what the trail records is under the key of its bucket', () => {
    const [trail] = production.all('AWS::CloudTrail::Trail');
    expect(keyOf(trail?.properties.KMSKeyId)).toBe('TrailKey');
  });

  test('backups are under a key of their own', () => {
    const [vault, ...others] = production.all('AWS::Backup::BackupVault');
    expect(others).toEqual([]);
    expect(keyOf(vault?.properties.EncryptionKeyArn)).toBe('BackupsKey');
  });

  test('deliveries leave the bucket a day after they would leave the queue, parked ones with their key, open files at once', () => {
    const [bucket] = production.all('AWS::S3::Bucket');
    expect(bucket?.properties.VersioningConfiguration).toBeUndefined();
    expect(bucket?.properties.LifecycleConfiguration.Rules).toMatchObject([
      { Prefix: 'deliveries/', ExpirationInDays: 15, Status: 'Enabled' },
      { Prefix: 'parked/', ExpirationInDays: 91, Status: 'Enabled' },
      { Prefix: 'views/', ExpirationInDays: 1, Status: 'Enabled' },
      { Prefix: 'uploads/', ExpirationInDays: 1, Status: 'Enabled' },
      { Prefix: 'stand-ins/', ExpirationInDays: 1, Status: 'Enabled' },
      { Prefix: 'scans/', ExpirationInDays: 1, Status: 'Enabled' },
      { Prefix: 'exports/', ExpirationInDays: 8, Status: 'Enabled' },
      { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Status: 'Enabled' },
    ]);
  });

  test('only pages of this deployment may load files by links, or lay them down', () => {
    const [bucket] = production.all('AWS::S3::Bucket');
    expect(bucket?.properties.CorsConfiguration.CorsRules).toEqual([
      {
        AllowedMethods: ['GET', 'PUT'],
        AllowedOrigins: [readStage('production').publicBaseUrl],
        AllowedHeaders: ['content-type', 'if-none-match'],
        MaxAge: 3_600,
      },
    ]);
  });

  test('keys that encrypt rotate, and each key has an alias', () => {
    const keys = production.all('AWS::KMS::Key');
    const encrypting = ['BackupsKey', 'DataKey', 'SubjectKey', 'TokenKey', 'TrailKey'];
    expect(named(keys)).toEqual([...encrypting, 'CertificateKey'].sort());
    // Keys for signing do not rotate.
    const rotating = keys.filter(({ properties }) => properties.EnableKeyRotation === true);
    expect(named(rotating)).toEqual(encrypting);
    const aliases = production.all('AWS::KMS::Alias').map(({ properties }) => properties.AliasName);
    expect(aliases.sort()).toEqual(
      ['backup', 'certificate', 'data', 'subject', 'token', 'trail'].map(
        (name) => `alias/kaojai-production/${name}`,
      ),
    );
  });

  test('an alarm topic is under the data key', () => {
    const withTopic = synthesise('production', { settings: { alarmEmail: 'ops@example.com' } });
    const [topic] = withTopic.all('AWS::SNS::Topic');
    expect(keyOf(topic?.properties.KmsMasterKeyId, withTopic)).toBe('DataKey');
    for (const { properties } of withTopic.all('AWS::CloudWatch::Alarm')) {
      expect(properties.AlarmActions).toHaveLength(1);
    }
    const [policy] = withTopic.all('AWS::SNS::TopicPolicy');
    expect(policy?.properties.PolicyDocument.Statement).toMatchObject([
      { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      { Effect: 'Allow', Principal: { Service: 'cloudwatch.amazonaws.com' }, Action: 'sns:Publish' },
    ]);
  });
});

describe('S13: in transit', () => {
  test.each(['queue', 'bucket'] as const)('each %s refuses calls without TLS', (kind) => {
    const all = production.all(kind === 'queue' ? 'AWS::SQS::Queue' : 'AWS::S3::Bucket');
    const refusing = statementsOf(production).filter(
      (statement) => statement.kind === kind && statement.effect === 'Deny',
    );
    expect(refusing.map(({ resources }) => resources[0]).sort()).toEqual(named(all));
    for (const statement of refusing) {
      expect(statement).toMatchObject({
        actions: [kind === 'queue' ? 'sqs:*' : 's3:*'],
        principal: '*',
        condition: 'Bool aws:SecureTransport false',
      });
    }
  });
});

describe('S13: what must not be lost', () => {
  const STATEFUL = [
    'AWS::DynamoDB::Table',
    'AWS::KMS::Key',
    'AWS::S3::Bucket',
    'AWS::SQS::Queue',
    'AWS::Cognito::UserPool',
    'AWS::Logs::LogGroup',
    'AWS::Backup::BackupVault',
  ];

  test('tables can be restored to any second of 35 days, SubjectKeys of one day only', () => {
    for (const { id, properties } of production.all('AWS::DynamoDB::Table')) {
      expect(properties.PointInTimeRecoverySpecification).toEqual({
        PointInTimeRecoveryEnabled: true,
        RecoveryPeriodInDays: id.startsWith('SubjectKeys') ? 1 : 35,
      });
    }
  });

  test('production protects and retains, development does neither', () => {
    for (const [stage, isProtected, policy] of [
      [production, true, 'Retain'],
      [development, false, 'Delete'],
    ] as const) {
      for (const { properties } of stage.all('AWS::DynamoDB::Table')) {
        expect(properties.DeletionProtectionEnabled).toBe(isProtected);
      }
      const [pool] = stage.all('AWS::Cognito::UserPool');
      expect(pool?.properties.DeletionProtection).toBe(isProtected ? 'ACTIVE' : 'INACTIVE');
      for (const { attributes } of STATEFUL.flatMap((type) => stage.all(type))) {
        expect(attributes).toMatchObject({ DeletionPolicy: policy, UpdateReplacePolicy: policy });
      }
    }
  });

  test('what is due is found by an index that holds keys only', () => {
    const tables = production.all('AWS::DynamoDB::Table');
    const connections = tables.find(({ id }) => id.startsWith('ConnectionsTable'))?.properties;
    expect(connections?.GlobalSecondaryIndexes).toEqual([
      {
        IndexName: 'ByDue',
        KeySchema: [
          { AttributeName: 'duePk', KeyType: 'HASH' },
          { AttributeName: 'dueSk', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ]);
    const streaming = tables.filter(({ properties }) => properties.StreamSpecification);
    expect(named(streaming)).toEqual(['InboxTable']);
  });

  test('every table forgets by the same attribute, and Inbox has its stream and index', () => {
    for (const { properties } of production.all('AWS::DynamoDB::Table')) {
      expect(properties.TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true });
      expect(properties.BillingMode).toBe('PAY_PER_REQUEST');
    }
    production.templates.Data.hasResourceProperties('AWS::DynamoDB::Table', {
      StreamSpecification: { StreamViewType: 'NEW_IMAGE' },
      GlobalSecondaryIndexes: [
        { IndexName: 'ByActivity', Projection: { ProjectionType: 'ALL' } },
        { IndexName: 'ByDue', Projection: { ProjectionType: 'KEYS_ONLY' } },
      ],
    });
  });
});
