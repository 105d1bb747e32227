import { act, shopOf } from './lazada/acts.ts';
import { authorize, createTokens, refreshTokens } from './lazada/authorization.ts';
import { messageList, sessionGet, sessionList } from './lazada/chat.ts';
import { PICTURES, serveFile, VIDEOS } from './lazada/files.ts';
import { type Api, type Call, passGateway, passToken, type SellerCall } from './lazada/gateway.ts';
import { imageUpload, videoGet } from './lazada/media.ts';
import { appOf, done, type Lazada, openLazada, own, ownerOf, refuse } from './lazada/platform.ts';
import { messageRecall, messageSend, sessionRead } from './lazada/writing.ts';
import type { PlatformSandbox, SandboxAnswer, SandboxFactory, SandboxRequest } from './platform-sandbox.ts';

const AUTH = 'auth.lazada.com';
const TH = 'api.lazada.co.th';

/** Lazada Open Platform with one IM chat app that is online, and Seller Center's page of consent. */
export const lazadaSandbox: SandboxFactory = (world): PlatformSandbox => {
  const lazada = openLazada(world);
  return {
    name: 'lazada',
    hosts: [AUTH, TH, PICTURES, VIDEOS],
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
  '/image/upload': imageUpload,
  '/media/video/get': videoGet,
  '/order/get': otherCategory,
  '/order/items/get': otherCategory,
  '/orders/items/get': otherCategory,
};

async function answer(lazada: Lazada, request: SandboxRequest): Promise<SandboxAnswer> {
  if (request.host === PICTURES || request.host === VIDEOS) return serveFile(lazada, request);
  if (request.host === AUTH && request.path === '/oauth/authorize') return authorize(lazada, request);
  const name = request.path.replace(/^\/rest(?=\/)/, '');
  const tokens = request.host === AUTH ? own(TOKEN_APIS, name) : undefined;
  if (tokens) {
    const call = await passGateway(lazada, request, name, tokens);
    return 'lazada' in call ? tokens.answer(call) : call;
  }
  const api = request.host === TH ? own(SELLER_APIS, name) : undefined;
  if (!api || !request.path.startsWith('/rest/'))
    return refuse(lazada, 'InvalidApiPath', 'The specified API path is invalid');
  return answerSeller(lazada, request, name, isAllowed(lazada, name) ? api : otherCategory);
}

async function answerSeller(
  lazada: Lazada,
  request: SandboxRequest,
  name: string,
  api: Api<SellerCall>,
): Promise<SandboxAnswer> {
  const call = await passGateway(lazada, request, name, api);
  const passed = 'lazada' in call ? passToken(call) : call;
  return 'sellerId' in passed ? api.answer(passed) : passed;
}

/** Pictures and videos are groups of permissions of their own, which an app of the chat asks for or goes without. */
function isAllowed(lazada: Lazada, name: string): boolean {
  return !appOf(lazada)?.without.includes(name);
}
