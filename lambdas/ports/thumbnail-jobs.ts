/** Asks the thumbnail maker to make thumbnails. Asking twice does no harm. */
export interface ThumbnailJobs {
  /**
   * Returns when the jobs are durable.
   * @throws Unavailable
   */
  ask(jobs: readonly ThumbnailJob[]): Promise<void>;
}

/** Which file. Ids only, as in the jobs of the media worker. */
export interface ThumbnailJob {
  readonly workspaceId: string;
  readonly conversationId: string;
  readonly entryId: string;
  readonly index: number;
}
