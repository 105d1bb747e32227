import { InvalidInput } from '../../../domain/errors.ts';
import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../domain/secret-text.ts';
import type { Account, PlatformCalls } from '../../../ports/account-access.ts';
import type { OutboundBatch, SentMessage } from '../../../ports/account-messaging.ts';
import { EgressError } from '../../../ports/egress.ts';
import { defined, idField, type JsonObject, objectField, timeField } from '../../shared/fields.ts';
import { type Caller, callerOf, SELLER_HOST, write } from '../api/client.ts';
import type { Params } from '../api/signature.ts';
import { bodyOf } from './bodies.ts';

/**
 * Sends one message into the buyer's session, which is the thread. Lazada has no reply tokens, quotes or names for echoes: the echo has the
 * `message_id` of the answer. Its one window is the same for people and bots. open.lazada.com, document 120971.
 * @throws PlatformRefusal `content_refused` for a picture that cannot be read
 * @throws EgressError with `mayHaveArrived` also when Lazada answers that something broke
 */
export async function send(
  calls: PlatformCalls,
  account: Account,
  { to, messages, now }: OutboundBatch,
): Promise<readonly SentMessage[]> {
  const [message, ...more] = messages;
  if (message === undefined || more.length > 0) throw new InvalidInput('Lazada takes one message a call');
  const caller = callerOf(calls, { app: account.app, now });
  const token = account.tokens.secrets.access_token;
  const body = await bodyOf(caller, token, message);
  return [sentIn(await sendOnce(caller, token, { ...body, session_id: to.thread.id }))];
}

/**
 * The one call that reaches the buyer. "Broken", whoever says it and in which words, leaves open whether the message was taken (a
 * `ServiceTimeout` often was): only the echo tells, so it must not look like a no after which one may try again.
 */
async function sendOnce(caller: Caller, token: SecretText | undefined, params: Params): Promise<JsonObject> {
  try {
    return await write(caller, '/im/message/send', token, params);
  } catch (error) {
    throw error instanceof PlatformRefusal && error.kind === 'unavailable' ? unknown(error) : error;
  }
}

function unknown({ platformCode, retryAfterMs }: PlatformRefusal): EgressError {
  return new EgressError({
    kind: 'interrupted',
    platform: 'lazada',
    host: SELLER_HOST,
    mayHaveArrived: true,
    reason: platformCode,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

function sentIn(answer: JsonObject): SentMessage {
  const data = objectField(answer, 'data');
  return defined({
    platformMessageId: idField(data, 'message_id') ?? null,
    sentAt: timeField(data, 'current_time'),
  }) as SentMessage;
}
