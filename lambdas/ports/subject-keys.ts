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
}
