import type { HistoryImportStore } from '../../ports/history-imports.ts';
import type { Mail } from '../../ports/mail.ts';
import type { Members } from '../../ports/members.ts';
import type { Meter } from '../../ports/meter.ts';
import type { ApplyDeps } from '../apply-item.ts';
import type { DisconnectDeps } from '../connecting/disconnect.ts';

/** What the connection keeper needs. */
export interface KeepingDeps extends DisconnectDeps {
  readonly inbox: ApplyDeps;
  readonly imports: HistoryImportStore;
  readonly members: Members;
  /** Null: this deployment has no address to write from. */
  readonly mail: Mail | null;
  readonly meter: Meter;
  /** Waits between looks at what another worker does; tests pass one that does not. */
  readonly pause: (ms: number) => Promise<void>;
}

/** How the keeper signs in the audit trail. */
export const KEEPER = { kind: 'function', name: 'connection-keeper' } as const;
