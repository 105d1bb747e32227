import type { RawDelivery } from '../domain/delivery.ts';
import type { InboundItem } from '../domain/inbound.ts';
import type { Millis, PlatformId, Surface } from '../domain/platform.ts';
import type { WindowRule } from '../domain/reply-window.ts';
import type { PlatformRetention } from '../domain/retention.ts';
import type { SecretText } from '../domain/secret-text.ts';
import type { AccountAccess, GivenCredentials, LoginFacts, LoginName } from './account-access.ts';
import type { AccountMessaging } from './account-messaging.ts';

/**
 * All that KaoJai asks of a chat platform on the way in. Importing a connector reads no environment, opens nothing and
 * calls nothing; the same code runs in the ingress function, in the worker and at synthesis.
 */
export interface Connector {
  readonly manifest: PlatformManifest;
  /** Says who signed exactly these bytes. Never throws on hostile input. */
  verify(delivery: RawDelivery, credentials: readonly WebhookCredential[], now: Millis): Verdict;
  /**
   * Reads a delivery. Pure. One delivery may carry several items, or none.
   * @throws UnreadableDelivery when the body as a whole is not what the platform sends
   */
  parse(delivery: ParseInput): InboundItem[];
  /** Answers the platform's own check of the address (Meta's GET). Absent where a platform has none. */
  handshake?(
    query: Readonly<Record<string, string | undefined>>,
    credentials: readonly WebhookCredential[],
  ): HandshakeAnswer;
  /** Where an account's deliveries arrive and with which secret they are signed. */
  webhookOf(account: AccountToConnect): WebhookOfAccount;
  /**
   * Everything about connecting accounts. Loaded on demand: the functions that never call a platform are built without it.
   */
  access(): Promise<AccountAccess>;
  /** Answering customers, and what belongs to it; loaded on demand, too. Absent: the platform can only be read. */
  messaging?(): Promise<AccountMessaging>;
}

export interface ParseInput {
  readonly surface: Surface;
  readonly body: Buffer;
  readonly receivedAt: Millis;
}

/** A secret that may have signed a delivery, and what else the check needs (public ids, the registered address). */
export interface WebhookCredential {
  /** Such as `app/meta` or `line/{connectionId}`. */
  readonly ref: string;
  readonly secret: SecretText;
  readonly facts: Readonly<Record<string, string>>;
}

export type Verdict =
  /** Signed with this credential. */
  | { readonly kind: 'trusted'; readonly credential: string }
  /** Missing, malformed or wrong signature. */
  | { readonly kind: 'untrusted' }
  /** Signed correctly, but outside the time that the signature is good for. */
  | { readonly kind: 'stale' }
  /** The platform's own connection check, which carries no event: answer well, store nothing. */
  | { readonly kind: 'probe' };

export interface HandshakeAnswer {
  readonly status: 200 | 400 | 403;
  /** text/plain */
  readonly body: string;
}

export interface WebhookRoute {
  readonly method: 'POST' | 'GET';
  /** API Gateway path, with path parameters in braces. */
  readonly path: string;
  readonly surface: Surface;
  /** Credentials that may have signed here, in order; a path parameter in braces may stand at the end of each. */
  readonly credentials: readonly string[];
}

/** One platform application of the operator (not of a merchant), and the fields an operator enters for it. */
export interface AppDefinition {
  /** Key in the seed file's `apps`, such as `meta` or `tiktokShop`. */
  readonly name: string;
  readonly credential: string;
  /** Which of `factFields` is the application's id at the platform. */
  readonly idField: string;
  readonly secretField: string;
  /** Public fields, and `verifyToken`, which the check of a delivery needs. */
  readonly factFields: readonly string[];
  /** Public fields that an operator may leave out. */
  readonly optionalFields?: readonly string[];
}

export interface AccountToConnect {
  readonly connectionId: string;
  readonly login: LoginName;
  /** Where this deployment is reached, without a slash at the end. */
  readonly publicBaseUrl: string;
  /** For logins with credentials: the secret that signs, and what else was typed. */
  readonly given?: Pick<GivenCredentials, 'webhookSecret' | 'facts'>;
}

export interface WebhookOfAccount {
  readonly webhookUrl: string;
  /** Credentials that may sign the account's deliveries: the operator's app or the merchant's own. */
  readonly credentials: readonly string[];
  /** Present when the secret is the merchant's own and has to be kept with the connection, under the first of `credentials`. */
  readonly own?: { readonly secret: SecretText; readonly facts: Readonly<Record<string, string>> };
}

/** What is true of a platform and does not change from merchant to merchant. Data only. */
export interface PlatformManifest {
  readonly id: PlatformId;
  /** As the platform writes itself. */
  readonly name: string;
  readonly surfaces: readonly Surface[];
  readonly routes: readonly WebhookRoute[];
  /** How long the platform waits for our answer. */
  readonly answerWithinMs: number;
  readonly apps: readonly AppDefinition[];
  /** Hosts that the egress gate lets this connector call; `*.` stands for one or more labels. */
  readonly hosts: {
    readonly api: readonly string[];
    readonly media: readonly string[];
    /** Where the merchant's browser is sent to consent; never called by us. */
    readonly consent: readonly string[];
  };
  /** The ways in which accounts are connected. */
  readonly logins: Readonly<Record<LoginName, LoginFacts>>;
  readonly outbound: Readonly<Record<Surface, OutboundLimits>>;
  readonly replyWindow: Readonly<Record<Surface, WindowRule>>;
  /** `copy`: customers' files are fetched and kept sealed. `link`: the platform's terms forbid keeping them. */
  readonly media: Readonly<Record<string, 'copy' | 'link'>>;
  /** How long the platform lets its data be kept, with where it says so. @default - KaoJai's own terms (domain/retention.ts) */
  readonly retention?: PlatformRetention;
}

/** What may be sent. Sizes in bytes. */
export interface OutboundLimits {
  readonly text: { readonly max: number; readonly unit: 'utf16' | 'utf8_bytes' | 'characters' };
  readonly image?: { readonly mimeTypes: readonly string[]; readonly maxBytes: number };
  readonly video?: { readonly mimeTypes: readonly string[]; readonly maxBytes: number };
  readonly audio?: { readonly mimeTypes: readonly string[]; readonly maxBytes: number };
  readonly file?: { readonly mimeTypes: readonly string[]; readonly maxBytes: number };
  /** Messages that one call takes. Default: 1. */
  readonly batch?: number;
  /** Whether the platform tells repeats of a call apart by a key, so that a lost answer may be asked for again. Default: it does not. */
  readonly idempotent?: boolean;
  /**
   * Whether the platform ever speaks of our own messages by the ids that it gave them: echoes, receipts. Where it does not, those ids need not
   * be found again. Default: it does.
   */
  readonly echoes?: boolean;
}
