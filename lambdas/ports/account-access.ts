import type { InboundItem } from '../domain/inbound.ts';
import type { Feature, Millis, PlatformId, Surface } from '../domain/platform.ts';
import type { SecretText } from '../domain/secret-text.ts';
import type { TokenSet } from '../domain/token-set.ts';
import type { EgressAnswer, EgressCall } from './egress.ts';

/**
 * All that KaoJai asks of a platform about an account itself: connecting it, keeping its tokens alive, watching over it, letting go of it.
 * Loaded only by the functions that call platforms. Every call goes through `PlatformCalls`; no method keeps anything.
 *
 * Every method raises `PlatformRefusal` when the platform says no (classified by code) and `EgressError` when it does not answer.
 */
export interface AccountAccess {
  /**
   * Reads credentials that the merchant typed (where a login takes them) or a seed file holds, in the contract's fields.
   * @throws InvalidInput naming a missing or malformed field
   */
  readCredentials(fields: Readonly<Record<string, string>>): GivenCredentials;
  /** The platform's consent page. Absent: no login of this platform has one. */
  authorizeUrl?(request: AuthorizeRequest): string;
  /** Reads what the consent page sent back; the state has been checked already. */
  readReturn?(query: Readonly<Record<string, string | undefined>>): ConsentReturn;
  /**
   * Exchanges the code and finds out which accounts it is for.
   * @throws PlatformRefusal `code_invalid`
   */
  exchange?(calls: PlatformCalls, request: ExchangeRequest): Promise<Grant>;
  /**
   * Finds out whose credentials these are; proves that they work. For logins with credentials and without a consent page, and for
   * others when all tokens were given.
   */
  identify?(calls: PlatformCalls, request: IdentifyRequest): Promise<Grant>;
  /**
   * Switches the account's deliveries on and says whether they come. Doing it again changes nothing.
   */
  subscribe(calls: PlatformCalls, account: Account): Promise<Subscription>;
  /** New tokens for old ones. Absent where the platform's tokens do not expire. `PlatformManifest.logins` says how they are renewed. */
  renew?(calls: PlatformCalls, account: Account): Promise<TokenSet>;
  /** The cheapest call that shows whether the authorisation still holds and deliveries still come. */
  check(calls: PlatformCalls, account: Account): Promise<AccountReport>;
  /**
   * Switches deliveries off and revokes, as far as the platform has calls for it and nobody else is cut off by them. What is gone already
   * is no error.
   */
  release(calls: PlatformCalls, account: Account, shared: SharedLinks): Promise<Release>;
  /** One page of earlier messages, newest first. Absent where the platform has no history or forbids reading it. */
  history?(calls: PlatformCalls, account: Account, request: HistoryRequest): Promise<HistoryPage>;
}

/** Key of `PlatformManifest.logins`: by which way an account is connected. */
export type LoginName = string;

/** Makes calls to one platform for one connection: host list, limits, retries and their budget stand behind it. */
export interface PlatformCalls {
  send(call: PlatformCall): Promise<EgressAnswer>;
}

/** A call with purpose `api` to a host of the manifest's `hosts.api`. */
export type PlatformCall = Omit<EgressCall, 'platform' | 'purpose' | 'retryBudget'>;

/** An application at the platform: the operator's, or the merchant's own. */
export interface PlatformApp {
  /** Client id, app key, channel id, partner id. */
  readonly id: string;
  readonly secret: SecretText;
  /** The other public fields of the manifest's `AppDefinition`. */
  readonly facts: Readonly<Record<string, string>>;
}

/** What was read out of typed credentials. */
export interface GivenCredentials {
  /** Which login they are for. */
  readonly login: LoginName;
  readonly tokens: TokenSet;
  /** Signs the account's deliveries, where that secret is the merchant's own. */
  readonly webhookSecret?: SecretText;
  /** What else is needed later, such as `channelId`. Sealed with the connection. */
  readonly facts: Readonly<Record<string, string>>;
  /** Known already, where the merchant typed it. */
  readonly accountId?: string;
}

export interface AuthorizeRequest {
  readonly login: LoginName;
  readonly app: PlatformApp;
  /** Where the platform sends the browser back to; the same in the exchange. */
  readonly redirectUri: string;
  readonly state: string;
  /** Exactly what the chosen features need. */
  readonly scopes: readonly string[];
  /** S256. Only for logins whose manifest says `pkce`. */
  readonly codeChallenge?: string;
}

export type ConsentReturn =
  | { readonly kind: 'code'; readonly code: SecretText; readonly facts: Readonly<Record<string, string>> }
  /** The person said no. */
  | { readonly kind: 'denied' }
  /** The platform refused before the person could say anything; `error` is its code, such as `invalid_scope`. */
  | { readonly kind: 'error'; readonly error: string };

export interface ExchangeRequest {
  readonly login: LoginName;
  readonly app: PlatformApp;
  readonly code: SecretText;
  readonly redirectUri: string;
  readonly codeVerifier?: SecretText;
  readonly scopes: readonly string[];
  /** Of the consent's return. */
  readonly facts: Readonly<Record<string, string>>;
  readonly now: Millis;
}

export interface IdentifyRequest {
  readonly login: LoginName;
  readonly app: PlatformApp | null;
  readonly given: GivenCredentials;
  readonly now: Millis;
}

