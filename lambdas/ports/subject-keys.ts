import type { Millis } from '../domain/platform.ts';

/** The secrets of a workspace, unwrapped. */
export interface WorkspaceKeys {
  /** Ids of people and conversations derive from it. */
  readonly idSecret: Buffer;
}

/**
 * Keys that seal content. A subject's key derives from the workspace's key and the subject's own salt; destroying the salt
 * makes everything sealed with it unreadable, in every copy.
 */
export interface SubjectKeys {
  workspace(workspaceId: string): Promise<WorkspaceKeys>;
  /** 32 bytes; creates the subject's salt the first time. */
  keyFor(workspaceId: string, subjectId: string): Promise<Buffer>;
  /** 32 bytes, or null when the subject has no salt: never had one, or it was destroyed. */
  existingKey(workspaceId: string, subjectId: string): Promise<Buffer | null>;
  /** Read this moment, past every cache. */
  standing(workspaceId: string, subjectId: string): Promise<SubjectStanding>;
}

/** How a subject stands with erasure. */
export interface SubjectStanding {
  readonly hasKey: boolean;
  /** The request that is erasing the subject at this moment: nothing is stored, shown or sent until it is done. */
  readonly restrictedBy?: string;
  /** The latest erasure: what is older stays out for ever; what is newer starts a new person. */
  readonly erasedAt?: Millis;
}

/** What only the eraser may do. Every operation can be repeated. */
export interface SubjectErasure {
  /** From now on the subject is restricted, and `at` is the moment of its erasure. */
  restrict(workspaceId: string, subjectId: string, requestId: string, at: Millis): Promise<void>;
  /** Destroys the salt; the mark stays. False: there was none any more. */
  destroyKey(workspaceId: string, subjectId: string): Promise<boolean>;
  /** Ends the restriction, of this request only. */
  release(workspaceId: string, subjectId: string, requestId: string): Promise<void>;
  /** Destroys a workspace's key, and with it everything that was ever sealed in it. */
  destroyWorkspaceKey(workspaceId: string): Promise<boolean>;
}
