import { KaoJaiError } from '../../../domain/errors.ts';
import type { InboundMessage } from '../../../domain/inbound.ts';
import type { Millis } from '../../../domain/platform.ts';
import type { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { PlatformCalls } from '../../../ports/account-access.ts';
import type { SentMessage } from '../../../ports/account-messaging.ts';
import { EgressError } from '../../../ports/egress.ts';
import { readEach } from '../../shared/each.ts';
import { API_HOST, type ShopCaller } from '../api/client.ts';
import { listMessages } from '../api/conversations.ts';
import { readChatMessage } from '../parse-chat.ts';
import { readContent } from '../parse-content.ts';
import type { Draft } from './bodies.ts';

/** How far Shopee's clock and ours may be apart: no signature would be good otherwise. */
const SKEW_MS: Millis = 300_000;

/** A message that may have been sent. */
interface Unclear {
  readonly calls: PlatformCalls;
  readonly caller: ShopCaller;
  readonly conversationId: string;
  readonly draft: Draft;
}

/**
 * Shopee broke down over a message (`error_server`, a proxy's 502), which it may have sent before: looks for it in the conversation, as Shopee
 * advises. Shopee takes no text twice within a day, so that one as new as this is the same.
 * @throws PlatformRefusal `refusal`, when the message is not there
 * @throws EgressError with `mayHaveArrived`, when that cannot be seen
 */
export async function foundAfter(unclear: Unclear, refusal: PlatformRefusal): Promise<SentMessage> {
  const { calls, caller, conversationId, draft } = unclear;
  const rows = await listMessages(calls, caller, conversationId, undefined).catch(unseen);
  const found = readEach([...rows.rows], (row) => readChatMessage(caller.shopId, row)).find(
    (item) => item.type === 'message' && isSame(item, draft, caller.now - SKEW_MS),
  );
  if (found?.type !== 'message') throw refusal;
  return { platformMessageId: found.platformMessageId, sentAt: found.sentAt };
}

function unseen(error: unknown): never {
  if (!(error instanceof KaoJaiError)) throw error;
  throw new EgressError({
    kind: 'interrupted',
    platform: 'shopee',
    host: API_HOST,
    mayHaveArrived: true,
    reason: error.code,
  });
}

/** What was sent has other names in the conversation: both are read the same way. */
function isSame(message: InboundMessage, { type, content }: Draft, since: Millis): boolean {
  const { image_url: url } = content;
  const sent = readContent(type, url === undefined ? content : { ...content, url });
  return (
    message.direction === 'outbound' &&
    message.sentAt >= since &&
    message.kind === sent.kind &&
    message.text === sent.text &&
    message.attachments[0]?.url === sent.attachments[0]?.url
  );
}
