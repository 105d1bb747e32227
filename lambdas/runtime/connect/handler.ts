import { finishConsent } from '../../usecases/connecting/finish-consent.ts';
import type { AgentAnswer, AgentEvent } from '../agent-api/answer-request.ts';
import { type AgentApiHandler, memberApiHandler } from '../agent-api/member-api.ts';
import { describeError, log } from '../logger.ts';
import type { ConnectApiDeps } from './connect-api.ts';
import { connectRoutes } from './connect-routes.ts';
import { cookiesOf } from './consent-cookie.ts';
import { consentPage } from './consent-page.ts';

/** API Gateway's route to which platforms send the browser back; everything else is for members. */
export const CALLBACK_ROUTE = 'GET /oauth/{platform}/callback';

/** Connects and disconnects platform accounts. */
export function connectHandler(deps: ConnectApiDeps): AgentApiHandler {
  const forMembers = memberApiHandler(deps, connectRoutes);
  return (event) => (event.routeKey === CALLBACK_ROUTE ? answerReturn(deps, event) : forMembers(event));
}

/** Never says more than a reason of its own: what a platform or a stranger puts into the address is not repeated. */
async function answerReturn(deps: ConnectApiDeps, event: AgentEvent): Promise<AgentAnswer> {
  const home = `${deps.publicBaseUrl}/`;
  const known = deps.connectors.find(
    ({ manifest }) => manifest.id === event.pathParameters?.platform,
  )?.manifest;
  const platform = known?.name ?? 'KaoJai';
  if (!known) return consentPage({ kind: 'failed', reason: 'unknown_state' }, { platform, home });
  try {
    const query = event.queryStringParameters ?? {};
    const outcome = await finishConsent(deps, { platform: known.id, query, cookies: cookiesOf(event) });
    const failed = outcome.kind === 'failed' ? { Reason: outcome.reason } : {};
    deps.meter.count(outcome.kind === 'failed' ? 'ConsentFailed' : 'ConsentFinished', {
      Platform: known.id,
      ...failed,
    });
    return consentPage(outcome, { platform, home });
  } catch (error) {
    const { requestId } = event.requestContext;
    log('ERROR', 'a consent could not be finished', {
      requestId,
      platform: known.id,
      ...describeError(error),
    });
    return consentPage({ kind: 'failed', reason: 'unavailable' }, { platform, home });
  }
}
