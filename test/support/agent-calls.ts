import { ROLES } from '../../lambdas/domain/member.ts';
import type { AgentEvent } from '../../lambdas/runtime/agent-api/answer-request.ts';
import { agentApiHandler } from '../../lambdas/runtime/agent-api/handler.ts';
import type { AgentApiDeps, Route } from '../../lambdas/runtime/agent-api/route.ts';
import { startUpload } from '../../lambdas/usecases/media/start-upload.ts';
import { addReply } from '../../lambdas/usecases/saved/canned-replies.ts';
import { addView } from '../../lambdas/usecases/saved/saved-views.ts';
import {
  AgentWorld,
  aMessage,
  anAnswer,
  anEvent,
  FOREIGN,
  from,
  HOUR,
  LINE,
  MINUTE,
  NOON,
  SHOPEE,
} from './agent-world.ts';

/** A request as a test writes it. */
export interface Call {
  readonly method?: string;
  readonly path: string;
  /** `sub` of the token; null = no authorizer ran. */
  readonly user?: string | null;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly claims?: Readonly<Record<string, string>>;
  readonly stage?: string;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
  readonly text: string;
}

/** The event that API Gateway makes of a request. */
export function eventOf(call: Call): AgentEvent {
  const {
    method = 'GET',
    path,
    user = 'u_owner',
    query,
    headers = {},
    body,
    claims,
    stage = '$default',
  } = call;
  const authorizer = { jwt: { claims: { sub: user, token_use: 'access', ...claims } } };
  return {
    version: '2.0',
    routeKey: `${method} /v1/{proxy+}`,
    rawPath: stage === '$default' ? path : `/${stage}${path}`,
    rawQueryString: new URLSearchParams(query).toString(),
    headers: { authorization: 'Bearer sample', ...headers },
    ...(query ? { queryStringParameters: query } : {}),
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
    requestContext: {
      requestId: 'request-1',
      stage,
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'test' },
      ...(user === null ? {} : { authorizer }),
    },
  } as unknown as AgentEvent;
}

/** Calls the handler as API Gateway would. */
export async function call(deps: AgentApiDeps, request: Call, routes?: readonly Route[]): Promise<Answer> {
  const { statusCode, headers, body } = await agentApiHandler(deps, routes)(eventOf(request));
  const text = String(body);
  return { status: statusCode ?? 0, headers: headers ?? {}, body: JSON.parse(text), text };
}

/** Ids that a crawler needs: one of everything that a route takes. */
export interface Ids {
  readonly conversation: string;
  /** Of that conversation. */
  readonly customer: string;
  readonly connection: string;
  readonly entry: string;
  /** A file that was made room for. */
  readonly attachment: string;
  /** Both by the owner, the view shared. */
  readonly reply: string;
  readonly view: string;
}

/**
 * A world with something of every kind: in `ws_sample` users `u_{role}`, conversations of every sort and entries of every sort;
 * in `ws_other` a user `u_foreign` and one conversation with the very same customer and words.
 */
export async function fullWorld(): Promise<{ world: AgentWorld; own: Ids; foreign: Ids }> {
  const world = new AgentWorld();
  for (const role of ROLES)
    world.addUser(`u_${role}`, 'ws_sample', role, { email: `${role}@example.com`, name: null });
  world.addUser('u_foreign', 'ws_other', 'owner');
  world.members.workspaces.set('ws_sample', { id: 'ws_sample', name: 'ร้านตัวอย่าง', locale: 'th' });
  world.connections.all.push(LINE, SHOPEE, FOREIGN);
  await fillConversation(world);
  await world.receive(LINE, aMessage({ thread: { kind: 'group', id: 'C1' }, platformMessageId: '5001' }));
  await world.receive(LINE, aMessage({ thread: { kind: 'comment', id: 'P1' }, platformMessageId: '5002' }));
  await world.receive(LINE, anEvent({ ...from('U_quiet'), eventId: 'e9' }));
  await world.receive(SHOPEE, aMessage({ ...from('U_shop', 'นก'), accountId: SHOPEE.accountId }));
  await world.receive(LINE, aMessage({ ...from('U_gone', 'หาย'), platformMessageId: '5003' }));
  world.keys.destroy(String(world.heads().at(-1)?.subjectId));
  await world.receive(FOREIGN, aMessage());
  return {
    world,
    own: await idsOf(world, 'ws_sample', LINE.id),
    foreign: await idsOf(world, 'ws_other', FOREIGN.id),
  };
}

async function idsOf(world: AgentWorld, workspaceId: string, connection: string): Promise<Ids> {
  const [head] = world.heads(workspaceId);
  const session = { userId: 'u_owner', workspaceId, role: 'owner' } as const;
  const file = { name: 'a.png', mimeType: 'image/png', size: 9 } as const;
  const { id: attachment } = await startUpload(world.deps, session, file);
  const { id: reply } = await addReply(world.deps, session, {
    title: 'ขอบคุณ',
    text: 'ขอบคุณค่ะ {{customer.name}}',
  });
  const { id: view } = await addView(world.deps, session, {
    name: 'วันนี้',
    filter: { status: 'open' },
    shared: true,
  });
  return {
    reply,
    view,
    conversation: String(head?.conversationId),
    customer: String(head?.subjectId),
    connection,
    entry: String(head?.lastEntryId),
    attachment,
  };
}

async function fillConversation(world: AgentWorld): Promise<void> {
  const { accountId, thread, customer } = aMessage();
  const about = { accountId, thread, customer, platformMessageId: '1001', at: NOON - MINUTE };
  const files = [
    { kind: 'image', name: 'a.jpg', mimeType: 'image/jpeg', size: 9 },
    { kind: 'sticker' },
  ] as const;
  await world.receive(LINE, aMessage());
  await world.receive(
    LINE,
    aMessage({ platformMessageId: '1002', kind: 'image', text: null, attachments: files }),
  );
  await world.receive(LINE, aMessage({ platformMessageId: '1003', sentAt: NOON - HOUR + 1 }));
  await world.receive(LINE, anAnswer({ data: { orderId: '7' }, replyToPlatformMessageId: '1001' }));
  await world.receive(LINE, anEvent({ event: 'postback', text: 'Menu', data: { data: 'menu=1' } }));
  await world.receive(LINE, { ...about, type: 'edit', text: 'ใหม่', order: 1 });
  await world.receive(LINE, { ...about, type: 'reaction', by: 'U_suda', emoji: '❤️' });
  await world.receive(LINE, { ...about, type: 'unsend', platformMessageId: '1003' });
}
