import { randomBytes } from 'node:crypto';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { KEPT_FILES } from '../../lambdas/store/keys.ts';

/** Calls of platforms go to this path of the host, calls of S3 to all others. */
export const PLATFORM = '/platform';
/** The bucket of files. */
export const BUCKET = 'bench';

/** Stands in for a platform that hands out one file, and for S3. */
export interface FileHost {
  readonly url: string;
  /** How many bytes of objects were written since the last time. */
  takeWritten(): number;
  stop(): void;
}

/** @param size bytes of the file that the platform hands out */
export async function startFileHost(size: number): Promise<FileHost> {
  const film = filmOf(size);
  const bucket = new Bucket();
  const server = http.createServer(async (request, response) => {
    const { url = '' } = request;
    if (url.startsWith(`${PLATFORM}/`)) response.setHeader('content-length', film.length).end(film);
    else await bucket.answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    takeWritten: () => bucket.takeWritten(),
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Begins as an MPEG-4 film does; the rest is noise. */
function filmOf(size: number): Buffer {
  const film = randomBytes(size);
  film.write('\0\0\0\u0018ftypisom', 0, 'latin1');
  return film;
}

/** S3 as far as files need it. Remembers the first file that was kept: the one that is opened later. */
class Bucket {
  #written = 0;
  #kept: { readonly path: string; readonly parts: Buffer[] } | null = null;

  takeWritten(): number {
    const written = this.#written;
    this.#written = 0;
    return written;
  }

  async answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://bucket');
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    if (request.method === 'PUT') this.#write(pathname, Buffer.concat(chunks));
    if (request.method === 'GET') return this.#read(pathname, request.headers.range, response);
    response.setHeader('etag', '"part"');
    response.end(searchParams.has('uploads') ? '<UploadId>upload</UploadId>' : '');
  }

  /** Parts come in their order: the worker sends one after the other. */
  #write(path: string, bytes: Buffer): void {
    this.#written += bytes.length;
    if (path.startsWith(`/${BUCKET}/${KEPT_FILES}`)) this.#kept ??= { path, parts: [] };
    if (this.#kept?.path === path) this.#kept.parts.push(bytes);
  }

  #read(path: string, range: string | undefined, response: http.ServerResponse): void {
    const [, from = '', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(range ?? '') ?? [];
    const object = this.#kept?.path === path ? Buffer.concat(this.#kept.parts) : null;
    const status = object === null ? 404 : Number(from) >= object.length ? 416 : 206;
    response.writeHead(status).end(status === 206 ? object?.subarray(Number(from), Number(to) + 1) : '');
  }
}
