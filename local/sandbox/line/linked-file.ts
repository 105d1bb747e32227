import { createHash } from 'node:crypto';

const MB = 1024 * 1024;

/** What LINE shows of a message object's addresses. https://developers.line.biz/en/reference/messaging-api/#message-objects */
const FORMS: Readonly<Record<string, { readonly types: readonly string[]; readonly maxBytes: number }>> = {
  image: { types: ['image/jpeg', 'image/png'], maxBytes: 10 * MB },
  video: { types: ['video/mp4'], maxBytes: 200 * MB },
  audio: { types: ['audio/mpeg', 'audio/mp4', 'audio/x-m4a'], maxBytes: 200 * MB },
};
const PREVIEW = { types: ['image/jpeg', 'image/png'], maxBytes: MB };
const PATIENCE_MS = 5_000;

/** The SHA-256 in hex of the file of a message object; undefined if it has none, or if it or its preview cannot be shown. */
export async function linkedFile(message: Readonly<Record<string, unknown>>): Promise<string | undefined> {
  const form = FORMS[String(message.type)];
  if (!form) return undefined;
  const { originalContentUrl, previewImageUrl } = message;
  const [file, preview] = await Promise.all([
    fetched(originalContentUrl, form),
    previewImageUrl === undefined ? null : fetched(previewImageUrl, PREVIEW),
  ]);
  if (file === undefined || preview === undefined) return undefined;
  return createHash('sha256').update(file).digest('hex');
}

/** Addresses of this machine stand for public https ones; others the sandbox does not call. */
export function isHere(url: string): boolean {
  const { protocol, hostname } = URL.parse(url) ?? {};
  return protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost');
}

async function fetched(
  url: unknown,
  { types, maxBytes }: (typeof FORMS)[string],
): Promise<Buffer | undefined> {
  if (typeof url !== 'string' || !isHere(url)) return undefined;
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) });
    const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
    const tooLong = Number(answer.headers.get('content-length') ?? 0) > maxBytes;
    if (!answer.ok || !types.includes(type) || tooLong) {
      await answer.body?.cancel();
      return undefined;
    }
    const bytes = Buffer.from(await answer.arrayBuffer());
    return bytes.length <= maxBytes ? bytes : undefined;
  } catch {
    return undefined;
  }
}
