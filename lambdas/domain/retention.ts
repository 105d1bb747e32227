import { InvalidInput } from './errors.ts';
import { afterEntriesAt, isOwnEntry, timeOfEntry } from './ids.ts';
import type { Millis, PlatformId } from './platform.ts';

/**
 * How long data of customers is kept: days per category and platform. What a platform demands stands in its manifest (`retention`), with its
 * source; what KaoJai itself wants stands here. A workspace may choose fewer days, or more up to the cap. See docs/privacy/retention.md.
 */
export const RETENTION_CATEGORIES = {
  messages: 'messages, by the platform’s time, with what waits for them',
  files: 'files of messages and their thumbnails; never longer than the message',
  events: 'events in a timeline: follows, orders, changes that agents made',
  notes: 'private notes of agents',
  profiles: 'what a customer is called, from when the platform last said so',
  conversations: 'a conversation as a whole, with the customer’s ids and key, from its latest activity',
} as const;
export type RetentionCategory = keyof typeof RETENTION_CATEGORIES;

/** All categories, in the order in which they are shown. */
export const CATEGORY_NAMES = Object.keys(RETENTION_CATEGORIES) as readonly RetentionCategory[];

/** What a platform or KaoJai says about a category. */
export interface RetentionTerm {
  /** Unless the workspace chooses otherwise. */
  readonly days: number;
  /** What no workspace may pass. */
  readonly cap: number;
  /** Where both come from. */
  readonly source: string;
}

/** What a platform demands. `parked`: deliveries that could not be read, whole. What is absent follows KaoJai's own terms. */
export type PlatformRetention = Readonly<Partial<Record<RetentionCategory | 'parked', RetentionTerm>>>;

const DEFAULT_DAYS = 730;
/** Ten years: the longest limitation period of Thai law (Civil and Commercial Code, section 193/30). Nothing can be needed for longer. */
const LONGEST_DAYS = 3_650;
const OWN_SOURCE =
  'KaoJai: two years serve warranty and returns (RET-1); ten are the longest limitation period in Thailand (Civil and Commercial Code, section 193/30)';
const OWN_TERM: RetentionTerm = { days: DEFAULT_DAYS, cap: LONGEST_DAYS, source: OWN_SOURCE };

/** Of what belongs to no workspace yet, because nobody could read it. */
const PARKED_TERM: RetentionTerm = {
  days: 90,
  cap: 90,
  source: 'KaoJai: time enough to correct a parser; the key of its day goes after 91 days',
};

/** Terms of a category at a platform. */
export function termOf(
  demands: PlatformRetention | undefined,
  category: RetentionCategory | 'parked',
): RetentionTerm {
  return demands?.[category] ?? (category === 'parked' ? PARKED_TERM : OWN_TERM);
}

/** What is not a workspace's to choose: shown with the rules, so that nobody has to guess. Days of null: without end. */
export const FIXED_RETENTION = [
  { category: 'parked', days: PARKED_TERM.days, source: PARKED_TERM.source },
  {
    category: 'audit',
    days: null,
    source:
      'proof of compliance (PDPA section 39, GDPR article 5(2)): ids and counts, nothing that a person wrote',
  },
  {
    category: 'requests',
    days: null,
    source: 'proof that a request was answered (PDPA section 39): by whom and when, never the data',
  },
] as const;

/** What a workspace chose for a category, at one platform or (null) at all that have no rule of their own. */
export interface RetentionRule {
  readonly platform: PlatformId | null;
  readonly category: RetentionCategory;
  readonly days: number;
}

/** The choices of a workspace. Version 0: it has made none. */
export interface RetentionSettings {
  readonly workspaceId: string;
  readonly rules: readonly RetentionRule[];
  readonly version: number;
  /** Of the latest change; what a shorter rule ended is not late before that. */
  readonly changedAt: Millis | null;
  readonly changedBy: string | null;
}

/** No choices: the terms hold as they are. */
export function noSettings(workspaceId: string): RetentionSettings {
  return { workspaceId, rules: [], version: 0, changedAt: null, changedBy: null };
}

/** A rule as it holds, and why. */
export interface EffectiveRule extends RetentionTerm {
  readonly category: RetentionCategory;
  /** Whether the workspace chose it. */
  readonly chosen: boolean;
  /** Days without a choice. */
  readonly default: number;
}

