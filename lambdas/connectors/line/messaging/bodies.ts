import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { OutboundFile, OutboundMessage } from '../../../ports/account-messaging.ts';

/** One of `messages`. https://developers.line.biz/en/reference/messaging-api/#message-objects */
export type MessageObject = Readonly<Record<string, string | number>>;

/**
 * A message as LINE takes it. Files go by address. There is no message object for other files: `manifest.outbound` has no `file`.
 * @throws PlatformRefusal `content_refused` for what LINE cannot show
 */
export async function messageObject(message: OutboundMessage): Promise<MessageObject> {
  const { kind, text, file } = message;
  if (kind === 'text' && text !== undefined) return { type: 'text', text, ...quoteOf(message) };
  if (kind === 'text' || kind === 'file' || !file) throw refused(`no ${kind}`);
  return kind === 'audio' ? audio(file) : picture(kind, file);
}

/** Only texts and stickers can quote. The token of a message is good for ever, in its own chat. */
function quoteOf({ replyTo }: OutboundMessage): MessageObject {
  const quoteToken = replyTo?.handles.quoteToken;
  return quoteToken ? { quoteToken } : {};
}

async function picture(type: 'image' | 'video', file: OutboundFile): Promise<MessageObject> {
  const [originalContentUrl, previewImageUrl] = await Promise.all([file.link(), file.previewLink()]);
  return { type, originalContentUrl, previewImageUrl };
}

/** LINE demands the length and shows it; it does not look into the file. */
async function audio(file: OutboundFile): Promise<MessageObject> {
  const durationMs = await file.durationMs?.();
  if (typeof durationMs !== 'number') throw refused('no audio duration');
  const duration = Math.max(1, Math.round(durationMs));
  return { type: 'audio', originalContentUrl: await file.link(), duration };
}

function refused(code: string): PlatformRefusal {
  return new PlatformRefusal('content_refused', 'line', code);
}
