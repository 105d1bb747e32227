import type { Schema } from '../api/client.ts';

/** A platform as the API names it. */
export type Platform = Schema<'Connection'>['platform'];
/** What an account can be connected for, in the order of the form. */
export const FEATURES = ['inbox', 'comments', 'orders', 'products', 'profiles'] as const;
export type Feature = (typeof FEATURES)[number];
/** What a merchant types, in the platform's own words. */
export type Field = 'channelId' | 'channelSecret' | 'accessToken' | 'partnerId' | 'partnerKey' | 'pushKey';

/** A way to connect an account of a platform. A test compares this list with the manifests of the connectors. */
export interface Way {
  readonly platform: Platform;
  readonly login:
    | 'channel'
    | 'module'
    | 'facebook'
    | 'instagram'
    | 'in_house'
    | 'seller'
    | 'shop'
    | 'business';
  readonly surface: string;
  /** Whether the merchant agrees on a page of the platform. */
  readonly consent: boolean;
  /** What the merchant types first; empty = nothing. */
  readonly fields: readonly FieldRule[];
  /** What each feature asks the platform for, in its own names; an empty list: nothing has to be asked for. */
  readonly scopes: Readonly<Partial<Record<Feature, readonly string[]>>>;
}

/** A field of the form. */
export interface FieldRule {
  readonly name: Field;
  readonly secret: boolean;
  readonly required: boolean;
}

const id = (name: Field): FieldRule => ({ name, secret: false, required: true });
const secret = (name: Field, required = true): FieldRule => ({ name, secret: true, required });

/** The usual way of a platform stands first. */
export const WAYS: readonly Way[] = [
  {
    platform: 'line',
    login: 'channel',
    surface: 'main',
    consent: false,
    fields: [id('channelId'), secret('channelSecret'), secret('accessToken', false)],
    scopes: { inbox: [], profiles: [] },
  },
  {
    platform: 'line',
    login: 'module',
    surface: 'main',
    consent: true,
    fields: [],
    scopes: {
      inbox: ['message:send', 'message:receive', 'message:mark_as_read'],
      profiles: ['profile:read'],
    },
  },
  {
    platform: 'facebook',
    login: 'facebook',
    surface: 'main',
    consent: true,
    fields: [],
    scopes: {
      inbox: ['pages_show_list', 'pages_manage_metadata', 'pages_messaging'],
      comments: [
        'pages_manage_metadata',
        'pages_read_engagement',
        'pages_read_user_content',
        'pages_manage_engagement',
      ],
      profiles: [],
    },
  },
  {
    platform: 'instagram',
    login: 'instagram',
    surface: 'main',
    consent: true,
    fields: [],
    scopes: {
      inbox: ['instagram_business_basic', 'instagram_business_manage_messages'],
      comments: ['instagram_business_manage_comments'],
      profiles: [],
    },
  },
  {
    platform: 'instagram',
    login: 'facebook',
    surface: 'main',
    consent: true,
    fields: [],
    scopes: {
      inbox: [
        'instagram_basic',
        'instagram_manage_messages',
        'pages_show_list',
        'pages_manage_metadata',
        'pages_read_engagement',
      ],
      comments: ['instagram_manage_comments'],
      profiles: [],
    },
  },
  {
    platform: 'shopee',
    login: 'in_house',
    surface: 'main',
    consent: true,
    fields: [id('partnerId'), secret('partnerKey'), secret('pushKey', false)],
    scopes: { inbox: [], orders: [], products: [], profiles: [] },
  },
  {
    platform: 'lazada',
    login: 'seller',
    surface: 'main',
    consent: true,
    fields: [],
    scopes: { inbox: [], profiles: [] },
  },
  {
    platform: 'tiktok',
    login: 'shop',
    surface: 'shop',
    consent: true,
    fields: [],
    scopes: {
      inbox: ['seller.authorization.info', 'seller.customer_service'],
      orders: ['seller.order.info'],
      products: ['seller.product.basic'],
    },
  },
  {
    platform: 'tiktok',
    login: 'business',
    surface: 'business',
    consent: true,
    fields: [],
    scopes: {
      inbox: ['message.list.read', 'message.list.send', 'message.list.manage', 'user.account.type'],
      profiles: ['user.info.basic', 'user.info.username', 'user.info.profile'],
    },
  },
];

/** All platforms, in the order in which they are offered. */
export const PLATFORMS: readonly Platform[] = [...new Set(WAYS.map(({ platform }) => platform))];

/** The ways of a platform. */
export function waysOf(platform: Platform): readonly Way[] {
  return WAYS.filter((way) => way.platform === platform);
}

/** Features of a way, in the order of the form. */
export function featuresOf({ scopes }: Way): readonly Feature[] {
  return FEATURES.filter((feature) => scopes[feature] !== undefined);
}
