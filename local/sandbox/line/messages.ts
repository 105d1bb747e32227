import type { SandboxAnswer, SandboxRequest } from '../platform-sandbox.ts';
import { failed, isAnswer, jsonOf, OK, type ReadBody } from './answers.ts';
import type { Caller } from './caller.ts';
import { isSameChat, isSomebody, reached } from './customers.ts';
import type { Line, SentMessages } from './memory.ts';
import { flawsOf } from './message-objects.ts';
import { show } from './phone.ts';

/** Of the free plan. */
export const MONTHLY_LIMIT = 1_000;
const RETRY_KEY_MS = 86_400_000;
const RETRY_KEY = 'x-line-retry-key';
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Free of charge, once per token, without a retry key. */
export async function reply(line: Line, caller: Caller, request: SandboxRequest): Promise<SandboxAnswer> {
  if (request.headers[RETRY_KEY]) return failed(400, 'Retry key is not supported for this endpoint');
  const read = bodyOf(request);
  if (isAnswer(read)) return read;
  const body = read.json;
  const token = String(body.replyToken);
  const known = line.memory.replyTokens[token];
  const mine = known?.botId === caller.official.botId && known.channelId === caller.channelId;
  if (!known || !mine || known.until < line.world.now()) return failed(400, 'Invalid reply token');
  const wrong = wrongQuotes(line, caller, known.chatId, body.messages);
  if (wrong) return wrong;
  delete line.memory.replyTokens[token];
  const sent = record(line, caller, 'reply', known.chatId, body.messages as unknown[]);
  await show(line, caller.official, sent);
  return accepted(sent);
}

/**
 * Counts by recipients, and is sent again without effect under the same retry key. Who blocked the account, or is no friend, gets nothing,
 * unsaid.
 */
export async function push(line: Line, caller: Caller, request: SandboxRequest): Promise<SandboxAnswer> {
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
  const wrong = wrongQuotes(line, caller, body.to, body.messages);
  if (wrong) return wrong;
  const count = reached(line, official, body.to);
  if (official.pushed + Math.max(1, count) > MONTHLY_LIMIT)
    return failed(429, 'You have reached your monthly limit.');
  official.pushed += count;
  const sent = record(line, caller, 'push', body.to, body.messages as unknown[]);
  if (key !== undefined) {
    const until = line.world.now() + RETRY_KEY_MS;
    line.memory.retryKeys[`${official.botId}/${key}`] = {
      until,
      requestId: line.world.newToken('req-'),
      sent,
    };
  }
  await show(line, official, sent);
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

/** A message can only be quoted in its own chat. */
function wrongQuotes(
  { memory }: Line,
  { official }: Caller,
  chatId: string,
  messages: unknown,
): SandboxAnswer | null {
  const flaws = (messages as readonly { readonly quoteToken?: string }[]).flatMap(({ quoteToken }, i) => {
    const quoted = quoteToken === undefined ? undefined : memory.quoteTokens[quoteToken];
    const good =
      quoteToken === undefined ||
      (quoted?.botId === official.botId && isSameChat(official, quoted.chatId, chatId));
    return good ? [] : [{ message: 'Invalid quote token', property: `messages[${i}].quoteToken` }];
  });
  return flaws.length === 0 ? null : failed(400, `The request body has ${flaws.length} error(s)`, flaws);
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

export function newQuoteToken({ world, memory }: Line, botId: string, chatId: string): string {
  const token = world.newToken('quote-');
  memory.quoteTokens[token] = { botId, chatId };
  return token;
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
      ? { quoteToken: newQuoteToken(line, official.botId, to) }
      : {}),
  }));
  const sent: SentMessages = { botId: official.botId, to, way, at: line.world.now(), messages, sentMessages };
  line.memory.sent.push(sent);
  return sent;
}
