import http from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { IngressHandler } from '../../lambdas/runtime/ingress.ts';
import { announce, CONNECTION_ID } from './announce.ts';

const ROUTE_KEY = 'POST /webhooks/line/{connectionId}';

/** Serves a Lambda handler: makes of each request the event that an HTTP API would (payload format 2.0). */
export function serveHandler(handler: IngressHandler): void {
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', async () => {
      const { statusCode, headers, body } = await handler(
        eventOf(request.url ?? '/', request.headers as Record<string, string>, Buffer.concat(chunks)),
      );
      response.writeHead(statusCode ?? 200, { ...headers, 'content-length': body?.length ?? 0 }).end(body);
    });
  });
  server.listen(0, '127.0.0.1', () => announce(server));
}

/** The event of a request. API Gateway hands bodies of text types over as strings. */
export function eventOf(path: string, headers: Record<string, string>, body: Buffer): APIGatewayProxyEventV2 {
  return {
    version: '2.0',
    routeKey: ROUTE_KEY,
    rawPath: path,
    rawQueryString: '',
    headers,
    pathParameters: { connectionId: CONNECTION_ID },
    requestContext: {
      accountId: '000000000000',
      apiId: 'bench',
      domainName: 'bench.execute-api.localhost',
      domainPrefix: 'bench',
      http: {
        method: 'POST',
        path,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'LineBotWebhook/2.0',
      },
      requestId: 'bench',
      routeKey: ROUTE_KEY,
      stage: '$default',
      time: '24/Nov/2026:21:00:00 +0000',
      timeEpoch: 1_795_554_000_000,
    },
    body: body.toString('utf8'),
    isBase64Encoded: false,
  };
}
