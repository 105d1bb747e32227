import { PlatformRefusal, type RefusalKind } from '../../../domain/platform-refusal.ts';
import { type EgressAnswer, EgressError } from '../../../ports/egress.ts';
import { idField, type JsonObject } from '../../shared/fields.ts';

/** The codes of each kind, as the tables of the two products have them. */
export type CodesByKind = Readonly<Partial<Record<RefusalKind, readonly string[]>>>;

/** The table turned round: from a code to its kind. */
export function kindsOf(codes: CodesByKind): ReadonlyMap<string, RefusalKind> {
  const pairs = Object.entries(codes).flatMap(([kind, list]) =>
    list.map((code): [string, RefusalKind] => [code, kind as RefusalKind]),
  );
  return new Map(pairs);
}

/** What a status means whatever the body says; undefined = the body decides. */
export function statusRefusal({ status, retryAfterMs }: EgressAnswer): PlatformRefusal | undefined {
  const kind: RefusalKind | undefined =
    status === 429 ? 'rate_limited' : status >= 500 ? 'unavailable' : undefined;
  return kind && new PlatformRefusal(kind, 'tiktok', `http ${status}`, retryAfterMs);
}

/** A code in neither table: a read may be tried again, anything else stays wrong (specification, section 10). */
export function unknownCode(reading: boolean): RefusalKind {
  return reading ? 'unavailable' : 'rejected';
}

/** A `PlatformRefusal` `unavailable` of this code is certain: the call was stopped for the time in its signature. */
export const OUT_OF_TIME = '36009004/timestamp';

/**
 * What the error of a call means that puts a message before a customer. An internal error there is no "no": the message may be on the
 * customer's phone all the same, and only its echo tells (specification, section 6).
 * @returns an EgressError `mayHaveArrived` instead of a refusal that is not certain; everything else as it is
 */
export function doubted(error: unknown, { status }: EgressAnswer, host: string): unknown {
  if (!(error instanceof PlatformRefusal) || error.kind !== 'unavailable') return error;
  const { platformCode, platform, retryAfterMs } = error;
  if (platformCode === OUT_OF_TIME) return error;
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  const what = { status, reason: platformCode, ...wait };
  return new EgressError({ kind: 'interrupted', platform, host, mayHaveArrived: true, ...what });
}

/**
 * A field without which an answer is of no use.
 * @throws PlatformRefusal `unavailable` when it is not there
 */
export function answered(data: JsonObject, name: string): string {
  const value = idField(data, name);
  if (value !== undefined) return value;
  throw new PlatformRefusal('unavailable', 'tiktok', `answer without ${name}`);
}
