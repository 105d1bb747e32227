import { kit } from '../../../lambdas/connectors/lazada/samples/kit.ts';
import type { SandboxAnswer, SandboxWorld } from '../platform-sandbox.ts';
import { DEMO_SHOP, inventedShops, OWNERS, type Owner, type Shop } from './accounts.ts';

export const MINUTE_MS = 60_000;
export const DAY_MS = 86_400_000;
/** An app that is online: 30 and 180 days. */
const ACCESS_MS = 30 * DAY_MS;
const REFRESH_MS = 180 * DAY_MS;

/** What one consent gave. */
export interface Grant {
  readonly person: string;
  readonly shops: readonly string[];
  readonly authorizedAt: number;
  /** Until then it can be refreshed; refreshing does not prolong it. */
  readonly authorizedUntil: number;
  revoked: boolean;
}

/** `expiresAt` is the token's own; the grant's life comes on top. */
interface Token {
  readonly grant: string;
  expiresAt: number;
}

/** A message as its push and the history have it. */
export interface Message {
  session_id: string;
  message_id: string;
  content: string;
  from_account_type: number;
  send_time: number;
  template_id: number;
  status: number;
  [field: string]: string | number | boolean;
}

export interface Session {
  readonly sessionId: string;
  readonly sellerId: string;
  readonly buyerId: string;
  /** Oldest first. */
  readonly messages: Message[];
  selfPosition: number;
  /** Up to when the buyer has read. */
  toPosition?: number;
}

/** `until`: when its address stops being good. */
export interface StoredFile {
  readonly base64: string;
  readonly mimeType: string;
  until: number | null;
}

/** `asked`: how often somebody wanted to know where it is. */
export interface Video {
  readonly place: string;
  readonly title: string;
  asked: number;
}

/** Plain JSON: it survives a restart. */
export interface Memory {
  shops: Record<string, Shop>;
  codes: Record<string, { person: string; expiresAt: number }>;
  grants: Record<string, Grant>;
  accessTokens: Record<string, Token>;
  refreshTokens: Record<string, Token>;
  sessions: Record<string, Session>;
  /** By host and path. */
  files?: Record<string, StoredFile>;
  videos?: Record<string, Video>;
  /** SHA-256 of the files of messages, by message. */
  digests?: Record<string, string>;
}

/** Lazada's own state, and what is common to its calls. */
export interface Lazada {
  readonly world: SandboxWorld;
  readonly memory: Memory;
}

/** An application at Lazada. */
interface App {
  readonly appKey: string;
  readonly appSecret: string;
  /** APIs that it was not given. */
  readonly without: readonly string[];
}

/** The app as the operator registered it; undefined = Lazada knows none. `withoutApis` names, with commas, what it was not given. */
export function appOf({ world }: Lazada): App | undefined {
  const { appKey, appSecret, withoutApis = '' } = world.apps.lazada ?? {};
  return appKey && appSecret ? { appKey, appSecret, without: withoutApis.split(',') } : undefined;
}

export function openLazada(world: SandboxWorld): Lazada {
  return { world, memory: world.memory('lazada', () => initial(world.now())) };
}

/** The shop of the demo seed was connected the day before, with the tokens of the seed. */
function initial(now: number): Memory {
  const { accessToken = '', refreshToken = '' } = kit.seed('main', DEMO_SHOP).credentials;
  const authorizedAt = now - DAY_MS;
  const until = authorizedAt + REFRESH_MS;
  const person = 'owner@baan-suan.example';
  const grant = { person, shops: [DEMO_SHOP], authorizedAt, authorizedUntil: until, revoked: false };
  return {
    shops: inventedShops(),
    codes: {},
    grants: { demo: grant },
    accessTokens: { [accessToken]: { grant: 'demo', expiresAt: authorizedAt + ACCESS_MS } },
    refreshTokens: { [refreshToken]: { grant: 'demo', expiresAt: until } },
    sessions: {},
  };
}

/** The own property of that name; callers choose names. */
export function own<T>(record: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

export function ownerOf(person: string): Owner | undefined {
  return OWNERS.find((owner) => owner.person === person);
}

/** A consent that stands now. */
export function newGrant({ world, memory }: Lazada, { person, shops, subscribedDays }: Owner): string {
  const id = world.newToken('g_');
  const authorizedAt = world.now();
  const lifeMs = subscribedDays === undefined ? REFRESH_MS : subscribedDays * DAY_MS;
  const authorizedUntil = authorizedAt + lifeMs;
  memory.grants[id] = { person, shops, authorizedAt, authorizedUntil, revoked: false };
  return id;
}

/** New tokens of a grant. The access token before them ends; whether it does at Lazada is not documented, so nobody may count on it. */
export function issueTokens({ world, memory }: Lazada, grantId: string): { access: string; refresh: string } {
  const grant = memory.grants[grantId] as Grant;
  const subscribed = ownerOf(grant.person)?.subscribedDays !== undefined;
  for (const [token, { grant }] of Object.entries(memory.accessTokens))
    if (grant === grantId) delete memory.accessTokens[token];
  const access = world.newToken('50000');
  const refresh = world.newToken('50001');
  const life = subscribed ? grant.authorizedUntil : world.now() + ACCESS_MS;
  const expiresAt = Math.min(life, grant.authorizedUntil);
  memory.accessTokens[access] = { grant: grantId, expiresAt };
  memory.refreshTokens[refresh] = { grant: grantId, expiresAt: grant.authorizedUntil };
  return { access, refresh };
}

/** The grant behind a token that is good now. */
export function grantBehind(
  { world, memory }: Lazada,
  tokens: Memory['accessTokens'],
  token: string,
): Grant | undefined {
  const known = own(tokens, token);
  const grant = known && memory.grants[known.grant];
  return known && grant && !grant.revoked && known.expiresAt > world.now() ? grant : undefined;
}

/** Grants of a shop that stand now. Lazada looks before each push. */
export function livingGrants({ world, memory }: Lazada, sellerId: string): Grant[] {
  return Object.values(memory.grants).filter(
    ({ shops, revoked, authorizedUntil }) =>
      shops.includes(sellerId) && !revoked && authorizedUntil > world.now(),
  );
}

/** How the gateway says no: always with 200. */
export function refuse({ world }: Lazada, code: string, message: string, type = 'ISV'): SandboxAnswer {
  const request_id = `21${world.newToken('').slice(0, 20)}`;
  return { status: 200, body: { code, type, message, request_id } };
}

/** A call that was done. */
export function done({ world }: Lazada, fields: object): SandboxAnswer {
  const request_id = `21${world.newToken('').slice(0, 20)}`;
  return { status: 200, body: { code: '0', ...fields, request_id } };
}
