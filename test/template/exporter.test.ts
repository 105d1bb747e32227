import { RUNBOOK } from '../../lib/constructs/alarm.ts';
import { ONLY } from './support/rights.ts';
import { statementsOf } from './support/statements.ts';
import { synthesise } from './support/synthesise.ts';

const production = synthesise('production');
const identity = statementsOf(production).filter(({ kind }) => kind === 'identity');
const own = (fn: string) => identity.filter(({ owner }) => owner.endsWith(`${fn}RoleDefaultPolicy`));

/** Lines such as `s3:GetObject on MediaBucket/exports/*`. */
function rights(fn: string, service: string): string[] {
  return own(fn)
    .filter(({ actions }) => actions.some((action) => action.startsWith(`${service}:`)))
    .flatMap(({ actions, resources, condition }) =>
      resources.map((to) => `${[...actions].sort().join()} on ${to}${condition && ` if ${condition}`}`),
    )
    .sort();
}

describe('the exporter', () => {
  test('reads everything, writes heads of customers and its own requests, and deletes nothing', () => {
    expect(rights('Exporter', 'dynamodb')).toEqual(
      [
        'dynamodb:GetItem,dynamodb:PutItem,dynamodb:Query,dynamodb:Scan on InboxTable',
        'dynamodb:Query on InboxTable/index/ByActivity',
        'dynamodb:GetItem,dynamodb:Query,dynamodb:Scan on ConnectionsTable',
        'dynamodb:GetItem on SubjectKeysTable',
        `dynamodb:PutItem on SubjectKeysTable if ${ONLY('W#*#S#*')}`,
        `dynamodb:PutItem,dynamodb:Query on LedgerTable if ${ONLY('W#*#AUDIT')}`,
        `dynamodb:GetItem,dynamodb:Query,dynamodb:UpdateItem on LedgerTable if ${ONLY('W#*#PRIVACY')}`,
      ].sort(),
    );
    const deleting = own('Exporter').flatMap(({ actions }) =>
      actions.filter((action) => /Delete|BatchWrite/.test(action)),
    );
    expect(deleting).toEqual([]);
  });

  test("reads customers' files, and writes archives that it cannot read again", () => {
    expect(rights('Exporter', 's3')).toEqual([
      's3:AbortMultipartUpload,s3:PutObject on MediaBucket/exports/*',
      's3:GetObject on MediaBucket/media/*',
      's3:ListBucket on MediaBucket if StringLike s3:prefix media/*|views/*|uploads/*|scans/*|exports/*',
    ]);
  });

  test('opens no token and signs nothing', () => {
    const keys = own('Exporter').filter(({ actions }) => actions.some((action) => action.startsWith('kms:')));
    expect(keys.flatMap(({ resources }) => resources).filter((key) => /Token|Certificate/.test(key))).toEqual(
      [],
    );
  });

  test('has a quarter of an hour for a part, and a concurrency of its own', () => {
    const fn = production.all('AWS::Lambda::Function').find(({ id }) => id.startsWith('Exporter'));
    expect(fn?.properties.Timeout).toBe(900);
    expect(fn?.properties.ReservedConcurrentExecutions).toBeGreaterThan(0);
  });

  test('somebody is called when it fails', () => {
    const alarms = production.all('AWS::CloudWatch::Alarm').map(({ properties }) => properties);
    expect(
      alarms.filter(({ AlarmDescription }) =>
        String(AlarmDescription).startsWith(`${RUNBOOK.exportFailed}.`),
      ),
    ).toMatchObject([{ MetricName: 'ExportFailed', Threshold: 0 }]);
  });
});

describe('archives', () => {
  test('are opened by the privacy API alone, which can neither write nor delete them', () => {
    expect(rights('PrivacyApi', 's3')).toEqual([
      's3:AbortMultipartUpload,s3:GetObject,s3:PutObject on MediaBucket/views/*',
      's3:GetObject on MediaBucket/exports/*',
    ]);
    const reading = identity
      .filter(
        ({ actions, resources }) =>
          actions.includes('s3:GetObject') && resources.some((to) => /exports/.test(to)),
      )
      .map(({ owner }) => owner);
    expect(reading).toEqual(['PrivacyApiRoleDefaultPolicy']);
  });

  test('are gone from the bucket after eight days, whatever fails', () => {
    const rules = production
      .all('AWS::S3::Bucket')
      .flatMap(({ properties }) => properties.LifecycleConfiguration?.Rules ?? []);
    expect(rules).toContainEqual({
      Id: 'Exports',
      Prefix: 'exports/',
      ExpirationInDays: 8,
      Status: 'Enabled',
    });
  });
});
