import type { StoreName } from '../domain/data-inventory.ts';
import type { HeldRecord } from './personal-data.ts';

/** What a forgotten record of somebody could be told by. */
export interface Traces {
  /** Ids under which their records are kept: of subjects, conversations, a connection, a workspace, a member. */
  readonly ids: readonly string[];
  /** Words that only their records hold, such as the platform's id of them. */
  readonly canaries: readonly string[];
}

/** One page of a look through a store. */
export interface ProofPage {
  /** Records looked at. */
  readonly scanned: number;
  readonly found: readonly HeldRecord[];
  readonly cursor: string | null;
}

/**
 * Looks at every record of every store for traces of somebody. Knows nothing of how erasure finds records, so that what one forgets the other
 * sees. All operations raise `Unavailable` when the store does not answer.
 */
export interface ErasureProof {
  readonly stores: readonly StoreName[];
  look(store: StoreName, traces: Traces, cursor: string | null): Promise<ProofPage>;
}
