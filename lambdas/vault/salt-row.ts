import type { Millis } from '../domain/platform.ts';
import type { SubjectStanding } from '../ports/subject-keys.ts';
import type { Condition, Item } from '../store/table.ts';

/**
 * How a subject's salt lies in the SubjectKeys table, `{salt?, erasedAt?, restrictedBy?, expiresAt?}`, and what remains of it after an erasure:
 * the tombstone. This file is the only one that knows the attributes.
 */
export interface SaltRow {
  readonly salt?: Uint8Array;
  readonly erasedAt?: Millis;
  /** Requests that are erasing the subject at this moment. */
  readonly restrictedBy: readonly string[];
}

const DAY_MS: Millis = 86_400_000;

/**
 * How long a tombstone keeps late deliveries out: longer than anything lives from which one could come back. Parked deliveries are kept for 91
 * days, backups for 35.
 */
export const TOMBSTONE_LIFE_MS: Millis = 120 * DAY_MS;

const NO_ROW: SaltRow = { restrictedBy: [] };

/** The row as it counts at that moment: a tombstone whose time is over counts as absent, though the database deletes it days later. */
export function saltRowOf(item: Item | null, now: Millis): SaltRow {
  if (item === null || (item.expiresAt !== undefined && item.expiresAt * 1_000 <= now)) return NO_ROW;
  return {
    ...(item.salt === undefined ? {} : { salt: item.salt }),
    ...(item.erasedAt === undefined ? {} : { erasedAt: item.erasedAt }),
    restrictedBy: item.restrictedBy === undefined ? [] : String(item.restrictedBy).split(BETWEEN),
  };
}

/** Ids of requests have no spaces. */
const BETWEEN = ' ';

/** How the row says that its subject stands. */
export function standingOf({ salt, erasedAt, restrictedBy: [request] }: SaltRow): SubjectStanding {
  return {
    hasKey: salt !== undefined,
    ...(request === undefined ? {} : { restrictedBy: request }),
    ...(erasedAt === undefined ? {} : { erasedAt }),
  };
}

/** Attributes but the key, for a row that is written as a whole. */
export function saltToItem({ salt, ...rest }: SaltRow): Item {
  return { salt, ...marksToItem({ salt, ...rest } as SaltRow) };
}

/** Attributes but the key and the salt. What has no salt does not stay for ever; what has one does, and must not be deleted by the database. */
export function marksToItem({ salt, erasedAt, restrictedBy }: SaltRow): Item {
  const isTombstone = salt === undefined && erasedAt !== undefined;
  return {
    erasedAt,
    restrictedBy: restrictedBy.length > 0 ? restrictedBy.join(BETWEEN) : undefined,
    expiresAt: isTombstone ? Math.ceil((erasedAt + TOMBSTONE_LIFE_MS) / 1_000) : undefined,
  };
}

/** Nobody has changed the row since it was read. */
export function asItWas(item: Item | null): Condition {
  const { salt, erasedAt, restrictedBy } = item ?? {};
  const same = (name: string, value: unknown) =>
    value === undefined ? `attribute_not_exists(${name})` : `${name} = :was_${name}`;
  const values = {
    ...(erasedAt === undefined ? {} : { ':was_erasedAt': erasedAt }),
    ...(restrictedBy === undefined ? {} : { ':was_restrictedBy': restrictedBy }),
  };
  const hasSalt = `attribute_${salt === undefined ? 'not_' : ''}exists(salt)`;
  return {
    expression: `${hasSalt} AND ${same('erasedAt', erasedAt)} AND ${same('restrictedBy', restrictedBy)}`,
    values,
  };
}
