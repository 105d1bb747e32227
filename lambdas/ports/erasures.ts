import type { DataScope } from '../domain/data-scope.ts';
import type { Millis } from '../domain/platform.ts';

/** Somebody whose key was destroyed. */
export interface ErasedSubject {
  readonly workspaceId: string;
  readonly subjectId: string;
  readonly erasedAt: Millis;
  /** A new key was made since: the person came back as somebody new. */
  readonly cameBack: boolean;
}

/** An erasure that was carried out. */
export interface DoneErasure {
  readonly scope: DataScope;
  readonly erasedAt: Millis;
}

/** What was ever erased, as the salts' tombstones and the ledger tell. Goes through both tables; for the operator. Raises `Unavailable`. */
export interface Erasures {
  subjects(): AsyncIterable<ErasedSubject>;
  /** Workspaces whose key was destroyed. */
  workspaces(): AsyncIterable<string>;
  done(): AsyncIterable<DoneErasure>;
}
