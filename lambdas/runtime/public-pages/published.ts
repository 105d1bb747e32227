import clauses from '../../../policy/clauses.json' with { type: 'json' };
import register from '../../../policy/subprocessors.json' with { type: 'json' };
import type { Bilingual } from '../pages/html-page.ts';

/** A promise of the policy. Its controls and proofs: policy/bindings. */
export interface Clause extends Bilingual {
  readonly id: string;
}

/** The day of the policy's last change, such as `2026-04-29`. */
export const POLICY_DATE: string = clauses.updated;
export const CLAUSES: readonly Clause[] = clauses.clauses;

/** Whoever processes data for the operator (clauses SUB-1 to SUB-3). */
export type Subprocessor = (typeof register.subprocessors)[number];
/** A platform that gets data because a merchant connected it (clause SHR-2): not a subprocessor. */
export type Recipient = (typeof register.recipients)[number];

export const REGISTER_DATE: string = register.reviewed;
export const SUBPROCESSORS: readonly Subprocessor[] = register.subprocessors;
export const RECIPIENTS: readonly Recipient[] = register.recipients;
