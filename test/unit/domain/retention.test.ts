import { connectors } from '../../../lambdas/connectors/index.ts';
import { entryIdOf, ownEntryIdOf } from '../../../lambdas/domain/ids.ts';
import {
  CATEGORY_NAMES,
  checkRules,
  effectiveRule,
  isEntryOver,
  limitsAt,
  type RetentionRule,
  termOf,
} from '../../../lambdas/domain/retention.ts';
import { retentionDemands } from '../../../lambdas/runtime/retention/retention-demands.ts';

const DAY = 86_400_000;
const NOON = Date.parse('2026-09-21T12:00:00.000Z');
const demands = new Map(
  retentionDemands.platforms.map((platform) => [platform, retentionDemands.of(platform)]),
);
const check = (...rules: readonly RetentionRule[]) => checkRules(rules, demands);
const days = (
  rules: readonly RetentionRule[],
  platform: string,
  category: 'messages' | 'files' | 'profiles',
) => effectiveRule(rules, platform, retentionDemands.of(platform), category).days;
const rule = (
  platform: string | null,
  category: RetentionRule['category'],
  count: number,
): RetentionRule => ({
  platform,
  category,
  days: count,
});

describe('retention', () => {
  it.each(connectors.map(({ manifest }) => manifest.id))(
    '%s: every category has days, a cap and a source',
    (id) => {
      for (const category of [...CATEGORY_NAMES, 'parked'] as const) {
        const term = termOf(retentionDemands.of(id), category);
        expect(term.days).toBeGreaterThan(0);
        expect(term.days).toBeLessThanOrEqual(term.cap);
        expect(term.source.length).toBeGreaterThan(20);
      }
    },
  );

  it('what is personal of Shopee stays 90 days at most, and raw deliveries of TikTok 30', () => {
    for (const category of CATEGORY_NAMES)
      expect(termOf(retentionDemands.of('shopee'), category).cap).toBe(90);
    expect(termOf(retentionDemands.of('tiktok'), 'parked').cap).toBe(30);
  });

  it('a rule of a platform comes before one of all, and the cap before both', () => {
    const rules = [rule(null, 'messages', 365), rule('line', 'messages', 30)];
    expect(days(rules, 'line', 'messages')).toBe(30);
    expect(days(rules, 'facebook', 'messages')).toBe(365);
    expect(days(rules, 'shopee', 'messages')).toBe(90);
    expect(days([], 'facebook', 'messages')).toBe(730);
  });

  it('files never outlive their message', () => {
    expect(days([rule('line', 'messages', 30), rule('line', 'files', 90)], 'line', 'files')).toBe(30);
    expect(days([rule('line', 'files', 10)], 'line', 'files')).toBe(10);
  });

  it('refuses what passes a cap, with the days, the platform and where that stands', () => {
    expect(() => check(rule('shopee', 'messages', 91))).toThrow('the retention rules break a rule');
    const details = (...rules: readonly RetentionRule[]) => {
      try {
        check(...rules);
      } catch (error) {
        return (error as { details: readonly string[] }).details;
      }
      return [];
    };
    expect(details(rule('shopee', 'messages', 91))[0]).toMatch(
      /^rules\[0\]\.days: messages of shopee may be kept for 90 days at most \(Shopee Data Protection Policy/,
    );
    expect(details(rule(null, 'notes', 3_651))[0]).toMatch(
      /^rules\[0\]\.days: notes of any platform may be kept for 3650/,
    );
    expect(details(rule('line', 'notes', 5), rule('line', 'notes', 6))).toEqual([
      'rules[1]: names notes of line a second time',
    ]);
    expect(details(rule('pigeon', 'notes', 5), rule('line', 'files', 0.5))).toEqual([
      'rules[0].platform: is none that there is',
      'rules[1].days: must be a whole number of days, one at least',
    ]);
    expect(details(rule('shopee', 'messages', 90), rule(null, 'messages', 3_650))).toEqual([]);
  });

  it('an alias is as old as what it leads to, and follows its rule', () => {
    const limits = limitsAt([rule(null, 'notes', 10), rule(null, 'messages', 20)], 'line', undefined, NOON);
    const at = (age: number) => NOON - age * DAY;
    const note = ownEntryIdOf(at(11), 'note', 'x');
    expect(isEntryOver(limits, { entryId: entryIdOf(0, 'k'), type: 'alias', target: note })).toBe(true);
    expect(
      isEntryOver(limits, { entryId: entryIdOf(0, 'k'), type: 'alias', target: entryIdOf(at(11), 'm') }),
    ).toBe(false);
    expect(isEntryOver(limits, { entryId: entryIdOf(at(20), 'm'), type: 'message' })).toBe(false);
    expect(isEntryOver(limits, { entryId: entryIdOf(at(20) - 1, 'm'), type: 'message' })).toBe(true);
  });
});
