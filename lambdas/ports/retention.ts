import type { PlatformId } from '../domain/platform.ts';
import type { PlatformRetention, RetentionLimits, RetentionSettings } from '../domain/retention.ts';

/** Keeps what workspaces choose about retention. Raises `Unavailable`. */
export interface RetentionStore {
  /** As they are at this moment. */
  settings(workspaceId: string): Promise<RetentionSettings>;
  /** Writes over the version before the one given. False: somebody else was faster. */
  save(settings: RetentionSettings): Promise<boolean>;
}

/** What the connectors' manifests demand. */
export interface RetentionDemands {
  readonly platforms: readonly PlatformId[];
  of(platform: PlatformId): PlatformRetention | undefined;
}

/** Tells readers what they may still show. Raises `Unavailable`. */
export interface RetentionView {
  /** At most a minute old. */
  limits(workspaceId: string, platform: PlatformId): Promise<RetentionLimits>;
}
