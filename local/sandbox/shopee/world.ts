import { kit } from '../../../lambdas/connectors/shopee/samples/kit.ts';
import type { SandboxWorld } from '../platform-sandbox.ts';

/** A merchant's app. In-house apps may chat, a third party's ERP may not. */
export interface App {
  readonly partnerId: string;
  readonly name: string;
  readonly partnerKey: string;
  readonly pushKey: string;
  readonly type: 'in_house' | 'erp';
  /** Domain that consents may return to; empty = any. */
  readonly redirectDomain: string;
  callbackUrl: string;
  pushTypes: number[];
  blockedShops: number[];
  pushStatus: 'Normal' | 'Warning' | 'Suspended';
}

export interface Shop {
  readonly shopId: string;
  readonly name: string;
  readonly region: string;
  status: 'NORMAL' | 'BANNED' | 'FROZEN';
}

/** Who can log in on the consent page: a shop, a main account of several shops, or a sub-account, which cannot consent. */
export interface Login {
  readonly name: string;
  readonly kind: 'shop' | 'main' | 'sub';
  /** Shop id or main account id. */
  readonly id: string;
  readonly shops: readonly string[];
}

interface Authorisation {
  readonly partnerId: string;
  readonly shopId: string;
  readonly authTime: number;
  expireTime: number;
}

interface Code {
  readonly code: string;
  readonly partnerId: string;
  readonly login: string;
  readonly issuedAt: number;
  spent: boolean;
}

/** An access token is good for one shop; shops of a main account begin with the same text. */
interface AccessToken {
  readonly token: string;
  readonly partnerId: string;
  readonly shopId: string;
  /** Null = without end: the tokens of seeds. */
  expiresAt: number | null;
}

interface RefreshToken {
  readonly token: string;
  readonly partnerId: string;
  readonly shopId: string;
  readonly issuedAt: number;
  spent: boolean;
}

/** `data.content` of a push; the history has the same fields. */
export interface ChatMessage {
  readonly message_id: string;
  readonly conversation_id: string;
  readonly message_type: string;
  readonly from_id: number;
  readonly to_id: number;
  readonly from_shop_id: number;
  readonly to_shop_id: number;
  readonly from_user_name: string;
  readonly to_user_name: string;
  /** By type: `text`, `url`, `video_url` … */
  readonly content: Readonly<Record<string, unknown>>;
  readonly created_timestamp: number;
  readonly region: string;
  readonly status: string;
  readonly source_content: object;
  readonly quoted_msg: object;
}

export interface Stored {
  readonly shopId: string;
  readonly customerId: string;
  /** Milliseconds; Shopee shows seconds. */
  readonly at: number;
  readonly message: ChatMessage;
  /** Id of the file in it. */
  readonly fileId?: string;
}

/** A picture or video in the platform's file store. */
export interface StoredFile {
  readonly id: string;
  /** Whose upload it is; a buyer's file belongs to no shop. */
  readonly shopId: string | null;
  readonly kind: 'image' | 'video';
  readonly mimeType: string;
  readonly base64: string;
  /** How often an upload's result was asked for: a video is being prepared the first time. */
  asked: number;
}

export interface Memory {
  /** Where KaoJai was reached when the memory was last opened. */
  publicBaseUrl: string;
  readonly apps: App[];
  readonly shops: Shop[];
  readonly logins: Login[];
  authorisations: Authorisation[];
  readonly codes: Code[];
  accessTokens: AccessToken[];
  refreshTokens: RefreshToken[];
  readonly messages: Stored[];
  files: StoredFile[];
}

export const DAY_MS = 86_400_000;
/** Connected by the demo seed. */
export const DEMO_SHOP = '418822110';

/** A local cloud that started again may be reached elsewhere; whoever registered its address means the new one. */
export function openMemory(world: SandboxWorld): Memory {
  const memory = world.memory<Memory>('shopee', () => firstMemory(world));
  for (const app of memory.apps)
    app.callbackUrl = app.callbackUrl.replace(memory.publicBaseUrl, world.publicBaseUrl);
  memory.publicBaseUrl = world.publicBaseUrl;
  // Memories of before there were files have none.
  memory.files ??= [];
  return memory;
}

