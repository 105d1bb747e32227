import { KaoJaiError } from '../../domain/errors.ts';
import type { OutboundLimits } from '../../ports/connector.ts';
import type { UploadedFile } from '../../ports/outbound-files.ts';

/** A message that the platform would refuse; refused here, before anything is written. `details` holds the exact rule. */
export class RuleBroken extends KaoJaiError {
  constructor(code: string, message: string, details: readonly string[]) {
    super(code, 'refuse', message, details);
  }
}

type Unit = OutboundLimits['text']['unit'];

const LENGTH: Readonly<Record<Unit, (text: string) => number>> = {
  utf16: (text) => text.length,
  utf8_bytes: (text) => Buffer.byteLength(text),
  characters: (text) => [...text].length,
};

const WORDS: Readonly<Record<Unit, string>> = {
  utf16: 'UTF-16 units',
  utf8_bytes: 'bytes of UTF-8',
  characters: 'characters',
};

/** @throws RuleBroken for a text that is empty or longer than the platform takes, in the platform's own unit */
export function checkText({ text: { max, unit } }: OutboundLimits, text: string): void {
  if (text.trim() === '')
    throw new RuleBroken('text_empty', 'the text is empty', ['text: must say something']);
  const length = LENGTH[unit](text);
  if (length <= max) return;
  throw new RuleBroken('text_too_long', 'the text is too long for this platform', [
    `text: at most ${max} ${WORDS[unit]}; this one has ${length}`,
  ]);
}

/** @throws RuleBroken for a kind, type or size that the platform does not take */
export function checkFile(
  limits: OutboundLimits,
  kind: 'image' | 'video' | 'audio' | 'file',
  file: UploadedFile,
): void {
  const rule = limits[kind];
  if (!rule) {
    const taken = ['text', 'image', 'video', 'audio', 'file'].filter((name) => name in limits);
    throw new RuleBroken('kind_not_supported', `this platform takes no ${kind}`, [
      `kind: one of ${taken.join(', ')}`,
    ]);
  }
  if (!rule.mimeTypes.includes(file.mimeType))
    throw new RuleBroken('file_type_not_supported', 'the platform does not take this type of file', [
      `attachment: one of ${rule.mimeTypes.join(', ')}; this one is ${file.mimeType}`,
    ]);
  if (file.size > rule.maxBytes)
    throw new RuleBroken('file_too_large', 'the file is too large for this platform', [
      `attachment: at most ${rule.maxBytes} bytes; this one has ${file.size}`,
    ]);
}
