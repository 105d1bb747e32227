import { ALLOWED, FOR, ONLY, SOCKETS, THROUGH } from './support/rights.ts';
import { type Statement, statementsOf } from './support/statements.ts';
import { type Properties, synthesise } from './support/synthesise.ts';

const production = synthesise('production');
const statements = statementsOf(production);
const identity = statements.filter(({ kind }) => kind === 'identity');

/** Schedules, and the function that each of them invokes. */
const SCHEDULES: Readonly<Record<string, string>> = {
  Sweep: 'ConnectionSweeper',
  PrivacyClockTick: 'PrivacyClock',
  RetentionTurn: 'RetentionRetentionSweeper',
};

/** Roles that no function of ours has: who has them, and what they may do. */
const WORKFLOW = 'Privacy';
const BACKUPS = 'Backups';
const SERVICES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.keys(SCHEDULES).map((name) => [name, 'scheduler.amazonaws.com'])),
  [WORKFLOW]: 'states.amazonaws.com',
  [BACKUPS]: 'backup.amazonaws.com',
};

/** The only wildcards: objects of a folder, thumbnails in one, and open sockets, which cannot be listed in a policy. */
const WILDCARDS = [
  ...['deliveries', 'exports', 'media', 'parked', 'scans', 'stand-ins', 'uploads', 'views'].map(
    (folder) => `MediaBucket/${folder}/*`,
  ),
  'MediaBucket/media/*.thumbnail',
  ...SOCKETS,
];

/** Deliveries of logs and traces have no resources that a policy could name: Step Functions asks for all of them. */
const OF_WORKFLOW =
  'logs:CreateLogDelivery,logs:DeleteLogDelivery,logs:DescribeLogGroups,logs:DescribeResourcePolicies,logs:GetLogDelivery,' +
  'logs:ListLogDeliveries,logs:PutResourcePolicy,logs:UpdateLogDelivery,' +
  'xray:GetSamplingRules,xray:GetSamplingTargets,xray:PutTelemetryRecords,xray:PutTraceSegments on * if ';

const ERASER = 'EraserRoleDefaultPolicy';

const ofFunction = (name: string) => identity.filter(({ owner }) => owner === `${name}RoleDefaultPolicy`);
const lines = (statement: Statement) =>
  statement.resources.map(
    (to) => `${[...statement.actions].sort().join()} on ${to} if ${statement.condition}`,
  );

