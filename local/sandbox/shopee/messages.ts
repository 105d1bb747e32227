import { kit } from '../../../lambdas/connectors/shopee/samples/kit.ts';
import type { SandboxWorld } from '../platform-sandbox.ts';
import { pushToApps } from './pushes.ts';
import type { ChatMessage, Memory, Stored } from './world.ts';

const CHAT = 10;

/** What somebody says. */
export interface Said {
  readonly kind: 'message' | 'echo';
  readonly shopId: string;
  readonly customerId: string;
  readonly type: 'text' | 'image' | 'video';
  readonly content: Readonly<Record<string, unknown>>;
  /** Id of the file in it. */
  readonly fileId?: string;
  /** Who of the seller's people typed it in Shopee's own app. */
  readonly subAccount?: { readonly id: number; readonly name: string };
}

/** Somebody says something: it is kept for the history and pushed. */
export async function say(
  world: SandboxWorld,
  memory: Memory,
  said: Said,
): Promise<{ stored: Stored; delivered: boolean }> {
  const { shopId, customerId, fileId } = said;
  const at = world.now();
  const push = compose(said, world.newDigits(19), at);
  const message = push.data.content;
  const stored = { shopId, customerId, at, message, ...(fileId === undefined ? {} : { fileId }) };
  memory.messages.push(stored);
  const body = Buffer.from(JSON.stringify(push));
  return { stored, delivered: await pushToApps(world, memory, shopId, CHAT, body) };
}

/** The kit's push of a text, with this content in its place. */
function compose(
  { kind, shopId, customerId, type, content, subAccount }: Said,
  messageId: string,
  at: number,
) {
  const act = { surface: 'main', accountId: shopId, customerId, messageId, at, text: '' } as const;
  const body = kit.compose({ ...act, kind });
  if (body === null) throw new Error('the kit composes no message');
  const push = JSON.parse(body.toString('utf8')) as { data: { content: ChatMessage } };
  const typed = subAccount && { sub_account_id: subAccount.id, sub_account_name: subAccount.name };
  const message = { ...push.data.content, message_type: type, content, ...typed };
  return { ...push, data: { ...push.data, content: message } };
}

/** A shop's messages, newest first; of one conversation when it is named. */
export function messagesOf({ messages }: Memory, shopId: string, conversationId?: string): Stored[] {
  return messages
    .filter((one) => one.shopId === shopId)
    .filter(({ message }) => conversationId === undefined || message.conversation_id === conversationId)
    .reverse();
}

/** What a buyer and a shop said to each other, newest first. */
export function talkOf(memory: Memory, shopId: string, customerId: string): Stored[] {
  return messagesOf(memory, shopId).filter((one) => one.customerId === customerId);
}

/** Whether the shop wrote it. */
export function isOwn({ shopId, message }: Stored): boolean {
  return String(message.from_shop_id) === shopId;
}
