import type { Construct } from 'constructs';
import { ledgerKeys } from '../../lambdas/store/keys.ts';
import type { StageSettings } from '../config.ts';
import type { DataKey } from './data-key.ts';
import { SealedTable } from './sealed-table.ts';
import type { ServiceFunction } from './service-function.ts';

export interface LedgerTableProps {
  readonly settings: StageSettings;
  readonly dataKey: DataKey;
}

/** Audit events, privacy requests, cases, holds. Nobody may delete anything, and audit events cannot be changed either. */
export class LedgerTable extends SealedTable {
  constructor(scope: Construct, id: string, { settings, dataKey }: LedgerTableProps) {
    super(scope, id, {
      settings,
      key: dataKey,
      variable: 'ledgerTable',
      recoveryDays: settings.pointInTimeRecoveryDays,
    });
  }

  /** Lets `fn` add audit events. */
  grantAudit(fn: ServiceFunction): void {
    this.grant(fn, { write: ['PutItem'], partitions: [ledgerKeys.audit('*', '*')] });
  }

  /** Lets `fn` add privacy requests of workspaces, and see how far they are. */
  grantRequest(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem'], write: ['PutItem'], partitions: [ledgerKeys.privacy('*')] });
  }

  /** Lets `fn` keep the cases of people who asked at a platform. */
  grantCases(fn: ServiceFunction): void {
    this.grant(fn, {
      read: ['GetItem', 'Query'],
      write: ['PutItem', 'UpdateItem'],
      partitions: [ledgerKeys.privacyCase('*').pk],
    });
  }
}
