import { createReadStream, existsSync, statSync } from 'node:fs';
import type http from 'node:http';
import path from 'node:path';
import { CACHE, type ConsoleNeighbours, consoleHeaders } from '../../lib/console-headers.ts';
import { consoleFile, HASHED_FILES, isApiPath } from '../../lib/console-paths.ts';

/** Serves the built console as CloudFront does on AWS: same headers, same paths. */
export interface ConsoleSiteOptions {
  /** Where `npm run build:web` put it. */
  readonly folder: string;
  /** Content of `/config.json`. */
  readonly config: object;
  readonly neighbours: ConsoleNeighbours;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Answers requests for the console, and leaves all others alone. */
export class ConsoleSite {
  readonly #options: ConsoleSiteOptions;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(options: ConsoleSiteOptions) {
    this.#options = options;
    this.#headers = consoleHeaders(options.neighbours);
  }

  /** Whether the request was the console's, and is answered. */
  answer(request: http.IncomingMessage, response: http.ServerResponse): boolean {
    const [asked = '/'] = (request.url ?? '/').split('?');
    if (!['GET', 'HEAD'].includes(request.method ?? '') || isApiPath(asked)) return false;
    if (asked === '/config.json') this.#send(response, asked, JSON.stringify(this.#options.config));
    else this.#sendFile(response, consoleFile(asked));
    return true;
  }

  #sendFile(response: http.ServerResponse, name: string): void {
    // Every path begins with a slash (Node answers 400 to others), and such a one does not lead above its beginning once it is tidied.
    const file = path.join(this.#options.folder, path.posix.normalize(name));
    if (!existsSync(file) || !statSync(file).isFile())
      response.writeHead(404, { ...this.#headers, 'cache-control': CACHE.other }).end();
    else createReadStream(file).pipe(response.writeHead(200, this.#headersOf(name)));
  }

  #send(response: http.ServerResponse, name: string, body: string): void {
    response.writeHead(200, this.#headersOf(name)).end(body);
  }

  #headersOf(name: string): Readonly<Record<string, string>> {
    return {
      ...this.#headers,
      'content-type': TYPES[path.extname(name)] ?? 'application/octet-stream',
      'cache-control': name.startsWith(HASHED_FILES) ? CACHE.hashed : CACHE.other,
    };
  }
}
