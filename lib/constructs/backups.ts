import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as backup from 'aws-cdk-lib/aws-backup';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { leftOutLocally } from '../local-cloud.ts';
import type { DataStack } from '../stacks/data-stack.ts';
import { EncryptionKey } from './encryption-key.ts';

/** RET-4: a backup ends by itself, and whatever was in it. Certificates of erasure name the same number (usecases/erasing/certify.ts). */
export const BACKUP_DAYS = 35;
/** The plan makes one a day, of which none may live longer or shorter. */
const WINDOW_HOURS = 4;

/**
 * A backup of the tables each night, in a vault under a key of its own, gone after 35 days. Not of the table of salts: a destroyed salt must not come
 * back, so it has no copy but the one day that DynamoDB itself keeps. Not of the media bucket: AWS Backup asks for versioning, with which what is
 * deleted would stay behind a marker; S3 keeps objects in three zones, and a file that is lost is fetched again as long as its platform has it.
 */
export class Backups extends Construct {
  constructor(scope: Construct, id: string, data: DataStack) {
    super(scope, id);
    const { settings } = data.foundation;
    const { key } = new EncryptionKey(this, 'Key', {
      settings,
      alias: 'backup',
      description: 'KaoJai: backups of tables',
      services: ['backup', 'dynamodb'],
    });
    const vault = new backup.BackupVault(this, 'Vault', {
      backupVaultName: `kaojai-${settings.stage}`,
      encryptionKey: key,
      removalPolicy: settings.stateful.retain ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      // Governance: nobody shortens or lengthens the life of a backup, and whoever has to may undo the lock with rights of their own.
      ...(settings.stateful.retain &&
        !leftOutLocally('locks of backup vaults', settings) && {
          lockConfiguration: {
            // Vaults want the two to differ.
            minRetention: Duration.days(BACKUP_DAYS - 1),
            maxRetention: Duration.days(BACKUP_DAYS),
          },
        }),
    });
    const plan = new backup.BackupPlan(this, 'Plan', {
      backupPlanName: `kaojai-${settings.stage}`,
      backupVault: vault,
    });
    plan.addRule(
      new backup.BackupPlanRule({
        ruleName: 'Nightly',
        scheduleExpression: events.Schedule.cron({ hour: '19', minute: '0' }),
        startWindow: Duration.hours(1),
        completionWindow: Duration.hours(WINDOW_HOURS),
        deleteAfter: Duration.days(BACKUP_DAYS),
      }),
    );
    if (leftOutLocally('selections of backup plans', settings)) return;
    const tables = [data.inbox, data.connections, data.ledger].map(({ table }) => table);
    plan.addSelection('Tables', {
      role: this.#role(data, key),
      resources: tables.map((table) => backup.BackupResource.fromDynamoDbTable(table)),
      allowRestores: false,
      // The policy that AWS has for this may back up everything there is.
      disableDefaultBackupPolicy: true,
    });
  }

  /** What backing tables up takes. Restoring is the operator's, with rights of their own (docs/runbook.md). */
  #role({ foundation: { dataKey }, inbox, connections, ledger }: DataStack, key: kms.IKey): iam.Role {
    const { account, region } = Stack.of(this);
    const role = new iam.Role(this, 'Role', {
      description: 'KaoJai backups of tables',
      assumedBy: new iam.ServicePrincipal('backup.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': account } },
      }),
    });
    const tables = [inbox, connections, ledger].map(({ table }) => table.tableArn);
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: [
          'dynamodb:StartAwsBackupJob',
          'dynamodb:DescribeTable',
          'dynamodb:CreateBackup',
          'dynamodb:ListTagsOfResource',
        ],
        resources: tables,
      }),
    );
    role.addToPolicy(
      new iam.PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey'],
        resources: [dataKey.key.keyArn, key.keyArn],
        conditions: {
          StringEquals: {
            'kms:ViaService': ['backup', 'dynamodb'].map((name) => `${name}.${region}.amazonaws.com`),
          },
        },
      }),
    );
    return role;
  }
}
