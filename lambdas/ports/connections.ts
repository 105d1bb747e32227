import type { ConnectionSignal } from '../domain/inbound.ts';
import type { Feature, Millis, PlatformId, Surface } from '../domain/platform.ts';
import type { WebhookCredential } from './connector.ts';

export type ConnectionState = 'pending' | 'connected' | 'needs_reconnect' | 'disconnected';

/** A platform account that a workspace connected. Tokens are not part of it. */
export interface Connection {
  readonly workspaceId: string;
  readonly id: string;
  readonly platform: PlatformId;
  readonly surface: Surface;
  readonly accountId: string;
  readonly displayName: string;
  readonly features: readonly Feature[];
  readonly grantedScopes: readonly string[];
  readonly webhookUrl: string;
  /** Credentials whose signature may speak for this account. */
  readonly credentials: readonly string[];
  /** The account's own user ids at the platform: a message from one of them is the merchant's. */
  readonly ownUserIds: readonly string[];
  readonly state: ConnectionState;
  readonly connectedAt: Millis;
  readonly tokenExpiresAt: Millis | null;
  readonly health: ConnectionHealth;
}

export interface ConnectionHealth {
  readonly checkedAt: Millis | null;
  readonly problem: string | null;
}

/** Finds the connection that a delivery speaks of. */
export interface ConnectionDirectory {
  /** The connection of a platform account, in whichever workspace; null when nobody connected it. */
  byAccount(platform: PlatformId, accountId: string): Promise<Connection | null>;
  /** Records what the platform said about a connection; older signals of the same name change nothing. */
  recordSignal(connection: Connection, signal: ConnectionSignal): Promise<void>;
}

/** Reads connections for the agent API. */
export interface ConnectionList {
  connections(workspaceId: string): Promise<readonly Connection[]>;
  connection(workspaceId: string, connectionId: string): Promise<Connection | null>;
}

/** Writes connections. */
export interface ConnectionStore {
  /**
   * Binds the platform account to the connection and stores it. An account belongs to one workspace: false when another one has it,
   * or this one has it under another connection.
   */
  claim(connection: Connection): Promise<boolean>;
}

/** Webhook secrets, opened. */
export interface WebhookCredentials {
  /**
   * All credentials under a lookup key such as `app/meta`, `line/{connectionId}` or `shopee/{partnerId}`; empty when there
   * are none. `refreshed` skips the cache, for a signature that fails although it should not.
   */
  candidates(
    lookup: string,
    options?: { readonly refreshed?: boolean },
  ): Promise<readonly WebhookCredential[]>;
}
