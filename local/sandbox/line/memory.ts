import { kit } from '../../../lambdas/connectors/line/samples/kit.ts';
import type { PhoneMessage, SandboxWorld } from '../platform-sandbox.ts';

/** An Official Account and the channel that belongs to it; or a LINE Login channel, which has no account behind it. */
export interface Official {
  readonly kind: 'official' | 'login_channel';
  readonly botId: string;
  readonly basicId: string;
  readonly displayName: string;
  /** Its admin. */
  readonly person: string;
  readonly channelId: string;
  channelSecret: string;
  webhook: { endpoint: string | null; active: boolean };
  /** Granted to the operator's module; null = not attached. */
  module: { scopes: string[] } | null;
  suspended: boolean;
  /** Messages of this month that count. */
  pushed: number;
  /** Whoever is asked for has written to it: the demo's customers are unknown here. */
  readonly knowsEverybody: boolean;
}

export interface Token {
  readonly channelId: string;
  readonly kind: 'stateless' | 'short_lived' | 'long_lived';
  readonly issuedAt: number;
  expiresAt: number | null;
  revoked: boolean;
}

/** What a module's consent was given for. */
export interface Code {
  readonly botId: string;
  readonly redirectUri: string;
  readonly scope: string;
  readonly challenge: string | null;
  /** `region`, `basic_search_id` and `brand_type` of the consent page: they come again in the exchange. */
  readonly filters: Readonly<Record<string, string | null>>;
  readonly expiresAt: number;
  spent: boolean;
}

/** Somebody who met an account. */
export interface Person {
  readonly displayName: string;
  /** Default: true. Who is no friend can be written to for seven days after writing. */
  readonly friend?: boolean;
  readonly blocked?: boolean;
  readonly wroteAt?: number;
}

/** A group or a room that the account was invited to. Who is in it has the ids of the channel. */
export interface Group {
  readonly name: string;
  readonly members: readonly string[];
}

/** A message on phones. `chatId`: the person as whoever wrote it knows them, or the group. */
export interface OnPhone extends Omit<PhoneMessage, 'fileDigest'> {
  readonly botId: string;
  readonly chatId: string;
  fileDigest?: string;
}

/** What a customer sent. */
export interface SentFile {
  readonly kind: 'image' | 'video' | 'audio' | 'file';
  readonly base64: string;
  readonly mimeType: string;
  readonly at: number;
  unsent: boolean;
}

export interface SentMessages {
  readonly botId: string;
  readonly to: string;
  readonly way: 'reply' | 'push';
  readonly at: number;
  readonly messages: unknown[];
  readonly sentMessages: readonly { readonly id: string; readonly quoteToken?: string }[];
}

export interface LineMemory {
  readonly officials: Official[];
  readonly tokens: Record<string, Token>;
  readonly codes: Record<string, Code>;
  readonly replyTokens: Record<string, { botId: string; channelId: string; chatId: string; until: number }>;
  /** By `{botId}/{userId}`, under the user id of the channel and that of the module. */
  readonly customers: Record<string, Person>;
  /** By `{botId}/{groupId}`. */
  readonly groups: Record<string, Group>;
  /** In the order in which it happened. */
  readonly phone: OnPhone[];
  /** By `{botId}/{messageId}`. */
  readonly files: Record<string, SentFile>;
  readonly quoteTokens: Record<string, { botId: string; chatId: string }>;
  readonly received: { botId: string; customerId: string; messageId: string; text: string; at: number }[];
  readonly sent: SentMessages[];
  /** By `{botId}/{key}`. */
  readonly retryKeys: Record<string, { until: number; requestId: string; sent: SentMessages }>;
  /** When each account's webhook was tested. */
  readonly webhookTests: Record<string, number[]>;
}

/** The memory with what an older memory lacks. */
export function completed(memory: LineMemory): LineMemory {
  for (const [name, value] of Object.entries(newMemory()))
    if (!Object.hasOwn(memory, name)) Object.assign(memory, { [name]: value });
  return memory;
}

/** What LINE's parts share. */
export interface Line {
  readonly world: SandboxWorld;
  readonly memory: LineMemory;
}

export function newMemory(): LineMemory {
  const { channelId = '', accessToken = '' } = DEMO.credentials;
  return {
    officials: OFFICIALS.map((official) => structuredClone(official)),
    tokens: {
      [accessToken]: { channelId, kind: 'long_lived', issuedAt: 0, expiresAt: null, revoked: false },
    },
    codes: {},
    replyTokens: {},
    customers: {},
    groups: {},
    phone: [],
    files: {},
    quoteTokens: {},
    received: [],
    sent: [],
    retryKeys: {},
    webhookTests: {},
  };
}

const DEMO_BOT = 'U5b0f7c21d4e98a36b7c0d1e2f3a4b596';
const DEMO = kit.seed('main', DEMO_BOT);

const UNUSED = { module: null, suspended: false, pushed: 0, knowsEverybody: false } as const;

/** All invented. */
const OFFICIALS: readonly Official[] = [
  {
    ...UNUSED,
    kind: 'official',
    botId: DEMO_BOT,
    basicId: '@482kxqpm',
    displayName: 'บ้านสวน ช็อป',
    person: 'คุณสวน',
    channelId: DEMO.credentials.channelId ?? '',
    channelSecret: DEMO.credentials.channelSecret ?? '',
    webhook: { endpoint: null, active: true },
    knowsEverybody: true,
  },
  {
    ...UNUSED,
    kind: 'official',
    botId: 'U2c7f9e04a1b8d36350fe4472c9ab1d08',
    basicId: '@731mlila',
    displayName: 'ร้านมะลิ แฮนด์เมด',
    person: 'คุณมะลิ',
    channelId: '2007710455',
    channelSecret: '91c4e07ab35d28f6c0173be94d5a8f62',
    webhook: { endpoint: null, active: true },
  },
  {
    ...UNUSED,
    kind: 'official',
    botId: 'U90d1c3b7a5e24f68b1c0d9e8f7a6b5c4',
    basicId: '@105ruamj',
    displayName: 'ก๋วยเตี๋ยวเรือ ป้าแดง',
    person: 'ป้าแดง',
    channelId: '2007710988',
    channelSecret: 'd05b9e417c3f82a6e914c7d20b6f35a8',
    // Goes to another system, and "Use webhook" is off.
    webhook: { endpoint: 'https://bot.example.com/line/padaeng', active: false },
  },
  {
    ...UNUSED,
    kind: 'login_channel',
    botId: '2007719001',
    basicId: '',
    displayName: 'มะลิ เข้าสู่ระบบ (LINE Login)',
    person: 'คุณมะลิ',
    channelId: '2007719001',
    channelSecret: '3fe8a6c20d917b54e6c1a08d2b7f94e5',
    webhook: { endpoint: null, active: false },
  },
];
