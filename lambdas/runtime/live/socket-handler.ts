import { isCursor } from '../../domain/live-change.ts';
import { type AdmitDeps, admitSocket } from '../../usecases/live/admit-socket.ts';
import { hearSocket } from '../../usecases/live/hear-socket.ts';
import type { LiveDeps, SocketRef } from '../../usecases/live/live-deps.ts';
import { closeSocket, openSocket } from '../../usecases/live/open-socket.ts';
import { describeError, log } from '../logger.ts';
import { type AuthorizerAnswer, headerOf, type SocketEvent } from './socket-event.ts';
import { readSocketMessage } from './socket-message.ts';

export type SocketDeps = AdmitDeps & LiveDeps;

interface RouteAnswer {
  readonly statusCode: number;
}

/** The function behind the WebSocket API: decides who may open a socket, and hears what is said on it. */
export function socketHandler(
  deps: SocketDeps,
): (event: SocketEvent) => Promise<AuthorizerAnswer | RouteAnswer> {
  return async (event) => {
    try {
      return event.type === 'REQUEST' ? await authorize(deps, event) : await take(deps, event);
    } catch (error) {
      const { requestId, eventType } = event.requestContext;
      log('ERROR', 'a socket could not be served', { requestId, eventType, ...describeError(error) });
      throw error;
    }
  };
}

async function authorize(deps: SocketDeps, event: SocketEvent): Promise<AuthorizerAnswer> {
  const { ticket, after } = event.queryStringParameters ?? {};
  const admission = await admitSocket(deps, { ticket, origin: headerOf(event, 'origin') });
  if (!admission.admitted) {
    log('WARN', 'a socket was refused', { requestId: event.requestContext.requestId, code: admission.code });
    return answer(event, 'Deny', 'nobody', {});
  }
  const { workspaceId, userId } = admission;
  const cursor = after !== undefined && isCursor(after) ? { after } : {};
  return answer(event, 'Allow', userId, { workspaceId, userId, ...cursor });
}

function answer(
  { methodArn = '' }: SocketEvent,
  Effect: 'Allow' | 'Deny',
  principalId: string,
  context: Readonly<Record<string, string>>,
): AuthorizerAnswer {
  const Statement = [{ Action: 'execute-api:Invoke', Effect, Resource: methodArn }] as const;
  return { principalId, policyDocument: { Version: '2012-10-17', Statement }, context };
}

async function take(deps: SocketDeps, event: SocketEvent): Promise<RouteAnswer> {
  const ref = refOf(event);
  const { eventType } = event.requestContext;
  if (eventType === 'CONNECT') return { statusCode: (await openSocket(deps, ref)) ? 200 : 429 };
  if (eventType === 'DISCONNECT') await closeSocket(deps, ref);
  else await hearSocket(deps, ref, readSocketMessage(event));
  return { statusCode: 200 };
}

/** S05: by what the authorizer said when the socket was opened, which API Gateway keeps. */
function refOf({ requestContext: { connectionId, authorizer } }: SocketEvent): SocketRef {
  const { workspaceId, userId, after } = authorizer ?? {};
  if (typeof workspaceId !== 'string' || typeof userId !== 'string')
    throw new Error('an event of a socket that nobody admitted');
  return { workspaceId, userId, connectionId, ...(typeof after === 'string' ? { after } : {}) };
}
