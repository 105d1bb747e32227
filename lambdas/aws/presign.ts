import aws4 from 'aws4';
import type { Millis } from '../domain/platform.ts';
import { awsHost } from './aws-call.ts';

/** A call of S3 that somebody else is to make. */
export interface PresignedCall {
  readonly method: 'GET' | 'PUT';
  /** `/{bucket}/{key}` */
  readonly path: string;
  /** Headers that have to be sent exactly so. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Answers of S3 that this call changes, such as `response-content-type`. */
  readonly query?: Readonly<Record<string, string>>;
  readonly now: Millis;
  /** At most a week; and no longer than the credentials that sign it. */
  readonly lifeMs: Millis;
}

export interface PresignerOptions {
  readonly region: string;
  /** Replaces AWS's own address; the local cloud sets it. */
  readonly endpoint?: string | undefined;
  /** Without it, the environment's, as Lambda sets them. */
  readonly credentials?: aws4.Credentials | undefined;
}

/** Writes addresses that carry their own permission (Signature Version 4 in the query). Whoever has one can do that one call until it expires. */
export class Presigner {
  readonly #options: PresignerOptions;

  constructor(options: PresignerOptions) {
    this.#options = options;
  }

  sign({ method, path, headers = {}, query = {}, now, lifeMs }: PresignedCall): string {
    const { region, endpoint, credentials } = this.#options;
    const origin = new URL(endpoint ?? `https://${awsHost('s3', region)}`);
    const asked = new URLSearchParams({
      ...query,
      'X-Amz-Date': new Date(now).toISOString().replace(/[:-]|\.\d{3}/g, ''),
      'X-Amz-Expires': String(Math.floor(lifeMs / 1_000)),
    });
    const request = {
      service: 's3',
      region,
      method,
      host: origin.host,
      path: `${path}?${asked.toString().replaceAll('+', '%20')}`,
      headers: { Host: origin.host, ...headers },
      signQuery: true,
    };
    const signed = aws4.sign(request, credentials);
    return `${origin.origin}${signed.path}`;
  }
}
