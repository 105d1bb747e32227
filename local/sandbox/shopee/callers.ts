import { createHmac } from 'node:crypto';
import type { SandboxRequest, SandboxWorld } from '../platform-sandbox.ts';
import { denied } from './api-errors.ts';
import type { App, Memory, Shop } from './world.ts';

/** A call whose caller is known. */
export interface Asked {
  readonly app: App;
  /** Null in public calls. */
  readonly shop: Shop | null;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** Of uploads. */
  readonly file: UploadedFile | null;
}

export interface UploadedFile {
  readonly mimeType: string;
  readonly bytes: Buffer;
}

const SIGNATURE_LIFE_SEC = 300;

/** Partner id, time and signature. The signature is computed anew from the specification, with nothing of the connector's. */
export function checkApp(
  world: SandboxWorld,
  { apps }: Memory,
  { path, query }: SandboxRequest,
  kind: 'public' | 'shop',
): App {
  const given = (name: string) => {
    const value = query.get(name);
    if (!value) throw denied('error_param', `There is no ${name} in query.`);
    return value;
  };
  const app = apps.find(({ partnerId }) => partnerId === given('partner_id'));
  if (!app) throw denied('invalid_partner_id', 'Invalid partner_id.');
  const timestamp = given('timestamp');
  if (!/^\d{10}$/.test(timestamp) || Math.abs(world.now() / 1000 - Number(timestamp)) > SIGNATURE_LIFE_SEC)
    throw denied('error_param', 'Timestamp is expired.');
  const owner = kind === 'shop' ? `${given('access_token')}${given('shop_id')}` : '';
  const expected = createHmac('sha256', app.partnerKey)
    .update(`${app.partnerId}${path}${timestamp}${owner}`)
    .digest('hex');
  if (given('sign') !== expected) throw denied('error_sign', 'Wrong sign.');
  return app;
}

/** Token, authorisation and state of the shop. */
export function checkShop(
  world: SandboxWorld,
  memory: Memory,
  { path, query }: SandboxRequest,
  app: App,
): Shop {
  const [text, shopId] = [query.get('access_token'), query.get('shop_id') ?? ''];
  const same = memory.accessTokens.filter(({ token }) => token === text);
  if (same.length === 0) throw denied('error_auth', 'Invalid access_token.');
  const token = same.find((one) => one.partnerId === app.partnerId && one.shopId === shopId);
  if (!token) throw denied('error_auth', 'Invalid partner_id or shopid.');
  checkAuthorised(world, memory, app.partnerId, shopId);
  if (token.expiresAt !== null && token.expiresAt <= world.now())
    throw denied('invalid_acceess_token', 'Invalid access_token, please have a check.');
  const shop = shopOf(memory, shopId);
  // A suspended shop can still be asked who it is.
  if (shop.status !== 'NORMAL' && path !== '/api/v2/shop/get_shop_info')
    throw denied('shop_banned', 'The shop is banned.');
  return shop;
}

/** The seller's consent, which ends on a day that the seller chose. */
export function checkAuthorised(
  world: SandboxWorld,
  memory: Memory,
  partnerId: string,
  shopId: string,
): void {
  const authorisation = memory.authorisations.find((a) => a.partnerId === partnerId && a.shopId === shopId);
  if (!authorisation) throw denied('shop_no_linked', 'The shop is not linked to the partner.');
  if (authorisation.expireTime <= world.now())
    throw denied('shop_access_expired', 'The authorisation of the shop has expired.');
}

export function shopOf({ shops }: Memory, shopId: string): Shop {
  const shop = shops.find((one) => one.shopId === shopId);
  if (!shop) throw denied('error_auth', 'Invalid partner_id or shopid.');
  return shop;
}
