import middy, { type MiddlewareObj } from '@middy/core';
import { describeError, log } from '../logger.ts';
import { type AgentAnswer, type AgentEvent, answerRequest, type SessionDeps } from './answer-request.ts';
import { httpErrorOf } from './http-errors.ts';
import type { Route } from './route.ts';

/** A function behind an API for members, as Lambda calls it. */
export type AgentApiHandler = (event: AgentEvent) => Promise<AgentAnswer>;

type Middleware = MiddlewareObj<AgentEvent, AgentAnswer, Error>;

const SAFE_HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
} as const;

/**
 * The function of an API that members sign in to: routes requests to use cases, and turns what they raise into answers. It names no route, so that
 * each function is built with what it serves and nothing else.
 */
export function memberApiHandler<D extends SessionDeps>(
  deps: D,
  routes: readonly Route<D>[],
): AgentApiHandler {
  const chain = middy<AgentEvent, AgentAnswer>()
    .use(safeHeaders)
    .use(jsonErrors)
    .handler(async (event) => answerRequest(deps, routes, event));
  // None of this needs Lambda's own context.
  return (event) => chain(event, {} as never);
}

/** On every answer, errors included. */
const safeHeaders: Middleware = {
  after: (request) => addHeaders(request),
  onError: (request) => addHeaders(request),
};

function addHeaders(request: Parameters<NonNullable<Middleware['after']>>[0]): void {
  const { event, response } = request;
  const headers = { ...response?.headers, ...SAFE_HEADERS, 'x-request-id': event.requestContext.requestId };
  request.response = { ...response, headers };
}

/** Every failure is an answer in JSON; what is our fault is logged, without a word of the request. */
const jsonErrors: Middleware = {
  onError: (request) => {
    const { requestId } = request.event.requestContext;
    const { status, body } = httpErrorOf(request.error, requestId);
    if (status >= 500)
      log('ERROR', 'a request failed', { requestId, status, ...describeError(request.error) });
    request.response = {
      statusCode: status,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
    };
  },
};
