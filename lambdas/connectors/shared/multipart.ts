import { createHash } from 'node:crypto';

/** A file as a field of a form. */
export interface FormFile {
  readonly field: string;
  readonly name: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
}

/** A form as it is sent. */
export interface WrittenForm {
  /** The header `content-type`. */
  readonly type: string;
  readonly content: Buffer;
}

/**
 * A form of text fields and one file (multipart/form-data, RFC 7578; names escaped as the HTML standard says). Written by hand because a file
 * may be large: it is copied once, where `FormData` holds it four times.
 */
export function formWith(fields: Readonly<Record<string, string>>, file: FormFile): WrittenForm {
  // No file has its own digest in it.
  const boundary = createHash('sha256').update(file.bytes).digest('hex');
  const part = (header: string, content: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; ${header}\r\n\r\n${content}`;
  const texts = Object.entries(fields).map(([name, text]) => `${part(`name="${escaped(name)}"`, text)}\r\n`);
  const names = `name="${escaped(file.field)}"; filename="${escaped(file.name)}"`;
  const before = `${texts.join('')}${part(`${names}\r\ncontent-type: ${file.mimeType}`, '')}`;
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    content: Buffer.concat([Buffer.from(before), file.bytes, Buffer.from(`\r\n--${boundary}--\r\n`)]),
  };
}

const ESCAPES: Readonly<Record<string, string>> = { '\r': '%0D', '\n': '%0A', '"': '%22' };

function escaped(name: string): string {
  return name.replace(/[\r\n"]/g, (character) => ESCAPES[character] ?? '');
}
