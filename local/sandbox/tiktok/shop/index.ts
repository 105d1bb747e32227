import type { SandboxAnswer, SandboxRequest, SandboxWorld } from '../../platform-sandbox.ts';
import { type Product, Refused } from '../product.ts';
import { act } from './acts.ts';
import { consent } from './consent.ts';
import { ENDPOINTS } from './endpoints.ts';
import { media, PICTURES, VIDEOS } from './files.ts';
import { admit } from './gate.ts';
import { initialState, type Shop, type ShopState, sellerOf } from './state.ts';
import { tokens } from './tokens.ts';

const CONSENT = 'services.tiktokshop.com';
const TOKENS = 'auth.tiktok-shops.com';
const API = 'open-api.tiktokglobalshop.com';

/** TikTok Shop: sellers, their shops, and the chat with buyers. */
export function shopSandbox(world: SandboxWorld): Product {
  const state = world.memory<ShopState>('tiktok/shop', () => initialState(world));
  return {
    hosts: [CONSENT, TOKENS, API, PICTURES, VIDEOS],
    accounts: () =>
      state.sellers.flatMap(({ openId, shops }) =>
        shops.filter(({ region }) => region === 'TH').map((shop) => accountOf(shop, openId)),
      ),
    has: (shopId) => sellerOf(state, shopId) !== undefined,
    handle: (request) => {
      const { host } = request;
      if (host === CONSENT) return consent(world, state, request);
      if (host === PICTURES || host === VIDEOS) return media(world, state, request);
      return enveloped(world, () => (host === TOKENS ? tokens : api)(world, state, request));
    },
    act: (action) => act(world, state, action),
  };
}

function accountOf({ id, name }: Shop, person: string) {
  return { platform: 'tiktok', login: 'shop', accountId: id, displayName: name, person };
}

async function api(world: SandboxWorld, state: ShopState, request: SandboxRequest): Promise<object> {
  const endpoint = ENDPOINTS.find(({ path }) => path.test(request.path));
  if (!endpoint) throw new Refused(404, 36009009, 'Invalid path');
  if (!endpoint.methods.includes(request.method)) throw new Refused(405, 36009010, 'Invalid method');
  const { seller, shop } = admit(world, state, request, endpoint);
  const id = endpoint.path.exec(request.path)?.[1] ?? '';
  return endpoint.answer({ world, state, request, seller, shop: shop as Shop, id });
}

/** `{"code","message","request_id","data"}`, for good and bad answers. */
async function enveloped(world: SandboxWorld, call: () => object | Promise<object>): Promise<SandboxAnswer> {
  const request_id = world.newDigits(19);
  try {
    return { status: 200, body: { code: 0, message: 'Success', request_id, data: await call() } };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { status: error.status, body: { code: error.code, message: error.message, request_id } };
  }
}
