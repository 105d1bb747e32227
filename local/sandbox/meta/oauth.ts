import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';
import { bearerWith, parametersOf, textOf } from './call.ts';
import { type AppName, type Code, DAY, HOUR, type Meta, type Token } from './memory.ts';
import { INSTAGRAM_ACCOUNTS } from './people.ts';
import { graphError, instagramError, missing } from './problems.ts';

/** What both platforms answer for 60 days: a little less. */
const LONG_LIFE_SEC = 5_183_944;

/** `graph.facebook.com/oauth/access_token`: a code for a user token, or a user token for a long-lived one. */
export function facebookToken(meta: Meta, parameters: Record<string, unknown>): SandboxAnswer {
  checkClient(meta, parameters);
  if (textOf(parameters, 'grant_type') === 'fb_exchange_token') return longUserToken(meta, parameters);
  const given = textOf(parameters, 'code');
  if (!given) throw missing('code');
  const code = meta.memory.codes[given];
  if (code?.app !== 'meta') throw graphError(100, 'Invalid verification code format.');
  if (code.used) throw graphError(100, 'This authorization code has been used.', { sub: 36009 });
  if (code.expiresAt <= meta.world.now())
    throw graphError(100, 'This authorization code has expired.', { sub: 36007 });
  if (code.redirectUri !== textOf(parameters, 'redirect_uri')) {
    const message = 'Error validating verification code. Please make sure your redirect_uri is identical';
    throw graphError(100, message, { sub: 36008 });
  }
  code.used = true;
  return userToken(meta, code.holder, false);
}

function checkClient({ world }: Meta, parameters: Record<string, unknown>): void {
  const app = world.apps.meta;
  if (!app || textOf(parameters, 'client_id') !== app.appId)
    throw graphError(101, 'Error validating application. Cannot get application info due to a system error.');
  if (textOf(parameters, 'client_secret') !== app.appSecret)
    throw graphError(1, 'Error validating client secret.');
}

function longUserToken(meta: Meta, parameters: Record<string, unknown>): SandboxAnswer {
  const { token } = bearerWith(meta, textOf(parameters, 'fb_exchange_token'));
  if (token.kind !== 'user') throw graphError(190, 'Invalid OAuth access token');
  return userToken(meta, token.holder, true);
}

function userToken(meta: Meta, holder: string, long: boolean): SandboxAnswer {
  const seconds = long ? LONG_LIFE_SEC : 5_400;
  const text = issue(meta, { kind: 'user', app: 'meta', holder, long }, seconds * 1_000);
  return { status: 200, body: { access_token: text, token_type: 'bearer', expires_in: seconds } };
}

/** A new token; `lifeMs` null = no end. */
export function issue(
  { world, memory }: Meta,
  token: Pick<Token, 'kind' | 'app' | 'holder' | 'long' | 'accountId'>,
  lifeMs: number | null,
): string {
  const text = world.newToken(token.kind === 'instagram' ? 'IGAA' : 'EAA');
  const issuedAt = world.now();
  memory.tokens[text] = { ...token, issuedAt, expiresAt: lifeMs === null ? null : issuedAt + lifeMs };
  return text;
}

/** `POST api.instagram.com/oauth/access_token`: a code for a token of one hour. */
export function instagramShortToken(meta: Meta, request: SandboxRequest): SandboxAnswer {
  const parameters = parametersOf(request);
  const app = appOf(meta, 'instagram');
  if (textOf(parameters, 'client_id') !== app.appId) throw instagramError('Invalid platform app');
  if (textOf(parameters, 'client_secret') !== app.appSecret)
    throw instagramError('Error validating client secret.');
  if (textOf(parameters, 'grant_type') !== 'authorization_code') throw instagramError('Invalid grant_type');
  const code = codeOf(meta, parameters);
  code.used = true;
  const account = { kind: 'instagram', app: 'instagram', holder: code.holder, long: false } as const;
  const accountId = INSTAGRAM_ACCOUNTS.find((one) => one.appScopedId === code.holder)?.id ?? '';
  const text = issue(meta, { ...account, accountId }, HOUR);
  const permissions = JSON.stringify(meta.memory.consents[code.holder]?.scopes ?? []);
  // A JSON number above 2^53, as in the field.
  const body = `{"access_token":"${text}","user_id":${code.holder},"permissions":${permissions}}`;
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

function codeOf({ memory, world }: Meta, parameters: Record<string, unknown>): Code {
  const code = memory.codes[textOf(parameters, 'code')];
  if (code?.app !== 'instagram') throw instagramError('Invalid authorization code');
  if (code.used) throw instagramError('This authorization code has been used');
  if (code.expiresAt <= world.now()) throw instagramError('This authorization code has expired');
  if (code.redirectUri !== textOf(parameters, 'redirect_uri'))
    throw instagramError(
      'Error validating verification code. Please make sure your redirect_uri is identical',
    );
  return code;
}

/** `graph.instagram.com/access_token`: 60 days for one hour. */
export function instagramLongToken(meta: Meta, parameters: Record<string, unknown>): SandboxAnswer {
  if (textOf(parameters, 'grant_type') !== 'ig_exchange_token') throw graphError(100, 'Invalid grant_type');
  if (textOf(parameters, 'client_secret') !== appOf(meta, 'instagram').appSecret)
    throw graphError(1, 'Error validating client secret.');
  const { token } = bearerWith(meta, textOf(parameters, 'access_token'));
  if (token.kind !== 'instagram' || token.long) throw graphError(190, 'Invalid OAuth access token');
  return sixtyDays(meta, token);
}

/** `graph.instagram.com/refresh_access_token`. The old token is invalidated, which Meta neither promises nor excludes. */
export function instagramRefresh(meta: Meta, parameters: Record<string, unknown>): SandboxAnswer {
  if (textOf(parameters, 'grant_type') !== 'ig_refresh_token') throw graphError(100, 'Invalid grant_type');
  const bearer = bearerWith(meta, textOf(parameters, 'access_token'));
  const { token, consent } = bearer;
  if (!token.long) throw graphError(190, 'Invalid OAuth access token');
  if (!consent.scopes.includes('instagram_business_basic'))
    throw graphError(10, 'Application does not have permission for this action');
  if (meta.world.now() - token.issuedAt < DAY) throw graphError(100, 'The token is younger than 24 hours');
  token.dead = 467;
  return sixtyDays(meta, token);
}

function sixtyDays(meta: Meta, { kind, app, holder, accountId }: Token): SandboxAnswer {
  const common = { kind, app, holder, long: true };
  const text = issue(meta, accountId ? { ...common, accountId } : common, LONG_LIFE_SEC * 1_000);
  return { status: 200, body: { access_token: text, token_type: 'bearer', expires_in: LONG_LIFE_SEC } };
}

function appOf({ world }: Meta, name: AppName): Readonly<Record<string, string>> {
  const app = world.apps[name];
  if (!app) throw instagramError('Invalid platform app');
  return app;
}
