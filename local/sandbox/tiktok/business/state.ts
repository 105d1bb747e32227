import type { SandboxWorld } from '../../platform-sandbox.ts';
import type { KeptFile } from '../files.ts';

/** Everything that TikTok Business remembers. Times in milliseconds. */
export interface BusinessState {
  readonly accounts: readonly BusinessAccount[];
  /** By code. */
  readonly codes: Record<string, BusinessCode>;
  /** By `open_id`; absent = the holder has not authorised the app (any more). */
  readonly grants: Record<string, BusinessGrant>;
  /** The app's one address, for all accounts. */
  webhook: string | null;
  /** By conversation. */
  readonly conversations: Record<string, BusinessConversation>;
  /** Ids of files, and whose they are. */
  readonly media: Record<string, string>;
  readonly banned: string[];
  /** By media id: uploaded pictures, and what people sent. Absent, as the next, in the memory of an older version. */
  files?: Record<string, BusinessFile>;
  /** Addresses for downloading, by what makes them unguessable. */
  links?: Record<string, { accountId: string; mediaId: string; until: number }>;
}

export interface BusinessFile extends KeptFile {
  readonly at: number;
}

export interface BusinessAccount {
  readonly openId: string;
  readonly username: string;
  readonly displayName: string;
  /** False: a personal account. */
  readonly business: boolean;
}

export interface BusinessCode {
  readonly openId: string;
  readonly scopes: string[];
  readonly redirectUri: string;
  readonly until: number;
  used: boolean;
}

export interface BusinessGrant {
  scopes: string[];
  access: string;
  accessUntil: number;
  refresh: string;
  /** One year after the consent, which no refresh moves. */
  until: number;
}

export interface BusinessConversation {
  readonly accountId: string;
  readonly customerId: string;
  /** `STRANGER` until the account answers. */
  kind: 'STRANGER' | 'SINGLE';
  readonly messages: BusinessMessage[];
}

/** The fields inside a delivery's `content`. */
export interface BusinessMessage {
  readonly message_id: string;
  readonly conversation_id: string;
  readonly timestamp: number;
  readonly type: string;
  readonly from: string;
  readonly to: string;
  readonly from_user: { readonly id: string; readonly role: string };
  readonly to_user: { readonly id: string; readonly role: string };
  readonly [field: string]: unknown;
}

export const DAY_MS = 86_400_000;
export const ACCESS_LIFE_MS = DAY_MS;
export const GRANT_LIFE_MS = 365 * DAY_MS;
export const CODE_LIFE_MS = 10 * 60_000;

/** What the app was reviewed for. Asking for anything else is `invalid_scope`. */
export const APP_SCOPES = [
  'message.list.read',
  'message.list.send',
  'message.list.manage',
  'user.account.type',
  'user.info.basic',
  'user.info.username',
  'user.info.profile',
];

const SEED_ACCOUNT = '-000K7pQmYtRz1vB3nW9cD5fH8jL2sX';

/** Invented holders: two Business Accounts, a personal one, and the demo seed's. */
const ACCOUNTS: readonly BusinessAccount[] = [
  { openId: SEED_ACCOUNT, username: 'baansuan.th', displayName: 'บ้านสวน', business: true },
  {
    openId: '-000A4doiMhokCafeQ2wE6rT8yU1iO3p',
    username: 'doimhok.coffee',
    displayName: 'กาแฟดอยหมอก',
    business: true,
  },
  {
    openId: '-000B7kruaPaDaengZ5xC9vB2nM4kL6j',
    username: 'padaeng.kitchen',
    displayName: 'ครัวป้าแดง',
    business: true,
  },
  {
    openId: '-000C1somchaiPersonalH3gF7dS5aQ8',
    username: 'somchai_dance',
    displayName: 'สมชายชอบเต้น',
    business: false,
  },
];

/** At the beginning only the demo seed's account is connected, with the tokens that the sample kit gives it. */
export function initialState(world: SandboxWorld): BusinessState {
  const until = world.now() + GRANT_LIFE_MS;
  return {
    accounts: ACCOUNTS,
    codes: {},
    grants: {
      [SEED_ACCOUNT]: {
        scopes: [...APP_SCOPES],
        access: 'invented-access-token',
        accessUntil: until,
        refresh: 'invented-refresh-token',
        until,
      },
    },
    webhook: `${world.publicBaseUrl}/webhooks/tiktok/business`,
    conversations: {},
    media: {},
    banned: [],
  };
}
