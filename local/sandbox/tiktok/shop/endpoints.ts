import type { SandboxRequest, SandboxWorld } from '../../platform-sandbox.ts';
import { jsonOf, Refused } from '../product.ts';
import { conversationObject, listConversations, listMessages, participantsOf, readSend } from './chat.ts';
import { upload } from './files.ts';
import type { Caller, Needs } from './gate.ts';
import { say } from './post.ts';
import type { Shop, ShopConversation, ShopState } from './state.ts';
import { webhooks } from './webhooks.ts';

export interface Called {
  readonly world: SandboxWorld;
  readonly state: ShopState;
  readonly request: SandboxRequest;
  readonly seller: Caller['seller'];
  readonly shop: Shop;
  /** The id in the path. */
  readonly id: string;
}

export interface Endpoint extends Needs {
  readonly methods: readonly string[];
  readonly path: RegExp;
  /** Answers `data`. */
  answer(called: Called): object | Promise<object>;
}

const INFO = { scope: 'seller.authorization.info' };
const CHAT = { scope: 'seller.customer_service', shop: true };
const CONVERSATIONS = '^/customer_service/202309/conversations';

export const ENDPOINTS: readonly Endpoint[] = [
  { ...INFO, shop: false, methods: ['GET'], path: /^\/authorization\/202309\/shops$/, answer: shops },
  {
    ...INFO,
    shop: true,
    methods: ['GET', 'PUT', 'DELETE'],
    path: /^\/event\/202309\/webhooks$/,
    answer: ({ world, state, request, shop }) => webhooks(world, state, request, shop),
  },
  { ...CHAT, methods: ['GET', 'POST'], path: new RegExp(`${CONVERSATIONS}$`), answer: conversations },
  {
    ...CHAT,
    methods: ['GET'],
    path: /^\/customer_service\/202601\/conversations\/(\d+)$/,
    answer: (called) => ({
      conversation: conversationObject(called.id, conversationOf(called), called.world.now()),
    }),
  },
  {
    ...CHAT,
    methods: ['GET', 'POST'],
    path: new RegExp(`${CONVERSATIONS}/(\\d+)/messages$`),
    answer: messages,
  },
  {
    ...CHAT,
    methods: ['POST'],
    path: new RegExp(`${CONVERSATIONS}/(\\d+)/messages/read$`),
    answer: markRead,
  },
  {
    ...CHAT,
    content: 'multipart',
    methods: ['POST'],
    path: /^\/customer_service\/202309\/images\/upload$/,
    answer: ({ world, state, shop, request }) => upload(world, state, shop.id, request),
  },
  {
    ...CHAT,
    methods: ['GET', 'PUT'],
    path: /^\/customer_service\/202309\/agents\/settings$/,
    answer: agentSettings,
  },
];

function shops({ seller }: Called): object {
  return {
    shops: seller.shops.map(({ id, cipher, name, region, sellerType }) => ({
      id,
      cipher,
      name,
      region,
      seller_type: sellerType,
      code: `TH${id.slice(-6)}`,
    })),
  };
}

/** POST opens a conversation with the buyer of an order: the one there is, as the sandbox has no orders. */
function conversations({ world, state, request, shop }: Called): object {
  if (request.method === 'GET') return listConversations(state, shop.id, world.now(), request.query);
  const buyer = jsonOf(request.body)?.buyer_user_id;
  const found = Object.entries(state.conversations).find(
    ([, it]) =>
      it.shopId === shop.id &&
      participantsOf(it).some((person) => (person as { user_id?: string }).user_id === buyer),
  );
  if (!found) throw new Refused(404, 45101003, 'Record not found');
  return { conversation_id: found[0] };
}

async function messages(called: Called): Promise<object> {
  const { world, state, request, shop } = called;
  const conversation = conversationOf(called);
  if (request.method === 'GET') return listMessages(conversation, request.query);
  const sent = readSend(request, state, conversation, world.now());
  const { customerId } = conversation;
  const { messageId } = await say(world, state, { kind: 'echo', shopId: shop.id, customerId, ...sent });
  return { message_id: messageId };
}

function markRead(called: Called): object {
  conversationOf(called).unread = 0;
  return {};
}

function agentSettings({ state, request, shop }: Called): object {
  if (request.method === 'PUT') {
    const accepts = jsonOf(request.body)?.can_accept_chat;
    if (typeof accepts !== 'boolean') throw new Refused(400, 45101002, 'Invalid can_accept_chat');
    state.canAcceptChat[shop.id] = accepts;
  }
  return { can_accept_chat: state.canAcceptChat[shop.id] ?? false };
}

/** Somebody else's conversation is one without permission, not an unknown one. */
function conversationOf({ state, shop, id }: Called): ShopConversation {
  const conversation = state.conversations[id];
  if (!conversation) throw new Refused(404, 45101003, 'Record not found');
  if (conversation.shopId !== shop.id)
    throw new Refused(403, 45102007, 'No permission for this conversation');
  return conversation;
}
