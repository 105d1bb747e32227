import http from 'node:http';
import https from 'node:https';
import aws4 from 'aws4';
import { Unavailable } from '../domain/errors.ts';

/**
 * Signed calls to AWS without the SDK: the ingress function has to be there within a platform's 500 ms, a cold start included, and
 * three SDK clients alone take longer to load than the whole of it. Used for a handful of calls with fixed shapes.
 */
export interface AwsCall {
  readonly service: 'dynamodb' | 'kms' | 'sqs' | 's3' | 'ses' | 'cognito-idp' | 'states' | 'execute-api';
  /** Of `execute-api`: the id of the API that is called. */
  readonly api?: string;
  /** `X-Amz-Target` of a JSON service, such as `DynamoDB_20120810.Query`. */
  readonly target?: string;
  readonly method?: 'POST' | 'PUT' | 'GET' | 'DELETE';
  /** For S3: `/{bucket}/{key}`. */
  readonly path?: string;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface AwsAnswer {
  readonly status: number;
  readonly body: Buffer;
  /** Of an object, or of a part of one. */
  readonly etag?: string;
}

/** AWS refused the call; `type` is its error code, such as `ConditionalCheckFailedException`. */
export class AwsRefusal extends Error {
  readonly type: string;
  readonly status: number;

  constructor(type: string, status: number) {
    super(`AWS answered ${status} ${type}`);
    this.name = 'AwsRefusal';
    this.type = type;
    this.status = status;
  }
}

/** Tries of one call, the first included; a mail is never sent twice by itself. With the waits between them they fit into LINE's two seconds, if each hangs. */
const TRIES = {
  dynamodb: 3,
  kms: 3,
  sqs: 3,
  s3: 3,
  ses: 1,
  'cognito-idp': 3,
  states: 3,
  'execute-api': 2,
} as const;
const FIRST_WAIT_MS = 40;
/** These services answer within some 20 ms; an object of 4 MiB takes longer. */
const TIMEOUT_MS = {
  dynamodb: 550,
  kms: 550,
  sqs: 550,
  s3: 1_800,
  ses: 10_000,
  'cognito-idp': 2_000,
  states: 2_000,
  'execute-api': 1_000,
} as const;
const JSON_VERSION = {
  dynamodb: '1.0',
  sqs: '1.0',
  kms: '1.1',
  s3: '',
  ses: '',
  'cognito-idp': '1.1',
  states: '1.0',
  'execute-api': '',
} as const;
/** Where a service does not answer under its own name. */
const HOST_OF: Readonly<Partial<Record<AwsCall['service'], string>>> = { ses: 'email' };

export interface AwsCallerOptions {
  readonly region: string;
  /** Replaces AWS's own addresses; the local cloud sets it. */
  readonly endpoint?: string | undefined;
  /** Without it, the environment's, as Lambda sets them. */
  readonly credentials?: aws4.Credentials | undefined;
  /** Waits between tries; tests pass one that does not. */
  readonly wait?: (ms: number) => Promise<void>;
}

/** Makes calls over kept-alive connections. */
export class AwsCaller {
  readonly #region: string;
  readonly #endpoint: URL | undefined;
  readonly #credentials: aws4.Credentials | undefined;
  readonly #wait: (ms: number) => Promise<void>;
  readonly #agent: http.Agent;
  readonly #request: typeof https.request;

  constructor(options: AwsCallerOptions) {
    this.#region = options.region;
    this.#endpoint = options.endpoint ? new URL(options.endpoint) : undefined;
    this.#credentials = options.credentials;
    this.#wait = options.wait ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
    const transport = this.#endpoint?.protocol === 'http:' ? http : https;
    this.#agent = new transport.Agent({ keepAlive: true, maxSockets: 64 });
    this.#request = transport.request as typeof https.request;
  }

  /**
   * A JSON service's answer, parsed.
   * @throws AwsRefusal when AWS says no; @throws Unavailable when it does not answer, or asks to slow down, three times
   */
  async json<T>(service: AwsCall['service'], target: string, input: object): Promise<T> {
    const answer = await this.send({ service, target, body: JSON.stringify(input) });
    return JSON.parse(answer.body.toString('utf8')) as T;
  }

  /** @throws AwsRefusal; @throws Unavailable */
  async send(call: AwsCall): Promise<AwsAnswer> {
    let cause: unknown;
    for (let attempt = 0; attempt < TRIES[call.service]; attempt++) {
      if (attempt > 0) await this.#wait(FIRST_WAIT_MS * 4 ** (attempt - 1) * (0.5 + Math.random() / 2));
      try {
        const answer = await this.#once(call);
        if (answer.status < 300) return answer;
        cause = refusalOf(answer);
        if (!isPassing(cause as AwsRefusal)) throw cause;
      } catch (error) {
        if (error instanceof AwsRefusal && !isPassing(error)) throw error;
        cause = error;
      }
    }
    throw new Unavailable(call.service, cause);
  }

  #once(call: AwsCall): Promise<AwsAnswer> {
    const signed = aws4.sign(this.#requestFor(call), this.#credentials);
    const options = {
      ...signed,
      agent: this.#agent,
      timeout: TIMEOUT_MS[call.service],
    } as https.RequestOptions;
    return new Promise((resolve, reject) => {
      const request = this.#request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const { etag } = response.headers;
          const tagged = etag === undefined ? {} : { etag };
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks), ...tagged });
        });
        response.on('error', reject);
      });
      request.on('timeout', () => request.destroy(new Error('no answer in time')));
      request.on('error', reject);
      request.end(call.body);
    });
  }

  #requestFor(call: AwsCall): aws4.Request {
    const host = this.#endpoint?.host ?? hostOf(call, this.#region);
    return {
      service: call.service,
      region: this.#region,
      method: call.method ?? 'POST',
      path: this.#endpoint && call.api ? `/_aws/execute-api/${call.api}${call.path}` : (call.path ?? '/'),
      host: this.#endpoint?.hostname ?? host,
      ...(this.#endpoint?.port ? { port: Number(this.#endpoint.port) } : {}),
      headers: {
        Host: host,
        ...(call.target
          ? {
              'X-Amz-Target': call.target,
              'Content-Type': `application/x-amz-json-${JSON_VERSION[call.service]}`,
            }
          : {}),
        ...call.headers,
      },
      ...(call.body === undefined ? {} : { body: call.body as string }),
    };
  }
}

/** Where AWS itself answers. */
export function awsHost(service: AwsCall['service'], region: string): string {
  return `${HOST_OF[service] ?? service}.${region}.amazonaws.com`;
}

/** An API has a host of its own; an emulator tells them apart by path. */
function hostOf({ service, api }: AwsCall, region: string): string {
  return api === undefined ? awsHost(service, region) : `${api}.${awsHost(service, region)}`;
}

function refusalOf({ status, body }: AwsAnswer): AwsRefusal {
  const text = body.toString('utf8');
  const type =
    /"__type"\s*:\s*"(?:[^"#]*#)?([A-Za-z.]+)"/.exec(text)?.[1] ??
    /<Code>([A-Za-z]+)<\/Code>/.exec(text)?.[1];
  return new AwsRefusal(type ?? 'unknown', status);
}

/** Worth another try: the service is busy or broken, not the request. */
function isPassing({ type, status }: AwsRefusal): boolean {
  return (
    status >= 500 ||
    status === 429 ||
    /Throttl|RequestTimeout|TooManyRequests|ProvisionedThroughput|RequestLimit|SlowDown|KMSInternal/.test(
      type,
    )
  );
}
