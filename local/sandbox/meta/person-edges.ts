import type { SandboxAnswer } from '../platform-sandbox.ts';
import { type Bearer, textOf } from './call.ts';
import type { Meta, Token } from './memory.ts';
import { PERSONS } from './people.ts';
import { graphError, unknownObject } from './problems.ts';

/** `GET /me/permissions`. */
export function permissions({ token, consent }: Bearer): SandboxAnswer {
  if (token.kind !== 'user') throw graphError(100, '(#100) Tried accessing nonexisting field (permissions)');
  const data = [
    ...consent.scopes.map((permission) => ({ permission, status: 'granted' })),
    ...consent.declined.map((permission) => ({ permission, status: 'declined' })),
  ];
  return { status: 200, body: { data } };
}

/** `DELETE /{user-id}/permissions[/{permission}]`. Without a permission it is the whole application, with all tokens of the person. */
export function revoke(meta: Meta, userId: string, permission: string | undefined): SandboxAnswer {
  const consent = meta.memory.consents[userId];
  if (!PERSONS.some(({ id }) => id === userId) || !consent) throw unknownObject(userId);
  if (permission === undefined) endConsent(meta, userId);
  else consent.scopes = consent.scopes.filter((scope) => scope !== permission);
  return { status: 200, body: { success: true } };
}

/** Everything that a person (or an Instagram account) allowed is gone; tokens say 190/458 from now on. */
export function endConsent({ memory }: Meta, holder: string): void {
  delete memory.consents[holder];
  for (const token of Object.values(memory.tokens).filter((one) => one.holder === holder)) {
    token.dead = 458;
    if (token.accountId) delete memory.subscribed[token.accountId];
  }
}

/** `GET /debug_token` with the application's token. An unusable one is no error here but `is_valid: false`. */
export function debugToken(meta: Meta, parameters: Record<string, unknown>): SandboxAnswer {
  const token = meta.memory.tokens[textOf(parameters, 'input_token')];
  if (token?.app !== 'meta') return inspected({ is_valid: false, scopes: [], ...problem(undefined) });
  const consent = meta.memory.consents[token.holder];
  const ended = token.expiresAt !== null && token.expiresAt <= meta.world.now();
  const sub = token.dead ?? (ended ? 463 : consent ? undefined : 458);
  const about = {
    app_id: meta.world.apps.meta?.appId,
    type: token.kind === 'user' ? 'USER' : 'PAGE',
    application: 'KaoJai',
    is_valid: sub === undefined,
    issued_at: seconds(token.issuedAt),
    expires_at: token.expiresAt === null ? 0 : seconds(token.expiresAt),
    data_access_expires_at: consent ? seconds(consent.dataAccessUntil) : 0,
    user_id: token.holder,
    ...(token.accountId ? { profile_id: token.accountId } : {}),
    scopes: consent?.scopes ?? [],
    granular_scopes: granularOf(meta, token),
  };
  return inspected(sub === undefined ? about : { ...about, ...problem(sub) });
}

function granularOf({ memory }: Meta, token: Token): object[] {
  const consent = memory.consents[token.holder];
  const scopes = (consent?.scopes ?? []).filter((scope) => scope.startsWith('pages_'));
  return scopes.map((scope) => ({ scope, target_ids: consent?.pages ?? [] }));
}

function problem(sub: number | undefined): object {
  const error = { code: 190, message: 'Error validating access token' };
  return { error: sub === undefined ? error : { ...error, subcode: sub } };
}

function inspected(data: object): SandboxAnswer {
  return { status: 200, body: { data } };
}

function seconds(at: number): number {
  return Math.floor(at / 1000);
}
