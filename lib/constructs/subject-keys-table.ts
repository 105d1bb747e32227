import type { Construct } from 'constructs';
import { subjectKeyKeys } from '../../lambdas/store/keys.ts';
import type { StageSettings } from '../config.ts';
import { SealedTable } from './sealed-table.ts';
import type { ServiceFunction } from './service-function.ts';
import type { SubjectKey } from './subject-key.ts';

export interface SubjectKeysTableProps {
  readonly settings: StageSettings;
  readonly subjectKey: SubjectKey;
}

/** A destroyed salt must not come back: one day is the shortest window that DynamoDB offers. */
const RECOVERY_DAYS = 1;

/** Wrapped keys of workspaces and salts of customers. Whoever destroys a salt makes all copies of that customer's data unreadable. */
export class SubjectKeysTable extends SealedTable {
  constructor(scope: Construct, id: string, { settings, subjectKey }: SubjectKeysTableProps) {
    super(scope, id, {
      settings,
      key: subjectKey,
      variable: 'subjectKeysTable',
      recoveryDays: RECOVERY_DAYS,
    });
  }

  /** Lets `fn` read keys and salts. */
  grantRead(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem'] });
  }

  /** Lets `fn` also add salts of new customers. No function makes a workspace's key. */
  grantCreate(fn: ServiceFunction): void {
    this.grantRead(fn);
    this.grant(fn, { write: ['PutItem'], partitions: [subjectKeyKeys.salt('*', '*').pk] });
  }
}
