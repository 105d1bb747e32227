import { agentRoutes } from './agent-routes.ts';
import { type AgentApiHandler, memberApiHandler } from './member-api.ts';
import type { AgentApiDeps, Route } from './route.ts';

/** The agent API's function, with all its routes. */
export function agentApiHandler(deps: AgentApiDeps, routes: readonly Route[] = agentRoutes): AgentApiHandler {
  return memberApiHandler(deps, routes);
}
