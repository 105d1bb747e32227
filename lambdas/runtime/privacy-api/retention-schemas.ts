import * as z from 'zod/mini';
import { CATEGORY_NAMES, FIXED_RETENTION, type RetentionCategory } from '../../domain/retention.ts';
import type { RetentionAnswer } from '../../usecases/retaining/retention-settings.ts';
import { component, platform, time } from '../agent-api/schemas.ts';

const MAX_RULES = 100;
const category = z.enum(CATEGORY_NAMES as [RetentionCategory, ...RetentionCategory[]]);
const fixedCategory = z.enum(FIXED_RETENTION.map((fixed) => fixed.category));
const days = z.int().check(z.gte(1, 'must be one at least'));

/** A choice: a category's days at one platform, or (null) at all that have no choice of their own. */
const rule = z.strictObject({ platform: z.nullable(platform), category, days });

/** All choices of a workspace. */
export const retentionRules = z.strictObject({
  rules: z.array(rule).check(z.maxLength(MAX_RULES, `must be at most ${MAX_RULES}`)),
});

const VERSION = /^(?:"\d{1,9}"|\d{1,9})$/;

/** The version that a change is about, plain or as an ETag; 0 where nothing was chosen yet. */
export const retentionVersion = z.pipe(
  z.string().check(z.regex(VERSION, 'must be the version of the rules')),
  z.transform((text: string) => Number(text.replaceAll('"', ''))),
);

/** What was chosen, and what holds. */
export const retention = component(
  'Retention',
  'What the workspace chose about how long data is kept, and what holds: for each platform and category days, the cap that no choice can pass, and where both come from.',
  z.strictObject({
    version: z.int(),
    changedAt: z.nullable(time),
    rules: z.array(rule),
    effective: z.array(
      z.strictObject({
        platform,
        category,
        days,
        default: z.int(),
        cap: z.int(),
        chosen: z.boolean(),
        source: z.string(),
      }),
    ),
    fixed: z.array(
      z.strictObject({ category: fixedCategory, days: z.nullable(z.int()), source: z.string() }),
    ),
  }),
);

/** What rules would remove. */
export const retentionPreview = component(
  'RetentionPreview',
  'What these rules would remove with the next sweep. Where it is not complete, each count means "at least".',
  z.strictObject({
    complete: z.boolean(),
    counts: z.array(z.strictObject({ platform, category, count: z.int() })),
  }),
);

/** The answer as the API writes it. */
export function retentionToWire({ settings, effective }: RetentionAnswer): z.input<typeof retention> {
  const { version, changedAt, rules } = settings;
  return {
    version,
    changedAt: changedAt === null ? null : new Date(changedAt).toISOString(),
    rules: rules.map(({ platform: of, category: name, days: count }) => ({
      platform: of,
      category: name,
      days: count,
    })),
    effective: effective.map((one) => ({
      platform: one.platform,
      category: one.category,
      days: one.days,
      default: one.default,
      cap: one.cap,
      chosen: one.chosen,
      source: one.source,
    })),
    fixed: FIXED_RETENTION.map((one) => ({ ...one })),
  };
}
