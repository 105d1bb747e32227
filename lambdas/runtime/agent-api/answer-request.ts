import type {
  APIGatewayEventRequestContextV2,
  APIGatewayProxyEventV2WithRequestContext,
  APIGatewayProxyStructuredResultV2,
} from 'aws-lambda';
import { Forbidden, NotFound } from '../../domain/errors.ts';
import { rolesWith, type Session } from '../../domain/member.ts';
import type { Members } from '../../ports/members.ts';
import { openSession } from '../../usecases/open-session.ts';
import { bodyBytes, bodySize } from '../http-event.ts';
import { MethodNotAllowed, PayloadTooLarge, Unauthenticated } from './http-errors.ts';
import { matchRoute } from './match-route.ts';
import { forItsPurpose, type PurposeDeps } from './purpose-gate.ts';
import type { MemberRoute, Route } from './route.ts';

/** What API Gateway hands over; a route with a JWT authorizer brings the claims of a token that it has verified. */
export type AgentEvent = APIGatewayProxyEventV2WithRequestContext<
  APIGatewayEventRequestContextV2 & {
    readonly authorizer?: { readonly jwt?: { readonly claims?: Readonly<Record<string, unknown>> } };
  }
>;

/** What API Gateway gets back. */
export type AgentAnswer = APIGatewayProxyStructuredResultV2;

/** What every API for members needs: who belongs where, and what refuses purposes. */
export interface SessionDeps extends PurposeDeps {
  readonly members: Members;
}

/** S16: no request of this API is larger. */
export const MAX_BODY_BYTES = 64 * 1024;

/**
 * Finds the route, then who asks, then whether they may, and only then looks at the request itself.
 * @throws KaoJaiError, which the chain around this turns into an answer
 */
export async function answerRequest<D extends SessionDeps>(
  deps: D,
  routes: readonly Route<D>[],
  event: AgentEvent,
): Promise<AgentAnswer> {
  const match = matchRoute(routes, event.requestContext.http.method, pathOf(event));
  if (match.kind === 'unknown') throw new NotFound('route');
  if (match.kind === 'wrong_method') throw new MethodNotAllowed(match.allowed);
  const { route, params } = match;
  const cookies: string[] = [];
  const setCookie = (cookie: string) => void cookies.push(cookie);
  const answer =
    route.allow === 'public' ? route.run() : await runAsMember(deps, route, params, event, setCookie);
  return {
    statusCode: route.answer.status,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(answer),
  };
}

async function runAsMember<D extends SessionDeps>(
  deps: D,
  route: MemberRoute<D>,
  params: Readonly<Record<string, string>>,
  event: AgentEvent,
  setCookie: (cookie: string) => void,
): Promise<unknown> {
  const session = { ...(await openSession(deps, userOf(event))), ...signInOf(event) };
  if (!rolesWith(route.allow).includes(session.role)) {
    throw new Forbidden(`the role ${session.role} may not do this`);
  }
  const { queryStringParameters: query = {}, headers } = event;
  return forItsPurpose(deps, session, route, headers, async (purposed) =>
    route.run(purposed, session, { params, query, headers, body: bodyOf(event) }, setCookie),
  );
}

/** Access and id tokens of the pool both name the user as `sub`. */
function userOf({ requestContext }: AgentEvent): string {
  const sub = requestContext.authorizer?.jwt?.claims?.sub;
  if (typeof sub !== 'string' || sub === '') throw new Unauthenticated();
  return sub;
}

/** Seconds since 1970, which a refreshed token keeps from the sign-in that it goes back to. API Gateway hands claims over as text. */
function signInOf({ requestContext }: AgentEvent): Pick<Session, 'signedInAt'> {
  const seconds = Number(requestContext.authorizer?.jwt?.claims?.auth_time);
  return Number.isInteger(seconds) && seconds > 0 ? { signedInAt: seconds * 1_000 } : {};
}

/** API Gateway puts the name of a stage that is not the default one in front. */
function pathOf({ rawPath, requestContext }: AgentEvent): string {
  const stage = `/${requestContext.stage}`;
  return rawPath.startsWith(`${stage}/`) ? rawPath.slice(stage.length) : rawPath;
}

function bodyOf(event: AgentEvent): Buffer {
  const body = bodySize(event) > MAX_BODY_BYTES ? null : bodyBytes(event);
  if (body === null || body.length > MAX_BODY_BYTES) throw new PayloadTooLarge(MAX_BODY_BYTES);
  return body;
}
