import { ALLOWED, ONLY, THROUGH } from './support/rights.ts';
import { type Statement, statementsOf } from './support/statements.ts';
import { synthesise } from './support/synthesise.ts';

const production = synthesise('production');
const statements = statementsOf(production);
const identity = statements.filter(({ kind }) => kind === 'identity');

/** The schedule's role is no function's. */
const SCHEDULE = 'Sweep';

/** The only wildcards: objects of a folder, which cannot be listed in a policy. */
const WILDCARDS = ['deliveries', 'media', 'parked', 'uploads', 'views'].map(
  (folder) => `MediaBucket/${folder}/*`,
);

const ofFunction = (name: string) => identity.filter(({ owner }) => owner === `${name}RoleDefaultPolicy`);
const lines = (statement: Statement) =>
  statement.resources.map(
    (to) => `${[...statement.actions].sort().join()} on ${to} if ${statement.condition}`,
  );

describe('S12: least privilege', () => {
  test('there is a role for each function and for the schedule, each used by one, and all policies are theirs', () => {
    const functions = production
      .all('AWS::Lambda::Function')
      .map(({ properties }) => properties.Role['Fn::GetAtt'][0]);
    const schedules = production
      .all('AWS::Scheduler::Schedule')
      .map(({ properties }) => properties.Target.RoleArn['Fn::GetAtt'][0]);
    expect(new Set(functions).size).toBe(Object.keys(ALLOWED).length);
    expect(schedules).toEqual([expect.stringMatching(new RegExp(`^${SCHEDULE}Role`))]);
    expect([...functions, ...schedules].sort()).toEqual(
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
      new Set([...Object.keys(ALLOWED), SCHEDULE].map((name) => `${name}RoleDefaultPolicy`)),
    );
  });

  test('functions only have the roles of functions; the schedule only that of the schedule, in this account', () => {
    for (const { id, properties } of production.all('AWS::IAM::Role')) {
      const ofSchedule = id.startsWith(SCHEDULE);
      expect(properties.AssumeRolePolicyDocument.Statement).toEqual([
        {
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { Service: ofSchedule ? 'scheduler.amazonaws.com' : 'lambda.amazonaws.com' },
          ...(ofSchedule && {
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        },
      ]);
    }
  });

  test('the schedule may invoke the sweeper, and nothing else', () => {
    expect(ofFunction(SCHEDULE).flatMap(lines)).toEqual([
      'lambda:InvokeFunction on ConnectionSweeperFunction if ',
    ]);
  });

  test('the keeper may write letters from the address that the stage names, and without one none', () => {
    const mail = (of: readonly Statement[]) =>
      of.filter(({ actions }) => actions.some((action) => action.startsWith('ses:')));
    expect(mail(identity)).toEqual([]);
    const withMail = synthesise('production', { settings: { mailFrom: 'inbox@example.com' } });
    const identities = 'arn:AWS::Partition:ses:ap-southeast-1:AWS::AccountId:identity';
    const rights = mail(statementsOf(withMail));
    expect(new Set(rights.map(({ owner }) => owner))).toEqual(new Set(['ConnectionKeeperRoleDefaultPolicy']));
    expect(rights.flatMap(lines).sort()).toEqual(
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
    const found = identity.flatMap(({ actions, resources }) => [...actions, ...resources]);
    expect(new Set(found.filter((text) => text.includes('*')))).toEqual(new Set(WILDCARDS));
  });

  test('nobody scans, deletes keys or salts, or makes keys of workspaces', () => {
    const all = identity.flatMap(lines);
    expect(all.filter((line) => line.includes('dynamodb:Scan'))).toEqual([]);
    expect(all.filter((line) => line.includes('DeleteItem') && line.includes('SubjectKeys'))).toEqual([]);
    const writing = all.filter((line) => line.includes('SubjectKeysTable') && /(Put|Update)Item/.test(line));
    for (const line of writing) expect(line).toContain(ONLY('W#*#S#*'));
    const making = all.filter((line) => line.includes('GenerateDataKey') && line.includes('SubjectKey'));
    for (const line of making) expect(line).toContain(THROUGH('dynamodb'));
  });

  test('nobody deletes anything in the ledger, or changes audit events or privacy requests', () => {
    const touching = identity.filter(({ resources }) => resources.some((to) => to.includes('Ledger')));
    const changing = touching.filter(({ actions }) => actions.includes('dynamodb:UpdateItem'));
    expect(changing.map(({ owner, condition }) => [owner, condition])).toEqual([
      ['PlatformCallbacksRoleDefaultPolicy', ONLY('P#*')],
    ]);
    for (const { actions, condition } of touching) {
      expect(condition).toMatch(/^ForAllValues:StringLike dynamodb:LeadingKeys \S+ and Null /);
      expect(actions.filter((action) => !/:(GetItem|Query|PutItem|UpdateItem)$/.test(action))).toEqual([]);
    }
  });

  test('what is sealed in transit is for the delivery path only: the keeper and Connect cannot read its keys', () => {
    const readers = identity.filter(({ actions, resources, condition }) => {
      const keys = condition.split(' ')[2]?.split('|') ?? [];
      return (
        resources.includes('ConnectionsTable') &&
        actions.some((action) => /:(GetItem|Query)$/.test(action)) &&
        (condition === '' || keys.includes('TRANSIT'))
      );
    });
    expect(readers.map(({ owner }) => owner.replace('RoleDefaultPolicy', '')).sort()).toEqual([
      'DeadLetterParker',
      'MessageWorker',
      'WebhookIngress',
    ]);
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
