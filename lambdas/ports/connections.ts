import type { ConnectionSignal } from '../domain/inbound.ts';
import type { Feature, Millis, PlatformId, Surface } from '../domain/platform.ts';
import type { LoginName } from './account-access.ts';
import type { Quota } from './account-messaging.ts';
import type { LinkedConnection } from './connection-links.ts';
import type { WebhookCredential } from './connector.ts';
import type { SealedTokens } from './vaults.ts';

export type ConnectionState = 'pending' | 'connected' | 'needs_reconnect' | 'disconnected';

/** A platform account that a workspace connected. Tokens are not part of it. */
export interface Connection {
  readonly workspaceId: string;
  readonly id: string;
  readonly platform: PlatformId;
  readonly surface: Surface;
  /** Key of `PlatformManifest.logins`. */
  readonly login: LoginName;
  /** Empty while nobody has chosen one: `pending`. */
  readonly accountId: string;
  readonly displayName: string;
  readonly features: readonly Feature[];
  readonly grantedScopes: readonly string[];
  readonly webhookUrl: string;
  /** Credentials whose signature may speak for this account. */
  readonly credentials: readonly string[];
  /** The account's own user ids at the platform: a message from one of them is the merchant's. */
  readonly ownUserIds: readonly string[];
  /** Fingerprints of `GrantedAccount.links`. */
  readonly links: readonly string[];
  /** Where its tokens are; several connections of one login may share them. */
  readonly authorizationId: string;
  readonly state: ConnectionState;
  readonly connectedAt: Millis;
  readonly tokenExpiresAt: Millis | null;
  readonly health: ConnectionHealth;
  /** As the platform said last; absent where sending costs nothing, or before it said so. */
  readonly quota?: ConnectionQuota;
  /** Messages sent up to this moment may come from the platform's history as well as by delivery. */
  readonly historyUntil: Millis | null;
  /** When it stopped working and the merchant had to be told; null while it works. */
  readonly lapsedAt: Millis | null;
  /** The `lapsedAt` that its owners have been told of. */
  readonly toldOf: Millis | null;
  /** Somebody is telling them, and has until then. */
  readonly tellingUntil?: Millis;
  /** Being disconnected, and what is to become of its data. */
  readonly closing: 'keep' | 'erase' | null;
  /** Counts the writes of this record; signals of the platform do not count. */
  readonly rev: number;
}

export interface ConnectionHealth {
  readonly checkedAt: Millis | null;
  /** Code of what is wrong, such as `revoked_by_platform`. */
  readonly problem: string | null;
  /** Times in a row that the platform could not be asked. */
  readonly failures: number;
}

/** Paid messages of this month, and when the platform said so. */
export interface ConnectionQuota extends Quota {
  readonly at: Millis;
}

/** Finds the connection that a delivery speaks of. */
export interface ConnectionDirectory {
  /**
   * The connection of a platform account, in whichever workspace; null when nobody connected it. What is known may be seconds old; `fresh`
   * asks anew.
   */
  byAccount(
    platform: PlatformId,
    accountId: string,
    options?: { readonly fresh?: boolean },
  ): Promise<Connection | null>;
  /** Records what the platform said about a connection; older signals of the same name change nothing. */
  recordSignal(connection: Connection, signal: ConnectionSignal): Promise<void>;
}

/** Reads connections for the agent API. */
export interface ConnectionList {
  connections(workspaceId: string): Promise<readonly Connection[]>;
  /** Also finds the connection that a pending one turned into. */
  connection(workspaceId: string, connectionId: string): Promise<Connection | null>;
}

