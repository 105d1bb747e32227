import { type PhoneMessage, SandboxProblem } from '../platform-sandbox.ts';
import { isSameChat, reached } from './customers.ts';
import { linkedFile } from './linked-file.ts';
import type { Line, Official, OnPhone, SentMessages } from './memory.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What the customer's phone shows. A group's or room's id shows what everybody in it sees. */
export function phoneOf({ memory }: Line, official: Official, customerId: string): PhoneMessage[] {
  return memory.phone
    .filter((entry) => entry.botId === official.botId && isSameChat(official, entry.chatId, customerId))
    .map(({ botId: _bot, chatId: _chat, ...message }) => message);
}

/**
 * Shows what was accepted, if it reaches anybody. Files are fetched from where they are: LINE takes their addresses unseen, and what cannot
 * be had, or is too large or of another type, is an empty frame on the phone.
 */
export async function show(line: Line, official: Official, sent: SentMessages): Promise<void> {
  if (reached(line, official, sent.to) === 0) return;
  const shown = sent.messages.map((message, i) => {
    const entry = entryOf(sent, message as Fields, sent.sentMessages[i]?.id ?? '');
    line.memory.phone.push(entry);
    return { entry, message: message as Fields };
  });
  await Promise.all(
    shown.map(async ({ entry, message }) => {
      const digest = await linkedFile(message);
      if (digest !== undefined) entry.fileDigest = digest;
    }),
  );
}

const KINDS: Readonly<Record<string, OnPhone['kind']>> = {
  text: 'text',
  textV2: 'text',
  image: 'image',
  video: 'video',
  audio: 'audio',
};

function entryOf({ botId, to, at }: SentMessages, { type, text }: Fields, messageId: string): OnPhone {
  const kind = KINDS[String(type)] ?? 'other';
  const words = kind === 'text' ? String(text) : null;
  return { botId, chatId: to, messageId, from: 'merchant', kind, text: words, at };
}

/** Somebody answers in the OA Manager. LINE tells nobody. */
export function writeInManager(line: Line, official: Official, customerId: string, text: string): unknown {
  if (reached(line, official, customerId) === 0)
    throw new SandboxProblem(`LINE: ${customerId} is not to be reached by ${official.botId}`);
  const messageId = line.world.newDigits(18);
  const at = line.world.now();
  const { botId } = official;
  line.memory.phone.push({ botId, chatId: customerId, messageId, from: 'merchant', kind: 'text', text, at });
  return { messageId, delivered: false };
}
