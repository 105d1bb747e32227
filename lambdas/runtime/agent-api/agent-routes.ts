import { connectRoutes } from '../connect/connect-routes.ts';
import { openApiDocument } from './openapi.ts';
import { type Route, servedElsewhere } from './route.ts';
import { attachmentRoutes } from './routes/attachments.ts';
import { connectionRoutes } from './routes/connections.ts';
import { conversationChangeRoutes } from './routes/conversation-changes.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { meRoutes } from './routes/me.ts';
import { messageRoutes } from './routes/messages.ts';
import { serviceRoutes } from './routes/service.ts';

/** All routes of the agent API. */
export const agentRoutes: readonly Route[] = [
  ...serviceRoutes(() => openApiDocument(agentRoutes)),
  ...meRoutes,
  ...connectionRoutes,
  ...conversationRoutes,
  ...messageRoutes,
  ...attachmentRoutes,
  ...conversationChangeRoutes,
  ...connectRoutes.map(servedElsewhere),
];