/** Writes connections. */
export interface ConnectionStore {
  /** As it was written last. */
  fresh(workspaceId: string, connectionId: string): Promise<Connection | null>;
  /** A connection that somebody began to make; gone by itself at `until`. */
  addPending(connection: Connection, secrets: PendingSecrets, until: Millis): Promise<void>;
  pendingSecrets(workspaceId: string, connectionId: string): Promise<PendingSecrets | null>;
  /**
   * Makes a connection in one step: the account is bound to it, its tokens are there, its webhooks are trusted. `taken`: the account is
   * bound to another workspace, or here to another connection; `raced`: somebody changed the connection meanwhile.
   */
  bind(binding: Binding): Promise<'bound' | 'taken' | 'raced'>;
  /** Which connection an account is bound to, in any state; `released`: another workspace may take it. */
  owner(platform: PlatformId, accountId: string): Promise<AccountOwner | null>;
  /** Changes fields. Null: somebody else changed it since `connection` was read. */
  change(connection: Connection, change: ConnectionChange): Promise<Connection | null>;
  /** What connectors need to know of the account, sealed. */
  sealedFacts(workspaceId: string, connectionId: string): Promise<Uint8Array | null>;
  /** Destroys the tokens if nobody shares them, frees the account for other workspaces, and ends every mention of links. */
  close(connection: Connection, at: Millis): Promise<boolean>;
  /** Takes a pending connection away. */
  dropPending(workspaceId: string, connectionId: string): Promise<void>;
  /** Of its links (fingerprints), those on which another connection hangs, too. */
  sharedLinks(connection: Connection): Promise<ReadonlySet<string>>;
  /** The connections that hang on a link of this one. */
  neighbours(connection: Connection): Promise<readonly LinkedConnection[]>;
  /** Whether another connection that works uses the same tokens. */
  sharesAuthorization(connection: Connection): Promise<boolean>;
}

/** What was typed before consenting, sealed for the pending connection. */
export interface PendingSecrets {
  readonly facts: Uint8Array;
  readonly clientSecret?: Uint8Array;
  readonly webhookSecret?: Uint8Array;
}

export interface AccountOwner {
  readonly workspaceId: string;
  readonly connectionId: string;
  readonly released: boolean;
}

export interface Binding {
  /** As it is to be; its `rev` is the one that it replaces, 0 for none. */
  readonly connection: Connection;
  readonly facts: Uint8Array;
  /** Null: they are shared, and there already. */
  readonly tokens: SealedTokens | null;
  /** The webhook secret of the merchant's own application, sealed. */
  readonly own?: SealedWebhookCredential;
  /** The pending connection that leads to this one; may be the same. */
  readonly pendingId: string | null;
  /** When to look after it for the first time. */
  readonly checkAt: Millis;
  /** When to renew its tokens; null = never. */
  readonly renewAt: Millis | null;
  /** When and what to import of its history. */
  readonly history?: { readonly at: Millis; readonly since: Millis | null; readonly until: Millis };
}

export interface SealedWebhookCredential {
  readonly ref: string;
  /** Tells equal secrets of one credential without opening them. */
  readonly print: string;
  readonly sealed: Uint8Array;
}

/** Fields to change; what is not named stays. */
export interface ConnectionChange {
  readonly state?: ConnectionState;
  readonly displayName?: string;
  readonly grantedScopes?: readonly string[];
  readonly tokenExpiresAt?: Millis | null;
  readonly health?: ConnectionHealth;
  readonly quota?: ConnectionQuota;
  readonly lapsedAt?: Millis | null;
  readonly toldOf?: Millis | null;
  readonly tellingUntil?: Millis;
  readonly closing?: 'keep' | 'erase' | null;
  readonly facts?: Uint8Array;
  /** When to look after it next; null = never. */
  readonly checkAt?: Millis | null;
}

/** Webhook secrets, opened. */
export interface WebhookCredentials {
  /**
   * All credentials under a lookup key such as `app/meta`, `line/{connectionId}` or `shopee/{partnerId}`; empty when there
   * are none; of each ref the newest secret first, which is the one for our own calls. `refreshed` skips the cache, for a signature that fails although it should not.
   */
  candidates(
    lookup: string,
    options?: { readonly refreshed?: boolean },
  ): Promise<readonly WebhookCredential[]>;
}
