import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { BY_DUE, connectionKeys } from '../../lambdas/store/keys.ts';
import type { StageSettings } from '../config.ts';
import type { DataKey } from './data-key.ts';
import { SealedTable } from './sealed-table.ts';
import type { ServiceFunction } from './service-function.ts';

export interface ConnectionsTableProps {
  readonly settings: StageSettings;
  readonly dataKey: DataKey;
}

const TRANSIT_KEYS = connectionKeys.transit('').pk;
const WEBHOOK_CREDENTIALS = connectionKeys.credentials('*');
const WORKSPACES = connectionKeys.workspace('*');
const ACCOUNTS = connectionKeys.account('*', '*').pk;
const LINKS = connectionKeys.links('*');
const CONSENTS = connectionKeys.consent('*').pk;

/** Connected accounts, sealed tokens and webhook secrets, wrapped transit keys. */
export class ConnectionsTable extends SealedTable {
  constructor(scope: Construct, id: string, { settings, dataKey }: ConnectionsTableProps) {
    super(scope, id, {
      settings,
      key: dataKey,
      variable: 'connectionsTable',
      recoveryDays: settings.pointInTimeRecoveryDays,
    });
    // Sparse: only what waits for something stands in it. Its keys say what, so nothing else is copied.
    this.table.addGlobalSecondaryIndex({
      indexName: BY_DUE.name,
      partitionKey: { name: BY_DUE.partition, type: dynamodb.AttributeType.STRING },
      sortKey: { name: BY_DUE.sort, type: dynamodb.AttributeType.STRING },
      projectionType: dynamodb.ProjectionType.KEYS_ONLY,
    });
  }

  /** Lets `fn` look up who may have signed a webhook, and keep the day's transit key. It sees nothing of the merchants' connections. */
  grantVerifyWebhooks(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem', 'Query'], partitions: [TRANSIT_KEYS, WEBHOOK_CREDENTIALS] });
    this.grant(fn, { write: ['PutItem'], partitions: [TRANSIT_KEYS] });
  }

  /** Lets `fn` find the connection of an account, and record what the platform says about it. */
  grantRecordSignals(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem'], partitions: [ACCOUNTS, TRANSIT_KEYS] });
    this.grant(fn, { read: ['GetItem'], write: ['UpdateItem'], partitions: [WORKSPACES] });
  }

  /** Lets `fn` find what a person connected, and record that the person took it back. */
  grantRevoke(fn: ServiceFunction): void {
    this.grant(fn, { read: ['Query'], partitions: [WEBHOOK_CREDENTIALS, LINKS] });
    this.grant(fn, { read: ['GetItem'], write: ['UpdateItem'], partitions: [WORKSPACES] });
  }

  /** Lets `fn` read transit keys. */
  grantReadTransit(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem'], partitions: [TRANSIT_KEYS] });
  }

  /** Lets `fn` change and end connections. */
  grantKeep(fn: ServiceFunction): void {
    this.grant(fn, {
      read: ['GetItem', 'Query'],
      write: ['UpdateItem', 'DeleteItem'],
      partitions: [WORKSPACES],
    });
    this.grant(fn, { write: ['UpdateItem'], partitions: [ACCOUNTS] });
    this.grant(fn, { read: ['Query'], write: ['DeleteItem'], partitions: [WEBHOOK_CREDENTIALS, LINKS] });
  }

  /** Lets `fn` also make connections, by consents and without. */
  grantConnect(fn: ServiceFunction): void {
    this.grantKeep(fn);
    const made = [WORKSPACES, ACCOUNTS, WEBHOOK_CREDENTIALS, LINKS, CONSENTS];
    this.grant(fn, { write: ['PutItem'], partitions: made });
    this.grant(fn, { read: ['GetItem'], partitions: [ACCOUNTS] });
    this.grant(fn, { read: ['GetItem'], write: ['DeleteItem'], partitions: [CONSENTS] });
  }

  /** Lets `fn` find out what is due, and put it off. */
  grantSweep(fn: ServiceFunction): void {
    this.grant(fn, { write: ['UpdateItem'], index: BY_DUE.name, partitions: [WORKSPACES] });
  }

  /** Lets `fn` open accounts to call their platforms, and change nothing. */
  grantOpen(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem'], partitions: [WORKSPACES] });
    this.grant(fn, { read: ['Query'], partitions: [WEBHOOK_CREDENTIALS] });
  }

  /** Lets `fn` delete what ended connections and workspaces left, and look through everything. Tokens are destroyed before it comes. */
  grantErase(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem', 'Query', 'Scan'], write: ['BatchWriteItem'] });
  }

  /** Lets `fn` find out which workspaces there are. */
  grantListWorkspaces(fn: ServiceFunction): void {
    this.grant(fn, { read: ['Scan'] });
  }

  /** Lets `fn` look through everything for what is a workspace's or a connection's. Tokens stay sealed for it. */
  grantExport(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem', 'Query', 'Scan'] });
  }

  /** Lets `fn` show connections. */
  grantRead(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem', 'Query'], partitions: [WORKSPACES] });
  }
}
