import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';
import { failed, isAnswer, jsonOf, NOT_FOUND, OK } from './answers.ts';
import { type Caller, callerOf } from './caller.ts';
import { chatPage } from './chat-page.ts';
import { consolePage } from './console.ts';
import { groupSummary, memberProfile, profileOf } from './customers.ts';
import { contentOf, transcodingOf } from './files.ts';
import type { Line } from './memory.ts';
import { MONTHLY_LIMIT, push, reply, validate } from './messages.ts';
import { authorize, exchangeCode } from './module.ts';
import { detach, listBots } from './module-api.ts';
import { issueShortLived, issueStateless, revokeToken, verifyToken } from './tokens.ts';
import { getEndpoint, putEndpoint, testEndpoint } from './webhook-settings.ts';

type Handler = (line: Line, request: SandboxRequest) => SandboxAnswer | Promise<SandboxAnswer>;

/** By host and path, then by verb. Paths are exact, as LINE wants them. */
const ROUTES: Readonly<Record<string, Readonly<Record<string, Handler>>>> = {
  'api.line.me/oauth2/v3/token': { POST: issueStateless },
  'api.line.me/v2/oauth/accessToken': { POST: issueShortLived },
  'api.line.me/v2/oauth/verify': { POST: verifyToken },
  'api.line.me/v2/oauth/revoke': { POST: revokeToken },
  'api.line.me/v2/bot/info': { GET: forAccount('', (_line, caller) => info(caller)) },
  'api.line.me/v2/bot/list': { GET: listBots },
  'api.line.me/v2/bot/channel/detach': { POST: detach },
  'api.line.me/v2/bot/channel/webhook/endpoint': {
    GET: forAccount(null, (_line, caller) => getEndpoint(caller)),
    PUT: forAccount(null, putEndpoint),
  },
  'api.line.me/v2/bot/channel/webhook/test': { POST: forAccount(null, testEndpoint) },
  'api.line.me/v2/bot/message/reply': { POST: forAccount('message:send', reply) },
  'api.line.me/v2/bot/message/push': { POST: forAccount('message:send', push) },
  'api.line.me/v2/bot/message/validate/reply': {
    POST: forAccount('message:send', (_l, _c, r) => validate(r)),
  },
  'api.line.me/v2/bot/message/validate/push': {
    POST: forAccount('message:send', (_l, _c, r) => validate(r)),
  },
  'api.line.me/v2/bot/message/quota': {
    GET: forAccount('message:send', () => ({ status: 200, body: { type: 'limited', value: MONTHLY_LIMIT } })),
  },
  'api.line.me/v2/bot/message/quota/consumption': {
    GET: forAccount('message:send', (_line, { official }) => ({
      status: 200,
      body: { totalUsage: official.pushed },
    })),
  },
  'api.line.me/v2/bot/chat/loading/start': {
    POST: forAccount('message:send', (_l, _c, r) => startLoading(r)),
  },
  'manager.line.biz/module/auth/v1/authorize': { GET: authorize, POST: authorize },
  'manager.line.biz/module/auth/v1/token': { POST: exchangeCode },
};

/** Finds the call's handler. Ids in paths and the pages of the console come after the exact paths. */
export async function route(line: Line, request: SandboxRequest): Promise<SandboxAnswer> {
  const { host, path, method } = request;
  const verbs = ROUTES[`${host}${path}`] ?? patternOf(request);
  if (!verbs) return NOT_FOUND;
  const handler = verbs[method];
  return handler ? handler(line, request) : failed(405, 'Method Not Allowed');
}

function patternOf({ host, path }: SandboxRequest): Readonly<Record<string, Handler>> | undefined {
  if (host === 'developers.line.biz') return { GET: consolePage, POST: consolePage };
  if (host === 'line.me') return { GET: chatPage, POST: chatPage };
  for (const { form, scope, handle } of PATTERNS) {
    const ids = form.exec(`${host}${path}`);
    if (!ids) continue;
    const [, first = '', second = ''] = ids.map((id) => decodeURIComponent(id ?? ''));
    return { GET: forAccount(scope, (line, caller) => handle(line, caller, first, second)) };
  }
  return undefined;
}

interface Pattern {
  readonly form: RegExp;
  readonly scope: string;
  readonly handle: (line: Line, caller: Caller, first: string, second: string) => SandboxAnswer;
}

/** Paths with ids. */
const PATTERNS: readonly Pattern[] = [
  {
    form: /^api-data\.line\.me\/v2\/bot\/message\/(\d+)\/content$/,
    scope: 'message:receive',
    handle: contentOf,
  },
  {
    form: /^api-data\.line\.me\/v2\/bot\/message\/(\d+)\/content\/transcoding$/,
    scope: 'message:receive',
    handle: transcodingOf,
  },
  { form: /^api\.line\.me\/v2\/bot\/profile\/([^/]+)$/, scope: 'profile:read', handle: profileOf },
  {
    form: /^api\.line\.me\/v2\/bot\/(?:group\/(?=C)|room\/(?=R))(\w+)\/member\/([^/]+)$/,
    scope: 'profile:read',
    handle: memberProfile,
  },
  {
    form: /^api\.line\.me\/v2\/bot\/group\/(C\w+)\/summary$/,
    scope: 'profile:read',
    handle: groupSummary,
  },
];

/** A handler for calls of one account. `scope` is what a module needs for it: '' = none, null = not for modules. */
function forAccount(
  scope: string | null,
  handle: (line: Line, caller: Caller, request: SandboxRequest) => SandboxAnswer | Promise<SandboxAnswer>,
): Handler {
  return (line, request) => {
    const caller = callerOf(line, request, scope);
    return 'official' in caller ? handle(line, caller, request) : caller;
  };
}

function info({ official }: Caller): SandboxAnswer {
  const { botId, basicId, displayName } = official;
  return {
    status: 200,
    body: { userId: botId, basicId, displayName, chatMode: 'chat', markAsReadMode: 'manual' },
  };
}

function startLoading(request: SandboxRequest): SandboxAnswer {
  const read = jsonOf(request);
  if (isAnswer(read)) return read;
  const body = read.json;
  const { chatId, loadingSeconds = 20 } = body;
  const seconds = Number(loadingSeconds);
  const good =
    typeof chatId === 'string' && !/^[CR]/.test(chatId) && seconds % 5 === 0 && seconds >= 5 && seconds <= 60;
  return good ? { ...OK, status: 202 } : failed(400, 'The request body has 1 error(s)');
}
