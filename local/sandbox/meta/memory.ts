import { kit as facebookKit } from '../../../lambdas/connectors/facebook/samples/kit.ts';
import { kit as instagramKit } from '../../../lambdas/connectors/instagram/samples/kit.ts';
import type { SandboxWorld } from '../platform-sandbox.ts';
import { DEMO_INSTAGRAM, DEMO_PAGE, INSTAGRAM_ACCOUNTS, PERSONS } from './people.ts';
import { INSTAGRAM_FIELDS, PAGE_FIELDS, SCOPES } from './rules.ts';

export type AppName = 'meta' | 'instagram';

/** An OAuth code of either dialog. */
export interface Code {
  readonly app: AppName;
  /** Of Facebook's person, or the app-scoped id of an Instagram account. */
  readonly holder: string;
  readonly redirectUri: string;
  readonly expiresAt: number;
  used: boolean;
}

export interface Token {
  readonly kind: 'user' | 'page' | 'instagram';
  readonly app: AppName;
  readonly holder: string;
  /** The Page, or the Instagram account. */
  readonly accountId?: string;
  readonly long: boolean;
  readonly issuedAt: number;
  /** Null = never. */
  expiresAt: number | null;
  /** Sub-code of 190: the token is no good any more. */
  dead?: number;
}

/** What a holder allows the application. */
export interface Consent {
  readonly app: AppName;
  scopes: string[];
  declined: string[];
  /** Those that were ticked. */
  pages: string[];
  dataAccessUntil: number;
}

export interface StoredMessage {
  /** The Page, or the Instagram account. */
  readonly accountId: string;
  readonly customerId: string;
  readonly mid: string;
  readonly at: number;
  readonly text: string;
  /** Sent by the account. */
  readonly own: boolean;
  /** A file; absent = a text. */
  readonly file?: { readonly kind: FileKind; readonly id: string };
  readonly replyTo?: string;
}

export type FileKind = 'image' | 'video' | 'audio' | 'file';

/** What lies on the content delivery network. */
export interface StoredFile {
  readonly base64: string;
  readonly mimeType: string;
  readonly name: string;
  /** SHA-256, hex. */
  readonly digest: string;
  readonly expiresAt: number;
}

/** What `message_attachments` was given. */
export interface Upload {
  /** The Page; nobody else may send it. */
  readonly accountId: string;
  readonly kind: FileKind;
  readonly fileId: string;
  readonly expiresAt: number;
}

/** Below a post of the account. */
export interface StoredComment {
  readonly accountId: string;
  /** Who wrote the top-level comment. */
  readonly customerId: string;
  readonly id: string;
  /** Absent for a top-level comment. */
  readonly parentId?: string;
  readonly at: number;
  readonly text: string;
  readonly own: boolean;
}

/** Plain JSON. */
export interface MetaMemory {
  codes: Record<string, Code>;
  tokens: Record<string, Token>;
  consents: Record<string, Consent>;
  /** Fields, by Page, and by Instagram account for the Instagram login. */
  subscribed: Record<string, string[]>;
  messages: StoredMessage[];
  suspended: Record<string, boolean>;
  /** Absent in memories of before there were any. */
  files?: Record<string, StoredFile>;
  uploads?: Record<string, Upload>;
  comments?: StoredComment[];
}

/** What all parts of the sandbox work with. */
export interface Meta {
  readonly world: SandboxWorld;
  readonly memory: MetaMemory;
}

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** The accounts of the demo seed are connected already, with the tokens of the kits. */
export function initialMemory(now: number): MetaMemory {
  const person = PERSONS.find(({ pages }) => pages.includes(DEMO_PAGE))?.id ?? '';
  const shop = INSTAGRAM_ACCOUNTS.find(({ id }) => id === DEMO_INSTAGRAM)?.appScopedId ?? '';
  const common = { declined: [], dataAccessUntil: now + 90 * DAY };
  const token = { issuedAt: now - 2 * DAY, long: true };
  return {
    codes: {},
    tokens: {
      [seedToken(facebookKit.seed('main', DEMO_PAGE).credentials, 'pageAccessToken')]: {
        ...token,
        kind: 'page',
        app: 'meta',
        holder: person,
        accountId: DEMO_PAGE,
        expiresAt: null,
      },
      [seedToken(instagramKit.seed('main', DEMO_INSTAGRAM).credentials, 'accessToken')]: {
        ...token,
        kind: 'instagram',
        app: 'instagram',
        holder: shop,
        accountId: DEMO_INSTAGRAM,
        expiresAt: now + 58 * DAY,
      },
    },
    consents: {
      [person]: { ...common, app: 'meta', scopes: [...SCOPES.meta], pages: [DEMO_PAGE] },
      [shop]: { ...common, app: 'instagram', scopes: [...SCOPES.instagram], pages: [] },
    },
    subscribed: { [DEMO_PAGE]: [...PAGE_FIELDS], [DEMO_INSTAGRAM]: [...INSTAGRAM_FIELDS] },
    messages: [],
    suspended: {},
  };
}

function seedToken(credentials: Readonly<Record<string, string>>, name: string): string {
  return credentials[name] ?? `no ${name} in the kit's seed`;
}
