import type { Millis } from '../domain/platform.ts';
import type { PrivacyRequest, RequestProgress } from '../domain/privacy-request.ts';

/** Keeps the privacy requests of the workspaces. All operations raise `Unavailable` when the store does not answer. */
export interface PrivacyRequests {
  /** Stores a request. False: there is one with this id already, and it stays as it is, whenever it was received. */
  add(request: PrivacyRequest): Promise<boolean>;
  request(workspaceId: string, requestId: string): Promise<PrivacyRequest | null>;
  /** How far it is; opens nothing that is sealed. */
  progress(workspaceId: string, requestId: string): Promise<RequestProgress | null>;
  /** Those of a workspace that have not ended, the oldest first. */
  open(workspaceId: string): Promise<readonly PrivacyRequest[]>;
  /** All of a workspace, the newest first. @throws InvalidInput when the cursor is not of this list */
  list(
    workspaceId: string,
    page: { readonly limit: number; readonly cursor?: string },
  ): Promise<{ readonly requests: readonly PrivacyRequest[]; readonly nextCursor: string | null }>;
  /** Writes it over the revision that it has. False: somebody else was faster. */
  save(request: PrivacyRequest): Promise<boolean>;
  /** Those whose `nextAt` has come, of all workspaces; at most `limit` per part of the index. */
  due(now: Millis, limit: number): Promise<readonly RequestRef[]>;
  /** Destroys the key that seals whom it is about; the record itself stays. Doing it again changes nothing. */
  forgetPerson(workspaceId: string, requestId: string): Promise<void>;
}

/** Points at a request. */
export interface RequestRef {
  readonly workspaceId: string;
  readonly requestId: string;
}
