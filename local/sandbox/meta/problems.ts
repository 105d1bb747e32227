import type { SandboxAnswer } from '../platform-sandbox.ts';

/** An error as Meta answers it. */
export class MetaProblem extends Error {
  readonly answer: SandboxAnswer;

  constructor(answer: SandboxAnswer) {
    super('a call was refused');
    this.answer = answer;
  }
}

/** The envelope of both Graph APIs. */
export function graphError(
  code: number,
  message: string,
  { sub, type = 'OAuthException', status = 400 }: { sub?: number; type?: string; status?: number } = {},
): MetaProblem {
  const error = {
    message,
    type,
    code,
    ...(sub === undefined ? {} : { error_subcode: sub }),
    fbtrace_id: 'Asandbox0trace',
  };
  return new MetaProblem({ status, body: { error } });
}

/** The envelope of api.instagram.com. */
export function instagramError(message: string): MetaProblem {
  const body = { error_type: 'OAuthException', code: 400, error_message: message };
  return new MetaProblem({ status: 400, body });
}

/** A page that a person sees in the browser, because there is no address to send them back to. */
export function browserError(message: string): MetaProblem {
  return new MetaProblem({
    status: 400,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: message,
  });
}

export function missing(what: string): MetaProblem {
  return graphError(100, `The parameter ${what} is required`);
}

/** Not there, or not to be seen with this token: Meta does not tell which. */
export function unknownObject(id: string): MetaProblem {
  const message = `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`;
  return graphError(100, message, { sub: 33, type: 'GraphMethodException' });
}
