import type { SandboxWorld } from '../platform-sandbox.ts';
import type { ApiCall } from './api.ts';
import { ShopeeError } from './api-errors.ts';
import { type Asked, checkAuthorised, shopOf } from './callers.ts';
import { DAY_MS, type Login, type Memory } from './world.ts';

const CODE_LIFE_MS = 600_000;
const ACCESS_LIFE_SEC = 14_400;
const REFRESH_LIFE_MS = 30 * DAY_MS;
/** How long the old access token works after a renewal. */
const OVERLAP_MS = 300_000;

/** Codes, tokens, and which shops have consented. */
export function authCalls(world: SandboxWorld, memory: Memory): Record<string, ApiCall> {
  return {
    '/auth/token/get': { method: 'POST', kind: 'public', run: (asked) => exchange(world, memory, asked) },
    '/auth/access_token/get': {
      method: 'POST',
      kind: 'public',
      run: (asked) => refresh(world, memory, asked),
    },
    '/public/get_shops_by_partner': { method: 'GET', kind: 'public', run: (asked) => shops(memory, asked) },
    '/shop/get_shop_info': { method: 'GET', kind: 'shop', run: (asked) => shopInfo(memory, asked) },
  };
}

function exchange(world: SandboxWorld, memory: Memory, { app, body }: Asked): object {
  if (String(body.partner_id) !== app.partnerId || typeof body.partner_id !== 'number')
    throw new ShopeeError('error_param', 'partner_id is wrong.');
  const code = memory.codes.find((one) => one.code === body.code && one.partnerId === app.partnerId);
  if (!code || code.spent || world.now() - code.issuedAt > CODE_LIFE_MS)
    throw new ShopeeError('invalid_code', 'Invalid code.');
  const login = memory.logins.find(({ name }) => name === code.login);
  if (!login) throw new ShopeeError('invalid_code', 'Invalid code.');
  checkOwner(login, body);
  code.spent = true;
  const pair = issue(world, memory, app.partnerId, login.shops);
  if (login.kind === 'shop') return pair;
  return { ...pair, shop_id_list: login.shops.map(Number), merchant_id_list: [] };
}

/** Exactly one of the two ids, as an integer, and the one that consented. */
function checkOwner(login: Login, { shop_id: shop, main_account_id: main }: Asked['body']): void {
  if ((shop === undefined) === (main === undefined))
    throw new ShopeeError('error_param', 'shop_id or main_account_id.');
  if (shop !== undefined && (login.kind !== 'shop' || shop !== Number(login.id)))
    throw new ShopeeError('invalid_shop_id', 'Invalid shop_id.');
  if (main !== undefined && (login.kind !== 'main' || main !== Number(login.id)))
    throw new ShopeeError('invalid_main_acount_id', 'Invalid main_account_id.');
}

/** One pair; each shop may use it, and spend its refresh token once. */
function issue(world: SandboxWorld, memory: Memory, partnerId: string, shops: readonly string[]): object {
  const [access, renewal] = [world.newToken('shp_at_'), world.newToken('shp_rt_')];
  for (const shopId of shops) {
    const expiresAt = world.now() + ACCESS_LIFE_SEC * 1000;
    memory.accessTokens.push({ token: access, partnerId, shopId, expiresAt });
    memory.refreshTokens.push({ token: renewal, partnerId, shopId, issuedAt: world.now(), spent: false });
  }
  return { access_token: access, refresh_token: renewal, expire_in: ACCESS_LIFE_SEC };
}

function refresh(world: SandboxWorld, memory: Memory, { app, body }: Asked): object {
  const { partnerId } = app;
  if (String(body.partner_id) !== partnerId || typeof body.shop_id !== 'number')
    throw new ShopeeError('error_param', 'partner_id or shop_id is wrong.');
  const shopId = String(body.shop_id);
  const found = memory.refreshTokens.find(
    (one) => one.token === body.refresh_token && one.partnerId === partnerId && one.shopId === shopId,
  );
  if (!found || found.spent) throw new ShopeeError('error_auth', 'Invalid refresh_token.', 403);
  checkAuthorised(world, memory, partnerId, shopId);
  if (world.now() - found.issuedAt > REFRESH_LIFE_MS)
    throw new ShopeeError('refresh_token_expired', 'The refresh token has expired.');
  if (shopOf(memory, shopId).status === 'BANNED') throw new ShopeeError('shop_banned', 'The shop is banned.');
  found.spent = true;
  for (const old of memory.accessTokens.filter((a) => a.partnerId === partnerId && a.shopId === shopId))
    old.expiresAt = Math.min(old.expiresAt ?? Number.POSITIVE_INFINITY, world.now() + OVERLAP_MS);
  return {
    partner_id: Number(partnerId),
    shop_id: Number(shopId),
    ...issue(world, memory, partnerId, [shopId]),
  };
}

function shops(memory: Memory, { app, query }: Asked): object {
  const size = Number(query.get('page_size') ?? 100);
  const page = Number(query.get('page_no') ?? 1);
  if (!(size >= 1 && size <= 100 && page >= 1)) throw new ShopeeError('error_param', 'page_size or page_no.');
  const all = memory.authorisations.filter(({ partnerId }) => partnerId === app.partnerId);
  const list = all.slice((page - 1) * size, page * size).map((authorisation) => ({
    shop_id: Number(authorisation.shopId),
    region: shopOf(memory, authorisation.shopId).region,
    auth_time: Math.floor(authorisation.authTime / 1000),
    expire_time: Math.floor(authorisation.expireTime / 1000),
    sip_affi_shop_list: [],
  }));
  return { authed_shop_list: list, more: page * size < all.length };
}

function shopInfo(memory: Memory, { app, shop }: Asked): object {
  const authorisation = memory.authorisations.find(
    (one) => one.partnerId === app.partnerId && one.shopId === shop?.shopId,
  );
  return {
    shop_name: shop?.name,
    region: shop?.region,
    status: shop?.status,
    auth_time: Math.floor((authorisation?.authTime ?? 0) / 1000),
    expire_time: Math.floor((authorisation?.expireTime ?? 0) / 1000),
    is_cb: false,
  };
}
