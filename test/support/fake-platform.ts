import { createHash } from 'node:crypto';
import type { RefusalKind } from '../../lambdas/domain/platform-refusal.ts';
import type { PlatformCall, PlatformCalls } from '../../lambdas/ports/account-access.ts';
import { type EgressAnswer, EgressError } from '../../lambdas/ports/egress.ts';
import type { VirtualClock } from './fakes.ts';

const MINUTE = 60_000;
const HOUR = 3_600_000;

/** Somebody who can consent, and what is theirs. */
export interface FakePerson {
  readonly id: string;
  readonly accounts: readonly { readonly id: string; readonly name: string; readonly unusable?: string }[];
  /** All accounts of a consent use the same tokens. */
  readonly shared?: boolean;
  /** What the person takes out of what is asked for. */
  readonly refuses?: readonly string[];
}

/** A message as the platform's history tells it. */
export interface FakeMessage {
  readonly id: string;
  readonly customer: string;
  readonly text: string;
  /** Milliseconds; the history may tell seconds only. */
  readonly at: number;
}

/** What befalls a call. */
export type PlatformFault =
  /** The platform says no, and does nothing. */
  | { readonly kind: 'refuse'; readonly refusal: RefusalKind }
  /** It never got there. */
  | { readonly kind: 'unsent' }
  /** It may have got there, and did not. */
  | { readonly kind: 'hang' }
  /** The platform does it, and nobody hears the answer. */
  | { readonly kind: 'lost' };

interface Code {
  readonly person: FakePerson;
  readonly redirectUri: string;
  readonly challenge: string | null;
  readonly scopes: readonly string[];
  readonly appId: string;
  readonly until: number;
}

interface FakeGrant {
  readonly id: string;
  readonly person: string;
  readonly accounts: readonly string[];
  readonly scopes: readonly string[];
  readonly appId: string;
  refresh: string;
  access: string;
  accessUntil: number;
  revoked: boolean;
}

/** Thrown by a request's handler: the platform's no. */
class No extends Error {
  readonly refusal: RefusalKind;
  constructor(refusal: RefusalKind) {
    super(refusal);
    this.refusal = refusal;
  }
}

type Fields = Record<string, string>;

/**
 * A chat platform in memory. Codes are good once, refresh tokens are good once and spend the access token before, a new consent of the same
 * person for the same account ends the one before.
 */
export class FakePlatform {
  readonly clock: VirtualClock;
  /** Secrets by application id; the merchant's own among them. */
  readonly apps = new Map<string, string>();
  readonly people = new Map<string, FakePerson>();
  /** Channels of the login `key`: channel id to account. */
  readonly channels = new Map<
    string,
    { readonly secret: string; readonly account: string; readonly name: string }
  >();
  readonly histories = new Map<string, FakeMessage[]>();
  readonly grants: FakeGrant[] = [];
  /** Accounts whose deliveries are on, with the address. */
  readonly subscriptions = new Map<string, string>();
  readonly suspended = new Set<string>();
  /** What was asked of it, such as `refresh`. */
  readonly asked: string[] = [];
  /** Every secret that it ever gave out or was given. */
  readonly secrets = new Set<string>();
  /** Decides about each call. */
  fault: (operation: string, nth: number) => PlatformFault | undefined = () => undefined;
  accessLifeMs = 4 * HOUR;
  codeLifeMs = 10 * MINUTE;
  pageSize = 3;
  historyInSeconds = false;
  readonly #codes = new Map<string, Code>();
  readonly #channelTokens = new Map<string, string>();
  #count = 0;

  constructor(clock: VirtualClock) {
    this.clock = clock;
  }

  /** How often something was asked. */
  count(operation: string): number {
    return this.asked.filter((one) => one === operation).length;
  }

