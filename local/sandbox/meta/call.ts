import { createHmac } from 'node:crypto';
import type { SandboxRequest } from '../platform-sandbox.ts';
import type { Consent, Meta, Token } from './memory.ts';
import { graphError } from './problems.ts';

/** Parameters of the query and of the body, which Graph treats alike. */
export function parametersOf(request: SandboxRequest): Record<string, unknown> {
  const type = request.headers['content-type'] ?? '';
  if (type.includes('multipart')) return Object.fromEntries(request.query);
  const text = request.body.toString('utf8');
  const body = type.includes('json')
    ? (JSON.parse(text || '{}') as Record<string, unknown>)
    : Object.fromEntries(new URLSearchParams(text));
  return { ...Object.fromEntries(request.query), ...body };
}

/** The parts of a form with files; empty for any other body. */
export async function formOf({ headers, body }: SandboxRequest): Promise<Record<string, unknown>> {
  const type = headers['content-type'] ?? '';
  if (!type.includes('multipart/form-data')) return {};
  const read = new Response(new Uint8Array(body), { headers: { 'content-type': type } });
  return Object.fromEntries(await read.formData());
}

/** An object, or one written as JSON into a parameter. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  const parsed = typeof value === 'string' ? (JSON.parse(value) as unknown) : value;
  return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
}

export function textOf(parameters: Record<string, unknown>, name: string): string {
  const value = parameters[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The token of a header, or of a parameter. */
export function bearerOf(request: SandboxRequest, parameters: Record<string, unknown>): string {
  const header = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  return header ?? textOf(parameters, 'access_token');
}

/** "Require App Secret" is on. @throws MetaProblem code 100 */
export function checkProof(meta: Meta, token: string, parameters: Record<string, unknown>): void {
  const proof = textOf(parameters, 'appsecret_proof');
  if (!proof)
    throw graphError(100, 'API calls from the server require an appsecret_proof argument', graphMethod);
  const time = textOf(parameters, 'appsecret_time');
  const message = time ? `${token}|${time}` : token;
  const secret = meta.world.apps.meta?.appSecret ?? '';
  const expected = createHmac('sha256', secret).update(message).digest('hex');
  const old = time !== '' && Math.abs(meta.world.now() / 1000 - Number(time)) > 300;
  if (proof !== expected || old)
    throw graphError(100, 'Invalid appsecret_proof provided in the API argument', graphMethod);
}

const graphMethod = { type: 'GraphMethodException' };

/** A token that is good, and what its holder allows. */
export interface Bearer {
  readonly token: Token;
  readonly consent: Consent;
}

/** @throws MetaProblem 190 with the sub-code that says why, 368 for a suspended account, 10 for a Page that is not ticked any more */
export function bearerWith(meta: Meta, text: string): Bearer {
  const token = meta.memory.tokens[text];
  if (!token) throw graphError(190, 'Invalid OAuth access token - Cannot parse access token');
  const consent = meta.memory.consents[token.holder];
  const ended = token.expiresAt !== null && token.expiresAt <= meta.world.now();
  const sub = token.dead ?? (ended ? 463 : consent ? undefined : 458);
  if (sub !== undefined || !consent)
    throw graphError(190, 'Error validating access token', sub === undefined ? {} : { sub });
  const { accountId } = token;
  if (accountId !== undefined && meta.memory.suspended[accountId])
    throw graphError(368, 'The action attempted has been deemed abusive or is otherwise disallowed');
  if (token.kind === 'page' && !consent.pages.includes(accountId ?? ''))
    throw graphError(10, 'Application does not have permission for this action');
  return { token, consent };
}

/** @throws MetaProblem 200, or 10 on Instagram */
export function needScope({ token, consent }: Bearer, scope: string): void {
  if (consent.scopes.includes(scope)) return;
  if (token.kind === 'instagram')
    throw graphError(10, 'Application does not have permission for this action');
  throw graphError(200, `Requires ${scope} permission to manage the object.`);
}
