import type { PlatformCall, PlatformCalls } from '../../../../lambdas/ports/account-access.ts';
import type { EgressAnswer } from '../../../../lambdas/ports/egress.ts';

/** What a call is answered: an object as JSON, or a text as it is. */
export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly retryAfterMs?: number;
  readonly body?: unknown;
}

/** Calls that are answered by a rule, for shapes and errors that the sandbox does not send. */
export interface FakeCalls extends PlatformCalls {
  readonly made: PlatformCall[];
}

/** @param answers by part of the address; the first that fits */
export function fakeCalls(answers: Readonly<Record<string, FakeAnswer | FakeAnswer[]>>): FakeCalls {
  const made: PlatformCall[] = [];
  const send = async (call: PlatformCall): Promise<EgressAnswer> => {
    made.push(call);
    const found = Object.entries(answers).find(([part]) => `${call.method} ${call.url}`.includes(part));
    if (!found) throw new Error(`no answer for ${call.method} ${new URL(call.url).pathname}`);
    const [, rule] = found;
    const answer = Array.isArray(rule) ? ((rule.length > 1 ? rule.shift() : rule[0]) as FakeAnswer) : rule;
    const { status = 200, headers = {}, body = {}, retryAfterMs } = answer;
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const common = { status, headers, body: Buffer.from(text) };
    return retryAfterMs === undefined ? common : { ...common, retryAfterMs };
  };
  return { made, send };
}

/** An error of the Graph API. */
export function graphError(code: number, subcode?: number, more: object = {}, status = 400): FakeAnswer {
  const error = { message: 'SECRET WORDS', type: 'OAuthException', code, fbtrace_id: 'A1', ...more };
  return { status, body: { error: subcode === undefined ? error : { ...error, error_subcode: subcode } } };
}
