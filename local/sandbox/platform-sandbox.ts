/** A call that reached the sandbox, as the platform would see it. */
export interface SandboxRequest {
  readonly method: string;
  /** Such as `graph.facebook.com`. */
  readonly host: string;
  /** Begins with a slash; not decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** What the platform answers. An object is sent as JSON. */
export interface SandboxAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | object;
}

/** One platform, played: test equipment. As strict as the platform, with the platform's own errors. */
export interface PlatformSandbox {
  /** Names the platform in the control calls. */
  readonly name: string;
  readonly hosts: readonly string[];
  handle(request: SandboxRequest): SandboxAnswer | Promise<SandboxAnswer>;
  /** Something happens at the platform without a call of ours. @throws SandboxProblem for what it cannot do */
  act(action: SandboxAction): Promise<unknown>;
}

export type SandboxAction =
  /** Which accounts merchants could connect; answers `SandboxAccount[]`. */
  | { readonly kind: 'accounts' }
  /** A customer writes: it becomes part of the history, and a delivery if the account's deliveries are on. Answers `{ messageId, delivered }`. */
  | {
      readonly kind: 'message';
      readonly accountId: string;
      readonly customerId: string;
      readonly text: string;
    }
  /** The merchant (or the platform) takes the authorisation back; the platform's own signal of it is sent if it has one. */
  | { readonly kind: 'revoke'; readonly accountId: string }
  /** Whoever connected the account asks the platform to have their data deleted. Answers what each callback said: `{ status, body }[]`. */
  | { readonly kind: 'ask_deletion'; readonly accountId: string }
  /** The account's access token is past its life from now on; refresh tokens stay good. */
  | { readonly kind: 'expire'; readonly accountId: string }
  /** What the customer's phone shows of the conversation, oldest first: a `PhoneMessage[]`. */
  | { readonly kind: 'phone'; readonly accountId: string; readonly customerId: string }
  /** A customer sends a file. Answers `{ messageId, delivered }`. */
  | {
      readonly kind: 'file';
      readonly accountId: string;
      readonly customerId: string;
      readonly file: {
        readonly kind: 'image' | 'video' | 'audio' | 'file';
        readonly base64: string;
        readonly mimeType: string;
        readonly name: string;
      };
      /** A platform that takes minutes to prepare a video (Lazada) has done so already. */
      readonly prepared?: boolean;
    }
  /** Somebody of the merchant's writes in the platform's own app. Answers `{ messageId, delivered }`. */
  | {
      readonly kind: 'app_message';
      readonly accountId: string;
      readonly customerId: string;
      readonly text: string;
    }
  /** The customer has read everything. Sends a receipt if the platform has one. */
  | { readonly kind: 'read'; readonly accountId: string; readonly customerId: string }
  /** The platform suspends the account, or ends that. */
  | { readonly kind: 'suspend'; readonly accountId: string; readonly on: boolean };

/** A message as the customer's phone shows it. */
export interface PhoneMessage {
  readonly messageId: string;
  readonly from: 'customer' | 'merchant';
  readonly kind: 'text' | 'image' | 'video' | 'audio' | 'file' | 'other';
  readonly text: string | null;
  /** SHA-256 of the file's bytes, in hex, as far as the platform got them. */
  readonly fileDigest?: string;
  readonly at: number;
}

/** An account that somebody has at the platform. */
export interface SandboxAccount {
  readonly platform: string;
  readonly login: string;
  readonly accountId: string;
  readonly displayName: string;
  /** Who can consent for it on the consent page; absent where there is none. */
  readonly person?: string;
  /** What the merchant would type; absent where there is nothing to type. */
  readonly credentials?: Readonly<Record<string, string>>;
}

/** What a platform's sandbox is given. */
export interface SandboxWorld {
  now(): number;
  /** A new opaque token; begins with the prefix and never repeats. */
  newToken(prefix: string): string;
  /** A new id of that many decimal digits. */
  newDigits(digits: number): string;
  /** The operator's applications as in the seed file: `apps.meta.appSecret` … Absent ones are unknown to the platform. */
  readonly apps: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Where KaoJai is reached, without a slash at the end. */
  readonly publicBaseUrl: string;
  /** Sends a delivery to KaoJai. Answers its status; 0 when it cannot be reached. */
  deliver(url: string, headers: Readonly<Record<string, string>>, body: Buffer): Promise<number>;
  /** The same for a callback whose answer the platform reads. */
  ask(
    url: string,
    headers: Readonly<Record<string, string>>,
    body: Buffer,
  ): Promise<{ readonly status: number; readonly body: string }>;
  /** The platform's memory: JSON that survives a restart. `initial` is taken the first time. */
  memory<T extends object>(name: string, initial: () => T): T;
}

/** Makes one platform. */
export type SandboxFactory = (world: SandboxWorld) => PlatformSandbox;

/** A control call asked for something that cannot be. */
export class SandboxProblem extends Error {}