/** The demo seed's shop, which is connected already, and invented merchants who could connect. */
function firstMemory({ now, publicBaseUrl }: SandboxWorld): Memory {
  const seed = kit.seed('main', DEMO_SHOP).credentials;
  const partnerId = seed.partnerId ?? '';
  const ofShop = { partnerId, shopId: DEMO_SHOP };
  return {
    publicBaseUrl,
    apps: [demoApp(partnerId, seed, publicBaseUrl), ...inventedApps(new URL(publicBaseUrl).hostname)],
    shops: SHOPS.map((shop) => ({ ...shop })),
    logins: LOGINS.map((login) => ({ ...login })),
    authorisations: [{ ...ofShop, authTime: now(), expireTime: now() + 365 * DAY_MS }],
    codes: [],
    accessTokens: [{ ...ofShop, token: seed.accessToken ?? '', expiresAt: null }],
    refreshTokens: [{ ...ofShop, token: seed.refreshToken ?? '', issuedAt: now(), spent: false }],
    messages: [],
    files: [],
  };
}

const FRESH = { callbackUrl: '', pushTypes: [], blockedShops: [], pushStatus: 'Normal' } as const;

function demoApp(partnerId: string, seed: Readonly<Record<string, string>>, publicBaseUrl: string): App {
  return {
    ...FRESH,
    partnerId,
    name: 'บ้านสวน อินเฮาส์',
    partnerKey: seed.partnerKey ?? '',
    pushKey: seed.pushKey ?? '',
    type: 'in_house',
    redirectDomain: '',
    callbackUrl: `${publicBaseUrl}/webhooks/shopee/${partnerId}`,
    pushTypes: [1, 2, 10, 12],
    blockedShops: [],
  };
}

/** The app that invented merchants bring. */
export const IN_HOUSE = '2033117';

function inventedApps(redirectDomain: string): App[] {
  const fresh = () => ({ ...FRESH, pushTypes: [], blockedShops: [] });
  return [
    {
      ...fresh(),
      partnerId: IN_HOUSE,
      name: 'ขนมบ้านยายแก้ว อินเฮาส์',
      partnerKey: 'invented_partner_key_kanom_yai_kaew',
      pushKey: 'invented_push_key_kanom_yai_kaew',
      type: 'in_house',
      redirectDomain,
    },
    {
      ...fresh(),
      partnerId: '2044990',
      name: 'ERP ของผู้พัฒนาภายนอก',
      partnerKey: 'invented_partner_key_erp',
      pushKey: 'invented_push_key_erp',
      type: 'erp',
      redirectDomain,
    },
  ];
}

const SHOPS: readonly Shop[] = [
  { shopId: DEMO_SHOP, name: 'บ้านสวน ช็อป', region: 'TH', status: 'NORMAL' },
  { shopId: '511200301', name: 'ขนมบ้านยายแก้ว', region: 'TH', status: 'NORMAL' },
  { shopId: '511200302', name: 'สวนผลไม้ลุงดำ', region: 'TH', status: 'NORMAL' },
  { shopId: '511200303', name: 'ผ้าไหมแม่บุญมา', region: 'TH', status: 'FROZEN' },
  { shopId: '511200304', name: 'สวนลุงดำ สาขามาเลเซีย', region: 'MY', status: 'NORMAL' },
];

const LOGINS: readonly Login[] = [
  { name: 'shop-511200301', kind: 'shop', id: '511200301', shops: ['511200301'] },
  { name: 'main-71820', kind: 'main', id: '71820', shops: ['511200302', '511200303', '511200304'] },
  { name: 'sub-71820-1', kind: 'sub', id: '71820', shops: ['511200302'] },
  { name: `shop-${DEMO_SHOP}`, kind: 'shop', id: DEMO_SHOP, shops: [DEMO_SHOP] },
];
