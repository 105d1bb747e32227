/** The accounts by which members sign in. */
export interface UserDirectory {
  /** Deletes a user's account, and ends their sessions; one that is gone is no error. @throws Unavailable */
  delete(userId: string): Promise<void>;
}
