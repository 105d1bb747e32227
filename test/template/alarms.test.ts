import { readFileSync } from 'node:fs';
import { anchor, RUNBOOK } from '../../lib/constructs/alarm.ts';
import { synthesise } from './support/synthesise.ts';

const runbook = readFileSync('docs/runbook.md', 'utf8');
/** What alarms lead to, and what the operator does unasked. */
const [whenAlarmed = '', tasks = ''] = runbook.split('\n# Tasks\n');
const headingsOf = (text: string) => [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
const headings = headingsOf(whenAlarmed);
const alarms = (stage: string) => synthesise(stage).all('AWS::CloudWatch::Alarm');
const descriptions = (stage: string) =>
  alarms(stage).map(({ properties }) => String(properties.AlarmDescription));

describe('alarms', () => {
  test.each(Object.values(RUNBOOK))('the runbook knows what to do when: %s', (heading) => {
    expect(headings).toContain(heading);
    const section = whenAlarmed.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
    expect(section).toMatch(/\*\*What it means\.\*\*.+\*\*Look at\.\*\*.+\*\*Do\.\*\*/s);
  });

  test('the runbook has no heading that no alarm leads to', () => {
    expect([...headings].sort()).toEqual(Object.values(RUNBOOK).sort());
  });

  test('the tasks have headings of their own, and no alarm leads to them', () => {
    expect(headingsOf(tasks).length).toBeGreaterThan(3);
    expect(headingsOf(tasks).filter((heading) => headings.includes(heading))).toEqual([]);
  });

  test('there is one alarm for each heading but one, and it links to it', () => {
    // What the keeper cannot do shows in its dead letters, in its own errors, or in the sweeper's.
    const several = [RUNBOOK.keeperFails, RUNBOOK.keeperFails];
    const expected = [...Object.values(RUNBOOK), ...several].map(
      (heading) => `${heading}. What to do: docs/runbook.md#${anchor(heading)}`,
    );
    expect(descriptions('production').sort()).toEqual(expected.sort());
  });

  test.each([
    ['ConnectionKeeperErrors', 'keeperFails', 'Errors', 0],
    ['ConnectionSweeperErrors', 'keeperFails', 'Errors', 0],
    ['KeeperJobsDeadLettersWait', 'keeperFails', 'ApproximateNumberOfMessagesVisible', 0],
    ['KeeperJobsDeliveriesWait', 'keeperLate', 'ApproximateAgeOfOldestMessage', 900],
    ['PlatformCallbacksErrors', 'callbackErrors', 'Errors', 0],
    ['ConnectErrors', 'connectErrors', 'Errors', 0],
    ['ThumbnailMakerErrors', 'thumbnailErrors', 'Errors', 0],
    ['ThumbnailJobsDeadLettersWait', 'thumbnailDead', 'ApproximateNumberOfMessagesVisible', 0],
    ['ThumbnailJobsDeliveriesWait', 'thumbnailLate', 'ApproximateAgeOfOldestMessage', 1_800],
    ['OwnersNotTold', 'ownersNotTold', 'OwnersNotTold', 0],
  ] as const)('%s tells: %s, when %s is above %i', (id, heading, MetricName, Threshold) => {
    const found = alarms('production').filter((alarm) => alarm.id.startsWith(id));
    expect(found.map(({ properties }) => properties)).toMatchObject([
      {
        AlarmDescription: expect.stringContaining(RUNBOOK[heading]),
        ComparisonOperator: 'GreaterThanThreshold',
        MetricName,
        Threshold,
      },
    ]);
  });

  test('the local stage lacks only the one that its cloud cannot compute', () => {
    const local = new Set(descriptions('local'));
    const missing = descriptions('production').filter((description) => !local.has(description));
    expect(missing).toEqual([expect.stringContaining(RUNBOOK.books)]);
  });

  test('the books: accepted against visible, ignored and parked, over all platforms', () => {
    const books = alarms('production').find(({ properties }) => properties.Metrics)?.properties.Metrics;
    const metrics = books.flatMap(
      ({ MetricStat }: { MetricStat?: { Metric: object } }) => MetricStat?.Metric ?? [],
    );
    const ofQueue = {
      Namespace: 'AWS/SQS',
      MetricName: 'NumberOfMessagesSent',
      Dimensions: expect.anything(),
    };
    const outcomes = ['DeliveryVisible', 'DeliveryIgnored', 'DeliveryParked'];
    expect(metrics).toEqual([
      ofQueue,
      ...outcomes.map((MetricName) => ({ Namespace: 'KaoJai', MetricName })),
    ]);
  });

  test('an existing topic is told where the stage names one', () => {
    const alarmTopicArn = 'arn:aws:sns:ap-southeast-1:111122223333:ops';
    const stacks = synthesise('production', { settings: { alarmTopicArn } });
    for (const { properties } of stacks.all('AWS::CloudWatch::Alarm')) {
      expect(properties).toMatchObject({ AlarmActions: [alarmTopicArn], OKActions: [alarmTopicArn] });
    }
  });
});