/** What holds for a category of a platform: the workspace's choice, never above the cap; files never longer than their messages. */
export function effectiveRule(
  rules: readonly RetentionRule[],
  platform: PlatformId,
  demands: PlatformRetention | undefined,
  category: RetentionCategory,
): EffectiveRule {
  const term = termOf(demands, category);
  const named = (of: PlatformId | null) =>
    rules.find((rule) => rule.platform === of && rule.category === category);
  const chosen = named(platform) ?? named(null);
  const own = Math.min(chosen?.days ?? term.days, term.cap);
  const days =
    category === 'files' ? Math.min(own, effectiveRule(rules, platform, demands, 'messages').days) : own;
  return { ...term, category, days, default: term.days, chosen: chosen !== undefined };
}

/** The earliest moment that is still kept, by category. */
export type RetentionLimits = Readonly<Record<RetentionCategory, Millis>>;

const DAY_MS: Millis = 86_400_000;

/** What is older than this is over, at one platform of a workspace. */
export function limitsAt(
  rules: readonly RetentionRule[],
  platform: PlatformId,
  demands: PlatformRetention | undefined,
  now: Millis,
): RetentionLimits {
  const limit = (category: RetentionCategory) =>
    now - effectiveRule(rules, platform, demands, category).days * DAY_MS;
  return Object.fromEntries(CATEGORY_NAMES.map((name) => [name, limit(name)])) as RetentionLimits;
}

/** Of every entry of those limits: what sorts before it may be over, and nothing after it is. */
export function lastThatMayBeOver({ messages, events, notes }: RetentionLimits): string {
  return afterEntriesAt(Math.max(messages, events, notes) - 1);
}

/** What is known of an entry without opening it. */
export interface AgedEntry {
  readonly entryId: string;
  readonly type: 'message' | 'event' | 'note' | 'alias';
  /** Of an alias. */
  readonly target?: string;
}

/** Which rule an entry falls under. An alias goes with the entry that it leads to. */
export function categoryOf({ type, target }: AgedEntry): 'messages' | 'events' | 'notes' {
  if (type === 'event') return 'events';
  if (type === 'note') return 'notes';
  return target !== undefined && isOwnEntry(target) ? 'notes' : 'messages';
}

/** When an entry happened: an alias is as old as what it leads to. */
export function timeOfAged({ entryId, target }: AgedEntry): Millis {
  return timeOfEntry(target ?? entryId);
}

/** Whether an entry's time is over. */
export function isEntryOver(limits: RetentionLimits, entry: AgedEntry): boolean {
  return timeOfAged(entry) < limits[categoryOf(entry)];
}

/** Which platforms there are, and what each demands. */
export type DemandsOf = ReadonlyMap<PlatformId, PlatformRetention | undefined>;

/**
 * Checks what a workspace wants to choose. Every mistake is named.
 * @throws InvalidInput
 */
export function checkRules(rules: readonly RetentionRule[], demands: DemandsOf): void {
  const broken = rules.flatMap((rule, i) => [
    ...faultsOf(rule, demands).map((fault) => `rules[${i}].${fault}`),
    ...(rules.findIndex((other) => isSame(other, rule)) < i
      ? [`rules[${i}]: names ${rule.category} of ${rule.platform ?? 'all platforms'} a second time`]
      : []),
  ]);
  if (broken.length > 0) throw new InvalidInput('the retention rules break a rule', broken);
}

function isSame(a: RetentionRule, b: RetentionRule): boolean {
  return a.platform === b.platform && a.category === b.category;
}

function faultsOf({ platform, category, days }: RetentionRule, demands: DemandsOf): string[] {
  if (platform !== null && !demands.has(platform)) return ['platform: is none that there is'];
  if (!Number.isInteger(days) || days < 1) return ['days: must be a whole number of days, one at least'];
  const { cap, source } = platform === null ? OWN_TERM : termOf(demands.get(platform), category);
  if (days <= cap) return [];
  return [
    `days: ${category} of ${platform ?? 'any platform'} may be kept for ${cap} days at most (${source})`,
  ];
}
