import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { describeError, log } from '../logger.ts';
import { type CallbackAnswer, emptyAnswer } from './answers.ts';
import { caseStatus } from './case-status.ts';
import { deauthorize, type MetaCallbackDeps, requestDeletion } from './meta-callbacks.ts';

export type CallbackDeps = MetaCallbackDeps;

type Answer = (deps: CallbackDeps, event: APIGatewayProxyEventV2) => Promise<CallbackAnswer>;

/** By API Gateway's route key. */
const ROUTES: Readonly<Record<string, Answer>> = {
  'POST /callbacks/meta/deauthorize': deauthorize,
  'POST /callbacks/meta/data-deletion': requestDeletion,
  'GET /privacy/status/{code}': caseStatus,
};

/** Route keys that the function answers, for the gateway. */
export const CALLBACK_ROUTES: readonly string[] = Object.keys(ROUTES);

/**
 * The platforms' privacy callbacks, and the page that shows what became of them. Whatever fails is answered with 503, so that the platform
 * sends it again, and goes on where it ended.
 */
export function callbackHandler(
  deps: CallbackDeps,
): (event: APIGatewayProxyEventV2) => Promise<CallbackAnswer> {
  return async (event) => {
    const answer = ROUTES[event.routeKey];
    if (!answer) return emptyAnswer(404);
    try {
      return await answer(deps, event);
    } catch (error) {
      log('ERROR', 'a privacy callback failed', { route: event.routeKey, ...describeError(error) });
      return emptyAnswer(503);
    }
  };
}
