import { PlatformRefusal } from '../../../domain/platform-refusal.ts';
import type { TokenSet } from '../../../domain/token-set.ts';
import type {
  ExchangeRequest,
  Grant,
  GrantedAccount,
  IdentifyRequest,
  PlatformCalls,
} from '../../../ports/account-access.ts';
import { arrayField, idField, type JsonObject } from '../../shared/fields.ts';
import { type AppCaller, appCallerOf, callAsApp, type ShopCaller } from '../api/client.ts';
import { jsonBody } from '../api/json-body.ts';
import { lacking } from '../api/refusals.ts';
import { appLink, mainAccountLink } from './links.ts';
import { ownUserIds } from './own-user-ids.ts';
import { readShop, type Shop, unusableShop } from './shop.ts';
import { tokensIn } from './tokens.ts';

/** So many shops of a main account are asked about at a time. */
const AT_A_TIME = 5;

/**
 * The code is good once, for 10 minutes, and for the shop or main account that the return named.
 * @throws PlatformRefusal
 */
export async function exchange(calls: PlatformCalls, request: ExchangeRequest): Promise<Grant> {
  const { app, facts, now } = request;
  const caller: AppCaller = { partnerId: app.id, partnerKey: app.secret, now };
  const answer = await callAsApp(calls, caller, {
    method: 'POST',
    path: '/auth/token/get',
    body: jsonBody({ partner_id: app.id, ...whoConsented(request) }, { code: request.code.reveal() }),
    idempotent: false,
  });
  const before: TokenSet = { secrets: { client_secret: app.secret }, expiresAt: null, authorizedUntil: null };
  const tokens = tokensIn(answer, before, now);
  const links = [appLink(app.id), ...(facts.mainAccountId ? [mainAccountLink(facts.mainAccountId)] : [])];
  return grantOf(calls, caller, facts.shopId ? [facts.shopId] : shopsIn(answer), tokens, links);
}

/**
 * Credentials with which a seed gives the tokens, too.
 * @throws PlatformRefusal
 */
export async function identify(calls: PlatformCalls, { app, given, now }: IdentifyRequest): Promise<Grant> {
  const { tokens, facts, accountId } = given;
  const caller = appCallerOf({ app, facts, tokens, now });
  if (accountId === undefined) throw lacking('access_token');
  return grantOf(calls, caller, [accountId], tokens, [appLink(caller.partnerId)]);
}

function whoConsented({ facts }: ExchangeRequest): Record<string, string> {
  if (facts.shopId) return { shop_id: facts.shopId };
  if (facts.mainAccountId) return { main_account_id: facts.mainAccountId };
  throw new PlatformRefusal('code_invalid', 'shopee', 'no_shop');
}

/** Merchants are left out: Thai sellers have none. */
function shopsIn(answer: JsonObject): string[] {
  const ids = (arrayField(answer, 'shop_id_list') ?? []).map((id) => idField({ id }, 'id'));
  return [...new Set(ids.filter((id) => id !== undefined))];
}

/** All shops begin with the same pair of tokens, and keep it each for itself: renewing makes it another for each. */
async function grantOf(
  calls: PlatformCalls,
  caller: AppCaller,
  shopIds: readonly string[],
  tokens: TokenSet,
  links: readonly string[],
): Promise<Grant> {
  const accessToken = tokens.secrets.access_token;
  if (!accessToken) throw lacking('access_token');
  const accounts: GrantedAccount[] = [];
  for (let i = 0; i < shopIds.length; i += AT_A_TIME) {
    const some = shopIds.slice(i, i + AT_A_TIME);
    const read = (shopId: string) => accountOf(calls, { ...caller, shopId, accessToken }, tokens, links);
    accounts.push(...(await Promise.all(some.map(read))));
  }
  return { accounts, grantedScopes: [] };
}

async function accountOf(
  calls: PlatformCalls,
  caller: ShopCaller,
  tokens: TokenSet,
  links: readonly string[],
): Promise<GrantedAccount> {
  const shop = await readShop(calls, caller).catch(suspendedShop);
  const unusable = unusableShop(shop);
  return {
    accountId: caller.shopId,
    displayName: shop.name ?? `Shopee ${caller.shopId}`,
    surface: 'main',
    tokens: { ...tokens, authorizedUntil: shop.authorizedUntil ?? null },
    facts: { partnerId: caller.partnerId },
    links,
    ownUserIds: unusable ? [] : await ownUserIds(calls, caller),
    ...(unusable ? { unusable } : {}),
  };
}

/** A banned shop may be refused instead of described; the other shops of the main account go on. */
function suspendedShop(error: unknown): Shop {
  if (error instanceof PlatformRefusal && error.kind === 'account_suspended')
    return { name: undefined, region: undefined, suspended: true, authorizedUntil: undefined };
  throw error;
}
