/**
 * What API Gateway hands over of a WebSocket: first to its authorizer, then to the routes, with what the authorizer said of the socket.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-websocket-api-mapping-template-reference.html
 */
export interface SocketEvent {
  /** `REQUEST`: the authorizer is asked. */
  readonly type?: string;
  readonly methodArn?: string;
  readonly headers?: Readonly<Record<string, string | undefined>> | null;
  readonly queryStringParameters?: Readonly<Record<string, string | undefined>> | null;
  readonly requestContext: {
    readonly connectionId: string;
    readonly eventType: string;
    readonly requestId: string;
    readonly authorizer?: Readonly<Record<string, unknown>> | null;
  };
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
}

/** What an authorizer answers; the context comes with every later event of the socket. */
export interface AuthorizerAnswer {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: '2012-10-17';
    readonly Statement: readonly {
      readonly Action: 'execute-api:Invoke';
      readonly Effect: 'Allow' | 'Deny';
      readonly Resource: string;
    }[];
  };
  readonly context: Readonly<Record<string, string>>;
}

/** A header, in whatever case it came; API Gateway keeps the browser's. */
export function headerOf({ headers }: SocketEvent, name: string): string | undefined {
  const found = Object.entries(headers ?? {}).find(([each]) => each.toLowerCase() === name);
  return found?.[1];
}
