import { readFileSync } from 'node:fs';
import { anchor, RUNBOOK } from '../../lib/constructs/alarm.ts';
import { synthesise } from './support/synthesise.ts';

const runbook = readFileSync('docs/runbook.md', 'utf8');
const headings = [...runbook.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
const alarms = (stage: string) => synthesise(stage).all('AWS::CloudWatch::Alarm');
const descriptions = (stage: string) =>
  alarms(stage).map(({ properties }) => String(properties.AlarmDescription));

describe('alarms', () => {
  test.each(Object.values(RUNBOOK))('the runbook knows what to do when: %s', (heading) => {
    expect(headings).toContain(heading);
    const section = runbook.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
    expect(section).toMatch(/\*\*What it means\.\*\*.+\*\*Look at\.\*\*.+\*\*Do\.\*\*/s);
  });

  test('the runbook has no heading that no alarm leads to', () => {
    expect([...headings].sort()).toEqual(Object.values(RUNBOOK).sort());
  });

  test('there is one alarm for each heading, and it links to it', () => {
    const expected = Object.values(RUNBOOK).map(
      (heading) => `${heading}. What to do: docs/runbook.md#${anchor(heading)}`,
    );
    expect(descriptions('production').sort()).toEqual(expected.sort());
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
