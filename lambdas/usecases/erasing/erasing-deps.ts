import type { DataScope } from '../../domain/data-scope.ts';
import { memberSubjectId } from '../../domain/ids.ts';
import type { Millis } from '../../domain/platform.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { CertificateStore, Signer } from '../../ports/certificates.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ConnectionList } from '../../ports/connections.ts';
import type { ErasureProof } from '../../ports/erasure-proof.ts';
import type { Archives } from '../../ports/exports.ts';
import type { Holds } from '../../ports/holds.ts';
import type { InboxStore } from '../../ports/inbox-store.ts';
import type { Meter } from '../../ports/meter.ts';
import type { PersonalData } from '../../ports/personal-data.ts';
import type { PrivacyRequests } from '../../ports/privacy-requests.ts';
import type { Sealer } from '../../ports/sealer.ts';
import type { SubjectErasure, SubjectKeys } from '../../ports/subject-keys.ts';
import type { Subjects } from '../../ports/subjects.ts';
import type { Turns } from '../../ports/turns.ts';
import type { UserDirectory } from '../../ports/user-directory.ts';

/** What the steps of an erasure need. */
export interface ErasingDeps {
  readonly requests: PrivacyRequests;
  readonly holds: Pick<Holds, 'active'>;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly meter: Meter;
  readonly turns: Turns;
  readonly store: Pick<InboxStore, 'conversationsOf' | 'head' | 'heads' | 'saveHead'>;
  readonly keys: SubjectKeys;
  readonly sealer: Sealer;
  readonly erasure: SubjectErasure;
  readonly subjects: Subjects;
  /** In the order in which they are emptied: files before the rows that lead to them. */
  readonly data: readonly PersonalData[];
  readonly proof: ErasureProof;
  readonly directory: UserDirectory;
  readonly connections: Pick<ConnectionList, 'connection' | 'connections'>;
  readonly archives: Archives;
  readonly certificates: CertificateStore;
  readonly signer: Signer;
  /** How long key material may stay in memory anywhere. */
  readonly keyLifeMs: Millis;
}

/** Points at the request that a run carries out. */
export interface RunRef {
  readonly workspaceId: string;
  readonly requestId: string;
}

/** What the workflow does next. `again`: the same step, from the cursor on. */
export type StepResult =
  | { readonly next: 'done' }
  | { readonly next: 'again'; readonly cursor: string }
  /** A legal hold keeps something: wait, and look again. */
  | { readonly next: 'held' }
  /** The proof found something: erase it, and look again. */
  | { readonly next: 'found' }
  /** Of an export: what it holds was changed since. */
  | { readonly next: 'stale' }
  /** Nothing is to be done: the request was rejected, or has ended already. */
  | { readonly next: 'stop' };

export const DONE: StepResult = { next: 'done' };
export const STOP: StepResult = { next: 'stop' };

/** Records taken at once; each page is one turn of a step. */
export const PAGE = 500;

/** Ids by which the data of a scope is kept. */
export function idsOf(scope: DataScope): readonly string[] {
  switch (scope.kind) {
    case 'customer':
      return [...scope.subjectIds, ...scope.conversationIds];
    case 'member':
      // What a member wrote stays their workspace's; it names them by an id that leads nowhere any more.
      return [memberSubjectId(scope.userId)];
    case 'connection':
      return [scope.connectionId];
    case 'workspace':
      return [scope.workspaceId];
  }
}
