import { PlatformRefusal, type RefusalKind } from '../../../domain/platform-refusal.ts';
import type { EgressAnswer } from '../../../ports/egress.ts';
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

/**
 * Whether a refusal says that there is nothing left to switch off or revoke (a suspended account sends nothing, and nothing can be
 * changed of it). An access token that is merely past its life is not among them: with a new one the call would still do its work.
 */
export function isGone(error: unknown): boolean {
  if (!(error instanceof PlatformRefusal)) return false;
  if (error.kind === 'token_invalid') return !EXPIRED.has(error.platformCode);
  return GONE.has(error.kind);
}

const GONE: ReadonlySet<string> = new Set(['authorization_gone', 'not_found', 'account_suspended']);
/** "Access token expired" of Shop and of Business. */
const EXPIRED: ReadonlySet<string> = new Set(['105002', '40102']);

/**
 * A field without which an answer is of no use.
 * @throws PlatformRefusal `unavailable` when it is not there
 */
export function answered(data: JsonObject, name: string): string {
  const value = idField(data, name);
  if (value !== undefined) return value;
  throw new PlatformRefusal('unavailable', 'tiktok', `answer without ${name}`);
}
