import type { Construct } from 'constructs';
import { privacySubjectId } from '../../lambdas/domain/privacy-request.ts';
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
  readonly #settings: StageSettings;

  constructor(scope: Construct, id: string, { settings, subjectKey }: SubjectKeysTableProps) {
    super(scope, id, {
      settings,
      key: subjectKey,
      variable: 'subjectKeysTable',
      recoveryDays: RECOVERY_DAYS,
    });
    this.#settings = settings;
  }

  /** Lets `fn` read keys and salts, and tells it how long it may keep them in memory. */
  grantRead(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem'] });
    fn.set('keyLifeSeconds', String(this.#settings.keyLifeSeconds));
  }

  /** Lets `fn` also add salts of new customers. No function makes a workspace's key. */
  grantCreate(fn: ServiceFunction): void {
    this.grantRead(fn);
    this.grant(fn, { write: ['PutItem'], partitions: [SALTS] });
  }

  /** Lets `fn` restrict and destroy keys of those of whom nothing is kept any more. */
  grantExpire(fn: ServiceFunction): void {
    fn.set('keyLifeSeconds', String(this.#settings.keyLifeSeconds));
    this.grant(fn, { read: ['GetItem'] });
    this.grant(fn, { write: ['UpdateItem'], partitions: [SALTS] });
  }

  /** Lets the eraser restrict and destroy: what remains of a key is a mark, so nothing is ever deleted. Besides, only what expires may go (`grantExpire`). */
  grantErase(fn: ServiceFunction): void {
    this.grantRead(fn);
    // The proof looks through all of them.
    this.grant(fn, { read: ['Scan'] });
    this.grant(fn, { write: ['UpdateItem'], partitions: [SALTS, subjectKeyKeys.workspace('*').pk] });
    // What it keeps of a person until the proof is done is sealed by the request's own key, which may not be there yet.
    this.grant(fn, { write: ['PutItem'], partitions: [REQUEST_SALTS] });
  }
}

const SALTS = subjectKeyKeys.salt('*', '*').pk;
const REQUEST_SALTS = subjectKeyKeys.salt('*', privacySubjectId('*')).pk;
