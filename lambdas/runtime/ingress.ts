import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Connector, WebhookRoute } from '../ports/connector.ts';
import {
  type AcceptDeps,
  acceptDelivery,
  answerHandshake,
  MAX_BODY_BYTES,
  type MatchedRoute,
} from '../usecases/accept-delivery.ts';
import { bodyBytes, bodySize } from './http-event.ts';

export type IngressHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/** The webhook function: finds the route, and lets the use case decide. */
export function ingressHandler(connectors: readonly Connector[], deps: AcceptDeps): IngressHandler {
  const routes = routesOf(connectors);
  return async (event) => {
    const found = routes.get(event.routeKey);
    if (!found) return answer(404);
    const matched: MatchedRoute = { ...found, params: event.pathParameters ?? {} };
    if (found.route.method === 'GET') return handshake(deps, matched, event);
    const size = bodySize(event);
    const body = size > MAX_BODY_BYTES ? EMPTY : bodyBytes(event);
    return answer(await acceptDelivery(deps, { ...matched, headers: event.headers, body, size }));
  };
}

type Found = { readonly connector: Connector; readonly route: WebhookRoute };

function routesOf(connectors: readonly Connector[]): ReadonlyMap<string, Found> {
  return new Map(
    connectors.flatMap((connector) =>
      connector.manifest.routes.map(
        (route) => [`${route.method} ${route.path}`, { connector, route }] as const,
      ),
    ),
  );
}

async function handshake(
  deps: AcceptDeps,
  matched: MatchedRoute,
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { status, body } = await answerHandshake(deps, matched, event.queryStringParameters ?? {});
  return { ...answer(status), headers: { 'cache-control': 'no-store', 'content-type': 'text/plain' }, body };
}

/** Shopee counts any answer with a body as a failure, so all answers are empty. */
function answer(statusCode: number): APIGatewayProxyStructuredResultV2 {
  return { statusCode, body: '' };
}

/** Stands for a body that is refused for its size, without decoding it. */
const EMPTY = Buffer.alloc(0);
