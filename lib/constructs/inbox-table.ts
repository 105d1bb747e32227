import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { BY_ACTIVITY, BY_DUE, inboxKeys, PARKED } from '../../lambdas/store/keys.ts';
import type { StageSettings } from '../config.ts';
import type { DataKey } from './data-key.ts';
import { SealedTable } from './sealed-table.ts';
import type { ServiceFunction } from './service-function.ts';

export interface InboxTableProps {
  readonly settings: StageSettings;
  readonly dataKey: DataKey;
}

/** Conversations, their timelines, members, parked deliveries. */
export class InboxTable extends SealedTable {
  constructor(scope: Construct, id: string, { settings, dataKey }: InboxTableProps) {
    super(scope, id, {
      settings,
      key: dataKey,
      variable: 'inboxTable',
      recoveryDays: settings.pointInTimeRecoveryDays,
      // What agents are shown as it happens is the new state of an item; the old one would only be another copy.
      stream: dynamodb.StreamViewType.NEW_IMAGE,
    });
    this.table.addGlobalSecondaryIndex({
      indexName: BY_ACTIVITY.name,
      partitionKey: { name: BY_ACTIVITY.partition, type: dynamodb.AttributeType.STRING },
      sortKey: { name: BY_ACTIVITY.sort, type: dynamodb.AttributeType.STRING },
      projectionType: dynamodb.ProjectionType.ALL,
    });
    // Sparse: messages on their way out, by when somebody has to look after them.
    this.table.addGlobalSecondaryIndex({
      indexName: BY_DUE.name,
      partitionKey: { name: BY_DUE.partition, type: dynamodb.AttributeType.STRING },
      sortKey: { name: BY_DUE.sort, type: dynamodb.AttributeType.STRING },
      projectionType: dynamodb.ProjectionType.KEYS_ONLY,
    });
  }

  /** Lets `fn` turn deliveries into entries of conversations, and park those that it cannot read. */
  grantRecord(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem', 'Query'], write: ['PutItem', 'UpdateItem', 'DeleteItem'] });
  }

  /** Lets `fn` park deliveries. */
  grantPark(fn: ServiceFunction): void {
    this.grant(fn, { write: ['PutItem'], partitions: [PARKED] });
  }

  /** Lets `fn` take messages on their way out, and write down what became of them. */
  grantSend(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem', 'Query'], write: ['PutItem'] });
  }

  /** Lets `fn` read messages, and write down what became of their files. */
  grantKeepFiles(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem', 'Query'], write: ['PutItem'] });
  }

  /** Lets `fn` find out which conversations have messages that wait too long. */
  grantSweep(fn: ServiceFunction): void {
    this.grant(fn, { index: BY_DUE.name });
  }

  /** Lets `fn` delete what is somebody's, and look through everything for what was forgotten. */
  grantErase(fn: ServiceFunction): void {
    this.grant(fn, {
      read: ['GetItem', 'Query', 'Scan'],
      write: ['PutItem', 'BatchWriteItem'],
      index: BY_ACTIVITY.name,
    });
  }

  /** Lets `fn` look through everything for what is somebody's, and correct what a customer is called. It can delete nothing. */
  grantExport(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem', 'Query', 'Scan'], write: ['PutItem'], index: BY_ACTIVITY.name });
  }

  /** Lets `fn` remove what is over, and what the database should have removed by itself. */
  grantExpire(fn: ServiceFunction): void {
    this.grant(fn, {
      read: ['GetItem', 'Query', 'Scan'],
      write: ['PutItem', 'DeleteItem', 'BatchWriteItem'],
      index: BY_ACTIVITY.name,
    });
  }

  /** Lets `fn` count what is how old. */
  grantCountByAge(fn: ServiceFunction): void {
    this.grant(fn, { read: ['Query'], index: BY_ACTIVITY.name });
  }

  /** Lets `fn` find out who belongs to which workspace. */
  grantReadMembers(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem'], partitions: [inboxKeys.membership('*').pk] });
  }

  /**
   * Lets `fn` find out where mail reaches the people who work in a workspace. They stand beside everything else of it, which by its key cannot
   * be told apart here.
   */
  grantReadStaff(fn: ServiceFunction): void {
    const staff = [inboxKeys.membership('*').pk, inboxKeys.workspace('*').pk];
    this.grant(fn, { read: ['GetItem', 'Query'], partitions: staff });
  }

  /** Where new states of items can be followed. */
  get streamArn(): string {
    const { tableStreamArn } = this.table;
    if (tableStreamArn === undefined) throw new Error('the Inbox table has a stream');
    return tableStreamArn;
  }

  /** Lets `fn` take tickets and keep track of open sockets. */
  grantHoldSockets(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem'], write: ['DeleteItem'], partitions: [inboxKeys.ticket('*').pk] });
    this.grant(fn, {
      read: ['Query'],
      write: ['PutItem', 'UpdateItem', 'DeleteItem'],
      partitions: [inboxKeys.sockets('*')],
    });
  }

  /** Lets `fn` follow what changes, and find the sockets that want to know. It can read nothing else of the table. */
  grantTell(fn: ServiceFunction): void {
    this.grant(fn, { read: ['Query'], write: ['DeleteItem'], partitions: [inboxKeys.sockets('*')] });
    fn.allow({
      actions: ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
        (action) => `dynamodb:${action}`,
      ),
      resources: [this.streamArn],
    });
  }

  /** Lets `fn` show conversations to agents and do what they ask for. */
  grantServe(fn: ServiceFunction): void {
    this.grant(fn, {
      read: ['GetItem', 'Query'],
      write: ['PutItem', 'UpdateItem'],
      index: BY_ACTIVITY.name,
    });
  }
}
