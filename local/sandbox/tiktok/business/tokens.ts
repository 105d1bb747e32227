import { Refused } from '../product.ts';
import { type Called, checkApp, grantOf, param } from './called.ts';
import { sayRemoved } from './post.ts';
import { ACCESS_LIFE_MS, type BusinessGrant, GRANT_LIFE_MS } from './state.ts';

/** `/tt_user/oauth2/token/` */
export function exchange(called: Called): object {
  const { world, state } = called;
  checkApp(called, 'client_id', 'client_secret');
  if (param(called, 'grant_type') !== 'authorization_code') throw new Refused(200, 40002, 'grant_type');
  const code = state.codes[param(called, 'auth_code')];
  if (!code || code.used || world.now() > code.until) throw new Refused(200, 40131, 'Auth code expired.');
  if (param(called, 'redirect_uri') !== code.redirectUri)
    throw new Refused(200, 40002, 'redirect_uri mismatch');
  code.used = true;
  const until = world.now() + GRANT_LIFE_MS;
  const grant = { scopes: code.scopes, until, ...newTokens(called, until) };
  state.grants[code.openId] = grant;
  return answer(called, code.openId, grant);
}

/** `/tt_user/oauth2/refresh_token/` */
export function refresh(called: Called): object {
  checkApp(called, 'client_id', 'client_secret');
  if (param(called, 'grant_type') !== 'refresh_token') throw new Refused(200, 40002, 'grant_type');
  const token = param(called, 'refresh_token');
  const found = Object.entries(called.state.grants).find(([, grant]) => grant.refresh === token);
  if (!found) throw new Refused(200, 40105, 'Refresh token is incorrect or has been revoked.');
  const [openId, grant] = found;
  if (called.world.now() > grant.until) throw new Refused(200, 40103, 'Refresh token is expired.');
  Object.assign(grant, newTokens(called, grant.until));
  return answer(called, openId, grant);
}

/** `/tt_user/oauth2/revoke/`: the developer takes the consent back; the event for it has reason 5. */
export async function revoke(called: Called): Promise<object> {
  checkApp(called, 'client_id', 'client_secret');
  const [openId] = grantOf(called, param(called, 'access_token'));
  delete called.state.grants[openId];
  await sayRemoved(called.world, called.state, openId, 5);
  return {};
}

/** `/tt_user/token_info/get/`: no secret is sent. */
export function tokenInfo(called: Called): object {
  const app_id = param(called, 'app_id');
  if (app_id !== called.world.apps.tiktokBusiness?.clientKey)
    throw new Refused(200, 40002, 'app_id is incorrect');
  const [creator_id, { scopes }] = grantOf(called, param(called, 'access_token'));
  return { app_id, creator_id, scope: scopes.join(',') };
}

function newTokens({ world }: Called, until: number) {
  const accessUntil = Math.min(world.now() + ACCESS_LIFE_MS, until);
  return { access: world.newToken('act.'), accessUntil, refresh: world.newToken('rft.') };
}

/** Times are durations here, and that of the refresh token is what is left of the year. */
function answer({ world }: Called, open_id: string, grant: BusinessGrant): object {
  const left = (until: number) => Math.floor((until - world.now()) / 1000);
  return {
    access_token: grant.access,
    token_type: 'Bearer',
    scope: grant.scopes.join(','),
    expires_in: left(grant.accessUntil),
    refresh_token: grant.refresh,
    refresh_token_expires_in: left(grant.until),
    open_id,
  };
}
