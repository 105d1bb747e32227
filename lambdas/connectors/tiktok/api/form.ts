import { createHash } from 'node:crypto';

/** A file in a form. */
export interface FormFile {
  /** Of the field. */
  readonly field: string;
  readonly fileName: string;
  readonly mimeType: string;
  readonly bytes: Buffer;
}

/** A body of a call, with the content type that it needs. */
export interface Form {
  readonly contentType: string;
  readonly body: Buffer;
}

/**
 * A form of fields and one file, as `multipart/form-data` (RFC 7578). All names and values are the connector's own and need no quoting.
 * The boundary is a digest of the file, which cannot contain it; so the same form is the same bytes.
 */
export function multipart(fields: Readonly<Record<string, string>>, file: FormFile): Form {
  const boundary = `kaojai-${createHash('sha256').update(file.bytes).digest('hex')}`;
  const part = (name: string, more: string, content: string) =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${name}"${more}\r\n\r\n${content}`;
  const texts = Object.entries(fields).map(([name, value]) => `${part(name, '', value)}\r\n`);
  const more = `; filename="${file.fileName}"\r\ncontent-type: ${file.mimeType}`;
  const body = [texts.join('') + part(file.field, more, ''), file.bytes, `\r\n--${boundary}--\r\n`];
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    body: Buffer.concat(body.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece))),
  };
}
