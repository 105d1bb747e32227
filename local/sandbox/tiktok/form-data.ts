import type { SandboxRequest } from '../platform-sandbox.ts';

/** A part of a form that is a file. */
export interface SentFile {
  readonly fileName: string;
  readonly bytes: Buffer;
}

export interface FormData {
  readonly fields: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, SentFile>>;
}

/**
 * Reads a `multipart/form-data` body byte by byte; undefined for what is none. Written without the connector's function, so that one
 * checks the other.
 */
export function readForm({ headers, body }: Pick<SandboxRequest, 'headers' | 'body'>): FormData | undefined {
  const boundary = /^multipart\/form-data;\s*boundary="?([^";]+)"?$/.exec(headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return undefined;
  const fields: Record<string, string> = {};
  const files: Record<string, SentFile> = {};
  for (const part of partsOf(body, `--${boundary}`)) {
    const end = part.indexOf('\r\n\r\n');
    const head = part.subarray(0, Math.max(end, 0)).toString('utf8');
    const name = /\bname="([^"]*)"/.exec(head)?.[1];
    if (name === undefined) return undefined;
    const bytes = part.subarray(end + 4);
    const fileName = /\bfilename="([^"]*)"/.exec(head)?.[1];
    if (fileName === undefined) fields[name] = bytes.toString('utf8');
    else files[name] = { fileName, bytes };
  }
  return { fields, files };
}

/** What stands between the delimiters, each of which has a line of its own. */
function partsOf(body: Buffer, delimiter: string): Buffer[] {
  const parts: Buffer[] = [];
  let from = body.indexOf(`${delimiter}\r\n`);
  while (from !== -1) {
    const start = from + delimiter.length + 2;
    const end = body.indexOf(`\r\n${delimiter}`, start);
    if (end === -1) return [];
    parts.push(body.subarray(start, end));
    const next = end + 2;
    from = body.indexOf(`${delimiter}\r\n`, next) === next ? next : -1;
  }
  return parts;
}
