import type { Schema } from '../../api/client.ts';

type Retention = Schema<'Retention'>;
type Effective = Retention['effective'][number];
type Rule = Retention['rules'][number];
export type Platform = Effective['platform'];
export type Category = Effective['category'];

/** What somebody typed, by `platform/category`: days, or '' for the default. What is absent was not touched. */
export type Edits = Readonly<Record<string, string>>;

/** The name of a rule in the form. */
export function ruleKey({ platform, category }: Pick<Effective, 'platform' | 'category'>): string {
  return `${platform}/${category}`;
}

/** What the field of a rule shows: the choice for exactly this platform; empty = none. */
export function shownDays(
  { rules }: Pick<Retention, 'rules'>,
  at: Pick<Effective, 'platform' | 'category'>,
): string {
  const own = rules.find(({ platform, category }) => platform === at.platform && category === at.category);
  return own ? String(own.days) : '';
}

/** Why what was typed for a rule cannot be; null = it can. */
export function problemWith(text: string, cap: number): 'number' | 'cap' | null {
  if (text.trim() === '') return null;
  if (!/^\d{1,5}$/.test(text.trim()) || Number(text) < 1) return 'number';
  return Number(text) > cap ? 'cap' : null;
}

/** All rules with the edits: those that nobody touched stay, among them choices for all platforms. */
export function rulesWith(retention: Pick<Retention, 'rules' | 'effective'>, edits: Edits): Rule[] {
  const kept = retention.rules.filter(
    ({ platform, category }) => platform === null || !(ruleKey({ platform, category }) in edits),
  );
  const typed = retention.effective.flatMap(({ platform, category }): Rule[] => {
    const text = edits[ruleKey({ platform, category })]?.trim();
    return text ? [{ platform, category, days: Number(text) }] : [];
  });
  return [...kept, ...typed];
}

/** Whether the edits can be sent: none of them is wrong. */
export function areSound({ effective }: Pick<Retention, 'effective'>, edits: Edits): boolean {
  return effective.every((rule) => problemWith(edits[ruleKey(rule)] ?? '', rule.cap) === null);
}

/** How many records rules would remove. */
export function totalOf({ counts }: Schema<'RetentionPreview'>): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}
