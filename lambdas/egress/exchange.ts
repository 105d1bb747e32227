import http from 'node:http';
import https from 'node:https';
import { TLSSocket } from 'node:tls';
import type { Millis } from '../domain/platform.ts';
import { EgressError } from '../ports/egress.ts';
import type { Flight } from './flight.ts';
import type { Headers } from './outgoing-headers.ts';
import { pinnedLookup, type Resolver } from './pinned-lookup.ts';
import { isPublicAddress } from './private-addresses.ts';
import { rewrite } from './rewrite.ts';

/** Starts a request; `https.request` unless a test has another one. */
export type Connect = (options: https.RequestOptions) => http.ClientRequest;

/** An address that was held against the host list, and what it is to be told. */
export interface Hop {
  readonly url: URL;
  readonly headers: Headers;
}

type TimeLimit = 'total' | 'headers' | 'idle';

interface State {
  /** Aborted with the limit that passed. */
  readonly expired: AbortSignal;
  connected: boolean;
  status?: number;
}

/** An answer of which the headers are there. */
export interface Opened {
  readonly response: http.IncomingMessage;
  readonly status: number;
  /** Ends the connection. */
  close(): void;
  /** Ends it because a time limit passed. */
  expire(limit: TimeLimit): void;
  /** What an error on the connection means. */
  errorOf(error: unknown): EgressError;
}

/** Node's own 250 ms are too short for a handshake half around the world. */
const ADDRESS_TIMEOUT_MS = 2_000;

/** One request to one address: resolves its name, checks the addresses, connects to these and to no others. */
export class Exchange {
  readonly #resolve: Resolver;
  readonly #connect: Connect;
  readonly #base: URL | undefined;
  /**
   * One connection per request: after a freeze of the function a kept one is dead, and a message sent over it could not be told from one
   * that arrived. TLS sessions are resumed.
   */
  readonly #agents = {
    'http:': new http.Agent(),
    'https:': new https.Agent({ keepAlive: false, autoSelectFamilyAttemptTimeout: ADDRESS_TIMEOUT_MS }),
  };

  constructor(resolve: Resolver, connect: Connect | undefined, base: URL | undefined) {
    this.#resolve = resolve;
    this.#connect = connect ?? systemConnect;
    this.#base = base;
  }

  /**
   * @param leftMs what is left of the call's time
   * @throws EgressError
   */
  async open(flight: Flight, hop: Hop, leftMs: Millis): Promise<Opened> {
    const stop = new AbortController();
    const expire = (limit: TimeLimit) => stop.abort(limit);
    const total = setTimeout(expire, leftMs, 'total').unref();
    const headers = setTimeout(expire, flight.limits.headersMs, 'headers');
    const state: State = { expired: stop.signal, connected: false };
    const errorOf = (error: unknown) => translate(error, flight, state);
    try {
      const route = await this.#route(flight, hop, stop.signal);
      const options = { ...route, method: flight.call.method, headers: hop.headers, signal: stop.signal };
      const response = await this.#send(options, flight.call.body, () => {
        state.connected = true;
        flight.arrived = true;
      });
      response.once('close', () => clearTimeout(total));
      state.status = response.statusCode ?? 0;
      return { response, status: state.status, close: () => response.destroy(), expire, errorOf };
    } catch (error) {
      clearTimeout(total);
      throw errorOf(error);
    } finally {
      clearTimeout(headers);
    }
  }

  async #route(flight: Flight, { url }: Hop, signal: AbortSignal): Promise<https.RequestOptions> {
    if (this.#base) return this.#addressOf(rewrite(url, this.#base));
    const addresses = await unlessAborted(this.#resolve(url.hostname), signal);
    if (!addresses.every(({ address }) => isPublicAddress(address))) throw flight.refusal('private_address');
    return {
      ...this.#addressOf(url),
      servername: url.hostname,
      lookup: pinnedLookup(addresses),
      // Said aloud, so that no environment variable says otherwise.
      rejectUnauthorized: true,
    };
  }

  #addressOf(url: URL): https.RequestOptions {
    const protocol = url.protocol === 'http:' ? 'http:' : 'https:';
    return {
      protocol,
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port || (protocol === 'http:' ? 80 : 443),
      path: `${url.pathname}${url.search}`,
      agent: this.#agents[protocol],
    };
  }

  #send(
    options: https.RequestOptions,
    body: Buffer | string | undefined,
    onConnected: () => void,
  ): Promise<http.IncomingMessage> {
    return new Promise((resolve, reject) => {
      const request = this.#connect(options);
      request.on('error', reject);
      // Ends without an error after an answer that is none, such as an upgrade to another protocol.
      request.once('close', () => reject(new Error('closed')));
      request.once('response', resolve);
      request.once('socket', (socket) => {
        socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', onConnected);
      });
      request.end(body);
    });
  }
}

const systemConnect: Connect = (options) =>
  options.protocol === 'http:' ? http.request(options) : https.request(options);

/** What Node says of headers, methods and paths that cannot be sent. */
const UNSENDABLE = /^ERR_(INVALID_|UNESCAPED_|HTTP_INVALID_)/;

function translate(error: unknown, flight: Flight, { expired, connected, status }: State): EgressError {
  if (error instanceof EgressError) return error;
  const known = status === undefined ? {} : { status };
  if (expired.aborted) return flight.error('timeout', { ...known, reason: String(expired.reason) });
  const { code, name } = error as NodeJS.ErrnoException;
  if (code && UNSENDABLE.test(code)) return flight.refusal('malformed_request');
  // Codes and names are constants of the runtime; messages may quote what was sent or received.
  return flight.error(connected ? 'interrupted' : 'unreachable', { ...known, reason: code ?? name });
}

async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => aborted.reject(signal.reason), { once: true });
  return Promise.race([promise, aborted.promise]);
}