describe('S12: least privilege', () => {
  test('there is a role for each function, each schedule, the workflow and the backups, each used by one, and all policies are theirs', () => {
    const rolesOf = (type: string, roleOf: (properties: Properties) => Properties) =>
      production.all(type).map(({ properties }) => String(roleOf(properties)['Fn::GetAtt'][0]));
    const functions = rolesOf('AWS::Lambda::Function', ({ Role }) => Role);
    const others = [
      ...rolesOf('AWS::Scheduler::Schedule', ({ Target }) => Target.RoleArn),
      ...rolesOf('AWS::StepFunctions::StateMachine', ({ RoleArn }) => RoleArn),
      ...rolesOf('AWS::Backup::BackupSelection', ({ BackupSelection }) => BackupSelection.IamRoleArn),
    ];
    expect(new Set(functions).size).toBe(Object.keys(ALLOWED).length);
    expect(others.map((id) => id.replace(/Role[0-9A-F]{8}$/, '')).sort()).toEqual(
      Object.keys(SERVICES).sort(),
    );
    expect([...functions, ...others].sort()).toEqual(
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
      new Set([...Object.keys(ALLOWED), ...Object.keys(SERVICES)].map((name) => `${name}RoleDefaultPolicy`)),
    );
  });

  test('functions only have the roles of functions; services only their own, in this account', () => {
    for (const { id, properties } of production.all('AWS::IAM::Role')) {
      const service = SERVICES[id.replace(/Role[0-9A-F]{8}$/, '')];
      expect(properties.AssumeRolePolicyDocument.Statement).toEqual([
        {
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { Service: service ?? 'lambda.amazonaws.com' },
          ...(service && {
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        },
      ]);
    }
  });

  test.each(Object.entries(SCHEDULES))('the schedule %s may invoke %s, and nothing else', (name, fn) => {
    expect(ofFunction(name).flatMap(lines)).toEqual([`lambda:InvokeFunction on ${fn}Function if `]);
  });

  test('the privacy workflow may invoke the eraser and the exporter, and say what it did', () => {
    expect(ofFunction(WORKFLOW).flatMap(lines).sort()).toEqual([
      'lambda:InvokeFunction on EraserFunction if ',
      'lambda:InvokeFunction on ExporterFunction if ',
      OF_WORKFLOW,
    ]);
  });

  test('backups are made of tables that have no salts, and nobody may restore one', () => {
    const through = `${THROUGH('backup')}|dynamodb.ap-southeast-1.amazonaws.com`;
    const making =
      'dynamodb:CreateBackup,dynamodb:DescribeTable,dynamodb:ListTagsOfResource,dynamodb:StartAwsBackupJob';
    expect(ofFunction(BACKUPS).flatMap(lines).sort()).toEqual([
      ...['ConnectionsTable', 'InboxTable', 'LedgerTable'].map((table) => `${making} on ${table} if `),
      ...['BackupsKey', 'DataKey'].map(
        (key) => `kms:Decrypt,kms:DescribeKey,kms:GenerateDataKey on ${key} if ${through}`,
      ),
    ]);
    expect(identity.flatMap(({ actions }) => actions).filter((one) => /restore/i.test(one))).toEqual([]);
  });

  test('the keeper, the privacy clock and the public pages may write letters from the address that the stage names, and without one none', () => {
    const mail = (of: readonly Statement[]) =>
      of.filter(({ actions }) => actions.some((action) => action.startsWith('ses:')));
    expect(mail(identity)).toEqual([]);
    const withMail = synthesise('production', { settings: { mailFrom: 'inbox@example.com' } });
    const identities = 'arn:AWS::Partition:ses:ap-southeast-1:AWS::AccountId:identity';
    const rights = mail(statementsOf(withMail));
    expect(new Set(rights.map(({ owner }) => owner))).toEqual(
      new Set(['ConnectionKeeper', 'PrivacyClock', 'PublicPages'].map((name) => `${name}RoleDefaultPolicy`)),
    );
    expect([...new Set(rights.flatMap(lines))].sort()).toEqual(
      ['example.com', 'inbox@example.com'].map(
        (name) => `ses:SendEmail on ${identities}/${name} if StringEquals ses:FromAddress inbox@example.com`,
      ),
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
    const found = identity
      .filter(({ owner }) => owner !== `${WORKFLOW}RoleDefaultPolicy`)
      .flatMap(({ actions, resources }) => [...actions, ...resources]);
    expect(new Set(found.filter((text) => text.includes('*')))).toEqual(new Set(WILDCARDS));
  });

  test('where the stage has files scanned, those who hand them on may read what the scanner says, and nobody may say it', () => {
    const scanned = synthesise('production', { settings: { malwareScan: true } });
    const before = new Set(identity.flatMap((one) => lines(one).map((line) => `${one.owner}: ${line}`)));
    const added = statementsOf(scanned)
      .filter(({ kind }) => kind === 'identity')
      .flatMap((one) => lines(one).map((line) => `${one.owner}: ${line}`))
      .filter((line) => !before.has(line));
    expect(added.sort()).toEqual([
      'AgentApiRoleDefaultPolicy: s3:GetObject,s3:GetObjectTagging,s3:PutObject on MediaBucket/uploads/* if ',
      'MediaWorkerRoleDefaultPolicy: s3:AbortMultipartUpload,s3:DeleteObject,s3:GetObject,s3:GetObjectTagging,s3:PutObject on MediaBucket/scans/* if ',
      'MediaWorkerRoleDefaultPolicy: s3:GetObject,s3:GetObjectTagging on MediaBucket/uploads/* if ',
      'MessageSenderRoleDefaultPolicy: s3:GetObject,s3:GetObjectTagging on MediaBucket/uploads/* if ',
    ]);
    const told = scanned
      .all('AWS::Lambda::Function')
      .filter(({ properties }) => properties.Environment.Variables.MALWARE_SCAN === 'on');
    expect(told.map(({ id }) => id.replace(/Function[0-9A-F]{8}$/, '')).sort()).toEqual([
      'AgentApi',
      'MediaWorker',
      'MessageSender',
    ]);
  });

  test('only those that erase, export and expire go through whole tables, and only the eraser through salts and the ledger', () => {
    const scanning = identity
      .filter(({ actions }) => actions.includes('dynamodb:Scan'))
      .flatMap(({ owner, resources }) =>
        resources.map((to) => `${owner.replace('RoleDefaultPolicy', '')}: ${to}`),
      );
    expect(scanning.sort()).toEqual([
      'Eraser: ConnectionsTable',
      'Eraser: InboxTable',
      'Eraser: LedgerTable',
      'Eraser: SubjectKeysTable',
      'Exporter: ConnectionsTable',
      'Exporter: InboxTable',
      'RetentionRetentionSweeper: ConnectionsTable',
      'RetentionRetentionSweeper: InboxTable',
    ]);
  });

  test('nobody deletes keys or salts, or makes keys of workspaces; only the eraser marks one as destroyed', () => {
    const all = identity.flatMap(lines);
    const onKeys = identity.filter(({ resources }) => resources.includes('SubjectKeysTable'));
    const used = new Set(onKeys.flatMap(({ actions }) => actions));
    expect([...used].sort()).toEqual(
      ['GetItem', 'PutItem', 'Scan', 'UpdateItem'].map((action) => `dynamodb:${action}`),
    );
    for (const { owner, actions, condition } of onKeys)
      if (actions.some((action) => /(Put|Update)Item/.test(action)) && owner !== ERASER)
        expect(condition).toBe(ONLY('W#*#S#*'));
    const making = all.filter((line) => line.includes('GenerateDataKey') && line.includes('SubjectKey'));
    for (const line of making) expect(line).toContain(THROUGH('dynamodb'));
  });

  test('nobody deletes anything in the ledger; those who work on privacy requests, cases and holds change these, and no audit event', () => {
    const touching = identity.filter(({ resources }) => resources.some((to) => to.includes('Ledger')));
    const changing = touching.filter(({ actions }) => actions.includes('dynamodb:UpdateItem'));
    expect(
      changing.map(({ owner, condition }) => [owner.replace('RoleDefaultPolicy', ''), condition]),
    ).toEqual([
      ['PlatformCallbacks', ONLY('P#*')],
      ['PublicPages', ONLY('P#_#VISITS')],
      ['PrivacyApi', ONLY('W#*#PRIVACY|W#*#HOLDS')],
      ['Eraser', ONLY('W#*#PRIVACY')],
      ['Exporter', ONLY('W#*#PRIVACY')],
      ['PrivacyClock', ONLY('W#*#PRIVACY')],
    ]);
    for (const { owner, actions, resources, condition } of touching) {
      // To look through everything for what was forgotten; to find what is due, by its keys; and to make a backup of all.
      if (owner === ERASER && actions.join() === 'dynamodb:Scan') continue;
      if (resources.join() === 'LedgerTable/index/ByDue' && actions.join() === 'dynamodb:Query') continue;
      if (owner === `${BACKUPS}RoleDefaultPolicy`) continue;
      expect(condition).toMatch(/^ForAllValues:StringLike dynamodb:LeadingKeys \S+ and Null /);
      expect(actions.filter((action) => !/:(GetItem|Query|PutItem|UpdateItem)$/.test(action))).toEqual([]);
    }
  });

  test('what is sealed in transit is opened on the delivery path and by the eraser alone; the keeper and Connect cannot even read its keys', () => {
    const readers = identity.filter(({ actions, resources, condition }) => {
      const keys = condition.split(' ')[2]?.split('|') ?? [];
      return (
        resources.includes('ConnectionsTable') &&
        actions.some((action) => /:(GetItem|Query|Scan)$/.test(action)) &&
        (condition === '' || keys.includes('TRANSIT'))
      );
    });
    expect(readers.map(({ owner }) => owner.replace('RoleDefaultPolicy', '')).sort()).toEqual([
      'DeadLetterParker',
      'Eraser',
      'Exporter',
      'MessageWorker',
      'RetentionRetentionSweeper',
      'WebhookIngress',
    ]);
    const opening = identity.filter(({ condition }) => condition === FOR('transit'));
    expect(opening.map(({ owner }) => owner.replace('RoleDefaultPolicy', '')).sort()).toEqual([
      'DeadLetterParker',
      'Eraser',
      'MessageWorker',
      'WebhookIngress',
    ]);
  });

  test('resource policies allow nothing to strangers', () => {
    for (const { kind, owner, effect, principal, condition } of statements) {
      if (kind === 'identity' || effect === 'Deny') continue;
      if (owner.startsWith('Trail') && principal === 'cloudtrail.amazonaws.com') {
        // For this trail, not for anybody's who knows the bucket's name.
        expect(condition).toMatch(
          /^StringEquals aws:SourceArn arn:[\w:.-]+:trail\/kaojai-production( and |$)/,
        );
        continue;
      }
      expect(principal).toMatch(
        /^(arn:AWS::Partition:iam::AWS::AccountId:root|logs\.ap-southeast-1\.amazonaws\.com)$/,
      );
    }
  });
});
