import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { BY_DUE, INBOX, INCIDENTS, ledgerKeys, RECORD_KINDS } from '../../lambdas/store/keys.ts';
import type { StageSettings } from '../config.ts';
import type { DataKey } from './data-key.ts';
import { SealedTable } from './sealed-table.ts';
import type { ServiceFunction } from './service-function.ts';

export interface LedgerTableProps {
  readonly settings: StageSettings;
  readonly dataKey: DataKey;
}

/** Audit events, privacy requests, cases, holds, consents, disclosures. Nobody may delete anything, and audit events cannot be changed either. */
export class LedgerTable extends SealedTable {
  constructor(scope: Construct, id: string, { settings, dataKey }: LedgerTableProps) {
    super(scope, id, {
      settings,
      key: dataKey,
      variable: 'ledgerTable',
      recoveryDays: settings.pointInTimeRecoveryDays,
    });
    // Sparse: privacy requests that the clock has to look at. Its keys say which, so nothing else is copied.
    this.table.addGlobalSecondaryIndex({
      indexName: BY_DUE.name,
      partitionKey: { name: BY_DUE.partition, type: dynamodb.AttributeType.STRING },
      sortKey: { name: BY_DUE.sort, type: dynamodb.AttributeType.STRING },
      projectionType: dynamodb.ProjectionType.KEYS_ONLY,
    });
  }

  /** Lets `fn` add audit events, for which it has to find the last one. Those who show them need no more. */
  grantAudit(fn: ServiceFunction): void {
    this.grant(fn, { read: ['Query'], write: ['PutItem'], partitions: [ledgerKeys.audit('*')] });
  }

  /** Lets `fn` take down consents, disclosures and access granted to support, and show them. */
  grantKeepRecords(fn: ServiceFunction): void {
    const partitions = RECORD_KINDS.map((kind) => ledgerKeys.records('*', kind));
    this.grant(fn, { read: ['Query'], write: ['PutItem'], partitions });
  }

  /** Lets `fn` add privacy requests of workspaces, and see how far they are. */
  grantRequest(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem'], write: ['PutItem'], partitions: [ledgerKeys.privacy('*')] });
  }

  /** Lets `fn` take, verify and decide privacy requests, and keep legal holds. */
  grantManageRequests(fn: ServiceFunction): void {
    this.grant(fn, {
      read: ['GetItem', 'Query'],
      write: ['PutItem', 'UpdateItem'],
      partitions: [ledgerKeys.privacy('*'), ledgerKeys.holds('*')],
    });
  }

  /** Lets `fn` carry out privacy requests, look for legal holds, and keep certificates; and look through everything for what was forgotten. */
  grantCarryOut(fn: ServiceFunction): void {
    this.grantAudit(fn);
    this.grant(fn, {
      read: ['GetItem', 'Query'],
      write: ['PutItem', 'UpdateItem'],
      partitions: [ledgerKeys.privacy('*')],
    });
    this.grant(fn, { read: ['Query'], partitions: [ledgerKeys.holds('*')] });
    this.grant(fn, { read: ['Scan'] });
  }

  /** Lets `fn` answer requests for access and correction. */
  grantAnswer(fn: ServiceFunction): void {
    this.grantAudit(fn);
    this.grant(fn, {
      read: ['GetItem', 'Query'],
      write: ['UpdateItem'],
      partitions: [ledgerKeys.privacy('*')],
    });
  }

  /** Lets `fn` see which legal holds there are, and put on record what it removes. */
  grantExpire(fn: ServiceFunction): void {
    this.grantAudit(fn);
    this.grant(fn, { read: ['Query'], partitions: [ledgerKeys.holds('*')] });
  }

  /** Lets `fn` find the privacy requests that are due, and note when to look at them again. */
  grantWatchRequests(fn: ServiceFunction): void {
    this.grant(fn, {
      read: ['GetItem'],
      write: ['UpdateItem'],
      index: BY_DUE.name,
      partitions: [ledgerKeys.privacy('*')],
    });
  }

  /** Lets `fn` keep the cases of people who asked at a platform. */
  grantCases(fn: ServiceFunction): void {
    this.grant(fn, {
      read: ['GetItem', 'Query'],
      write: ['PutItem', 'UpdateItem'],
      partitions: [ledgerKeys.privacyCase('*').pk],
    });
  }

  /** Lets `fn` add what people ask for on the public page, with its case, and count visits; it can read neither. */
  grantTakePublicRequests(fn: ServiceFunction): void {
    this.grant(fn, { write: ['PutItem'], partitions: [ledgerKeys.privacyCase('*').pk] });
    this.grant(fn, { write: ['UpdateItem'], partitions: [ledgerKeys.visits('*', '*').pk] });
  }

  /** Lets `fn` see which requests of the public page wait for a decision, and what incidents there are; what was typed stays sealed. */
  grantWatchOperator(fn: ServiceFunction): void {
    this.grant(fn, { read: ['Query'], partitions: [INBOX, INCIDENTS] });
  }
}
