import { readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { readStage } from '../../lib/config.ts';
import { BACKUP_DAYS } from '../../lib/constructs/backups.ts';
import { addStackSet } from '../../lib/stack-set.ts';
import { withBundles } from './support/synthesise.ts';

process.env.CDK_VALIDATION = 'false';

function guardOf(stage: string): Template {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));
  const app = new App({ context: { ...context, '@aws-cdk/core:failSynthOnValidationErrors': false } });
  const { guard } = withBundles((bundles) =>
    addStackSet(app, { settings: readStage(stage), bundles, console: `${bundles}/web` }),
  );
  return Template.fromStack(guard);
}

const production = guardOf('production');
const local = guardOf('local');
const only = (template: Template, type: string) => {
  const [first, ...others] = Object.values(template.findResources(type));
  if (!first || others.length > 0)
    throw new Error(`expected one ${type}, found ${others.length + (first ? 1 : 0)}`);
  return first;
};

describe('RET-4: backups', () => {
  test('are made each night and gone after 35 days', () => {
    expect(BACKUP_DAYS).toBe(35);
    for (const template of [production, local])
      expect(only(template, 'AWS::Backup::BackupPlan').Properties.BackupPlan.BackupPlanRule).toMatchObject([
        { Lifecycle: { DeleteAfterDays: 35 }, ScheduleExpression: 'cron(0 19 * * ? *)' },
      ]);
  });

  test('are of three tables; never of the salts, which must not come back, nor of files', () => {
    const { Resources } = only(production, 'AWS::Backup::BackupSelection').Properties.BackupSelection;
    const text = JSON.stringify(Resources);
    expect(Resources).toHaveLength(3);
    for (const table of ['Inbox', 'Connections', 'Ledger'])
      expect(text).toContain(`ExportsOutputFnGetAtt${table}Table`);
    expect(JSON.stringify(production.toJSON())).not.toMatch(/SubjectKeysTable|MediaBucket/);
  });

  test('lie in a vault under a key of its own, which is locked and stays where the stage keeps its data', () => {
    const vault = only(production, 'AWS::Backup::BackupVault');
    const key = Object.keys(production.findResources('AWS::KMS::Key')).find((id) =>
      id.startsWith('BackupsKey'),
    );
    expect(vault.DeletionPolicy).toBe('Retain');
    expect(vault.Properties).toMatchObject({
      EncryptionKeyArn: { 'Fn::GetAtt': [key, 'Arn'] },
      LockConfiguration: { MinRetentionDays: 34, MaxRetentionDays: 35 },
    });
    expect(only(local, 'AWS::Backup::BackupVault').DeletionPolicy).toBe('Delete');
    expect(only(local, 'AWS::Backup::BackupVault').Properties.LockConfiguration).toBeUndefined();
  });

  test('are made by a role that can restore nothing', () => {
    const actions = Object.values(production.findResources('AWS::IAM::Policy')).flatMap(({ Properties }) =>
      Properties.PolicyDocument.Statement.flatMap(({ Action }: { Action: string | string[] }) => Action),
    );
    expect(actions.filter((action) => /restore|\*/i.test(action))).toEqual([]);
  });
});

describe('the trail', () => {
  test('records each use of a key and each change, and shows when somebody changed it', () => {
    expect(only(production, 'AWS::CloudTrail::Trail').Properties).toMatchObject({
      IsLogging: true,
      IsMultiRegionTrail: true,
      EnableLogFileValidation: true,
      EventSelectors: [{ ReadWriteType: 'All' }],
    });
  });

  test('is what the local stage leaves out, with the selection of what is backed up, and nothing else', () => {
    const types = (template: Template) =>
      new Set(
        Object.values(template.toJSON().Resources as Record<string, { Type: string }>).map(
          ({ Type }) => Type,
        ),
      );
    const missing = [...types(production)].filter((type) => !types(local).has(type));
    expect(missing.sort()).toEqual([
      // Of what is backed up, with the role for it.
      'AWS::Backup::BackupSelection',
      'AWS::CloudTrail::Trail',
      'AWS::IAM::Policy',
      'AWS::IAM::Role',
      'AWS::S3::Bucket',
      'AWS::S3::BucketPolicy',
    ]);
  });
});
