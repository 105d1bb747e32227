import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';

/** An error of the Messaging API. */
export function failed(
  status: number,
  message: string,
  details?: readonly { readonly message: string; readonly property: string }[],
): SandboxAnswer {
  return { status, body: details ? { message, details } : { message } };
}

/** An error of a token endpoint. */
export function oauthFailed(status: number, error: string, error_description: string): SandboxAnswer {
  return { status, body: { error, error_description } };
}

export const OK: SandboxAnswer = { status: 200, body: {} };
export const NOT_FOUND = failed(404, 'Not found');
export const NOT_ALLOWED = failed(403, 'Access to this API is not available for your account');
export const NOT_AUTHENTICATED = failed(
  401,
  'Authentication failed due to the following reason: invalid token. Confirm that the access token in the authorization header is valid.',
);
export const TOO_MANY = failed(429, 'The API rate limit has been exceeded. Try again later.');

const MOST_BYTES = 2 * 1024 * 1024;

/** A body that could be read. */
export interface ReadBody {
  readonly json: Readonly<Record<string, unknown>>;
}

/** The body as a JSON object, or the error for what is none. */
export function jsonOf(request: SandboxRequest): ReadBody | SandboxAnswer {
  if (!request.headers['content-type']?.startsWith('application/json'))
    return failed(415, 'The content type is not supported');
  if (request.body.length > MOST_BYTES) return failed(413, 'The request body is too large');
  try {
    const json = JSON.parse(request.body.toString('utf8')) as unknown;
    if (typeof json === 'object' && json !== null && !Array.isArray(json))
      return { json: json as ReadBody['json'] };
  } catch {
    // Answered below.
  }
  return failed(400, 'The request body could not be parsed as JSON');
}

export function isAnswer(read: ReadBody | SandboxAnswer): read is SandboxAnswer {
  return !('json' in read);
}

/** The body as a form, or the error for what is none. */
export function formOf(request: SandboxRequest): URLSearchParams | SandboxAnswer {
  if (!request.headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return oauthFailed(400, 'invalid_request', 'content type is not application/x-www-form-urlencoded');
  return new URLSearchParams(request.body.toString('utf8'));
}
