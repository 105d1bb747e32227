/** Finds connections by what they hang on at the platform: the person who consented, a Page, a shared grant. */
export interface ConnectionLinks {
  /** Connections with that link (see `GrantedAccount.links`) that are not disconnected, in whichever workspace. */
  linked(link: string): Promise<readonly LinkedConnection[]>;
}

/** A connection, by its ids. */
export interface LinkedConnection {
  readonly workspaceId: string;
  readonly connectionId: string;
}
