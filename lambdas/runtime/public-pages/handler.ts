import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { describeError, log } from '../logger.ts';
import { emptyAnswer } from '../platform-callbacks/answers.ts';
import { policyPage } from './policy-page.ts';
import { awayPage, type RequestPageDeps, showForm, takeForm } from './request-page.ts';
import { subprocessorPage } from './subprocessor-page.ts';

type Answer = (
  deps: RequestPageDeps,
  event: APIGatewayProxyEventV2,
) => Promise<APIGatewayProxyStructuredResultV2>;

/** By API Gateway's route key. */
const ROUTES: Readonly<Record<string, Answer>> = {
  'GET /privacy': async () => policyPage(),
  'GET /privacy/subprocessors': async () => subprocessorPage(),
  'GET /privacy/request': showForm,
  'POST /privacy/request': takeForm,
};

/** Route keys that the function answers, for the gateway. */
export const PUBLIC_ROUTES: readonly string[] = Object.keys(ROUTES);

/** The privacy policy, its subprocessors, and a person's request form. */
export function publicPagesHandler(
  deps: RequestPageDeps,
): (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2> {
  return async (event) => {
    const answer = ROUTES[event.routeKey];
    if (!answer) return emptyAnswer(404);
    try {
      return await answer(deps, event);
    } catch (error) {
      log('ERROR', 'a public page failed', { route: event.routeKey, ...describeError(error) });
      return awayPage();
    }
  };
}
