import { setTimeout as sleep } from 'node:timers/promises';
import type { Millis, PlatformId } from '../domain/platform.ts';
import type { Clock } from '../ports/clock.ts';
import type { PlatformManifest } from '../ports/connector.ts';
import {
  type Egress,
  type EgressAnswer,
  type EgressCall,
  EgressError,
  type EgressHead,
  type EgressStream,
} from '../ports/egress.ts';
import { checkHead, readBody, readWhole } from './answer-body.ts';
import { type Connect, Exchange, type Hop, type Opened } from './exchange.ts';
import { Flight } from './flight.ts';
import { checkUrl } from './host-list.ts';
import { LIMITS, type LimitsByPurpose } from './limits.ts';
import { headersForAnotherHost, outgoingHeaders } from './outgoing-headers.ts';
import { type Resolver, systemResolver } from './pinned-lookup.ts';
import { backOffMs, isPassing, TRIES } from './retry.ts';
import { readRetryAfter } from './retry-after.ts';
import { RetryBudgets } from './retry-budget.ts';
import { readBase } from './rewrite.ts';

const MOST_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

type CallableHosts = Pick<PlatformManifest['hosts'], 'api' | 'media'>;

export interface EgressGateOptions {
  /** Whose host lists count: those of all connectors. */
  readonly manifests: readonly { readonly id: PlatformId; readonly hosts: CallableHosts }[];
  readonly clock: Clock;
  /** Replaces `https://HOST` by `{base}/HOST`; for the local cloud and tests only. */
  readonly base?: string | undefined;
  readonly limits?: LimitsByPurpose;
  readonly resolve?: Resolver;
  readonly connect?: Connect;
  /** Waits between tries. */
  readonly wait?: (ms: Millis) => Promise<unknown>;
  /** From 0 to 1. */
  readonly random?: () => number;
}

/** The one gate that all calls of platforms leave through. See `docs/egress.md`. */
export class EgressGate implements Egress {
  readonly #hosts: ReadonlyMap<PlatformId, CallableHosts>;
  readonly #clock: Clock;
  readonly #limits: LimitsByPurpose;
  readonly #exchange: Exchange;
  readonly #budgets: RetryBudgets;
  readonly #wait: (ms: Millis) => Promise<unknown>;
  readonly #random: () => number;

  /** @throws Misconfigured when the base is not an address */
  constructor(options: EgressGateOptions) {
    const base = options.base === undefined ? undefined : readBase(options.base);
    this.#hosts = new Map(options.manifests.map(({ id, hosts }) => [id, hosts]));
    this.#clock = options.clock;
    this.#limits = options.limits ?? LIMITS;
    this.#exchange = new Exchange(options.resolve ?? systemResolver, options.connect, base);
    this.#budgets = new RetryBudgets(() => options.clock.now());
    this.#wait = options.wait ?? sleep;
    this.#random = options.random ?? Math.random;
  }

  request(call: EgressCall): Promise<EgressAnswer> {
    return this.#persist(call, async (flight) => {
      const opened = await this.#follow(flight);
      return { ...this.#headOf(opened), body: await readWhole(flight, opened) };
    });
  }

  download(call: EgressCall): Promise<EgressStream> {
    return this.#persist(
      call,
      async (flight) => {
        const opened = await this.#follow(flight);
        return { ...this.#headOf(opened), chunks: readBody(flight, opened), close: opened.close };
      },
      (stream) => stream.close(),
    );
  }

  /** Tries until there is an answer to hand over, or nothing left to try with. */
  async #persist<T extends EgressHead>(
    call: EgressCall,
    attempt: (flight: Flight) => Promise<T>,
    drop: (answer: T) => void = () => {},
  ): Promise<T> {
    const flight = new Flight(call, this.#limits[call.purpose], this.#clock.now());
    this.#budgets.deposit(budgetOf(call));
    for (let tries = 1; ; tries++) {
      const outcome = await attempt(flight).catch(onlyEgressError);
      const next = this.#whatNext(flight, outcome, tries);
      if (next === 'end') {
        if (outcome instanceof EgressError) throw outcome;
        return outcome;
      }
      if (!(outcome instanceof EgressError)) drop(outcome);
      if (next instanceof EgressError) throw next;
      await this.#wait(next);
    }
  }

  /** To end with this outcome, to end with another error, or how long to wait for the next try. */
  #whatNext(flight: Flight, outcome: EgressHead | EgressError, tries: number): 'end' | EgressError | Millis {
    if (!flight.call.idempotent || !isPassing(outcome)) return 'end';
    const leftMs = flight.deadline - this.#clock.now();
    const { status, retryAfterMs = 0 } = outcome;
    if (status !== undefined && retryAfterMs > Math.min(leftMs, flight.limits.retryAfterMs))
      return flight.error('asked_to_wait', { status, retryAfterMs });
    const waitMs = retryAfterMs + backOffMs(tries, this.#random);
    const mayRetry = tries < TRIES && waitMs < leftMs && this.#budgets.take(budgetOf(flight.call));
    return mayRetry ? waitMs : 'end';
  }

  /** One try: the call's address, and from there wherever media redirects lead. */
  async #follow(flight: Flight): Promise<Opened> {
    const { call } = flight;
    let hop: Hop = {
      url: this.#checked(flight, call.url),
      headers: outgoingHeaders(call.headers ?? {}, call.body),
    };
    for (let redirects = 0; ; redirects++) {
      const opened = await this.#exchange.open(flight, hop, flight.deadline - this.#clock.now());
      const target = targetOf(call, opened);
      try {
        if (target === undefined) {
          checkHead(flight, opened);
          return opened;
        }
        if (redirects === MOST_REDIRECTS) throw flight.refusal('too_many_redirects');
        hop = this.#redirected(flight, hop, target);
        opened.close();
      } catch (error) {
        opened.close();
        throw error;
      }
    }
  }

  #redirected(flight: Flight, from: Hop, target: string): Hop {
    const url = this.#checked(flight, target, from.url);
    const sameHost = url.host === from.url.host;
    return { url, headers: sameHost ? from.headers : headersForAnotherHost(from.headers) };
  }

  #checked(flight: Flight, text: string, from?: URL): URL {
    const { platform, purpose } = flight.call;
    const hosts = this.#hosts.get(platform);
    if (!hosts) throw flight.refusal('unknown_platform');
    const checked = checkUrl(text, hosts[purpose], from);
    flight.host = checked.broken ? checked.host : checked.url.hostname;
    if (checked.broken) throw flight.refusal(checked.broken);
    return checked.url;
  }

  #headOf({ response, status }: Opened): EgressHead {
    const headers = Object.fromEntries(
      Object.entries(response.headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
    );
    const retryAfterMs = readRetryAfter(headers['retry-after'], this.#clock.now());
    return { status, headers, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  }
}

/** Where a redirect leads. API calls are never redirected: they carry tokens and have effects. */
function targetOf(call: EgressCall, { status, response }: Opened): string | undefined {
  const plain = call.method === 'GET' && call.body === undefined;
  const follows = call.purpose === 'media' && plain && REDIRECTS.has(status);
  return follows ? response.headers.location : undefined;
}

function budgetOf({ platform, retryBudget }: EgressCall): string {
  return JSON.stringify([platform, retryBudget ?? null]);
}

function onlyEgressError(error: unknown): EgressError {
  if (error instanceof EgressError) return error;
  throw error;
}
