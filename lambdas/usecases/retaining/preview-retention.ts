import { type Head, newestMoment } from '../../domain/conversation.ts';
import { afterEntriesAt, timeOfEntry } from '../../domain/ids.ts';
import type { Session } from '../../domain/member.ts';
import type { PlatformId } from '../../domain/platform.ts';
import {
  CATEGORY_NAMES,
  categoryOf,
  checkRules,
  isEntryOver,
  lastThatMayBeOver,
  limitsAt,
  type RetentionCategory,
  type RetentionLimits,
  type RetentionRule,
} from '../../domain/retention.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ExpiringData } from '../../ports/expiring-data.ts';
import type { RetentionDemands } from '../../ports/retention.ts';
import { demandsOf } from './retention-settings.ts';

/** What counting needs: reading only. */
export interface PreviewDeps {
  readonly demands: RetentionDemands;
  readonly counted: Pick<ExpiringData, 'heads' | 'entries' | 'files'>;
  readonly clock: Clock;
}

/** What rules would remove at a platform. */
export interface PreviewCount {
  readonly platform: PlatformId;
  readonly category: RetentionCategory;
  readonly count: number;
}

/** Counts, or lower bounds of them: somebody waits, so there is an end to looking. */
export interface RetentionPreview {
  readonly counts: readonly PreviewCount[];
  /** Everything was counted; otherwise each count is "at least". */
  readonly complete: boolean;
}

/** Conversations looked at for a preview, and rows of them. */
const MAX_HEADS = 500;
const MAX_ROWS = 10_000;
const PAGE = 500;
/** Conversations looked at at the same time. */
const AT_ONCE = 10;

/**
 * What the rules would remove with the next sweep, without removing anything. Held data is counted, too: it goes when the hold ends.
 * @throws InvalidInput as for a change of the rules
 */
export async function previewRetention(
  deps: PreviewDeps,
  { workspaceId }: Session,
  rules: readonly RetentionRule[],
): Promise<RetentionPreview> {
  checkRules(rules, demandsOf(deps.demands));
  const now = deps.clock.now();
  const tally = new Tally();
  const limitsOf = (platform: PlatformId) => limitsAt(rules, platform, deps.demands.of(platform), now);
  let cursor: string | null = null;
  do {
    const page = await deps.counted.heads(workspaceId, cursor);
    for (let i = 0; i < page.heads.length && !tally.isFull; i += AT_ONCE)
      await Promise.all(
        page.heads
          .slice(i, i + AT_ONCE)
          .map((head) => addConversation(deps, tally, head, limitsOf(head.platform))),
      );
    cursor = page.cursor;
  } while (cursor !== null && !tally.isFull);
  return { counts: tally.counts(deps.demands.platforms), complete: !tally.isFull };
}

async function addConversation(
  { counted }: PreviewDeps,
  tally: Tally,
  head: Head,
  own: RetentionLimits,
): Promise<void> {
  const { platform, name } = head;
  tally.heads++;
  const isIdle = newestMoment(head) < own.conversations;
  if (isIdle) tally.add(platform, 'conversations', 1);
  if (name && name.at < own.profiles) tally.add(platform, 'profiles', 1);
  const limits = isIdle
    ? { ...own, messages: own.conversations, events: own.conversations, notes: own.conversations }
    : own;
  await addEntries({ counted }, tally, head, limits);
  const filesUpTo = Math.max(limits.files, limits.messages);
  const files = await counted.files(head, afterEntriesAt(filesUpTo - 1), PAGE);
  const over = files.filter(({ entryId, isKept }) => isKept && timeOfEntry(entryId) < filesUpTo);
  tally.add(platform, 'files', over.length);
  if (files.length === PAGE) tally.isFull = true;
}

async function addEntries(
  { counted }: Pick<PreviewDeps, 'counted'>,
  tally: Tally,
  head: Head,
  limits: RetentionLimits,
): Promise<void> {
  const upTo = lastThatMayBeOver(limits);
  let after: string | undefined;
  do {
    const found = await counted.entries(head, { after, upTo, limit: PAGE });
    tally.rows += found.length;
    for (const entry of found)
      if (entry.type !== 'alias' && isEntryOver(limits, entry))
        tally.add(head.platform, categoryOf(entry), 1);
    after = found.length === PAGE ? found.at(-1)?.entryId : undefined;
  } while (after !== undefined && !tally.isFull);
}

/** Adds up, and says when enough was looked at. */
class Tally {
  heads = 0;
  rows = 0;
  #isFull = false;
  readonly #sums = new Map<string, number>();

  get isFull(): boolean {
    return this.#isFull || this.heads >= MAX_HEADS || this.rows >= MAX_ROWS;
  }

  set isFull(value: boolean) {
    this.#isFull = value;
  }

  add(platform: PlatformId, category: RetentionCategory, by: number): void {
    const key = `${platform}/${category}`;
    this.#sums.set(key, (this.#sums.get(key) ?? 0) + by);
  }

  counts(platforms: readonly PlatformId[]): PreviewCount[] {
    return platforms.flatMap((platform) =>
      CATEGORY_NAMES.flatMap((category) => {
        const count = this.#sums.get(`${platform}/${category}`) ?? 0;
        return count > 0 ? [{ platform, category, count }] : [];
      }),
    );
  }
}
