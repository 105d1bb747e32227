import type { SandboxAnswer } from '../platform-sandbox.ts';

/** The platform says no. */
export class ShopeeError extends Error {
  readonly answer: SandboxAnswer;

  /** Refusals of who calls have 403, those of what is asked for 200. */
  constructor(error: string, message: string, status = 200) {
    super(error);
    this.answer = { status, body: { request_id: 'invented', error, message } };
  }
}

/** Something about the caller: app, signature, token, authorisation. */
export function denied(error: string, message: string): ShopeeError {
  return new ShopeeError(error, message, 403);
}
