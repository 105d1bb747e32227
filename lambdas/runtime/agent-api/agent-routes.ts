import { connectRoutes } from '../connect/connect-routes.ts';
import { openApiDocument } from './openapi.ts';
import { type Route, servedElsewhere } from './route.ts';
import { attachmentRoutes } from './routes/attachments.ts';
import { auditRoutes } from './routes/audit.ts';
import { cannedReplyRoutes } from './routes/canned-replies.ts';
import { connectionRoutes } from './routes/connections.ts';
import { conversationChangeRoutes } from './routes/conversation-changes.ts';
import { conversationRoutes } from './routes/conversations.ts';
import { customerRoutes } from './routes/customers.ts';
import { meRoutes } from './routes/me.ts';
import { memberRoutes } from './routes/members.ts';
import { messageRoutes } from './routes/messages.ts';
import { privacyFileRoutes } from './routes/privacy-files.ts';
import { privacyHoldRoutes } from './routes/privacy-holds.ts';
import { privacyRecordRoutes } from './routes/privacy-records.ts';
import { privacyRequestRoutes } from './routes/privacy-requests.ts';
import { realtimeRoutes } from './routes/realtime.ts';
import { retentionRoutes } from './routes/retention.ts';
import { savedViewRoutes } from './routes/saved-views.ts';
import { serviceRoutes } from './routes/service.ts';

/** All routes of the agent API. */
export const agentRoutes: readonly Route[] = [
  ...serviceRoutes(() => openApiDocument(agentRoutes)),
  ...meRoutes,
  ...memberRoutes,
  ...connectionRoutes,
  ...conversationRoutes,
  ...messageRoutes,
  ...attachmentRoutes,
  ...conversationChangeRoutes,
  ...customerRoutes,
  ...cannedReplyRoutes,
  ...savedViewRoutes,
  ...realtimeRoutes,
  ...connectRoutes.map(servedElsewhere),
  ...privacyRequestRoutes.map(servedElsewhere),
  ...privacyFileRoutes.map(servedElsewhere),
  ...privacyHoldRoutes.map(servedElsewhere),
  ...privacyRecordRoutes.map(servedElsewhere),
  ...auditRoutes.map(servedElsewhere),
  ...retentionRoutes.map(servedElsewhere),
];
