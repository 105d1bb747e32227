import { KaoJaiError, type Remedy } from '../../domain/errors.ts';

/** Refusals that only HTTP knows. */
export class Unauthenticated extends KaoJaiError {
  constructor() {
    super('unauthenticated', 'refuse', 'a token of the user pool is needed');
  }
}

/** The path exists, but not with that method. */
export class MethodNotAllowed extends KaoJaiError {
  constructor(allowed: readonly string[]) {
    super('method_not_allowed', 'refuse', 'this path has other methods', [`allowed: ${allowed.join(', ')}`]);
  }
}

/** The body is larger than any request of this API. */
export class PayloadTooLarge extends KaoJaiError {
  constructor(maxBytes: number) {
    super('payload_too_large', 'refuse', 'the body is too large', [`body: at most ${maxBytes} bytes`]);
  }
}

/** A change that does not say what it changes: two people would write over each other. */
export class VersionRequired extends KaoJaiError {
  /** @param what is changed */
  constructor(what = 'conversation') {
    super('version_required', 'refuse', 'say which version you change', [
      `If-Match: the version of the ${what} as you saw it`,
    ]);
  }
}

/** The same of a workspace's retention rules. */
export class RulesVersionRequired extends KaoJaiError {
  constructor() {
    super('version_required', 'refuse', 'say which version you change', [
      'If-Match: the version of the retention rules as you saw them',
    ]);
  }
}

/** An error as the caller gets it. */
export interface HttpError {
  readonly status: number;
  readonly body: {
    readonly error: { readonly code: string; readonly message: string; readonly details?: string[] };
  };
}

/** Status of the refusals that are not simply 400. */
const STATUS_OF_CODE: Readonly<Record<string, number>> = {
  unauthenticated: 401,
  forbidden: 403,
  no_workspace: 403,
  purpose_refused: 403,
  not_found: 404,
  method_not_allowed: 405,
  payload_too_large: 413,
  account_taken: 409,
  answered_meanwhile: 409,
  attachment_pending: 409,
  no_thumbnail: 404,
  attachment_failed: 410,
  attachment_expired: 410,
  idempotency_key_reused: 409,
  text_empty: 422,
  text_too_long: 422,
  kind_not_supported: 422,
  file_type_not_supported: 422,
  file_too_large: 422,
  window_closed: 422,
  needs_reconnect: 422,
  version_changed: 409,
  subject_erased: 409,
  version_required: 428,
  limit_reached: 409,
  request_state: 409,
  code_wrong: 422,
  too_many_codes: 429,
  sign_in_again: 403,
  platform_app_missing: 409,
};

/** By what can be done about it. What the operator has to mend is none of the caller's business: `internal`. */
const STATUS_OF_REMEDY: Readonly<Record<Remedy, number | 'internal'>> = {
  refuse: 400,
  reconnect: 409,
  retry: 503,
  park: 'internal',
  fix_configuration: 'internal',
};

/** What the caller hears of an error. Only messages of our own errors are told, and only those that concern the caller. */
export function httpErrorOf(error: unknown, requestId: string): HttpError {
  if (!(error instanceof KaoJaiError)) return internal(requestId);
  const { code, message, details } = error;
  const status = STATUS_OF_CODE[code] ?? STATUS_OF_REMEDY[error.remedy];
  if (status === 'internal') return internal(requestId);
  return {
    status,
    body: { error: { code, message, ...(details.length > 0 ? { details: [...details] } : {}) } },
  };
}

function internal(requestId: string): HttpError {
  const message = `something failed on our side; the request id is ${requestId}`;
  return { status: 500, body: { error: { code: 'internal', message } } };
}