/** What an authorisation is good for. */
export interface Grant {
  /** Accounts behind it. Empty: nothing that could be connected. */
  readonly accounts: readonly GrantedAccount[];
  /** As the platform names what was really granted; empty where the platform has no scopes. */
  readonly grantedScopes: readonly string[];
  /** Tokens that all accounts of the grant use; then `id` names the grant at the platform. */
  readonly shared?: { readonly id: string; readonly tokens: TokenSet };
}

export interface GrantedAccount {
  readonly accountId: string;
  readonly displayName: string;
  readonly surface: Surface;
  /** The account's own tokens; absent when the grant's are shared. */
  readonly tokens?: TokenSet;
  /** What later calls need to know, such as `shopCipher` or `userId`. Strings; sealed with the connection. */
  readonly facts: Readonly<Record<string, string>>;
  /**
   * What at the platform this account hangs on besides itself and may share with others: the person who consented, a Page, a grant. In the
   * form `{platform}/{what}/{id}`, such as `meta/person/10158…`.
   */
  readonly links: readonly string[];
  /** See `Connection.ownUserIds`. */
  readonly ownUserIds: readonly string[];
  /** Why it cannot be connected; absent = it can. */
  readonly unusable?: UnusableReason;
}

export type UnusableReason =
  /** The person's role at the platform is not enough. */
  | 'role_insufficient'
  /** A personal account, a creator, a sub-account. */
  | 'wrong_account_type'
  /** An account of a country that this product does not serve. */
  | 'wrong_country'
  /** Suspended, deleted, not active. */
  | 'inactive'
  /** A Page without a professional Instagram account. */
  | 'not_linked';

/** A connected account as its connector sees it. */
export interface Account {
  readonly connectionId: string;
  readonly accountId: string;
  readonly surface: Surface;
  readonly login: LoginName;
  readonly features: readonly Feature[];
  readonly webhookUrl: string;
  readonly app: PlatformApp | null;
  readonly tokens: TokenSet;
  readonly facts: Readonly<Record<string, string>>;
  readonly now: Millis;
}

/** Whether deliveries come. */
export interface Subscription {
  /** `unverified`: switched on, but the platform has no way to show it. */
  readonly webhook: 'on' | 'off' | 'unverified';
  readonly problem: AccountProblem | null;
  /** Facts to keep from now on; they replace those of the same name. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** How an account is doing. */
export interface AccountReport {
  readonly webhook: 'on' | 'off' | 'unverified';
  readonly problem: AccountProblem | null;
  /** As the platform names it now. */
  readonly displayName?: string;
  /** See `TokenSet.authorizedUntil`; absent = not said. */
  readonly authorizedUntil?: Millis;
  readonly grantedScopes?: readonly string[];
  /** See `Subscription.facts`. */
  readonly facts?: Readonly<Record<string, string>>;
}

/** What is wrong with an account although its authorisation holds. */
export type AccountProblem =
  /** Deliveries are switched off at the platform and only the merchant can switch them on. */
  | 'webhook_off'
  /** Deliveries go to another address. */
  | 'webhook_elsewhere'
  /** The platform could not reach us, or got the wrong answer. */
  | 'webhook_failing'
  | 'permission_missing'
  | 'account_suspended';

export interface SharedLinks {
  /** Whether another living connection hangs on the same link. */
  isShared(link: string): boolean;
}

export interface Release {
  /** What remains for the merchant to do at the platform; null = nothing. */
  readonly byHand: { readonly th: string; readonly en: string } | null;
}

export interface HistoryRequest {
  /** Messages older than this are not wanted; null = all there are. */
  readonly since: Millis | null;
  /** Of the page before; null = the first page. Opaque, at most 2,000 characters. */
  readonly cursor: string | null;
}

export interface HistoryPage {
  /** Messages only, with the same ids, threads and people as deliveries have; any order. */
  readonly items: readonly InboundItem[];
  /** Null = the end. */
  readonly next: string | null;
}

/** The way an account is connected, and what is true of it. Data only. */
export interface LoginFacts {
  readonly surface: Surface;
  /** Whether the merchant consents on a page of the platform. */
  readonly consent: boolean;
  /** Whether the merchant types credentials (also before consenting: Shopee's in-house apps). */
  readonly credentials: boolean;
  /** Name of the operator's app (see `AppDefinition.name`); null: the merchant's own. */
  readonly app: string | null;
  /** Where `app` is null: the field of the typed facts that is the application's id. */
  readonly ownAppId?: string;
  readonly pkce: boolean;
  /** Permissions to ask for, per feature; an empty list means that the platform has none. Features that are not named cannot be chosen. */
  readonly scopes: Readonly<Partial<Record<Feature, readonly string[]>>>;
  /**
   * How tokens are kept alive. `none`: they do not expire. `refresh`: `renew` replaces them; `singleUse`: the old refresh token is spent
   * by it. `issue`: `renew` makes an access token whenever one is needed, and nothing of it is stored.
   */
  readonly renewal:
    | { readonly kind: 'none' | 'issue' }
    | { readonly kind: 'refresh'; readonly singleUse: boolean };
  /** When earlier messages can be read: that long after connecting. Absent = never. */
  readonly historyAfterMs?: Millis;
}

/** Which platform a call is for, and whose retries are counted together. */
export type CallsFor = (platform: PlatformId, budget: string) => PlatformCalls;
