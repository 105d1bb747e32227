import type { Millis, PlatformId } from '../domain/platform.ts';
import { RefreshingCache } from '../domain/refreshing-cache.ts';
import {
  limitsAt,
  noSettings,
  type RetentionLimits,
  type RetentionRule,
  type RetentionSettings,
} from '../domain/retention.ts';
import type { Clock } from '../ports/clock.ts';
import type { RetentionDemands, RetentionStore, RetentionView } from '../ports/retention.ts';
import { inboxKeys } from './keys.ts';
import { ABSENT, type Item, type Table } from './table.ts';

/** What readers know of a rule is at most this old. */
const FRESH_MS: Millis = 60_000;
/** A table that does not answer keeps nobody from reading: a rule that old shows a few minutes too much. */
const KEEP_MS: Millis = 5 * 60_000;

/**
 * What workspaces chose, in the Inbox table, as one item each.
 *   retention  {workspace, rules: [{p?, c, d}], v, at, by}
 */
export class DynamoRetention implements RetentionStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  async settings(workspaceId: string): Promise<RetentionSettings> {
    const item = await this.#table.get(inboxKeys.retention(workspaceId), { consistent: true });
    return item ? itemToSettings(item) : noSettings(workspaceId);
  }

  async save({ workspaceId, rules, version, changedAt, changedBy }: RetentionSettings): Promise<boolean> {
    const item = {
      ...inboxKeys.retention(workspaceId),
      workspace: workspaceId,
      rules: rules.map(({ platform, category, days }) => ({
        p: platform ?? undefined,
        c: category,
        d: days,
      })),
      v: version,
      at: changedAt,
      by: changedBy,
    };
    const before = { expression: '#v = :before', names: { '#v': 'v' }, values: { ':before': version - 1 } };
    return (await this.#table.put(item, version === 1 ? ABSENT : before)).written;
  }
}

function itemToSettings(item: Item): RetentionSettings {
  return {
    workspaceId: item.workspace,
    rules: (item.rules as Item[]).map(
      ({ p, c, d }): RetentionRule => ({ platform: p ?? null, category: c, days: d }),
    ),
    version: item.v,
    changedAt: item.at,
    changedBy: item.by,
  };
}

/** What readers may still show. Costs one read of a workspace's rules a minute and process. */
export class CachedRetention implements RetentionView {
  readonly #store: RetentionStore;
  readonly #demands: RetentionDemands;
  readonly #clock: Clock;
  readonly #cache: RefreshingCache<RetentionSettings>;

  constructor(store: RetentionStore, demands: RetentionDemands, clock: Clock) {
    this.#store = store;
    this.#demands = demands;
    this.#clock = clock;
    const times = { freshMs: FRESH_MS, keepMs: KEEP_MS };
    this.#cache = new RefreshingCache<RetentionSettings>(
      () => clock.now(),
      () => times,
      1_000,
    );
  }

  async limits(workspaceId: string, platform: PlatformId): Promise<RetentionLimits> {
    const { rules } = await this.#cache.get(workspaceId, () => this.#store.settings(workspaceId));
    return limitsAt(rules, platform, this.#demands.of(platform), this.#clock.now());
  }
}
