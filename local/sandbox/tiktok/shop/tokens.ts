import type { SandboxRequest, SandboxWorld } from '../../platform-sandbox.ts';
import { Refused } from '../product.ts';
import { ACCESS_LIFE_MS, GRANT_LIFE_MS, type ShopState } from './state.ts';

/** `auth.tiktok-shops.com`: tokens for a code or a refresh token, all in the query of a GET, unsigned. */
export function tokens(world: SandboxWorld, state: ShopState, request: SandboxRequest): object {
  const call = CALLS.get(request.path);
  if (!call) throw new Refused(404, 36009009, 'Invalid path');
  if (request.method !== 'GET') throw new Refused(405, 36009010, 'Invalid method');
  const app = world.apps.tiktokShop;
  if (!app || request.query.get('app_key') !== app.appKey)
    throw new Refused(401, 36009004, 'Invalid app_key');
  // A wrong secret is a wrong signature by another name.
  if (request.query.get('app_secret') !== app.appSecret) {
    throw new Refused(401, 36009004, 'Invalid credentials: signature');
  }
  return answer(state, call(world, state, request.query));
}

type Call = (world: SandboxWorld, state: ShopState, query: URLSearchParams) => string;

const CALLS: ReadonlyMap<string, Call> = new Map([
  ['/api/v2/token/get', exchange],
  ['/api/v2/token/refresh', refresh],
]);

/** Answers whose tokens they are. */
function exchange(world: SandboxWorld, state: ShopState, query: URLSearchParams): string {
  const code = state.codes[query.get('auth_code') ?? ''];
  if (query.get('grant_type') !== 'authorized_code') throw new Refused(400, 36009023, 'Invalid grant_type');
  if (!code || code.used || world.now() > code.until) throw new Refused(400, 36004004, 'Invalid auth code');
  code.used = true;
  const until = world.now() + GRANT_LIFE_MS;
  state.grants[code.openId] = { scopes: code.scopes, until, ...newTokens(world, until) };
  return code.openId;
}

function refresh(world: SandboxWorld, state: ShopState, query: URLSearchParams): string {
  if (query.get('grant_type') !== 'refresh_token') throw new Refused(400, 36009023, 'Invalid grant_type');
  const token = query.get('refresh_token');
  const found = Object.entries(state.grants).find(([, grant]) => grant.refresh === token);
  if (!found) throw new Refused(400, 36004004, 'Invalid refresh token');
  const [openId, grant] = found;
  if (world.now() > grant.until) throw new Refused(400, 36004001, 'rt has expired');
  Object.assign(grant, newTokens(world, grant.until));
  return openId;
}

/** An access token does not outlive the consent. */
function newTokens(world: SandboxWorld, until: number) {
  const accessUntil = Math.min(world.now() + ACCESS_LIFE_MS, until);
  return { access: world.newToken('TTP_a'), accessUntil, refresh: world.newToken('TTP_r') };
}

function answer(state: ShopState, openId: string): object {
  const seller = state.sellers.find((one) => one.openId === openId);
  const grant = state.grants[openId];
  if (!seller || !grant) throw new Refused(400, 36004004, 'Invalid auth code');
  return {
    access_token: grant.access,
    access_token_expire_in: Math.floor(grant.accessUntil / 1000),
    refresh_token: grant.refresh,
    refresh_token_expire_in: Math.floor(grant.until / 1000),
    open_id: openId,
    seller_name: seller.name,
    seller_base_region: seller.region,
    user_type: seller.userType,
    granted_scopes: grant.scopes,
  };
}
