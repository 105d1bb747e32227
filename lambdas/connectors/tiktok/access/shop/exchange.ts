import type { TokenSet } from '../../../../domain/token-set.ts';
import type {
  ExchangeRequest,
  Grant,
  GrantedAccount,
  PlatformCalls,
} from '../../../../ports/account-access.ts';
import { arrayField, type JsonObject, numberField, textField } from '../../../shared/fields.ts';
import { answered } from '../../api/refusals.ts';
import { type ShopOfGrant, sellerLink, shopsOf } from '../../api/shop/shops.ts';
import { readTokens, tokenCall } from './tokens.ts';

/** The countries whose shops this product serves. */
const SERVED: ReadonlySet<string> = new Set(['TH']);
/** `user_type` of a seller; others are creators and partners. */
const SELLER = 0;

/**
 * Exchanges the code and lists the shops. One consent serves all shops of a seller, so its tokens are kept once, under the seller's
 * `open_id`.
 * @throws PlatformRefusal `code_invalid` when the code is older than 30 minutes, spent or wrong
 */
export async function exchangeCode(calls: PlatformCalls, request: ExchangeRequest): Promise<Grant> {
  const { app, code, now } = request;
  const spent = { auth_code: code.reveal(), grant_type: 'authorized_code' } as const;
  const data = await tokenCall(calls, app, 'get', spent);
  const tokens = readTokens(data, now);
  const openId = answered(data, 'open_id');
  const grantedScopes = (arrayField(data, 'granted_scopes') ?? []).filter((s) => typeof s === 'string');
  if ((numberField(data, 'user_type') ?? SELLER) !== SELLER) {
    return { accounts: [noSeller(openId, data)], grantedScopes, shared: { id: openId, tokens } };
  }
  const shops = await shopsOf(calls, { app, token: accessOf(tokens), now });
  const accounts = shops.map((shop) => accountOf(shop, openId));
  return { accounts, grantedScopes, shared: { id: openId, tokens } };
}

function accessOf({ secrets }: TokenSet) {
  return secrets.access_token as NonNullable<typeof secrets.access_token>;
}

function accountOf(shop: ShopOfGrant, openId: string): GrantedAccount {
  return {
    accountId: shop.id,
    displayName: shop.name,
    surface: 'shop',
    facts: { shopCipher: shop.cipher, openId },
    links: [sellerLink(openId)],
    ownUserIds: [],
    ...(SERVED.has(shop.region) ? {} : { unusable: 'wrong_country' as const }),
  };
}

/** A creator has no shops; asking for them would be refused. */
function noSeller(openId: string, data: JsonObject): GrantedAccount {
  return {
    accountId: openId,
    displayName: textField(data, 'seller_name') || openId,
    surface: 'shop',
    facts: {},
    links: [sellerLink(openId)],
    ownUserIds: [],
    unusable: 'wrong_account_type',
  };
}
