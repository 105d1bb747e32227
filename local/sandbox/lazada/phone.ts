import type { PhoneMessage } from '../platform-sandbox.ts';
import type { Lazada, Message, Session } from './platform.ts';

const KINDS: Readonly<Record<number, PhoneMessage['kind']>> = { 1: 'text', 3: 'image', 6: 'video' };

/** The buyer's session with the shop; undefined = they have not spoken. */
export function sessionWith({ memory }: Lazada, sellerId: string, buyerId: string): Session | undefined {
  const sessions = Object.values(memory.sessions);
  return sessions.find((session) => session.sellerId === sellerId && session.buyerId === buyerId);
}

/** What the buyer sees. What was taken back is gone; what the safety check held back was never there. */
export function phoneOf(lazada: Lazada, sellerId: string, buyerId: string): PhoneMessage[] {
  const messages = sessionWith(lazada, sellerId, buyerId)?.messages ?? [];
  return messages
    .filter(({ status, process_msg }) => status !== 1 && !process_msg)
    .map((message) => shown(lazada, message));
}

function shown({ memory }: Lazada, message: Message): PhoneMessage {
  const { message_id: messageId, template_id, content, from_account_type, send_time: at } = message;
  const kind = KINDS[template_id] ?? 'other';
  const { txt } = JSON.parse(content) as { txt?: string };
  const fileDigest = memory.digests?.[messageId];
  return {
    messageId,
    from: from_account_type === 1 ? 'customer' : 'merchant',
    kind,
    // The `txt` of a video is its file's name.
    text: kind === 'video' ? null : (txt ?? null),
    ...(fileDigest === undefined ? {} : { fileDigest }),
    at,
  };
}
