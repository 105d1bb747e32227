import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';
import { failed, formOf, OK, oauthFailed } from './answers.ts';
import type { Line, Token } from './memory.ts';

const STATELESS_MS = 15 * 60_000;
const SHORT_LIVED_MS = 30 * 86_400_000;
/** With more than these the oldest short-lived one is revoked without a word. */
const MOST_SHORT_LIVED = 30;

const INVALID_CLIENT = oauthFailed(400, 'invalid_request', "Invalid 'client_credentials'.");

/** `POST /oauth2/v3/token`: stateless, by id and secret. */
export function issueStateless(line: Line, request: SandboxRequest): SandboxAnswer {
  const form = formOf(request);
  if (!(form instanceof URLSearchParams)) return form;
  if (form.get('grant_type') !== 'client_credentials')
    return oauthFailed(400, 'unsupported_grant_type', 'unsupported grant_type');
  if (form.has('client_assertion'))
    return failed(404, 'Cannot find channel key that satisfies the conditions');
  const channelId = form.get('client_id') ?? '';
  const secret = secretOf(line, channelId);
  if (secret === null || secret !== form.get('client_secret')) return INVALID_CLIENT;
  return issued(line, channelId, 'stateless', STATELESS_MS);
}

/** `POST /v2/oauth/accessToken`: short-lived. A LINE Login channel gets none. */
export function issueShortLived(line: Line, request: SandboxRequest): SandboxAnswer {
  const form = formOf(request);
  if (!(form instanceof URLSearchParams)) return form;
  const channelId = form.get('client_id') ?? '';
  const secret = secretOf(line, channelId);
  if (form.get('grant_type') !== 'client_credentials')
    return oauthFailed(400, 'invalid_request', 'invalid grant_type');
  if (secret === null) return oauthFailed(400, 'invalid_client', 'invalid client_id');
  if (secret !== form.get('client_secret'))
    return oauthFailed(400, 'invalid_client', 'invalid client_secret');
  revokeOldest(line, channelId);
  return issued(line, channelId, 'short_lived', SHORT_LIVED_MS);
}

function revokeOldest(line: Line, channelId: string): void {
  const living = Object.values(line.memory.tokens).filter(
    (token) => token.channelId === channelId && token.kind === 'short_lived' && lives(line, token),
  );
  if (living.length < MOST_SHORT_LIVED) return;
  const oldest = living.reduce((a, b) => (b.issuedAt < a.issuedAt ? b : a));
  oldest.revoked = true;
}

/** `POST /v2/oauth/verify`: short-lived and long-lived tokens; nothing is documented for stateless ones. */
export function verifyToken(line: Line, request: SandboxRequest): SandboxAnswer {
  const form = formOf(request);
  if (!(form instanceof URLSearchParams)) return form;
  const token = line.memory.tokens[form.get('access_token') ?? ''];
  if (!token || !lives(line, token) || token.kind === 'stateless')
    return oauthFailed(400, 'invalid_request', 'access token expired');
  const left = token.expiresAt === null ? 0 : Math.floor((token.expiresAt - line.world.now()) / 1000);
  return { status: 200, body: { client_id: token.channelId, expires_in: left, scope: 'P CM' } };
}

/** `POST /v2/oauth/revoke`: 200 also for what is invalid already. A stateless token cannot be revoked. */
export function revokeToken(line: Line, request: SandboxRequest): SandboxAnswer {
  const form = formOf(request);
  if (!(form instanceof URLSearchParams)) return form;
  const text = form.get('access_token');
  if (!text) return oauthFailed(400, 'invalid_request', 'access_token is missing');
  const token = line.memory.tokens[text];
  if (token && token.kind !== 'stateless') token.revoked = true;
  return { ...OK, body: '' };
}

/** The living token of `Authorization: Bearer …`. */
export function tokenOf(line: Line, request: SandboxRequest): Token | null {
  const text = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  const token = text === undefined ? undefined : line.memory.tokens[text];
  return token && lives(line, token) ? token : null;
}

function lives(line: Line, { revoked, expiresAt }: Token): boolean {
  return !revoked && (expiresAt === null || expiresAt > line.world.now());
}

function issued(line: Line, channelId: string, kind: Token['kind'], lifeMs: number): SandboxAnswer {
  const issuedAt = line.world.now();
  const access_token = line.world.newToken('line-');
  line.memory.tokens[access_token] = {
    channelId,
    kind,
    issuedAt,
    expiresAt: issuedAt + lifeMs,
    revoked: false,
  };
  return { status: 200, body: { token_type: 'Bearer', access_token, expires_in: lifeMs / 1000 } };
}

/** Null for a channel that LINE does not know. */
function secretOf({ world, memory }: Line, channelId: string): string | null {
  const module = world.apps.lineModule;
  if (module && module.channelId === channelId) return module.channelSecret ?? null;
  return memory.officials.find((official) => official.channelId === channelId)?.channelSecret ?? null;
}
