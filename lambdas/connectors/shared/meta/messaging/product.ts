/** How one of Meta's two messaging products is answered: what differs between Messenger and Instagram. */
export interface MessagingProduct {
  /**
   * `uploaded`: the bytes go first, in a call of their own, and keep their name. `fetched`: Meta fetches the file from an address while it
   * sends, because Instagram takes uploads of pictures only.
   */
  readonly files: 'uploaded' | 'fetched';
  /** Whether every message says of what type it is; otherwise only one with a tag does. */
  readonly typed: boolean;
  /** Whether the echo gives `metadata` back. */
  readonly named: boolean;
  /** Whether a message can quote another one. */
  readonly quotes: boolean;
  /** The edge of a comment that public answers are posted to. */
  readonly replies: 'comments' | 'replies';
}
