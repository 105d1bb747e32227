import { type App, Duration, RemovalPolicy, type Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as kinesis from 'aws-cdk-lib/aws-kinesis';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { StoreSpec } from '../../lambdas/domain/data-inventory/stores.ts';
import { STORES } from '../../lambdas/domain/data-inventory.ts';
import { InventoryCheck } from '../../lib/constructs/inventory-check.ts';
import { synthesise } from './support/synthesise.ts';

const WHERE = 'add it in lambdas/domain/data-inventory, see docs/privacy/inventory.md';
const ID = { name: 'pk', type: dynamodb.AttributeType.STRING };

/** What the check says after something was added to the deployed stacks. */
function findings(forget?: (app: App) => void): string[] {
  const { app } = synthesise('production', {
    settings: { alarmEmail: 'ops@example.com', malwareScan: true },
  });
  forget?.(app);
  return new InventoryCheck(app).validate();
}

function stack(app: App, name: string): Stack {
  return app.node.findChild(`KaoJai-production-${name}`) as Stack;
}

function tableOf(app: App, name: string): dynamodb.Table {
  return stack(app, 'Data').node.findChild(name).node.findChild('Table') as dynamodb.Table;
}

describe('CPD-1: the data inventory', () => {
  test('knows every store of the app', () => {
    expect(findings()).toEqual([]);
  });

  test('misses a table that somebody forgot', () => {
    const found = findings((app) => {
      new dynamodb.Table(stack(app, 'Data'), 'Surveys', { partitionKey: ID });
    });
    expect(found).toEqual([
      `Data/Surveys (AWS::DynamoDB::Table) keeps data, but has no entry in the data inventory: ${WHERE}.`,
    ]);
  });

  test('lets no app be synthesised with one', () => {
    const { app } = synthesise('production');
    new dynamodb.Table(stack(app, 'Data'), 'Surveys', { partitionKey: ID });
    expect(() => app.synth({ force: true })).toThrow(/Data\/Surveys .* has no entry in the data inventory/);
  });

  test('misses an index', () => {
    const found = findings((app) =>
      tableOf(app, 'Inbox').addGlobalSecondaryIndex({ indexName: 'ByAssignee', partitionKey: ID }),
    );
    expect(found).toEqual([
      `ByAssignee of Data/Inbox/Table is a copy of a table, but has no entry in the data inventory: ${WHERE}.`,
    ]);
  });

  test('misses a queue', () => {
    const found = findings((app) => {
      new sqs.Queue(stack(app, 'Ingress'), 'Surveys');
    });
    expect(found).toEqual([
      `Ingress/Surveys (AWS::SQS::Queue) keeps data, but has no entry in the data inventory: ${WHERE}.`,
    ]);
  });

  test('misses a bucket, a folder, a log group and a stream', () => {
    const found = findings((app) => {
      const data = stack(app, 'Data');
      new s3.Bucket(data, 'Reports', { removalPolicy: RemovalPolicy.RETAIN });
      new logs.LogGroup(data, 'Notes');
      new kinesis.Stream(data, 'Clicks');
      const media = data.node.findChild('Media').node.findChild('Bucket') as s3.Bucket;
      media.addLifecycleRule({ prefix: 'voices/', expiration: Duration.days(1) });
    });
    expect(found.map((sentence) => sentence.split(/ (\(|keeps|of|has) ?/)[0])).toEqual(
      expect.arrayContaining(['Data/Reports', 'Data/Notes', 'Data/Clicks', 'The folder voices/']),
    );
    expect(found).toHaveLength(4);
  });

  test('sees when an index copies more than it says', () => {
    const found = findings((app) => {
      const { defaultChild } = tableOf(app, 'Connections').node;
      const cfn = defaultChild as dynamodb.CfnTable;
      cfn.globalSecondaryIndexes = [
        {
          indexName: 'ByDue',
          keySchema: [{ attributeName: 'duePk', keyType: 'HASH' }],
          projection: { projectionType: 'ALL' },
        },
      ];
    });
    expect(found).toEqual([
      `ByDue of Data/Connections/Table copies ALL, but the data inventory says KEYS_ONLY: ${WHERE}.`,
    ]);
  });

  test('has no entry for what is not there', () => {
    const { app } = synthesise('production', { settings: { alarmEmail: 'ops@example.com' } });
    const text = JSON.stringify(
      app.node
        .findAll()
        .map(({ node }) => node.path.replace(/^KaoJai-production-/, '').replace(/\/Resource$/, '')),
    );
    const entries: readonly (readonly [string, StoreSpec])[] = Object.entries(STORES);
    const missing = entries.filter(
      ([, { place }]) =>
        place && !new RegExp(`"${place.at.replace('**', '[^"]+').replaceAll('*', '[^/"]+')}"`).test(text),
    );
    expect(missing.map(([name]) => name)).toEqual([]);
  });
});
