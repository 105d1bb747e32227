import { Misconfigured } from '../../domain/errors.ts';
import type { Millis } from '../../domain/platform.ts';
import type { CallsFor } from '../../ports/account-access.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { AuthorizationStore } from '../../ports/authorizations.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConnectionList, ConnectionStore, WebhookCredentials } from '../../ports/connections.ts';
import type { Connector } from '../../ports/connector.ts';
import type { ConsentStore } from '../../ports/consents.ts';
import type { KeeperJobs } from '../../ports/keeper-jobs.ts';
import type { Random } from '../../ports/random.ts';
import type { TokenVault } from '../../ports/vaults.ts';

/** What everything about connecting accounts and keeping them connected needs. */
export interface ConnectingDeps {
  readonly connectors: readonly Connector[];
  readonly connections: ConnectionStore;
  readonly list: ConnectionList;
  readonly authorizations: AuthorizationStore;
  readonly vault: TokenVault;
  /** The operator's applications. */
  readonly credentials: WebhookCredentials;
  readonly callsFor: CallsFor;
  readonly audit: AuditTrail;
  readonly jobs: KeeperJobs;
  readonly clock: Clock;
  readonly random: Random;
  /** Where this deployment is reached, without a slash at the end. */
  readonly publicBaseUrl: string;
}

/** What it takes to call a platform for a connection. */
export type CallingDeps = Pick<
  ConnectingDeps,
  'connectors' | 'connections' | 'authorizations' | 'vault' | 'credentials' | 'callsFor' | 'clock'
>;

/** @throws Misconfigured for a platform that this deployment does not know (any more) */
export function connectorOf({ connectors }: Pick<ConnectingDeps, 'connectors'>, platform: string): Connector {
  const found = connectors.find(({ manifest }) => manifest.id === platform);
  if (found) return found;
  throw new Misconfigured(`no connector for the platform ${platform}`);
}

/** What connecting needs besides: consents under way. */
export interface StartDeps extends ConnectingDeps {
  readonly consents: ConsentStore;
}

/** A connection that is not finished by then is gone. */
export const PENDING_LIFE_MS: Millis = 60 * 60_000;

/** An id for a connection: 128 random bits. */
export function newConnectionId({ random }: Pick<ConnectingDeps, 'random'>): string {
  return `c_${random.bytes(16).toString('base64url')}`;
}
