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
}
