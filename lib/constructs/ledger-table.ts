import type { Construct } from 'constructs';
import type { StageSettings } from '../config.ts';
import type { DataKey } from './data-key.ts';
import { SealedTable } from './sealed-table.ts';

export interface LedgerTableProps {
  readonly settings: StageSettings;
  readonly dataKey: DataKey;
}

/** Audit events, privacy requests, holds. Nothing may touch it yet; whoever does will only append. */
export class LedgerTable extends SealedTable {
  constructor(scope: Construct, id: string, { settings, dataKey }: LedgerTableProps) {
    super(scope, id, {
      settings,
      key: dataKey,
      variable: 'ledgerTable',
      recoveryDays: settings.pointInTimeRecoveryDays,
    });
  }
}
