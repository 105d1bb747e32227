import type { Millis } from '../../../domain/platform.ts';
import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { Account, PlatformCalls } from '../../../ports/account-access.ts';
import type {
  OutboundBatch,
  OutboundMessage,
  Recipient,
  SentMessage,
} from '../../../ports/account-messaging.ts';
import { defined, idField, objectField, timeField } from '../../shared/fields.ts';
import { callAsShop, type ShopCaller, shopCallerOf } from '../api/client.ts';
import { readConversation } from '../api/conversations.ts';
import { jsonBody } from '../api/json-body.ts';
import { beforeSending } from './before-sending.ts';
import { type Draft, draftOf } from './bodies.ts';
import { foundAfter } from './found-after.ts';

/** What a send needs. */
export interface Sending {
  readonly calls: PlatformCalls;
  readonly account: Account;
  readonly batch: OutboundBatch;
  /** Waits so many milliseconds. */
  readonly wait: (ms: Millis) => Promise<unknown>;
}

/**
 * One message by one call, which is never repeated: Shopee has no key to tell repeats apart. A person's and an automatic answer go by the
 * same call, since `permission` does not tell who wrote it.
 */
export async function send({ calls, account, batch, wait }: Sending): Promise<readonly SentMessage[]> {
  const message = onlyOne(batch.messages);
  const caller = shopCallerOf({ ...account, now: batch.now });
  const [toId, draft] = await beforeSending(async () => [
    await buyerId(calls, caller, batch.to),
    await draftOf({ calls, caller, wait }, message),
  ]);
  try {
    return [await deliver(calls, caller, toId, draft)];
  } catch (error) {
    if (!(error instanceof PlatformRefusal && error.kind === 'unavailable')) throw error;
    return [await foundAfter({ calls, caller, conversationId: batch.to.thread.id, draft }, error)];
  }
}

function onlyOne(messages: readonly OutboundMessage[]): OutboundMessage {
  const [message, ...more] = messages;
  if (!message || more.length > 0) throw new RangeError('Shopee takes one message at a time');
  return message;
}

/** The one call that reaches the buyer. */
async function deliver(
  calls: PlatformCalls,
  caller: ShopCaller,
  toId: string,
  { type, content }: Draft,
): Promise<SentMessage> {
  const answer = await callAsShop(calls, caller, {
    method: 'POST',
    path: '/sellerchat/send_message',
    body: jsonBody({ to_id: toId }, { message_type: type, content }),
    idempotent: false,
  });
  const sent = objectField(answer, 'response');
  return defined({
    platformMessageId: idField(sent, 'message_id') ?? null,
    sentAt: timeField(sent, 'created_timestamp'),
  }) as SentMessage;
}

/**
 * Messages go to the buyer's user id. Where no delivery told it, the conversation does.
 * @throws PlatformRefusal `not_found` when the conversation is gone
 */
async function buyerId(
  calls: PlatformCalls,
  caller: ShopCaller,
  { thread, platformUserId }: Recipient,
): Promise<string> {
  if (isId(platformUserId)) return platformUserId;
  const id = idField(await readConversation(calls, caller, thread.id), 'to_id');
  if (!isId(id)) throw new PlatformRefusal('customer_unreachable', 'shopee', 'no_to_id');
  return id;
}

function isId(id: string | undefined): id is string {
  return id !== undefined && /^[1-9]\d{0,18}$/.test(id);
}
