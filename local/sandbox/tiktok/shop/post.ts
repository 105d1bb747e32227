import { kit } from '../../../../lambdas/connectors/tiktok/samples/kit.ts';
import { SecretText } from '../../../../lambdas/domain/secret-text.ts';
import type { SandboxWorld } from '../../platform-sandbox.ts';
import type { ShopConversation, ShopMessage, ShopState } from './state.ts';

/** Something that is said in a shop's chat. */
export interface Said {
  readonly kind: 'message' | 'echo';
  readonly shopId: string;
  readonly customerId: string;
  readonly type: string;
  /** JSON in a text, as TikTok writes it. */
  readonly content: string;
}

interface Push {
  data: { conversation_id: string; message_id: string } & Omit<ShopMessage, 'id'>;
}

/** Keeps what was said, and sends the push for it. Answers the message's id and whether KaoJai took it. */
export async function say(world: SandboxWorld, state: ShopState, said: Said) {
  const messageId = world.newDigits(19);
  const { kind, shopId: accountId, customerId } = said;
  const act = { kind, surface: 'shop', accountId, customerId, messageId, at: world.now(), text: '' };
  const push = JSON.parse(String(kit.compose(act))) as Push;
  Object.assign(push.data, { type: said.type, content: said.content });
  const { conversation_id, message_id: id, ...rest } = push.data;
  const conversation = state.conversations[conversation_id] ?? newConversation(world, said);
  state.conversations[conversation_id] = conversation;
  conversation.messages.push({ id, ...rest });
  conversation.unread = kind === 'message' ? conversation.unread + 1 : 0;
  return { messageId, delivered: await pushTo(world, state, accountId, 'NEW_MESSAGE', push) };
}

function newConversation(world: SandboxWorld, { shopId, customerId }: Said): ShopConversation {
  return { shopId, customerId, createdAt: world.now(), unread: 0, messages: [] };
}

/** The shop's consent has been taken back: topic 6. */
export async function sayDeauthorized(
  world: SandboxWorld,
  state: ShopState,
  shopId: string,
): Promise<boolean> {
  return pushTo(world, state, shopId, 'SELLER_DEAUTHORIZATION', {
    type: 6,
    tts_notification_id: world.newDigits(19),
    shop_id: shopId,
    timestamp: Math.floor(world.now() / 1000),
    data: { message: `Shop_id ${shopId} is deauthorized from your APP by merchant.` },
  });
}

/** Sends a push where the shop's topic is sent to, signed with the app's secret. */
async function pushTo(world: SandboxWorld, state: ShopState, shopId: string, topic: string, push: object) {
  const address = state.webhooks[shopId]?.[topic]?.address;
  const app = world.apps.tiktokShop;
  if (address === undefined || !app) return false;
  const body = Buffer.from(JSON.stringify(push));
  const credential = {
    ref: 'app/tiktok-shop',
    secret: new SecretText(app.appSecret ?? ''),
    facts: { appKey: app.appKey ?? '' },
  };
  const headers = kit.sign({ surface: 'shop', body, credential, at: world.now() });
  const status = await world.deliver(address, { 'content-type': 'application/json', ...headers }, body);
  return status === 200;
}
