import type { components } from './schema.d.ts';

type Failure = components['schemas']['Error']['error'];

/** The API refused, or could not be reached. */
export class ApiError extends Error {
  /** HTTP status; 0 = no answer came. */
  readonly status: number;
  /** Stable: `invalid`, `forbidden`, … of the API; `unreachable` and `failed` are the console's own. */
  readonly code: string;
  /** Each field that breaks a rule, and what is allowed; in English. */
  readonly details: readonly string[];

  constructor(status: number, { code, message, details = [] }: Failure) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }

  /** Whether the same request may well succeed a little later. */
  get mayPass(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** The error of an answer, whatever it has for a body. */
export function apiErrorOf(status: number, body: unknown): ApiError {
  const { error } = (body ?? {}) as { error?: Partial<Failure> };
  if (typeof error?.code !== 'string')
    return new ApiError(status, { code: 'failed', message: `The API answered ${status}.` });
  return new ApiError(status, {
    code: error.code,
    message: String(error.message ?? ''),
    ...(Array.isArray(error.details) && { details: error.details }),
  });
}
