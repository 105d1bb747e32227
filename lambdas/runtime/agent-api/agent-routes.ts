import { connectRoutes } from '../connect/connect-routes.ts';
import { openApiDocument } from './openapi.ts';
import { type Route, servedElsewhere } from './route.ts';
import { connectionRoutes } from './routes/connections.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { meRoutes } from './routes/me.ts';
import { serviceRoutes } from './routes/service.ts';

/** All routes of the agent API. */
export const agentRoutes: readonly Route[] = [
  ...serviceRoutes(() => openApiDocument(agentRoutes)),
  ...meRoutes,
  ...connectionRoutes,
  ...conversationRoutes,
  ...connectRoutes.map(servedElsewhere),
];
