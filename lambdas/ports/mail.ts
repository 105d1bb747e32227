/** Sends mail to people who work with KaoJai. */
export interface Mail {
  /** Returns when the mail is handed over. @throws Unavailable; @throws Misconfigured when the mail service refuses it for good */
  send(letter: Letter): Promise<void>;
}

/** A mail in plain text. */
export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}
