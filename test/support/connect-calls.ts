import type { AgentAnswer, AgentEvent } from '../../lambdas/runtime/agent-api/answer-request.ts';
import { CALLBACK_ROUTE, connectHandler } from '../../lambdas/runtime/connect/handler.ts';
import { type Answer, type Call, eventOf } from './agent-calls.ts';
import type { Instance } from './connecting-world.ts';

/** A member's request to the function that connects accounts, as API Gateway brings it. */
export async function ask(
  { deps }: Instance,
  call: Call,
): Promise<Answer & { readonly cookies: readonly string[] }> {
  const { statusCode, headers, body, cookies = [] } = await connectHandler(deps)(eventOf(call));
  const text = String(body);
  return { status: statusCode ?? 0, headers: headers ?? {}, body: JSON.parse(text), text, cookies };
}

/** A browser that comes back from a platform. */
export interface Return {
  readonly platform: string;
  readonly query?: Readonly<Record<string, string>>;
  /** `{name}={value}` each. */
  readonly cookies?: readonly string[];
  /** Instead, as one header. */
  readonly cookieHeader?: string;
}

/** The page that the browser gets to see. */
export async function comeBack(
  { deps }: Instance,
  returned: Return,
): Promise<{ readonly status: number; readonly text: string; readonly answer: AgentAnswer }> {
  const { platform, query, cookies, cookieHeader } = returned;
  const event = {
    version: '2.0',
    routeKey: CALLBACK_ROUTE,
    rawPath: `/oauth/${platform}/callback`,
    pathParameters: { platform },
    headers: cookieHeader === undefined ? {} : { cookie: cookieHeader },
    ...(cookies ? { cookies } : {}),
    ...(query ? { queryStringParameters: query } : {}),
    requestContext: { requestId: 'request-1', stage: '$default', http: { method: 'GET' } },
  } as unknown as AgentEvent;
  const answer = await connectHandler(deps)(event);
  return { status: answer.statusCode ?? 0, text: String(answer.body), answer };
}
