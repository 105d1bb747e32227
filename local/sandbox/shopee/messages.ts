import { kit } from '../../../lambdas/connectors/shopee/samples/kit.ts';
import type { SandboxWorld } from '../platform-sandbox.ts';
import { pushToApps } from './pushes.ts';
import type { ChatMessage, Memory, Stored } from './world.ts';

const CHAT = 10;

interface Said {
  readonly kind: 'message' | 'echo';
  readonly shopId: string;
  readonly customerId: string;
  readonly text: string;
}

/** Somebody says something: it is kept for the history and pushed. */
export async function say(
  world: SandboxWorld,
  memory: Memory,
  { kind, shopId, customerId, text }: Said,
): Promise<{ stored: Stored; delivered: boolean }> {
  const messageId = world.newDigits(19);
  const at = world.now();
  const body = kit.compose({ kind, surface: 'main', accountId: shopId, customerId, messageId, at, text });
  if (body === null) throw new Error('the kit composes no message');
  const { data } = JSON.parse(body.toString('utf8')) as { data: { content: ChatMessage } };
  const stored = { shopId, customerId, at, message: data.content };
  memory.messages.push(stored);
  return { stored, delivered: await pushToApps(world, memory, shopId, CHAT, body) };
}

/** A shop's messages, newest first; of one conversation when it is named. */
export function messagesOf({ messages }: Memory, shopId: string, conversationId?: string): Stored[] {
  return messages
    .filter((one) => one.shopId === shopId)
    .filter(({ message }) => conversationId === undefined || message.conversation_id === conversationId)
    .reverse();
}

/** Whether the shop wrote it. */
export function isOwn({ shopId, message }: Stored): boolean {
  return String(message.from_shop_id) === shopId;
}
