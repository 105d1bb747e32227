import type { Json } from '../../../domain/platform.ts';
import type { TokenSet } from '../../../domain/token-set.ts';
import type {
  ExchangeRequest,
  Grant,
  GrantedAccount,
  IdentifyRequest,
  PlatformCalls,
} from '../../../ports/account-access.ts';
import { asObject, field, idField, type JsonObject, textField } from '../../shared/fields.ts';
import { askForTokens, type Caller, callerOf } from '../api/client.ts';
import { readSeller, type Seller } from './seller.ts';
import { tokensIn } from './tokens.ts';

/** A code for tokens, and the shops that they open. @throws PlatformRefusal `code_invalid` */
export async function exchange(calls: PlatformCalls, request: ExchangeRequest): Promise<Grant> {
  const caller = callerOf(calls, request);
  const body = await askForTokens(caller, '/auth/token/create', { name: 'code', value: request.code });
  const tokens = tokensIn(body, request.now);
  const shops = shopsIn(body);
  const thai = shops.filter(({ country }) => country === 'th');
  const accounts = await Promise.all(thai.map((shop) => thaiAccount(caller, shop, tokens)));
  const others = shops.filter(({ country }) => country !== 'th').map(foreignAccount);
  return grantOf([...accounts, ...others], tokens);
}

/** Whose tokens these are. @throws PlatformRefusal */
export async function identify(calls: PlatformCalls, request: IdentifyRequest): Promise<Grant> {
  const { tokens } = request.given;
  const seller = await readSeller(callerOf(calls, request), tokens.secrets.access_token);
  return grantOf([accountOf(seller, seller.sellerId, undefined)], tokens);
}

/** One shop of `country_user_info`. */
interface Shop {
  /** In lower case. */
  readonly country: string;
  readonly sellerId: string;
  readonly userId: string | undefined;
  readonly shortCode: string | undefined;
}

/**
 * The shops behind the tokens; several for a cross-border seller. An array in the official sample, an object by country on the pages of
 * the API, and with `_list` in the name on that of the refresh.
 */
function shopsIn(body: JsonObject): Shop[] {
  const listed = field(body, 'country_user_info') ?? field(body, 'country_user_info_list');
  if (Array.isArray(listed)) return listed.flatMap((entry) => shopOf(entry, ''));
  return Object.entries(asObject(listed) ?? {}).flatMap(([country, entry]) => shopOf(entry, country));
}

function shopOf(entry: Json, key: string): Shop[] {
  const shop = asObject(entry);
  const sellerId = idField(shop, 'seller_id');
  if (sellerId === undefined) return [];
  const country = (textField(shop, 'country') ?? key).toLowerCase();
  return [{ country, sellerId, userId: idField(shop, 'user_id'), shortCode: textField(shop, 'short_code') }];
}

async function thaiAccount(caller: Caller, shop: Shop, tokens: TokenSet): Promise<GrantedAccount> {
  const seller = await readSeller(caller, tokens.secrets.access_token);
  return accountOf(seller, shop.sellerId, shop.userId);
}

/** Pushes name the seller id; in sessions and messages the shop may go by its user id. */
function accountOf(seller: Seller, accountId: string, userId: string | undefined): GrantedAccount {
  return {
    accountId,
    displayName: seller.displayName ?? accountId,
    surface: 'main',
    facts: userId === undefined ? {} : { userId },
    links: [],
    ownUserIds: [...new Set([accountId, userId ?? accountId])],
    ...(seller.closed ? { unusable: 'inactive' as const } : {}),
  };
}

/** Its API stands at an address of its own country, and this product serves Thailand. */
function foreignAccount({ country, sellerId, shortCode }: Shop): GrantedAccount {
  return {
    accountId: sellerId,
    displayName: `${shortCode ?? sellerId} (${country.toUpperCase()})`,
    surface: 'main',
    facts: {},
    links: [],
    ownUserIds: [],
    unusable: 'wrong_country',
  };
}

/** A token is for one shop in Thailand; should there be two, they share it. */
function grantOf(accounts: readonly GrantedAccount[], tokens: TokenSet): Grant {
  const usable = accounts.filter(({ unusable }) => unusable === undefined);
  if (usable.length > 1) {
    const id = usable.map(({ accountId }) => accountId).join(',');
    return { accounts, grantedScopes: [], shared: { id, tokens } };
  }
  const own = accounts.map((account) => (account.unusable === undefined ? { ...account, tokens } : account));
  return { accounts: own, grantedScopes: [] };
}
