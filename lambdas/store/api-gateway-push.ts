import { type AwsCaller, AwsRefusal } from '../aws/aws-call.ts';
import { Unavailable } from '../domain/errors.ts';
import type { LivePush } from '../ports/live.ts';
import { LIVE_STAGE } from './live-stage.ts';

/** 410: the connection was closed. 404 is what an API says that was made anew. */
const GONE: readonly number[] = [410, 404];

/** Speaks on sockets by API Gateway's `@connections`. */
export class ApiGatewayPush implements LivePush {
  readonly #aws: AwsCaller;
  readonly #api: string;

  /** @param api id of the WebSocket API */
  constructor(aws: AwsCaller, api: string) {
    this.#aws = aws;
    this.#api = api;
  }

  async tell(connectionId: string, text: string): Promise<'told' | 'gone'> {
    return this.#call('POST', connectionId, text);
  }

  async close(connectionId: string): Promise<void> {
    await this.#call('DELETE', connectionId);
  }

  async #call(method: 'POST' | 'DELETE', connectionId: string, body?: string): Promise<'told' | 'gone'> {
    const path = `/${LIVE_STAGE}/@connections/${encodeURIComponent(connectionId)}`;
    const content = body === undefined ? {} : { body };
    try {
      await this.#aws.send({ service: 'execute-api', api: this.#api, method, path, ...content });
      return 'told';
    } catch (error) {
      if (error instanceof AwsRefusal && GONE.includes(error.status)) return 'gone';
      throw error instanceof Unavailable ? error : new Unavailable('a live socket', error);
    }
  }
}
