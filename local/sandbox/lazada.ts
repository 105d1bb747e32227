import { OWNERS, type Shop } from './lazada/accounts.ts';
import { authorize, createTokens, refreshTokens } from './lazada/authorization.ts';
import { messageList, sessionGet, sessionList } from './lazada/chat.ts';
import { type Api, type Call, passGateway, passToken, type SellerCall } from './lazada/gateway.ts';
import { done, type Lazada, openLazada, own, ownerOf, refuse } from './lazada/platform.ts';
import { composeMessage, keep, pushMessage, pushSellerStatus } from './lazada/pushes.ts';
import { messageRecall, messageSend, sessionRead } from './lazada/writing.ts';
import {
  type PlatformSandbox,
  type SandboxAccount,
  type SandboxAction,
  type SandboxAnswer,
  type SandboxFactory,
  SandboxProblem,
  type SandboxRequest,
} from './platform-sandbox.ts';

const AUTH = 'auth.lazada.com';
const TH = 'api.lazada.co.th';

/** Lazada Open Platform with one IM chat app that is online, and Seller Center's page of consent. */
export const lazadaSandbox: SandboxFactory = (world): PlatformSandbox => {
  const lazada = openLazada(world);
  return {
    name: 'lazada',
    hosts: [AUTH, TH],
    handle: (request) => answer(lazada, request),
    act: (action) => act(lazada, action),
  };
};

const sellerGet: Api<SellerCall> = {
  methods: ['GET'],
  required: [],
  answer: ({ lazada, grant, sellerId }) => {
    const { name, shortCode: short_code, status } = shopOf(lazada, sellerId);
    const cb = ownerOf(grant.person)?.country === 'cb';
    return done(lazada, {
      data: { seller_id: sellerId, name, short_code, status, cb, location: 'Bangkok', verified: true },
    });
  },
};

/** By the app's category there is nothing about orders. */
const otherCategory: Api<SellerCall> = {
  methods: ['GET', 'POST'],
  required: [],
  answer: ({ lazada }) =>
    refuse(lazada, 'InsufficientPermission', 'The app has no permission to call this API'),
};

const TOKEN_APIS: Readonly<Record<string, Api<Call>>> = {
  '/auth/token/create': createTokens,
  '/auth/token/refresh': refreshTokens,
};

const SELLER_APIS: Readonly<Record<string, Api<SellerCall>>> = {
  '/seller/get': sellerGet,
  '/im/session/list': sessionList,
  '/im/session/get': sessionGet,
  '/im/session/read': sessionRead,
  '/im/message/list': messageList,
  '/im/message/send': messageSend,
  '/im/message/recall': messageRecall,
  '/order/get': otherCategory,
  '/order/items/get': otherCategory,
  '/orders/items/get': otherCategory,
};

function answer(lazada: Lazada, request: SandboxRequest): SandboxAnswer | Promise<SandboxAnswer> {
  if (request.host === AUTH && request.path === '/oauth/authorize') return authorize(lazada, request);
  const name = request.path.replace(/^\/rest(?=\/)/, '');
  const tokens = request.host === AUTH ? own(TOKEN_APIS, name) : undefined;
  if (tokens) {
    const call = passGateway(lazada, request, name, tokens);
    return 'lazada' in call ? tokens.answer(call) : call;
  }
  const api = request.host === TH ? own(SELLER_APIS, name) : undefined;
  if (!api || !request.path.startsWith('/rest/'))
    return refuse(lazada, 'InvalidApiPath', 'The specified API path is invalid');
  const call = passGateway(lazada, request, name, api);
  const passed = 'lazada' in call ? passToken(call) : call;
  return 'sellerId' in passed ? api.answer(passed) : passed;
}

async function act(lazada: Lazada, action: SandboxAction): Promise<unknown> {
  if (action.kind === 'accounts') return accounts(lazada);
  const { sellerId } = shopOf(lazada, action.accountId);
  switch (action.kind) {
    case 'message': {
      const buyerId = action.customerId;
      const message = composeMessage(lazada, 'message', { sellerId, buyerId }, action.text);
      keep(lazada, message, sellerId, buyerId);
      const delivered = await pushMessage(lazada, sellerId, message);
      return { messageId: message.message_id, delivered };
    }
    case 'revoke':
      return revoke(lazada, sellerId);
    case 'expire':
      return expire(lazada, sellerId);
    case 'suspend':
      shopOf(lazada, sellerId).status = action.on ? 'INACTIVE' : 'ACTIVE';
      return { delivered: await pushSellerStatus(lazada, sellerId, action.on ? 'close' : 'normal') };
  }
}

function accounts({ memory }: Lazada): SandboxAccount[] {
  return OWNERS.flatMap(({ person, shops }) =>
    shops.map((accountId) => ({
      platform: 'lazada',
      login: 'seller',
      accountId,
      displayName: memory.shops[accountId]?.name ?? accountId,
      person,
    })),
  );
}

/** Lazada tells nobody. */
function revoke({ memory }: Lazada, sellerId: string): object {
  const grants = Object.values(memory.grants).filter(({ shops }) => shops.includes(sellerId));
  for (const grant of grants) grant.revoked = true;
  return { revoked: grants.length };
}

function expire({ world, memory }: Lazada, sellerId: string): object {
  const tokens = Object.values(memory.accessTokens).filter(({ grant }) =>
    memory.grants[grant]?.shops.includes(sellerId),
  );
  for (const token of tokens) token.expiresAt = world.now();
  return { expired: tokens.length };
}

function shopOf({ memory }: Lazada, accountId: string): Shop {
  const shop = own(memory.shops, accountId);
  if (shop) return shop;
  throw new SandboxProblem(`no shop ${accountId}; known: ${Object.keys(memory.shops).join(', ')}`);
}
