import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { SecretText } from '../../../domain/secret-text.ts';
import type { Account, PlatformCalls } from '../../../ports/account-access.ts';
import type { OutboundBatch, SentMessage } from '../../../ports/account-messaging.ts';
import type { EgressAnswer } from '../../../ports/egress.ts';
import { defined, idField, type JsonObject, objectsField, textField } from '../../shared/fields.ts';
import { askApi, readAnswer, type Session } from '../api/client.ts';
import type { Sending } from '../api/refusals.ts';
import { sessionOf } from '../api/tokens.ts';
import { type MessageObject, messageObject } from './bodies.ts';
import { beforehand, patiently, unknownOutcome } from './outcome.ts';
import { spentOrBusy } from './quota.ts';

/**
 * By reply token if there is one, which is free; otherwise by push, which counts. LINE accepts what it will not deliver: a push to somebody
 * who blocked the account or deleted theirs is answered like any other.
 * @throws PlatformRefusal `window_closed` with the code `reply_token`: nothing was sent, a push may be tried instead
 * @throws EgressError with `mayHaveArrived`: a reply must be neither repeated nor pushed then; a push may be repeated under its key
 */
export async function send(
  calls: PlatformCalls,
  account: Account,
  batch: OutboundBatch,
): Promise<readonly SentMessage[]> {
  const { replyToken } = batch;
  const messages = await Promise.all(batch.messages.map(messageObject));
  const session = await beforehand(sessionOf(calls, account));
  const answered = replyToken
    ? await reply(session, replyToken, messages)
    : await push(session, batch, messages);
  return sentOf(answered, messages.length);
}

/** Works once, and takes no retry key. https://developers.line.biz/en/reference/messaging-api/#send-reply-message */
async function reply(session: Session, token: SecretText, messages: readonly MessageObject[]) {
  const answer = await askApi(session, {
    method: 'POST',
    path: '/v2/bot/message/reply',
    json: { replyToken: token.reveal(), messages },
    idempotent: false,
  });
  return readSent(session, answer, 'reply');
}

/** To a person, a group or a room. https://developers.line.biz/en/reference/messaging-api/#send-push-message */
async function push(session: Session, batch: OutboundBatch, messages: readonly MessageObject[]) {
  const { thread, platformUserId = thread.id } = batch.to;
  const call = {
    method: 'POST',
    path: '/v2/bot/message/push',
    json: { to: thread.kind === 'direct' ? platformUserId : thread.id, messages },
    headers: { 'x-line-retry-key': batch.idempotencyKey },
    idempotent: true,
  } as const;
  try {
    return readSent(session, await patiently(askApi(session, call)), 'push');
  } catch (error) {
    if (error instanceof PlatformRefusal && error.kind === 'rate_limited')
      throw await spentOrBusy(session, error);
    throw error;
  }
}

/** An earlier try under the same retry key was accepted; the answer says what that one sent. */
const ACCEPTED_BEFORE = 409;

function readSent(session: Session, answer: EgressAnswer, sending: Sending): JsonObject {
  const before = sending === 'push' && answer.status === ACCEPTED_BEFORE;
  const status = before ? 200 : answer.status;
  try {
    return readAnswer(session.asked, { ...answer, status }, sending);
  } catch (error) {
    // A broken answer leaves open whether the message was taken before it broke.
    const broken = error instanceof PlatformRefusal && error.kind === 'unavailable';
    throw broken && (status >= 500 || status < 300) ? unknownOutcome(answer) : error;
  }
}

/** `sentMessages` has the order of what was sent. Accepted is accepted, also without ids. */
function sentOf(answer: JsonObject, count: number): SentMessage[] {
  const sent = objectsField(answer, 'sentMessages');
  return Array.from({ length: count }, (_, i) => {
    const quoteToken = textField(sent[i], 'quoteToken');
    return defined({
      platformMessageId: idField(sent[i], 'id') ?? null,
      handles: quoteToken === undefined ? undefined : { quoteToken },
    }) as SentMessage;
  });
}
