import { createHmac } from 'node:crypto';
import type { SandboxRequest, SandboxWorld } from '../../platform-sandbox.ts';
import { Refused } from '../product.ts';
import type { Seller, Shop, ShopState } from './state.ts';

/** What an endpoint asks for. */
export interface Needs {
  readonly scope: string;
  /** False: the call must not name a shop. */
  readonly shop: boolean;
  /** `multipart`: the body is a file and not signed. */
  readonly content?: 'multipart';
}

/** Who called, for which shop. */
export interface Caller {
  readonly seller: Seller;
  /** The one that `shop_cipher` names. */
  readonly shop: Shop | undefined;
}

/** Checks a call as TikTok Shop does: application, time, signature, token, scope, shop. @throws Refused */
export function admit(world: SandboxWorld, state: ShopState, request: SandboxRequest, needs: Needs): Caller {
  checkApp(world, request);
  checkContentType(request, needs);
  checkSignature(world, request, needs);
  const seller = holderOf(world, state, request, needs.scope);
  return { seller, shop: needs.shop ? shopOf(state, seller, request) : undefined };
}

function checkApp(world: SandboxWorld, { query }: SandboxRequest): void {
  const app = world.apps.tiktokShop;
  if (!app || query.get('app_key') !== app.appKey) throw new Refused(401, 36009004, 'Invalid app_key');
  const timestamp = query.get('timestamp') ?? '';
  const ahead = Number(timestamp) * 1000 - world.now();
  if (!/^\d{10}$/.test(timestamp) || ahead > 30_000 || ahead < -300_000) {
    throw new Refused(401, 36009004, 'Invalid timestamp');
  }
}

function checkContentType({ method, headers, body }: SandboxRequest, { content }: Needs): void {
  const type = headers['content-type'] ?? '';
  if (content === 'multipart' && !type.startsWith('multipart/form-data')) {
    throw new Refused(400, 36009022, 'Invalid content-type');
  }
  if (content !== 'multipart' && type !== 'application/json' && (method !== 'GET' || body.length > 0)) {
    throw new Refused(400, 36009022, 'Invalid content-type');
  }
}

/** Written without the connector's function, so that one checks the other. */
function checkSignature(
  world: SandboxWorld,
  { path, query, body }: SandboxRequest,
  { content }: Needs,
): void {
  const secret = world.apps.tiktokShop?.appSecret ?? '';
  const sent = query.get('sign');
  if (!sent) throw new Refused(401, 36009004, 'missing credentials');
  if (query.has('access_token')) throw new Refused(401, 36009004, 'The access_token belongs in the header');
  const pairs = [...query].filter(([name]) => name !== 'sign').sort(([a], [b]) => (a < b ? -1 : 1));
  const hmac = createHmac('sha256', secret).update(secret + path + pairs.flat().join(''));
  if (content !== 'multipart') hmac.update(new Uint8Array(body));
  if (hmac.update(secret).digest('hex') !== sent)
    throw new Refused(401, 36009004, 'The signature is invalid');
}

function holderOf(world: SandboxWorld, state: ShopState, request: SandboxRequest, scope: string): Seller {
  const token = request.headers['x-tts-access-token'];
  const found = Object.entries(state.grants).find(([, { access }]) => access === token);
  const seller = state.sellers.find(({ openId }) => openId === found?.[0]);
  if (!found || !seller) throw new Refused(401, 36009004, 'The x-tts-access-token is invalid');
  const [, grant] = found;
  if (world.now() > grant.accessUntil) throw new Refused(401, 105002, 'Expired credentials');
  if (!grant.scopes.includes(scope)) throw new Refused(401, 105005, 'Access denied');
  if (seller.userType !== 0) throw new Refused(403, 101000, 'Invalid user type');
  return seller;
}

function shopOf(state: ShopState, seller: Seller, { query }: SandboxRequest): Shop {
  const cipher = query.get('shop_cipher');
  if (!cipher) throw new Refused(400, 36009004, 'The shop_cipher is missing');
  const own = seller.shops.find((shop) => shop.cipher === cipher);
  if (own && state.suspended.includes(own.id)) throw new Refused(403, 36009043, 'The shop is deactivated');
  if (own) return own;
  const foreign = state.sellers.some(({ shops }) => shops.some((shop) => shop.cipher === cipher));
  throw foreign ? new Refused(403, 101000, 'Shop mismatch') : new Refused(400, 106013, 'Invalid shop_cipher');
}
