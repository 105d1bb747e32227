import { KaoJaiError, type Remedy } from '../domain/errors.ts';
import type { Millis, PlatformId } from '../domain/platform.ts';

/** The only way out to a platform. Every host, address, size and time limit is checked behind this port. */
export interface Egress {
  /**
   * Makes a call and reads the whole answer, whatever its status. A call that may be repeated is tried up to three times.
   * @throws EgressError
   */
  request(call: EgressCall): Promise<EgressAnswer>;
  /**
   * The same for files: repeated only until the answer begins; afterwards `chunks` throws.
   * @throws EgressError
   */
  download(call: EgressCall): Promise<EgressStream>;
}

/** Which of the platform's host lists applies, which limits, and whether redirects are followed (`media` only). */
export type EgressPurpose = 'api' | 'media';

export interface EgressCall {
  readonly platform: PlatformId;
  readonly purpose: EgressPurpose;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `https://` and a host of the platform's list. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
  /** The whole call, with all tries and the waits between them. Default: 30 s for `api`, 5 min for `media`. */
  readonly timeoutMs?: Millis;
  /** A longer answer is an error. Default: 2 MB for `api`, 25 MB for `media`. */
  readonly maxBytes?: number;
  /** Content types that a good answer may have: `image/png`, or `image/*`. Default: any. */
  readonly types?: readonly string[];
  /** Doing it twice is doing it once. Anything else is never repeated. */
  readonly idempotent: boolean;
  /** Whose retries are counted together: the id of the connection. Default: the whole platform's. */
  readonly retryBudget?: string;
}

export interface EgressHead {
  readonly status: number;
  /** Names in lower case; repeated headers are joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** How long the platform asks to wait, from `Retry-After`. */
  readonly retryAfterMs?: Millis;
}

export interface EgressAnswer extends EgressHead {
  readonly body: Buffer;
}

export interface EgressStream extends EgressHead {
  /** To be read once, to the end or to a `break`. Throws an EgressError when the answer stops short, stalls or is too large. */
  readonly chunks: AsyncIterable<Buffer>;
  /** Ends the connection of a stream that nobody will read. */
  close(): void;
}

/** What went wrong. The error's code is `egress_` and this. */
export type EgressErrorKind =
  /** Against a rule of the gate; nothing was sent to this host. */
  | 'refused'
  /** No connection: name, address, TLS. */
  | 'unreachable'
  /** A time limit passed. */
  | 'timeout'
  /** The connection broke, or what came was not HTTP. */
  | 'interrupted'
  | 'too_large'
  /** A content type or encoding that was not asked for. */
  | 'wrong_type'
  /** The platform asks for a longer wait than the call can take; see `retryAfterMs`. */
  | 'asked_to_wait';

/** The rules that a refused call can break. */
export type EgressRule =
  | 'unknown_platform'
  | 'unreadable_url'
  | 'https_only'
  | 'no_user_info'
  | 'port_443_only'
  | 'no_ip_literal'
  | 'host_not_listed'
  | 'private_address'
  | 'too_many_redirects'
  | 'malformed_request';

const REMEDY: Readonly<Record<EgressErrorKind, Remedy>> = {
  refused: 'refuse',
  unreachable: 'retry',
  timeout: 'retry',
  interrupted: 'retry',
  too_large: 'refuse',
  wrong_type: 'refuse',
  asked_to_wait: 'retry',
};

export interface EgressFault {
  readonly kind: EgressErrorKind;
  readonly platform: PlatformId;
  /** Of the address in question, which after a redirect is not the call's; `?` when it could not be read. */
  readonly host: string;
  /** Whether the platform may have seen the call, in this or an earlier try. */
  readonly mayHaveArrived: boolean;
  readonly rule?: EgressRule;
  readonly status?: number;
  readonly retryAfterMs?: Millis;
  /** The runtime's own code, such as `ECONNRESET`. */
  readonly reason?: string;
}

/**
 * A call that ended without an answer. It names platform, host and what happened; never a path, query, header or body, where tokens
 * and customers' words may stand. For the same reason it has no `cause`.
 */
export class EgressError extends KaoJaiError {
  readonly kind: EgressErrorKind;
  readonly platform: PlatformId;
  readonly host: string;
  readonly mayHaveArrived: boolean;
  readonly rule: EgressRule | undefined;
  readonly status: number | undefined;
  readonly retryAfterMs: Millis | undefined;

  constructor(fault: EgressFault) {
    const { kind, platform, host, rule, status, retryAfterMs, reason } = fault;
    const more = [
      ...(rule === undefined ? [] : [`rule ${rule}`]),
      ...(status === undefined ? [] : [`status ${status}`]),
      ...(retryAfterMs === undefined ? [] : [`wait ${retryAfterMs} ms`]),
      ...(reason === undefined ? [] : [`reason ${reason}`]),
    ];
    const what = [kind.replaceAll('_', ' '), ...more].join(', ');
    super(`egress_${kind}`, REMEDY[kind], `call of ${platform} to ${host}: ${what}`, more);
    this.kind = kind;
    this.platform = platform;
    this.host = host;
    this.mayHaveArrived = fault.mayHaveArrived;
    this.rule = rule;
    this.status = status;
    this.retryAfterMs = retryAfterMs;
  }
}
