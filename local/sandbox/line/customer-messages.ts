import { createHash } from 'node:crypto';
import { kit } from '../../../lambdas/connectors/line/samples/kit.ts';
import { type SandboxAction, SandboxProblem } from '../platform-sandbox.ts';
import { isGroup, meet, sourceOf } from './customers.ts';
import { deliverEvent, type LineEvent } from './deliveries.ts';
import type { Line, Official, OnPhone } from './memory.ts';
import { newQuoteToken } from './messages.ts';

/** What a message of a customer consists of, besides what all have in common. */
interface Content {
  readonly kind: OnPhone['kind'];
  readonly text: string | null;
  readonly fileDigest?: string;
  /** Of the event. */
  readonly message: Readonly<Record<string, unknown>>;
}

/** A customer writes; with the id of a group or a room, somebody in it. */
export async function write(
  line: Line,
  official: Official,
  customerId: string,
  text: string,
): Promise<unknown> {
  needAccount(official);
  const messageId = line.world.newDigits(18);
  const at = line.world.now();
  line.memory.received.push({ botId: official.botId, customerId, messageId, text, at });
  return receive(line, official, customerId, messageId, {
    kind: 'text',
    text,
    message: { type: 'text', text },
  });
}

type GivenFile = Extract<SandboxAction, { readonly kind: 'file' }>['file'];

export async function sendFile(
  line: Line,
  official: Official,
  customerId: string,
  file: GivenFile,
): Promise<unknown> {
  needAccount(official);
  const { kind, base64, mimeType, name } = file;
  const messageId = line.world.newDigits(18);
  const bytes = Buffer.from(base64, 'base64');
  const fileDigest = createHash('sha256').update(bytes).digest('hex');
  const stored = { kind, base64, mimeType, at: line.world.now(), unsent: false };
  line.memory.files[`${official.botId}/${messageId}`] = stored;
  const provided = { type: kind, contentProvider: { type: 'line' } };
  const timed = kind === 'video' || kind === 'audio' ? { duration: 1_000 } : {};
  const message =
    kind === 'file' ? { type: kind, fileName: name, fileSize: bytes.length } : { ...provided, ...timed };
  return receive(line, official, customerId, messageId, { kind, text: null, fileDigest, message });
}

function needAccount({ kind, botId }: Official): void {
  if (kind !== 'official') throw new SandboxProblem(`nobody can write to ${botId}`);
}

const QUOTABLE = new Set<unknown>(['text', 'image', 'video']);

async function receive(
  line: Line,
  official: Official,
  customerId: string,
  messageId: string,
  { message, ...shown }: Content,
): Promise<unknown> {
  const { botId } = official;
  const at = line.world.now();
  if (!isGroup(customerId)) meet(line, official, customerId, { wroteAt: at });
  line.memory.phone.push({ botId, chatId: customerId, messageId, from: 'customer', at, ...shown });
  const act = { surface: 'main', accountId: botId, customerId, messageId, at, text: '' } as const;
  const composed = JSON.parse(String(kit.compose({ ...act, kind: 'message' }))) as { events: [LineEvent] };
  const event = {
    ...composed.events[0],
    source: sourceOf(line, official, customerId),
    message: { ...message, id: messageId, ...tokensOf(line, official, customerId, message.type) },
  };
  return { messageId, delivered: await deliverEvent(line, official, event) };
}

/** By these the message is quoted and marked as read later. The chat is the one that our answers are for. */
function tokensOf(line: Line, official: Official, customerId: string, type: unknown): object {
  const markAsReadToken = line.world.newToken('read-');
  if (!QUOTABLE.has(type)) return { markAsReadToken };
  return { quoteToken: newQuoteToken(line, official.botId, customerId), markAsReadToken };
}
