import { RUNBOOK } from '../../lib/constructs/alarm.ts';
import { ONLY, THROUGH } from './support/rights.ts';
import { statementsOf } from './support/statements.ts';
import { synthesise } from './support/synthesise.ts';

const production = synthesise('production');

const identity = statementsOf(production).filter(({ kind }) => kind === 'identity');

/** Lines such as `dynamodb:GetItem on LedgerTable if …`, of what a function may do with resources of that name. */
function rights(fn: string, to: RegExp): string[] {
  return identity
    .filter(({ owner }) => owner.endsWith(`${fn}RoleDefaultPolicy`))
    .flatMap(({ actions, resources, condition }) =>
      resources
        .filter((resource) => to.test(resource))
        .map((resource) => `${[...actions].sort().join()} on ${resource} if ${condition}`),
    )
    .sort();
}

describe('S12: who may do what with privacy requests', () => {
  test('the API takes, verifies and decides them and keeps holds; audit events it can only add', () => {
    expect(rights('PrivacyApi', /^LedgerTable/)).toEqual(
      expect.arrayContaining([
        `dynamodb:GetItem,dynamodb:PutItem,dynamodb:Query,dynamodb:UpdateItem on LedgerTable if ${ONLY('W#*#PRIVACY|W#*#HOLDS')}`,
      ]),
    );
  });

  test('the clock finds and notes them, and adds none', () => {
    expect(rights('PrivacyClock', /^LedgerTable/)).toEqual([
      `dynamodb:GetItem,dynamodb:UpdateItem on LedgerTable if ${ONLY('W#*#PRIVACY')}`,
      `dynamodb:Query on LedgerTable if ${ONLY('P#_#INBOX|P#_#INCIDENTS')}`,
      'dynamodb:Query on LedgerTable/index/ByDue if ',
    ]);
    expect(rights('PrivacyClock', /^InboxTable/)).toEqual([
      `dynamodb:GetItem,dynamodb:Query on InboxTable if ${ONLY('U#*|W#*')}`,
    ]);
    expect(
      rights('PrivacyClock', /^SubjectKey/).filter((line) => /^\S*(Put|Update|Delete|:Encrypt)/.test(line)),
    ).toEqual([]);
  });

  test('both may start the workflow, by its fixed name, and nobody else may do anything with it', () => {
    const starting = identity.filter(({ actions }) => actions.some((action) => action.startsWith('states:')));
    expect(starting.map(({ owner, actions }) => [owner.replace(/RoleDefaultPolicy$/, ''), actions])).toEqual([
      ['PrivacyApi', ['states:StartExecution']],
      ['PrivacyClock', ['states:StartExecution']],
    ]);
    for (const { resources } of starting)
      expect(JSON.stringify(resources)).toMatch(/stateMachine:KaoJai-production-Privacy/);
  });

  test('S12: no function can change or delete an audit event', () => {
    const changing = identity.filter(
      ({ actions, resources, condition }) =>
        resources.includes('LedgerTable') &&
        actions.some((action) => /Update|Delete|BatchWrite/.test(action)) &&
        (condition === '' || /AUDIT/.test(condition)),
    );
    expect(changing).toEqual([]);
    expect(THROUGH('dynamodb')).toContain('dynamodb');
  });
});

describe('the clock of privacy requests', () => {
  test('ticks each minute', () => {
    const schedules = production.all('AWS::Scheduler::Schedule').map(({ properties }) => properties);
    const tick = schedules.find(({ Description }) => /privacy requests/.test(Description));
    expect(tick).toMatchObject({ ScheduleExpression: 'rate(1 minute)' });
  });

  test('the Ledger has a sparse index of keys for it', () => {
    const ledger = production.all('AWS::DynamoDB::Table').find(({ id }) => id.startsWith('Ledger'));
    expect(ledger?.properties.GlobalSecondaryIndexes).toEqual([
      {
        IndexName: 'ByDue',
        KeySchema: [
          { AttributeName: 'duePk', KeyType: 'HASH' },
          { AttributeName: 'dueSk', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ]);
  });

  test('somebody is called when a request is late, or the clock stands', () => {
    const alarms = production.all('AWS::CloudWatch::Alarm').map(({ properties }) => properties);
    const of = (heading: string) =>
      alarms.filter(({ AlarmDescription }) => String(AlarmDescription).startsWith(`${heading}.`));
    expect(of(RUNBOOK.privacyRequestLate)).toMatchObject([
      { MetricName: 'PrivacyRequestLate', Period: 3_600, Threshold: 0 },
    ]);
    expect(of(RUNBOOK.privacyClockErrors)).toMatchObject([{ MetricName: 'Errors', Threshold: 0 }]);
    expect(of(RUNBOOK.privacyApiErrors)).toMatchObject([{ MetricName: 'Errors', Threshold: 0 }]);
  });
});
