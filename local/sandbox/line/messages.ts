import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';
import { failed, isAnswer, jsonOf, OK, type ReadBody } from './answers.ts';
import type { Caller } from './caller.ts';
import { isSomebody } from './customers.ts';
import type { Line, SentMessages } from './memory.ts';
import { flawsOf } from './message-objects.ts';

/** Of the free plan. */
export const MONTHLY_LIMIT = 1_000;
const RETRY_KEY_MS = 86_400_000;
const RETRY_KEY = 'x-line-retry-key';
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Free of charge, once per token, without a retry key. */
export function reply(line: Line, caller: Caller, request: SandboxRequest): SandboxAnswer {
  if (request.headers[RETRY_KEY]) return failed(400, 'Retry key is not supported for this endpoint');
  const read = bodyOf(request);
  if (isAnswer(read)) return read;
  const body = read.json;
  const token = String(body.replyToken);
  const known = line.memory.replyTokens[token];
  const mine = known?.botId === caller.official.botId && known.channelId === caller.channelId;
  if (!known || !mine || known.until < line.world.now()) return failed(400, 'Invalid reply token');
  delete line.memory.replyTokens[token];
  return accepted(record(line, caller, 'reply', known.chatId, body.messages as unknown[]));
}

/** Counts, and is sent again without effect under the same retry key. Who blocked the account, or is no friend, gets nothing, unsaid. */
export function push(line: Line, caller: Caller, request: SandboxRequest): SandboxAnswer {
  const { official } = caller;
  const key = request.headers[RETRY_KEY];
  if (key !== undefined && !UUID.test(key)) return failed(400, 'The value of X-Line-Retry-Key is invalid');
  const before = line.memory.retryKeys[`${official.botId}/${key}`];
  if (before && before.until > line.world.now()) return acceptedBefore(before);
  const read = bodyOf(request);
  if (isAnswer(read)) return read;
  const body = read.json;
  if (typeof body.to !== 'string' || !isSomebody(line, caller, body.to))
    return failed(400, 'Failed to send messages');
  if (official.pushed >= MONTHLY_LIMIT) return failed(429, 'You have reached your monthly limit.');
  official.pushed++;
  const sent = record(line, caller, 'push', body.to, body.messages as unknown[]);
  if (key !== undefined) {
    const until = line.world.now() + RETRY_KEY_MS;
    line.memory.retryKeys[`${official.botId}/${key}`] = {
      until,
      requestId: line.world.newToken('req-'),
      sent,
    };
  }
  return accepted(sent);
}

/** `POST /v2/bot/message/validate/…`. */
export function validate(request: SandboxRequest): SandboxAnswer {
  const read = bodyOf(request);
  return isAnswer(read) ? read : OK;
}

function bodyOf(request: SandboxRequest): ReadBody | SandboxAnswer {
  const read = jsonOf(request);
  if (isAnswer(read)) return read;
  const flaws = flawsOf(read.json.messages);
  return flaws.length > 0 ? failed(400, `The request body has ${flaws.length} error(s)`, flaws) : read;
}

function accepted({ sentMessages }: SentMessages): SandboxAnswer {
  return { status: 200, body: { sentMessages } };
}

function acceptedBefore({ requestId, sent }: { requestId: string; sent: SentMessages }): SandboxAnswer {
  return {
    status: 409,
    headers: { 'x-line-accepted-request-id': requestId },
    body: { message: 'The retry key is already accepted', sentMessages: sent.sentMessages },
  };
}

const QUOTABLE = new Set(['text', 'textV2', 'sticker', 'image', 'video', 'template', 'flex']);

function record(
  line: Line,
  { official }: Caller,
  way: SentMessages['way'],
  to: string,
  messages: unknown[],
): SentMessages {
  const sentMessages = messages.map((message) => ({
    id: line.world.newDigits(18),
    ...(QUOTABLE.has((message as { type: string }).type)
      ? { quoteToken: line.world.newToken('quote-') }
      : {}),
  }));
  const sent: SentMessages = { botId: official.botId, to, way, at: line.world.now(), messages, sentMessages };
  line.memory.sent.push(sent);
  return sent;
}
