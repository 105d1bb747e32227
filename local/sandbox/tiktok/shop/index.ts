import {
  type SandboxAnswer,
  SandboxProblem,
  type SandboxRequest,
  type SandboxWorld,
} from '../../platform-sandbox.ts';
import { type AccountAction, type Product, Refused } from '../product.ts';
import { consent } from './consent.ts';
import { ENDPOINTS } from './endpoints.ts';
import { admit } from './gate.ts';
import { say, sayDeauthorized } from './post.ts';
import { initialState, type Shop, type ShopState, sellerOf } from './state.ts';
import { tokens } from './tokens.ts';

const CONSENT = 'services.tiktokshop.com';
const TOKENS = 'auth.tiktok-shops.com';
const API = 'open-api.tiktokglobalshop.com';

/** TikTok Shop: sellers, their shops, and the chat with buyers. */
export function shopSandbox(world: SandboxWorld): Product {
  const state = world.memory<ShopState>('tiktok/shop', () => initialState(world));
  return {
    hosts: [CONSENT, TOKENS, API],
    accounts: () =>
      state.sellers.flatMap(({ openId, shops }) =>
        shops.filter(({ region }) => region === 'TH').map((shop) => accountOf(shop, openId)),
      ),
    has: (shopId) => sellerOf(state, shopId) !== undefined,
    handle: (request) =>
      request.host === CONSENT
        ? consent(world, state, request)
        : enveloped(world, () => (request.host === TOKENS ? tokens : api)(world, state, request)),
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

async function act(world: SandboxWorld, state: ShopState, action: AccountAction): Promise<unknown> {
  const { accountId: shopId } = action;
  const openId = sellerOf(state, shopId)?.openId ?? '';
  const grant = state.grants[openId];
  switch (action.kind) {
    case 'message': {
      const content = JSON.stringify({ content: action.text });
      const { customerId } = action;
      return say(world, state, { kind: 'message', shopId, customerId, type: 'TEXT', content });
    }
    case 'expire':
      if (!grant) throw new SandboxProblem('this shop has not authorised the app');
      grant.accessUntil = world.now() - 1;
      return {};
    case 'suspend': {
      const others = state.suspended.filter((id) => id !== shopId);
      state.suspended.splice(0, state.suspended.length, ...others, ...(action.on ? [shopId] : []));
      return {};
    }
    case 'revoke':
      if (!grant) throw new SandboxProblem('this shop has not authorised the app');
      return revoke(world, state, openId);
  }
}

/** The seller removes the app: every shop of the consent is told, and its webhooks are gone. */
async function revoke(world: SandboxWorld, state: ShopState, openId: string): Promise<object> {
  delete state.grants[openId];
  const shops = state.sellers.find((seller) => seller.openId === openId)?.shops ?? [];
  for (const { id } of shops) {
    await sayDeauthorized(world, state, id);
    delete state.webhooks[id];
  }
  return {};
}
