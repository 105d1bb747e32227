/** Asks the connection keeper to look after something now instead of when its time comes. Asking twice does no harm. */
export interface KeeperJobs {
  /** Returns when the job is durable. @throws Unavailable */
  ask(jobs: readonly KeeperJob[]): Promise<void>;
}

/** Ids only: what is to be done follows from what is stored when the job is taken. */
export interface KeeperJob {
  readonly kind: KeeperJobKind;
  readonly workspaceId: string;
  /** Of the connection; for `authorization`, of the authorization. */
  readonly id: string;
}

/** `connection`: check it, or finish what was begun. `authorization`: renew its tokens. `history`: import earlier messages. */
export type KeeperJobKind = 'connection' | 'authorization' | 'history';
