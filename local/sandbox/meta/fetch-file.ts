import type { FileBytes } from './files.ts';
import { graphError } from './problems.ts';

/** Meta waits about that long for anything but a video. */
const FETCH_MS = 10_000;

/**
 * Fetches a file from its sender's address, as Meta does: https only, except from this machine, where the local cloud has no certificate.
 * @throws MetaProblem 100/2018008 when it cannot be had
 */
export async function fetchFile(address: string): Promise<FileBytes> {
  try {
    const url = new URL(address);
    const near = ['127.0.0.1', 'localhost'].includes(url.hostname);
    if (url.protocol !== 'https:' && !(near && url.protocol === 'http:')) throw new Error('not https');
    const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_MS) });
    if (!response.ok) throw new Error(`status ${response.status}`);
    const mimeType = (response.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
    const name = decodeURIComponent(url.pathname.split('/').at(-1) ?? '') || 'file';
    return { bytes: Buffer.from(await response.arrayBuffer()), mimeType, name };
  } catch {
    throw graphError(100, '(#100) Failed to fetch the file from the url', { sub: 2018008 });
  }
}
