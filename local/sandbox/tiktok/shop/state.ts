import type { SandboxWorld } from '../../platform-sandbox.ts';
import type { KeptFile } from '../files.ts';

/** Everything that TikTok Shop remembers. Times in milliseconds. */
export interface ShopState {
  readonly sellers: readonly Seller[];
  /** By code. */
  readonly codes: Record<string, { openId: string; scopes: string[]; until: number; used: boolean }>;
  /** By `open_id`; absent = the seller has not authorised the app (any more). */
  readonly grants: Record<string, ShopGrant>;
  /** By shop and topic. */
  readonly webhooks: Record<string, Record<string, ShopWebhook>>;
  /** By shop. */
  readonly canAcceptChat: Record<string, boolean>;
  /** By conversation. */
  readonly conversations: Record<string, ShopConversation>;
  readonly suspended: string[];
  /** By address; absent in the memory of an older version. */
  files?: Record<string, ShopFile>;
}

/** A picture or video of the chat. */
export interface ShopFile extends KeptFile {
  readonly shopId: string;
  readonly from: 'buyer' | 'shop';
  /** When its address dies; absent = never. */
  readonly until?: number;
}

export interface Seller {
  readonly openId: string;
  readonly name: string;
  readonly region: string;
  /** 0 seller, 1 creator. */
  readonly userType: number;
  readonly shops: readonly Shop[];
}

export interface Shop {
  readonly id: string;
  readonly cipher: string;
  readonly name: string;
  readonly region: string;
  readonly sellerType: 'LOCAL' | 'CROSS_BORDER';
}

export interface ShopGrant {
  scopes: string[];
  access: string;
  accessUntil: number;
  refresh: string;
  /** The end of what the seller granted, which no refresh moves. */
  until: number;
}

export interface ShopWebhook {
  readonly address: string;
  readonly create_time: number;
  readonly update_time: number;
}

export interface ShopConversation {
  readonly shopId: string;
  readonly customerId: string;
  readonly createdAt: number;
  unread: number;
  readonly messages: ShopMessage[];
}

/** As the message list has it. */
export interface ShopMessage {
  readonly id: string;
  readonly type: string;
  readonly content: string;
  readonly create_time: number;
  readonly index: string;
  readonly is_visible: boolean;
  readonly sender: { readonly im_user_id: string; readonly role: string };
}

/** What the app was approved for; the consent page asks for all of it. */
export const APP_SCOPES = [
  'seller.authorization.info',
  'seller.customer_service',
  'seller.order.info',
  'seller.product.basic',
];

export const DAY_MS = 86_400_000;
export const ACCESS_LIFE_MS = 7 * DAY_MS;
export const GRANT_LIFE_MS = 365 * DAY_MS;
export const CODE_LIFE_MS = 30 * 60_000;

/** The account of the demo seed. */
const SEED_SHOP = '7495112233445566778';
const SEED_SELLER = '7010736057180325637';

export const TOPICS = [
  'NEW_MESSAGE',
  'NEW_CONVERSATION',
  'SELLER_DEAUTHORIZATION',
  'UPCOMING_AUTHORIZATION_EXPIRATION',
  'ORDER_STATUS_CHANGE',
  'NEW_MESSAGE_LISTENER',
];

function shop(
  id: string,
  name: string,
  { region = 'TH', sellerType = 'LOCAL' }: Partial<Pick<Shop, 'region' | 'sellerType'>> = {},
): Shop {
  return { id, cipher: `ROW_${id.slice(-8)}AAAAAB3vTnYw5LrE9pD`, name, region, sellerType };
}

const ABROAD = { sellerType: 'CROSS_BORDER' } as const;

/** Invented sellers: one with a shop, one with shops in two countries, a creator, and the demo seed's. */
const SELLERS: readonly Seller[] = [
  {
    openId: SEED_SELLER,
    name: 'Baan Suan',
    region: 'TH',
    userType: 0,
    shops: [shop(SEED_SHOP, 'บ้านสวน ช็อป')],
  },
  {
    openId: '7010736057180400101',
    name: 'Baitong Store',
    region: 'TH',
    userType: 0,
    shops: [shop('7496200000000000101', 'ใบตองสโตร์')],
  },
  {
    openId: '7010736057180400202',
    name: 'Sabai Trading',
    region: 'SG',
    userType: 0,
    shops: [
      shop('7496200000000000202', 'สบายดี ลิฟวิ่ง', ABROAD),
      shop('7496200000000000203', 'Sabai Living MY', { ...ABROAD, region: 'MY' }),
    ],
  },
  { openId: '7010736057180400303', name: 'น้องฝน รีวิว', region: 'TH', userType: 1, shops: [] },
];

/** At the beginning only the demo seed's shop is connected, with the tokens that the sample kit gives it. */
export function initialState(world: SandboxWorld): ShopState {
  const now = world.now();
  const seconds = Math.floor(now / 1000);
  const address = `${world.publicBaseUrl}/webhooks/tiktok/shop`;
  const hook = { address, create_time: seconds, update_time: seconds };
  return {
    sellers: SELLERS,
    codes: {},
    grants: {
      [SEED_SELLER]: {
        scopes: [...APP_SCOPES],
        access: 'invented-access-token',
        accessUntil: now + GRANT_LIFE_MS,
        refresh: 'invented-refresh-token',
        until: now + GRANT_LIFE_MS,
      },
    },
    webhooks: { [SEED_SHOP]: Object.fromEntries(TOPICS.slice(0, 4).map((topic) => [topic, hook])) },
    canAcceptChat: { [SEED_SHOP]: true },
    conversations: {},
    suspended: [],
  };
}

export function sellerOf(state: ShopState, shopId: string): Seller | undefined {
  return state.sellers.find(({ shops }) => shops.some(({ id }) => id === shopId));
}
