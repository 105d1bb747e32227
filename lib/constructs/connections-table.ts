import type { Construct } from 'constructs';
import { connectionKeys } from '../../lambdas/store/keys.ts';
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

/** Connected accounts, sealed tokens and webhook secrets, wrapped transit keys. */
export class ConnectionsTable extends SealedTable {
  constructor(scope: Construct, id: string, { settings, dataKey }: ConnectionsTableProps) {
    super(scope, id, {
      settings,
      key: dataKey,
      variable: 'connectionsTable',
      recoveryDays: settings.pointInTimeRecoveryDays,
    });
  }

  /** Lets `fn` look up who may have signed a webhook, and keep the day's transit key. It sees nothing of the merchants' connections. */
  grantVerifyWebhooks(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem', 'Query'], partitions: [TRANSIT_KEYS, WEBHOOK_CREDENTIALS] });
    this.grant(fn, { write: ['PutItem'], partitions: [TRANSIT_KEYS] });
  }

  /** Lets `fn` find the connection of an account, and record what the platform says about it. */
  grantRecordSignals(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem', 'Query'], write: ['UpdateItem'] });
  }

  /** Lets `fn` read transit keys. */
  grantReadTransit(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem'], partitions: [TRANSIT_KEYS] });
  }

  /** Lets `fn` show connections. */
  grantRead(fn: ServiceFunction): void {
    this.grant(fn, { read: ['GetItem', 'Query'] });
  }
}