  /** The person opens the consent page and says yes; answers what the browser brings back. */
  consent(authorizeUrl: string, person: FakePerson): Fields {
    const query = Object.fromEntries(new URL(authorizeUrl).searchParams);
    const { client_id = '', redirect_uri = '', state = '', scope = '', code_challenge } = query;
    if (!this.apps.has(client_id)) throw new Error(`the platform knows no application ${client_id}`);
    this.people.set(person.id, person);
    const code = this.#secret('code');
    const asked = scope.split(' ').filter(Boolean);
    this.#codes.set(code, {
      person,
      redirectUri: redirect_uri,
      challenge: code_challenge ?? null,
      scopes: asked.filter((one) => !person.refuses?.includes(one)),
      appId: client_id,
      until: this.clock.now() + this.codeLifeMs,
    });
    return { code, state };
  }

  /** The person takes the application away in the platform's settings. */
  revoke(account: string): void {
    for (const grant of this.grants) if (grant.accounts.includes(account)) grant.revoked = true;
  }

  /** The grant behind an account that holds at the moment. */
  grantOf(account: string): FakeGrant | undefined {
    return this.grants.findLast(({ accounts, revoked }) => !revoked && accounts.includes(account));
  }

  /** The access token runs out. */
  expireAccess(account: string): void {
    const grant = this.grantOf(account);
    if (grant) grant.accessUntil = this.clock.now();
  }

  /** The way to it for one connection. `around` is asked before a call is made, and after it took effect. */
  calls(around: (point: string) => Promise<void>): PlatformCalls {
    return {
      send: async (call) => {
        const operation = new URL(call.url).pathname.slice(1);
        await around(`before ${operation}`);
        const answer = this.#answer(operation, call);
        await around(`after ${operation}`);
        return answer();
      },
    };
  }

  /** Takes effect at once; what is heard of it comes with the answer. */
  #answer(operation: string, call: PlatformCall): () => EgressAnswer {
    this.asked.push(operation);
    const fault = this.fault(operation, this.count(operation));
    if (fault?.kind === 'refuse') return () => answer(400, { error: fault.refusal });
    if (fault?.kind === 'unsent' || fault?.kind === 'hang') return () => failed(call, fault.kind === 'hang');
    const done = this.#handle(operation, JSON.parse(String(call.body)) as Fields);
    return fault?.kind === 'lost' ? () => failed(call, true) : () => done;
  }

  #handle(operation: string, fields: Fields): EgressAnswer {
    try {
      return answer(200, this.#operations[operation]?.(fields) ?? {});
    } catch (error) {
      if (error instanceof No) return answer(400, { error: error.refusal });
      throw error;
    }
  }

  readonly #operations: Readonly<Record<string, (fields: Fields) => object>> = {
    exchange: (fields) => this.#exchange(fields),
    refresh: ({ refresh = '', app = '', appSecret = '' }) => {
      if (this.apps.get(app) !== appSecret) throw new No('app_refused');
      const grant = this.grants.find((one) => one.refresh === refresh);
      if (!grant || grant.revoked) throw new No('authorization_gone');
      return this.#issue(grant);
    },
    channel: ({ channel = '', secret = '' }) => {
      const found = this.channels.get(channel);
      if (found?.secret !== secret) throw new No('authorization_gone');
      const access = this.#secret('access');
      this.#channelTokens.set(access, found.account);
      return { access, account: found.account, name: found.name };
    },
    subscribe: (fields) => {
      this.subscriptions.set(this.#authorized(fields), fields.webhook ?? '');
      return {};
    },
    check: (fields) => {
      const account = this.#authorized(fields);
      return { on: this.subscriptions.has(account), suspended: this.suspended.has(account) };
    },
    release: (fields) => {
      const account = this.#authorized(fields);
      this.subscriptions.delete(account);
      const grant = this.grants.find(({ access }) => access === fields.access);
      if (grant && fields.revoke === 'yes') grant.revoked = true;
      return {};
    },
    history: (fields) => this.#history(this.#authorized(fields), fields),
  };

  #exchange({ code = '', redirectUri, verifier, app = '', appSecret }: Fields): object {
    const found = this.#codes.get(code);
    if (this.apps.get(app) !== appSecret) throw new No('app_refused');
    this.#codes.delete(code);
    const challenge =
      verifier === undefined ? null : createHash('sha256').update(verifier).digest('base64url');
    if (!found || found.until <= this.clock.now()) throw new No('code_invalid');
    if (found.redirectUri !== redirectUri || found.challenge !== challenge || found.appId !== app)
      throw new No('code_invalid');
    const { person, scopes } = found;
    const sets = person.shared ? [person.accounts] : person.accounts.map((account) => [account]);
    const grants = sets.map((accounts) =>
      this.#grant(
        found,
        accounts.map(({ id }) => id),
      ),
    );
    return {
      scopes,
      person: person.id,
      shared: person.shared ? { id: `g_${person.id}`, ...tokensOf(grants[0]) } : null,
      accounts: person.accounts.map((account, i) => ({
        ...account,
        ...(person.shared ? {} : tokensOf(grants[i])),
      })),
    };
  }

  /** A new consent ends the one before. */
  #grant({ person, scopes, appId }: Code, accounts: readonly string[]): FakeGrant {
    for (const old of this.grants) {
      if (old.person === person.id && old.accounts.some((id) => accounts.includes(id))) old.revoked = true;
    }
    const id = `g${++this.#count}`;
    const empty = { refresh: '', access: '', accessUntil: 0, revoked: false };
    const grant: FakeGrant = { id, person: person.id, accounts, scopes, appId, ...empty };
    this.#issue(grant);
    this.grants.push(grant);
    return grant;
  }

  #issue(grant: FakeGrant): object {
    grant.refresh = this.#secret('refresh');
    grant.access = this.#secret('access');
    grant.accessUntil = this.clock.now() + this.accessLifeMs;
    return tokensOf(grant);
  }

  #authorized({ access = '', account = '' }: Fields): string {
    if (this.#channelTokens.get(access) === account) return account;
    const grant = this.grants.find((one) => one.access === access);
    if (grant?.revoked) throw new No('authorization_gone');
    if (!grant || grant.accessUntil <= this.clock.now()) throw new No('token_invalid');
    if (!grant.accounts.includes(account)) throw new No('rejected');
    return account;
  }

  #history(account: string, { since, cursor = '0' }: Fields): object {
    const from = Number(cursor);
    const all = (this.histories.get(account) ?? []).toSorted((a, b) => b.at - a.at);
    const wanted = all.filter(({ at }) => since === undefined || at >= Number(since));
    const page = wanted.slice(from, from + this.pageSize);
    const told = (at: number) => (this.historyInSeconds ? at - (at % 1_000) : at);
    return {
      messages: page.map((message) => ({ ...message, at: told(message.at) })),
      next: from + this.pageSize < wanted.length ? String(from + this.pageSize) : null,
    };
  }

  #secret(kind: string): string {
    const secret = `${kind}-${createHash('sha256')
      .update(`${kind} ${++this.#count}`)
      .digest('hex')
      .slice(0, 24)}`;
    this.secrets.add(secret);
    return secret;
  }
}

function tokensOf(grant: FakeGrant | undefined) {
  return { access: grant?.access, refresh: grant?.refresh, until: grant?.accessUntil };
}

function answer(status: number, body: object): EgressAnswer {
  return { status, headers: {}, body: Buffer.from(JSON.stringify(body)) };
}

function failed({ url }: PlatformCall, mayHaveArrived: boolean): never {
  const kind = mayHaveArrived ? 'timeout' : 'unreachable';
  throw new EgressError({ kind, platform: 'parrot', host: new URL(url).host, mayHaveArrived });
}
